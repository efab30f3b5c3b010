"""Databases for tests: each test gets its own, of each engine; a throw-away PostgreSQL server serves the session.

``settings`` names an empty place for a database, ``store`` is an open one; both run the test once an engine.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from beds.data.settings import Settings
from beds.data.store.keys import key_path
from beds.data.store.store import Store, open_store

POSTGRES = Path("/usr/lib/postgresql")
SERVER = "postgres"
ENGINES = ("sqlite", pytest.param(SERVER, marks=pytest.mark.needs_postgres))
TEMPLATE = "made"


@dataclass
class Server:
    """A PostgreSQL server that is thrown away: no password, no sync, a port of its own on this machine alone."""

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql://{SERVER}@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url(SERVER), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, template: str = "template1") -> str:
        """An empty database, or a copy of another one; its name."""
        name = f"test_{next(self.numbers)}"
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self.sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def program(name: str) -> str:
    """A program of the server, off the path where Debian keeps it; the newest there is."""
    found = shutil.which(name) or max(POSTGRES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this session, started when it is first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="beds-postgres-"))
    as_server: dict[str, str] = {}
    if os.geteuid() == 0:
        # It refuses to be run by root.
        shutil.chown(folder, SERVER, SERVER)
        as_server = {"user": SERVER, "group": SERVER}

    def run(*command: str) -> None:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, **as_server)  # type: ignore[call-overload]

    data, port = folder / "data", free_port()
    options = (
        f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    )
    run(program("initdb"), "-D", str(data), "-U", SERVER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run(program("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield Server(folder, port)
    finally:
        run(program("pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


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
