"""The way to the database: how each engine is opened, how transactions begin on it, what its faults mean in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from beds.data.settings import SQLITE, database_file, full_url
from beds.data.store.columns import KEYRING
from beds.data.store.guards import sentence_of_guard
from beds.data.store.keys import Keyring
from beds.data.store.versions import stale_edit
from beds.domain.errors import DoubleBooking, StoreTrouble
from beds.domain.messages import _

WAIT_SECONDS = 15
"""How long a writer waits for another one before she is told that the database is busy."""
WRITER = 5_331_927_180
"""The number of the lock under which writers on PostgreSQL take turns, as writers on SQLite do by themselves."""


def make_engine(address: str, keyring: Keyring | None) -> Engine:
    """An engine for the address; nothing is opened yet. Parameters never appear in its messages: they are personal."""
    url = full_url(address)
    engine = _sqlite(url) if url.startswith(SQLITE) else _postgres(url)
    setattr(engine.dialect, KEYRING, keyring)
    return engine


def _sqlite(url: str) -> Engine:
    file = database_file(url)
    assert file is not None
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver must not begin transactions by itself: a writer has to say so with its first word.
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise StoreTrouble(_("PostgreSQL needs the extra “postgres”: pip install 'beds[postgres]'.")) from None
    return create_engine(
        url, hide_parameters=True, pool_pre_ping=True, pool_size=5, max_overflow=10,
        connect_args={"connect_timeout": WAIT_SECONDS, "options": f"-c lock_timeout={WAIT_SECONDS * 1000}"},
    )  # fmt: skip


def reading(engine: Engine) -> Engine:
    """The engine for somebody who only reads: everything she sees is of one moment."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def writing(engine: Engine) -> Engine:
    """The engine for a writer."""
    return engine.execution_options(writes=True)


def take_turn(connection: Connection) -> None:
    """Waits until no other writer is at work; holds until the transaction ends. On SQLite to begin was enough."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER})


@contextmanager
def troubles_told() -> Iterator[None]:
    """Turns what an engine says into errors of the house; what is a defect of the program stays what it is."""
    try:
        yield
    except StaleDataError:
        raise stale_edit() from None
    except IntegrityError as error:
        sentence = sentence_of_guard(str(error.orig))
        if sentence is None:
            # What the engine says after its first line is the row itself, which nobody's log is to hold.
            reason = str(error.orig).splitlines()[0]
            if "_in_order" in reason:
                raise StoreTrouble(
                    _("One of the days would be before another that it must follow. Nothing was stored.")
                ) from None
            raise StoreTrouble(
                _("The database refused this (%(reason)s). Nothing was stored.", reason=reason)
            ) from None
        raise DoubleBooking(sentence) from None
    except DBAPIError as error:
        sentence = _trouble(error)
        if sentence is None:
            raise
        raise StoreTrouble(sentence) from None


def _trouble(error: DBAPIError) -> str | None:
    said = str(error.orig)
    state = getattr(error.orig, "sqlstate", None) or ""
    if "database is locked" in said or state in ("55P03", "40P01", "40001"):
        return _("The database is busy: somebody else is writing. Nothing was stored; try again in a moment.")
    if "disk is full" in said or state == "53100":
        return _("The disk of the database is full. Nothing was stored; make room and try again.")
    if "readonly database" in said or state == "25006":
        return _("The database may be read but not written here. Nothing was stored.")
    if "not a database" in said:
        return _("The file is no database of beds, or it is damaged.")
    if "malformed" in said:
        return _("The database file is damaged. Restore the last backup.")
    if "unable to open database file" in said:
        return _("The database file cannot be opened or made. Does its folder exist?")
    if error.connection_invalidated or state.startswith(("08", "28", "3D", "53", "57P")) or _is_unreachable(error):
        return _("The database server cannot be reached: %(reason)s", reason=said.strip().splitlines()[0])
    return None


def _is_unreachable(error: DBAPIError) -> bool:
    return "connection failed" in str(error.orig) or "connection is bad" in str(error.orig)
