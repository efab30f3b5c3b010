"""Databases for tests: each test gets its own, of each engine; a throw-away PostgreSQL server serves the session.

``settings`` names an empty place for a database, ``store`` is an open one; both run the test once an engine.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from beds.data.settings import Settings
from beds.data.store.keys import key_path
from beds.data.store.store import Store, open_store
from tools.postgres import SERVER, Server, serving

ENGINES = ("sqlite", pytest.param(SERVER, marks=pytest.mark.needs_postgres))
TEMPLATE = "made"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this session, started when it is first asked for."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def made_postgres(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A database that is made and empty, for copying: making one takes longer than most tests."""
    key = tmp_path_factory.mktemp("made") / "beds.key"
    postgres.sql(f'CREATE DATABASE "{TEMPLATE}"')
    open_store(Settings(database_url=postgres.url(TEMPLATE), key_file=str(key)), create=True).close()
    return TEMPLATE, key


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a file."""
    file = tmp_path_factory.mktemp("made") / "beds.db"
    open_store(Settings(database_url=str(file)), create=True).close()
    return file


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    name: str = request.param
    return name


@pytest.fixture
def settings(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Where a database may be made: nothing is there yet."""
    key = tmp_path / "beds.key"
    if engine_name == "sqlite":
        yield Settings(database_url=str(tmp_path / "beds.db"), key_file=str(key))
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.new_database()
    yield Settings(database_url=server.url(name), key_file=str(key))
    server.drop(name)


@pytest.fixture
def made(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Where an empty database of the newest schema stands."""
    key = tmp_path / "beds.key"
    if engine_name == "sqlite":
        source: Path = request.getfixturevalue("made_sqlite")
        found = Settings(database_url=str(source))
        shutil.copy(source, tmp_path / "beds.db")
        shutil.copy(key_path(found), key)
        yield Settings(database_url=str(tmp_path / "beds.db"), key_file=str(key))
        return
    template, made_key = request.getfixturevalue("made_postgres")
    server: Server = request.getfixturevalue("postgres")
    name = server.new_database(template)
    shutil.copy(made_key, key)
    yield Settings(database_url=server.url(name), key_file=str(key))
    server.drop(name)


@pytest.fixture
def store(made: Settings) -> Iterator[Store]:
    """An open, empty database."""
    opened = open_store(made)
    yield opened
    opened.close()
