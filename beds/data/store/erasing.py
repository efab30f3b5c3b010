"""Erasing a person: her facts, her pseudonym and every text about her go; dates and places stay, so that counts do.

She goes on as ``erased-...``, a name that nothing leads back to her. What others were told of in the same events is
told anew. Stored facts and answers of runs keep their rows under that name, without anything that says who or why.
"""

import csv
import hashlib
import io
import json
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Table, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from beds.data.results.stored import answer_sha256
from beds.data.store.base import Base
from beds.data.store.changes import columns_of
from beds.data.store.columns import SealedText, keyring_of
from beds.data.store.erased_ids import ErasedIds
from beds.data.store.record import ERASURE
from beds.data.store.replay import row_of
from beds.data.store.runs import Runs
from beds.data.store.snapshots import unpacked
from beds.data.store.tables.events import EventRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.proposals import ProposedRow
from beds.data.store.tables.runs import RunFileRow, RunRow, SnapshotRow
from beds.data.store.tables.stays import StayRow
from beds.domain.messages import _
from beds.domain.record import Change, Event

PREFIX = "erased-"
_PERSON, _STAY = ("people", "person_id"), ("stays", "stay_id")
_COUNTED = frozenset({
    "person_id", "placed_id", "passed_id", "outcome", "from_bed", "bed_id", "scheme_id", "phase", "start_on",
    "planned_end", "worker_id", "worker_changed", "chain", "band", "waiting_days", "beds", "eligible_beds",
    "passed_band", "passed_waiting_days", "decided_by",
})  # fmt: skip
"""Columns of an answer that stay in her rows: where and when, as her stays do; never why."""


@dataclass(frozen=True)
class Erased:
    """What an erasure did."""

    pseudonym: str
    events: list[int]
    """The events whose text is gone."""
    restated: list[Change]
    """Rows that those events told of and that are still there, whole, to be told anew."""
    snapshots: int
    files: int
    facts: dict[str, str]
    """The fingerprint of what is left of the facts of runs, by the fingerprint under which they are kept."""


