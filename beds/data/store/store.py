"""The database as the use cases see it: opened once, read or written in one transaction at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.orm import Session

from beds.data.settings import Settings, database_file
from beds.data.store import tables as _tables
from beds.data.store.activity import Activity
from beds.data.store.base import Base
from beds.data.store.boards import Boards
from beds.data.store.changes import Collector
from beds.data.store.columns import KEYRING
from beds.data.store.engine import make_engine, reading, take_turn, troubles_told, writing
from beds.data.store.erased_ids import ErasedIds
from beds.data.store.erasing import Erasing
from beds.data.store.facts import Facts
from beds.data.store.health import Health
from beds.data.store.held import Held
from beds.data.store.history import History
from beds.data.store.keys import make_keyring, read_keyring
from beds.data.store.living import Living
from beds.data.store.policies import Policies
from beds.data.store.proposals import Proposals
from beds.data.store.queue import Queue
from beds.data.store.read_before import ReadBefore
from beds.data.store.record import Record
from beds.data.store.resealing import reseal
from beds.data.store.revision import HEAD, REVISIONS, revision_of
from beds.data.store.run_files import RunFiles
from beds.data.store.runs import Runs
from beds.data.store.scenarios import Scenarios
from beds.data.store.sign_ins import SignIns
from beds.data.store.snapshots import Snapshots
from beds.data.store.tables.service import ServiceRow
from beds.data.store.users import Users
from beds.domain.errors import StoreTrouble
from beds.domain.messages import _
from beds.domain.record import Change

assert _tables.__all__
KEY_CHECK = ("key_check", "beds")
_KEY_CHECKED = select(ServiceRow.value).where(ServiceRow.name == KEY_CHECK[0])


class Books:
    """The repositories of one transaction."""

    def __init__(self, session: Session, before: ReadBefore) -> None:
        self.session = session
        """For repositories only: a use case that needs more than they offer asks for a method there."""
        self.facts = Facts(session, before)
        self.living = Living(session)
        self.history = History(session)
        self.policies = Policies(session)
        self.proposals = Proposals(session)
        self.queue = Queue(session)
        self.record = Record(session)
        self.runs = Runs(session)
        self.run_files = RunFiles(session)
        self.scenarios = Scenarios(session)
        self.sign_ins = SignIns(session)
        self.snapshots = Snapshots(session)
        self.users = Users(session)
        self.erasing = Erasing(session)
        self.erased_ids = ErasedIds(session)
        self.held = Held(session)
        self.boards = Boards(session)
        self.activity = Activity(session)
        self.health = Health(session)
        self.collector: Collector | None = None

    def reseal(self) -> int:
        """Seals everything again under the first key; how many texts."""
        return reseal(self.session.connection())

    def changes(self) -> list[tuple[Any, Change]]:
        """What was changed since the last time it was asked, with the row of each change; written first."""
        self.session.flush()
        return self.collector.take() if self.collector else []


class Store:
    """An open database of the newest schema."""

    def __init__(self, engine: Engine, today: Callable[[], date], before: ReadBefore | None = None) -> None:
        self.engine = engine
        self.today = today
        """What day it is here: nothing is recorded as done on a day to come."""
        self.before = before or ReadBefore()

    @contextmanager
    def read(self) -> Iterator[Books]:
        """Everything as it is at one moment. Nothing can be written."""
        with troubles_told(), Session(reading(self.engine)) as session:
            yield Books(session, self.before)

    @contextmanager
    def write(self, *, alone: bool = True) -> Iterator[Books]:
        """One transaction, committed at the end, or nothing if anything is raised.

        Writers take turns. With ``alone=False`` they do not, on PostgreSQL: for leases and heartbeats, which tell
        no event.
        """
        with troubles_told(), Session(writing(self.engine), expire_on_commit=False) as session, session.begin():
            if alone:
                take_turn(session.connection())
            # The key may have been changed since the store was opened: what is sealed with an old one is lost.
            session.scalar(_KEY_CHECKED)
            books = Books(session, self.before)
            books.collector = Collector(session)
            yield books

    def tidy(self) -> None:
        """Lets nothing of what was overwritten stand in the log of a file or in dead rows of a server."""
        with troubles_told():
            if self.engine.dialect.name == "sqlite":
                with self.engine.connect() as connection:
                    driver = connection.connection.driver_connection
                    assert driver is not None
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in Base.metadata.sorted_tables:
                    connection.exec_driver_sql(f"VACUUM {table.name}")

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def open_store(settings: Settings | None = None, *, create: bool = False) -> Store:
    """Opens the database that the settings name. ``create``: makes it where there is none.

    Raises :class:`~beds.domain.errors.StoreTrouble` where there is none, where its schema is older or newer than the
    program, or where its key is missing or another one.
    """
    settings = settings or Settings()
    file = database_file(settings.database_url)
    if file is not None and not file.exists() and not create:
        raise _none_there(str(file))
    engine = make_engine(settings.database_url, read_keyring(settings))
    try:
        with troubles_told():
            _ready(engine, settings, create)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, settings.day)


def upgrade_store(settings: Settings | None = None) -> tuple[str | None, str]:
    """Brings an older database up to the newest schema; the revision before, and now."""
    settings = settings or Settings()
    engine = make_engine(settings.database_url, read_keyring(settings))
    try:
        with troubles_told():
            before = _revision(engine, settings)
            if before is None:
                raise _none_there(settings.database_url)
            _refuse_newer(before)
            _check_key(engine)
            from beds.data.store.migrate import upgrade

            upgrade(engine)
            return before, HEAD
    finally:
        engine.dispose()


def _ready(engine: Engine, settings: Settings, create: bool) -> None:
    revision = _revision(engine, settings)
    if revision is None:
        if not create:
            raise _none_there(settings.database_url)
        _make(engine, settings)
    elif revision != HEAD:
        _refuse_newer(revision)
        raise StoreTrouble(
            _(
                "The database is older than the program (its schema is %(found)s, the program's %(head)s). "
                "Make a copy of it, then: beds upgrade",
                found=revision,
                head=HEAD,
            )
        )
    _check_key(engine)


def _revision(engine: Engine, settings: Settings) -> str | None:
    with engine.connect() as connection:
        revision = revision_of(connection)
        if revision is None and inspect(connection).get_table_names():
            raise StoreTrouble(
                _("%(database)s holds something else, no database of beds.", database=_shown(settings.database_url))
            )
        return revision


def _refuse_newer(revision: str) -> None:
    if revision not in REVISIONS:
        raise StoreTrouble(
            _(
                "The database is newer than the program (its schema is %(found)s, the program's %(head)s). "
                "Use the newer program.",
                found=revision,
                head=HEAD,
            )
        )


def _make(engine: Engine, settings: Settings) -> None:
    from beds.data.store.migrate import upgrade

    if getattr(engine.dialect, KEYRING) is None:
        setattr(engine.dialect, KEYRING, make_keyring(settings))

    def sign(connection: Connection) -> None:
        connection.execute(ServiceRow.__table__.insert().values(name=KEY_CHECK[0], value=KEY_CHECK[1]))  # type: ignore[attr-defined]

    upgrade(engine, then=sign)


def _check_key(engine: Engine) -> None:
    if getattr(engine.dialect, KEYRING) is None:
        raise StoreTrouble(
            _(
                "The key of the database is missing. It was written to a file beside the database (.key) when that "
                "was made; bring it back, or set BEDS_KEYS or BEDS_KEY_FILE."
            )
        )
    with Session(engine) as session:
        session.scalar(_KEY_CHECKED)


def _none_there(where: str) -> StoreTrouble:
    return StoreTrouble(
        _("There is no database yet (%(database)s). Start with: beds import FOLDER", database=_shown(where))
    )


def _shown(address: str) -> str:
    """The address without a password."""
    head, at, tail = address.rpartition("@")
    return f"{head.rpartition(':')[0] if head.count(':') > 1 else head}{at}{tail}"
