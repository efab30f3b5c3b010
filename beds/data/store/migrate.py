"""Bringing a database to a revision of the schema, up or down: the whole way in one transaction, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from beds.data.store import guards
from beds.data.store.engine import take_turn, writing
from beds.data.store.revision import HEAD, revision_of
from beds.domain.errors import StoreTrouble
from beds.domain.messages import _

MIGRATIONS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head", *, then: Callable[[Connection], None] | None = None) -> None:
    """Brings the database up to the revision, without loss. ``then`` is done in the same transaction."""
    with _migrating(engine) as connection:
        # Whoever was faster has done it: there is nothing left to do, and no guard to disturb.
        if revision_of(connection) != HEAD:
            guards.take_down(connection)
            command.upgrade(_config(connection), revision)
            _finish(connection)
            if then:
                then(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Brings the database down to the revision. What only newer ones can hold is lost; the program cannot use it."""
    with _migrating(engine) as connection:
        guards.take_down(connection)
        command.downgrade(_config(connection), revision)
        _finish(connection)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    with writing(engine).connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Rebuilding a table would empty the tables that refer to it; the pragma works outside transactions only.
            _pragma(connection, "OFF")
        try:
            with connection.begin():
                take_turn(connection)
                yield connection
                if is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise StoreTrouble(_("The database holds references to nothing; it was left as it was."))
        finally:
            if is_sqlite:
                _pragma(connection, "ON")


def _pragma(connection: Connection, switch: str) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(f"PRAGMA foreign_keys = {switch}")


def _finish(connection: Connection) -> None:
    if revision_of(connection) == HEAD:
        guards.put_up(connection)