class Erasing:
    """The repository of erasures."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hindrances(self, person_id: str) -> list[str]:
        """Why she may not be erased yet, in sentences."""
        stays = self._session.scalars(
            select(StayRow.stay_id).where(StayRow.person_id == person_id, StayRow.ended_on.is_(None))
        )
        offers = self._session.scalars(
            select(OfferRow.bed_id).where(OfferRow.person_id == person_id, OfferRow.status.in_(("made", "accepted")))
        )
        rows = self._session.scalars(
            select(ProposedRow.run_id).where(
                ProposedRow.person_id == person_id, ProposedRow.status.in_(("approved", "held", "offered", "accepted"))
            )
        )
        return [
            *(_("her stay %(stay)s is open: end it first", stay=stay) for stay in stays),
            *(_("bed %(bed)s is offered to her: answer or withdraw the offer first", bed=bed) for bed in offers),
            *(_("run %(run)s proposes a bed for her that was approved: settle it first", run=run) for run in rows),
        ]

    def erase(self, person_id: str, on: date) -> Erased:
        """Does it. The caller tells the events: one of the kind ``text_erased`` that names the others, and the rest."""
        ErasedIds(self._session).remember(person_id, on)
        self._session.flush()
        connection = self._session.connection()
        if connection.dialect.name == "sqlite":
            # What is overwritten is overwritten with zeros: no old page keeps it.
            connection.execute(text("PRAGMA secure_delete = ON"))
        pseudonym = PREFIX + secrets.token_hex(5)
        names = {person_id: pseudonym}
        stays = list(self._session.scalars(select(StayRow.stay_id).where(StayRow.person_id == person_id)))
        names |= {stay: f"{pseudonym}-{number}" for number, stay in enumerate(stays, start=1)}
        touched = self._events(person_id, frozenset(stays))
        places = {(change.table, change.key) for event in touched for change in event.changes}
        self._clear(connection, person_id, stays, on)
        self._rename(connection, names)
        numbers = [event.seq for event in touched]
        for row in self._session.scalars(select(EventRow).where(EventRow.seq.in_(numbers))):
            row.subject, row.salt, row.text = "", None, None
        self._session.flush()
        _empty(connection, "event_people", "seq", numbers)
        snapshots, files, fingerprints = self._redact_runs(names)
        self._session.expire_all()
        restated = [change for place in sorted(places) if (change := self._restated(place, names))]
        return Erased(pseudonym, numbers, restated, snapshots, files, fingerprints)

    def _events(self, person_id: str, stays: frozenset[str]) -> list[Event]:
        """Every event that speaks of her: those that say so, and any other in which her name or a stay of hers is."""
        from beds.data.store.record import Record

        said = {event.seq for event in Record(self._session).events(person_id=person_id)}
        return [
            event
            for event in Record(self._session).events()
            if not event.erased and event.kind != ERASURE and (event.seq in said or _speaks(event, person_id, stays))
        ]

    def _clear(self, connection: Connection, person_id: str, stays: list[str], on: date) -> None:
        """Blanks her facts and every sealed text in rows that refer to her or to a stay of hers."""
        table = _table(PersonRow)
        # What a nobody has: the defaults of every column, and only the id known.
        columns = [column for column in table.columns if column.name not in ("person_id", "version")]
        blank: dict[str, Any] = {column.name: _default(column) for column in columns}
        blank |= {"restricted": {}, "erased_on": on}
        connection.execute(update(table).where(table.c.person_id == person_id).values(blank))
        for target, ids in ((_PERSON, [person_id]), (_STAY, stays)):
            for referring, column in _referring(target):
                sealed = {found.name: "" for found in referring.columns if isinstance(found.type, SealedText)}
                if sealed and ids:
                    connection.execute(update(referring).where(referring.c[column].in_(ids)).values(sealed))

    def _rename(self, connection: Connection, names: dict[str, str]) -> None:
        person_id = next(iter(names))
        with _references_later(connection):
            for target, olds in ((_PERSON, [person_id]), (_STAY, list(names)[1:])):
                for table, column in ((Base.metadata.tables[target[0]], target[1]), *_referring(target)):
                    for old in olds:
                        new = {column: names[old]}
                        connection.execute(update(table).where(table.c[column] == old).values(new))
            log = Base.metadata.tables["access_log"]
            connection.execute(update(log).where(log.c.person_id == person_id).values(person_id=names[person_id]))

    def _redact_runs(self, names: dict[str, str]) -> tuple[int, int, dict[str, str]]:
        ring = keyring_of(self._session.get_bind().dialect)
        redact = _Redactor(names)
        counts: dict[str, int] = {"snapshots": 0, "run_files": 0}
        # A simulation knows nobody by her name: what it read is a snapshot, what it gives out has ids of its own.
        of_the_week = select(RunFileRow).join(RunRow, RunRow.run_id == RunFileRow.run_id)
        fingerprints: dict[str, str] = {}
        answers: set[int] = set()
        rows: list[SnapshotRow | RunFileRow] = [
            *self._session.scalars(select(SnapshotRow)),
            *self._session.scalars(of_the_week.where(RunRow.kind != "simulation")),
        ]
        for row in rows:
            held = zlib.decompress(ring.open(row.content.decode()))
            left = redact.of(row.name if isinstance(row, RunFileRow) else "snapshot", held)
            if left != held:
                row.content = ring.seal(zlib.compress(left, 6)).encode()
                counts[row.__tablename__] += 1
                if isinstance(row, RunFileRow):
                    row.sha256 = hashlib.sha256(left).hexdigest()
                    answers.add(row.run_id)
                else:
                    fingerprints[row.sha256] = unpacked(zlib.compress(left)).sha256()
                self._session.flush()
            # One at a time: years of answers do not fit into memory.
            self._session.expire(row, ["content"])
        for run in self._session.scalars(select(RunRow).where(RunRow.kind != "simulation")):
            run.options, run.summary = redact.value(run.options), redact.value(run.summary)
            run.error = redact.value(run.error)
            if run.run_id in answers and run.answer_sha256 is not None:
                run.answer_sha256 = answer_sha256(Runs(self._session).files(run.run_id))
        self._session.flush()
        return counts["snapshots"], counts["run_files"], fingerprints

    def _restated(self, place: tuple[str, str], names: dict[str, str]) -> Change | None:
        table, key = place[0], names.get(place[1], place[1])
        row = row_of(table, key, self._session)
        return Change(table, key, {}, columns_of(row)) if row is not None else None


class _Redactor:
    """Takes a person out of the facts and answers of runs."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        self._person = next(iter(names))
        self._words = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names))

    def of(self, name: str, content: bytes) -> bytes:
        """The content without her. What is neither facts, a table nor JSON is emptied where she may stand in it."""
        try:
            held = content.decode()
        except UnicodeDecodeError:
            return b""  # a workbook: it cannot be told whether she stands in it
        if not self._words.search(held):
            return content
        if name == "snapshot":
            return self._snapshot(json.loads(held))
        if name.endswith(".csv"):
            return self._csv(held)
        if name.endswith(".json"):
            return _json(self.value(json.loads(held)))
        return b""

    def value(self, value: Any) -> Any:
        """A plain value with her new names, and no sentence that named her."""
        if isinstance(value, dict):
            return {self._names.get(key, key): self.value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, str):
            return self._names.get(value) or ("" if self._words.search(value) else value)
        return value

    def _snapshot(self, held: dict[str, Any]) -> bytes:
        columns = held["columns"]["people"]
        who = columns.index("person_id")
        lists = {"seeks", "groups", "needs", "prefers", "avoid_areas", "avoid_schemes", "withhold_from", "languages"}
        texts = {"route", "connection_exempt", "substance", "worker_id", "ethnicity", "disability"}
        for row in held["tables"]["people"]:
            if row[who] == self._person:
                for k, name in enumerate(columns):
                    row[k] = row[who] if k == who else [] if name in lists else "" if name in texts else None
                row[columns.index("gender")] = "unknown"
        for table in ("waivers", "pins"):
            names = held["columns"][table]
            for row in held["tables"][table]:
                if row[names.index("person_id")] == self._person:
                    row[names.index("reason")] = ""
        return _json({**held, "tables": self.value(held["tables"])})

    def _csv(self, held: str) -> bytes:
        header, *rows = csv.reader(io.StringIO(held, newline=""))
        rows = [header, *(self._row(row, header) for row in rows)]
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows(rows)
        return written.getvalue().encode()

    def _row(self, row: list[str], header: list[str]) -> list[str]:
        hers = self._person in row
        return [self._names.get(cell) or self._left(cell, name, hers) for cell, name in zip(row, header, strict=True)]

    def _left(self, cell: str, column: str, hers: bool) -> str:
        gone = column not in _COUNTED if hers else bool(self._words.search(cell))
        return "" if gone else cell


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _speaks(event: Event, person_id: str, stays: frozenset[str]) -> bool:
    """Whether an event names her or a stay of hers where an id stands, or in its words, if her id is no plain word."""
    ids = {person_id, *stays}
    if event.subject in stays:
        return True
    for change in event.changes:
        if (change.table in ("people", "waiting") and change.key == person_id) or (
            change.table == "stays" and change.key in stays
        ):
            return True
        cells = [item for side in (change.before, change.after) for item in side.items()]
        if any(("person" in name or name == "stay_id") and value in ids for name, value in cells if value):
            return True
    marked = [name for name in ids if re.search(r"[A-Za-z]", name) and re.search(r"[0-9 -]", name)]
    said = [event.why, *(value for value in _texts(event.words))]
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", one) for name in marked for one in said)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _table(row: type[Base]) -> Table:
    return Base.metadata.tables[row.__tablename__]


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _referring(target: tuple[str, str]) -> list[tuple[Table, str]]:
    """Every column that refers to this one."""
    return [
        (table, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any((key.column.table.name, key.column.name) == target for key in column.foreign_keys)
    ]


def _empty(connection: Connection, table: str, column: str, values: Iterable[Any]) -> None:
    found = Base.metadata.tables[table]
    connection.execute(found.delete().where(found.c[column].in_(list(values))))


@contextmanager
def _references_later(connection: Connection) -> Iterator[None]:
    """References are looked at when all names have changed, at the end of the block, and not in between."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield
        return
    keys = [
        (table.name, f"fk_{table.name}_{column}") for target in (_PERSON, _STAY) for table, column in _referring(target)
    ]
    for table, key in keys:
        connection.execute(text(f"ALTER TABLE {table} ALTER CONSTRAINT {key} DEFERRABLE"))
    connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for table, key in keys:
        connection.execute(text(f"ALTER TABLE {table} ALTER CONSTRAINT {key} NOT DEFERRABLE"))
