"""What a doctor looks at in the database: pages, references, double bookings, guards, sealed texts, the chain."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Text, func, select, text, type_coerce
from sqlalchemy.orm import Session

from beds.data.store import guards
from beds.data.store.base import Base
from beds.data.store.columns import SealedPlain, SealedText, keyring_of
from beds.data.store.record import Record
from beds.data.store.replay import differences, present_state, replayed_state
from beds.data.store.revision import HEAD, revision_of
from beds.domain.errors import StoreTrouble
from beds.domain.messages import N_, _

_NAMES = {
    "schema": N_("The schema is the newest"),
    "pages": N_("The file or server holds what was written"),
    "references": N_("Every reference leads somewhere"),
    "bookings": N_("No bed and no person is booked twice"),
    "guards": N_("Every guard stands"),
    "texts": N_("The key opens every sealed text"),
    "chain": N_("Every link of the record holds"),
    "replay": N_("The record replays to the present state"),
}
MOST = 10
"""So many findings of one kind are named."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and what is wrong with it; nothing where it is sound."""

    name: str
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _(_NAMES[self.name])


class Health:
    """The repository of the doctor."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def checks(self) -> Iterator[Check]:
        """Every check in turn, as each is done."""
        for name in _NAMES:
            found: list[str] = list(getattr(self, f"_{name}")())
            yield Check(name, tuple(found[:MOST]))

    def _schema(self) -> Iterator[str]:
        found = revision_of(self._session.connection())
        if found != HEAD:
            yield _("it is %(found)s, the program's is %(head)s: beds upgrade", found=found, head=HEAD)

    def _pages(self) -> Iterator[str]:
        if self._is_sqlite:
            said = self._session.execute(text("PRAGMA integrity_check")).scalars().all()
            yield from (line for line in said if line != "ok")
            return
        # The server checks what it reads: so everything is read, indexes are asked whether they are valid.
        for table in Base.metadata.sorted_tables:
            columns = [func.max(func.length(func.cast(column, Text))) for column in table.columns]
            self._session.execute(select(*columns).select_from(table)).all()
        asked = "SELECT indexrelid\\:\\:regclass\\:\\:text FROM pg_index WHERE NOT indisvalid"
        yield from self._session.execute(text(asked)).scalars()

    def _references(self) -> Iterator[str]:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                mine, theirs = key.parent, key.column.table.alias()
                there = select(1).where(theirs.c[key.column.name] == mine).exists()
                lost = select(func.count()).select_from(table).where(mine.is_not(None), ~there)
                if count := self._session.execute(lost).scalar_one():
                    yield _(
                        "%(table)s.%(column)s: %(count)d lead nowhere", table=table.name, column=mine.name, count=count
                    )

    def _bookings(self) -> Iterator[str]:
        for whose in ("bed_id", "person_id"):
            # Half-open; an empty stay meets nobody. In order of their begin only neighbours need be compared if no two
            # meet, and the first that does is enough.
            asked = (
                f"SELECT one.stay_id, other.stay_id FROM stays one JOIN stays other ON one.{whose} = other.{whose} "
                "AND one.stay_id < other.stay_id AND (one.ended_on IS NULL OR one.ended_on > other.started_on) "
                "AND (other.ended_on IS NULL OR other.ended_on > one.started_on) "
                "AND (one.ended_on IS NULL OR one.ended_on > one.started_on) "
                "AND (other.ended_on IS NULL OR other.ended_on > other.started_on)"
            )
            for one, other in self._session.execute(text(asked)):
                yield _("the stays %(one)s and %(other)s overlap", one=one, other=other)

    def _guards(self) -> Iterator[str]:
        connection = self._session.connection()
        yield from sorted(guards.expected(connection) - guards.standing(connection))

    def _texts(self) -> Iterator[str]:
        ring = keyring_of(self._session.get_bind().dialect)
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if table.name != "events" and isinstance(column.type, SealedText | SealedPlain):
                    for sealed in self._session.execute(select(type_coerce(column, Text))).scalars():
                        try:
                            _opened = sealed and ring.open(sealed)
                        except StoreTrouble as trouble:
                            yield f"{table.name}.{column.name}: {trouble}"
                            break

    def _chain(self) -> Iterator[str]:
        verdict = Record(self._session).verify()
        if verdict.broken is not None:
            yield _("event %(seq)d: %(reason)s", seq=verdict.broken, reason=verdict.reason)

    def _replay(self) -> Iterator[str]:
        try:
            told = replayed_state(Record(self._session).events())
            found = differences(told, present_state(self._session))
        except StoreTrouble as trouble:
            yield str(trouble)
            return
        yield from (_("%(row)s is not as the record tells it", row=row) for row in found)

    @property
    def _is_sqlite(self) -> bool:
        return self._session.get_bind().dialect.name == "sqlite"
