"""The repository of the record: adds links to the chain, reads events, verifies, erases what speaks of a person."""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, delete, func, select, type_coerce
from sqlalchemy.orm import Session

from beds.data.store.columns import keyring_of
from beds.data.store.keys import Keyring
from beds.data.store.tables.events import EventPersonRow, EventRow
from beds.domain.errors import StoreTrouble
from beds.domain.messages import _
from beds.domain.record import FIRST, Change, Event, canonical, digest, link_hash, text_of

ERASURE = "text_erased"
"""The kind of event that names the events whose text was erased; without it a missing text is a broken link."""
BATCH = 1000


@dataclass(frozen=True)
class Verdict:
    """What a verification found. ``broken`` is None where every link holds."""

    links: int
    erased: int
    head: str
    """The hash of the last link: kept elsewhere, it also proves that nothing was cut off at the end."""
    broken: int | None = None
    reason: str = ""


class Record:
    """The events of one transaction and before."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: tuple[int, str] | None = None

    def head(self) -> tuple[int, str]:
        """Number and hash of the last link; 0 and ``FIRST`` where there is none."""
        last = self._session.execute(
            select(EventRow.seq, EventRow.hash).order_by(EventRow.seq.desc()).limit(1)
        ).first()  # fmt: skip
        return (last.seq, last.hash) if last else (0, FIRST)

    def add(
        self,
        *,
        at: str,
        actor: str,
        kind: str,
        action: str,
        subject: str = "",
        people: Iterable[str] = (),
        why: str = "",
        words: dict[str, Any] | None = None,
        changes: tuple[Change, ...] = (),
    ) -> Event:
        """Adds the next link. The caller is the only writer while her transaction lasts."""
        before, prev = self._last or self.head()
        event = Event(
            before + 1, at, actor, kind, action, subject, tuple(sorted(set(people))), why, words or {}, changes
        )
        salt, text = secrets.token_hex(16), canonical(text_of(event))
        digested = digest(salt, text)
        hashed = link_hash(event.seq, at, actor, kind, action, digested, prev)
        self._session.add(
            EventRow(
                seq=event.seq, at=at, actor=actor, kind=kind, action=action, digest=digested, prev=prev, hash=hashed,
                subject=subject, salt=salt, text=text,
            )
        )  # fmt: skip
        self._session.add_all([EventPersonRow(seq=event.seq, person_id=person_id) for person_id in event.people])
        self._last = (event.seq, hashed)
        return event

    def events(
        self,
        *,
        person_id: str = "",
        subject: str = "",
        actor: str = "",
        kind: str = "",
        since: str = "",
        until: str = "",
        newest_first: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Event]:
        """The events that meet every filter given. ``since`` and ``until`` are moments or days as text, half-open."""
        asked = select(EventRow).where(*_filters(person_id, subject, actor, kind, since, until))
        asked = asked.order_by(EventRow.seq.desc() if newest_first else EventRow.seq).limit(limit).offset(offset)
        return [_event(row) for row in self._session.scalars(asked)]

    def count(
        self, *, person_id: str = "", subject: str = "", actor: str = "", kind: str = "", since: str = "",
        until: str = "",
    ) -> int:  # fmt: skip
        """How many events meet every filter given, as :meth:`events` takes them."""
        asked = select(func.count()).select_from(EventRow)
        return self._session.scalar(asked.where(*_filters(person_id, subject, actor, kind, since, until))) or 0

    def actors(self) -> list[str]:
        """Everybody who ever did something, in order."""
        return list(self._session.scalars(select(EventRow.actor).distinct().order_by(EventRow.actor)))

    def kinds(self) -> list[str]:
        """Every kind of event there is so far, in order."""
        return list(self._session.scalars(select(EventRow.kind).distinct().order_by(EventRow.kind)))

    def verify(self) -> Verdict:
        """Walks the whole chain. Stops at the first link that does not hold, and says why."""
        seq, prev, erased = 0, FIRST, 0
        keyring = keyring_of(self._session.get_bind().dialect)
        excused = self._erasures(keyring)
        for row, people in self._rows():
            fault = _fault(row, people, seq + 1, prev, excused, keyring)
            if fault:
                return Verdict(seq, erased, prev, seq + 1, fault)
            erased += row.sealed is None
            seq, prev = row.seq, row.hash
        return Verdict(seq, erased, prev)

    def erase(self, person_id: str) -> list[int]:
        """Erases the text of every event that concerns a person and returns their numbers.

        The caller tells an event of the kind ``text_erased`` with ``words={"events": numbers}`` in the same unit of
        work. The chain stays: it is over digests.
        """
        rows = list(self._session.scalars(select(EventRow).where(EventRow.seq.in_(_of_person(person_id)))))
        numbers = [row.seq for row in rows]
        for row in rows:
            row.subject, row.salt, row.text = "", None, None
        self._session.execute(delete(EventPersonRow).where(EventPersonRow.seq.in_(numbers)))
        return numbers

    def _rows(self) -> Iterator[tuple[Any, list[str]]]:
        """Every link as it is stored, and whom it concerns.

        Texts are still sealed: one that cannot be opened is a finding, not a fault.
        """
        last = 0
        while True:
            asked = select(*_STORED).where(EventRow.seq > last).order_by(EventRow.seq).limit(BATCH)
            batch = self._session.execute(asked).all()
            if not batch:
                return
            people: defaultdict[int, list[str]] = defaultdict(list)
            whom = select(EventPersonRow).where(EventPersonRow.seq.between(last, batch[-1].seq))
            for entry in self._session.scalars(whom.order_by(EventPersonRow.seq, EventPersonRow.person_id)):
                people[entry.seq].append(entry.person_id)
            yield from ((row, people[row.seq]) for row in batch)
            last = batch[-1].seq

    def _erasures(self, keyring: Keyring) -> frozenset[int]:
        found: set[int] = set()
        for row in self._session.execute(select(*_STORED).where(EventRow.kind == ERASURE)):
            text = _opened(row.sealed, keyring)
            found.update(json.loads(text)["words"].get("events", ()) if text else ())
        return frozenset(found)

    def hash_of(self, seq: int) -> str | None:
        """The hash of a link; None where there is none of this number."""
        return self._session.scalar(select(EventRow.hash).where(EventRow.seq == seq))


def _filters(person_id: str, subject: str, actor: str, kind: str, since: str, until: str) -> list[Any]:
    """The conditions of a search; a blank asks for nothing."""
    found = [
        column == wanted
        for column, wanted in ((EventRow.subject, subject), (EventRow.actor, actor), (EventRow.kind, kind))
        if wanted
    ]
    if person_id:
        found.append(EventRow.seq.in_(_of_person(person_id)))
    if since:
        found.append(EventRow.at >= since)
    if until:
        found.append(EventRow.at < until)
    return found


def _of_person(person_id: str) -> Any:
    return select(EventPersonRow.seq).where(EventPersonRow.person_id == person_id)


_STORED = (
    EventRow.seq, EventRow.at, EventRow.actor, EventRow.kind, EventRow.action, EventRow.digest, EventRow.prev,
    EventRow.hash, EventRow.subject, EventRow.salt,
    type_coerce(EventRow.text, Text).label("sealed"),
)  # fmt: skip


def _opened(sealed: str | None, keyring: Keyring) -> str | None:
    """The text; None where it cannot be opened."""
    if not sealed:
        return None
    try:
        return keyring.open(sealed).decode()
    except StoreTrouble:
        return None


def _fault(row: Any, people: list[str], seq: int, prev: str, excused: frozenset[int], keyring: Keyring) -> str:
    if row.seq != seq:
        return _("this event is missing")
    if row.prev != prev:
        return _("it does not follow from the event before it")
    if row.hash != link_hash(row.seq, row.at, row.actor, row.kind, row.action, row.digest, row.prev):
        return _("its moment, person, kind or digest was changed")
    if row.sealed is None or row.salt is None:
        return "" if row.seq in excused else _("its text is gone, and no erasure names it")
    text = _opened(row.sealed, keyring)
    if text is None or row.digest != digest(row.salt, text):
        return _("its text was changed")
    told = json.loads(text)
    if (told["subject"], told["people"]) != (row.subject, sorted(people)):
        return _("whom or what it concerns was changed")
    return ""


def _event(row: EventRow) -> Event:
    if row.text is None:
        return Event(row.seq, row.at, row.actor, row.kind, row.action, erased=True)
    told = json.loads(row.text)
    changes = tuple(Change(**change) for change in told["changes"])
    return Event(
        row.seq, row.at, row.actor, row.kind, row.action, row.subject, tuple(told["people"]),
        told["why"], told["words"], changes,
    )  # fmt: skip
