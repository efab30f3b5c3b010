"""Databases for tests: each test gets an empty one, of each engine; a throw-away PostgreSQL server serves the session.

``settings`` names an empty place for a database, ``store`` is an open one; both run the test once an engine.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from beds.data.settings import Settings
from beds.data.store.keys import key_path
from beds.data.store.store import Store, open_store
from tools.postgres import SERVER, Server, serving

SMALL = ("shared_buffers=16MB", "jit=off", "autovacuum=off")
"""Every test opens connections of its own, and each costs in proportion to what the server holds."""
ENGINES = ("sqlite", pytest.param(SERVER, marks=pytest.mark.needs_postgres))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this session, started when it is first asked for."""
    with serving(*SMALL) as server:
        yield server


class Emptied:
    """A database on the server that every test finds empty: its rows go, and it is only made anew where a test has
    changed what tables or guards there are. To make or copy one takes longer than most tests."""

    def __init__(self, server: Server, key: Path) -> None:
        self._server, self._name = server, "made"
        self.settings = Settings(database_url=server.url(self._name), key_file=str(key))
        self._make()

    def empty(self) -> None:
        """Puts back the rows that a new database holds, and no others."""
        with psycopg.connect(self.settings.database_url, autocommit=True) as connection:
            connection.execute(OTHERS_OUT)
            if _first(connection, SHAPE) == self._shape:
                self._put_back(connection)
                return
        self._server.drop(self._name)
        self._make()

    def _make(self) -> None:
        self._server.sql(f'CREATE DATABASE "{self._name}"')
        open_store(self.settings, create=True).close()
        with psycopg.connect(self.settings.database_url, autocommit=True) as connection:
            self._shape = _first(connection, SHAPE)
            self._counters = connection.execute(COUNTERS).fetchall()
            self._rows = {}
            for (table,) in connection.execute(TABLES).fetchall():
                with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copied:
                    self._rows[table] = b"".join(copied)

    def _put_back(self, connection: psycopg.Connection[Any]) -> None:
        # No guard asks and no reference holds: all rows go at once.
        connection.execute("SET session_replication_role = replica")
        connection.execute("; ".join(f"DELETE FROM {table}" for table in self._rows).encode())
        for table, rows in self._rows.items():
            if rows:
                with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copied:
                    copied.write(rows)
        for counter, last in self._counters:
            connection.execute("SELECT setval(%s, %s, %s)", (counter, last or 1, last is not None))


OTHERS_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid()"
)
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
COUNTERS = "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
SHAPE = (
    "SELECT (SELECT array_agg(oid ORDER BY oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace), "
    "(SELECT array_agg((oid, tgenabled) ORDER BY oid) FROM pg_trigger), "
    "(SELECT array_agg((oid, prosrc) ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace), "
    "(SELECT array_agg(oid ORDER BY oid) FROM pg_constraint)"
)
"""What there is beside rows."""


def _first(connection: psycopg.Connection[Any], asked: LiteralString) -> tuple[Any, ...]:
    row = connection.execute(asked).fetchone()
    assert row is not None
    return tuple(row)


@pytest.fixture(scope="session")
def emptied_postgres(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Emptied:
    """The database that tests on the server have one after the other."""
    return Emptied(postgres, tmp_path_factory.mktemp("made") / "beds.key")


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is made and empty, in a file, for copying."""
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
    emptied: Emptied = request.getfixturevalue("emptied_postgres")
    emptied.empty()
    shutil.copy(emptied.settings.key_file, key)
    yield Settings(database_url=emptied.settings.database_url, key_file=str(key))


@pytest.fixture
def store(made: Settings) -> Iterator[Store]:
    """An open, empty database."""
    opened = open_store(made)
    yield opened
    opened.close()
