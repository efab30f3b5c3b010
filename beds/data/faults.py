"""What cannot be, seen over the whole folder: doubled ids, references to nothing, impossible dates, contradictions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from beds.data.findings import Findings
from beds.data.likely import likely_among, probably
from beds.data.reading import UNREAD, ReadTable, Unread
from beds.data.tables import Column
from beds.domain.messages import _, ngettext
from beds.domain.workers import EVERY_SCHEME

DATE_ORDERS = (
    ("beds", "open_from", "open_to"),
    ("stays", "started_on", "extended_to"),
    ("stays", "started_on", "leaving_on"),
    ("stays", "started_on", "ended_on"),
    ("workers", "away_from", "away_to"),
    ("waivers", "decided_on", "expires_on"),
)
"""Table, earlier column, later column. The two may be equal."""


@dataclass(frozen=True)
class Folder:
    """All tables as they were read, on the run date."""

    tables: Mapping[str, ReadTable]
    on: date

    def __getitem__(self, name: str) -> ReadTable:
        return self.tables[name]

    def open_stays(self) -> Iterable[tuple[int, str | Unread, str | Unread]]:
        """Position, person and bed of every stay that is known to be open."""
        if "ended_on" not in self["stays"].present:
            return
        for position, person, bed, ended_on in self["stays"].rows("person_id", "bed_id", "ended_on"):
            if ended_on is None:
                yield position, person, bed

    def candidates(self) -> set[str]:
        """The people who seek a bed."""
        return {person for _at, person, seeks in self["people"].rows("person_id", "seeks") if is_candidate(seeks)}


def is_candidate(seeks: Any) -> bool:
    """Whether a ``seeks`` cell makes a candidate; one that was not understood does not."""
    return seeks is not UNREAD and bool(seeks)


def find_faults(folder: Folder, findings: Findings) -> None:
    """Every fault of SPEC section 2 that one cell alone does not show."""
    _doubled_ids(folder, findings)
    _unknown_references(folder, findings)
    _doubled_open_stays(folder, findings)
    _impossible_dates(folder, findings)
    _unready_candidates(folder, findings)
    _impossible_ages(folder, findings)
    _kept_apart_from_herself(folder, findings)
    _impossible_pins(folder, findings)


def _doubled_ids(folder: Folder, findings: Findings) -> None:
    for table in folder.tables.values():
        if not table.table.key:
            continue
        seen: dict[str, int] = {}
        for position, key in table.rows(table.table.key):
            if key is UNREAD or not key:
                continue
            if key in seen:
                table.fault(
                    findings, position, table.table.key,
                    _("this id stands in row %(row)d already", row=table.numbers[seen[key]]),
                    _("an id that no other row has"),
                )  # fmt: skip
            seen.setdefault(key, position)


def _unknown_references(folder: Folder, findings: Findings) -> None:
    for table in folder.tables.values():
        for column in table.table.references:
            target = folder[column.refers_to]
            key = target.table.key
            if target.found and key in target.present:
                _unknown_ids(table, column, target, findings)
            elif not target.found and not target.table.required:
                _references_to_a_missing_table(table, column, target, findings)


def _ids(value: Any) -> tuple[str, ...]:
    """The ids of a cell, be it one or a list; none where it is blank or was not understood."""
    if value is UNREAD or not value:
        return ()
    ids = (value,) if isinstance(value, str) else value
    return tuple(entry for entry in ids if entry != EVERY_SCHEME)


def _unknown_ids(table: ReadTable, column: Column, target: ReadTable, findings: Findings) -> None:
    known = {key for _at, key in target.rows(target.table.key) if key is not UNREAD}
    guess = likely_among(known)
    for position, value in table.rows(column.name):
        for entry in _ids(value):
            if entry not in known:
                table.fault(
                    findings, position, column.name,
                    _("“%(id)s” is not in %(file)s", id=entry, file=target.file) + probably(guess(entry)),
                    _("a %(key)s that stands in %(file)s", key=target.table.key, file=target.file),
                )  # fmt: skip


def _references_to_a_missing_table(table: ReadTable, column: Column, target: ReadTable, findings: Findings) -> None:
    """One fault for the column: a fault a row would only bury the others."""
    rows = [position for position, value in table.rows(column.name) if _ids(value)]
    if rows:
        table.fault(
            findings, rows[0], column.name,
            ngettext(
                "%(file)s is missing, and %(count)d row refers to it",
                "%(file)s is missing, and %(count)d rows refer to it",
                len(rows), file=target.file,
            ),
            _("a %(key)s that stands in %(file)s", key=target.table.key, file=target.file),
        )  # fmt: skip


def _doubled_open_stays(folder: Folder, findings: Findings) -> None:
    stays = folder["stays"]
    by_person: dict[str | Unread, int] = {}
    by_bed: dict[str | Unread, int] = {}
    for position, person, bed in folder.open_stays():
        earlier = by_person.get(person) if isinstance(person, str) else None
        if earlier is not None:
            stays.fault(
                findings, position, "person_id",
                _("a second open stay of this person; the first is in row %(row)d", row=stays.numbers[earlier]),
                _("one open stay for a person; the other one needs its ended_on"),
            )  # fmt: skip
        other = by_bed.get(bed) if isinstance(bed, str) else None
        if other is not None:
            stays.fault(
                findings, position, "bed_id",
                _("a second open stay in this bed; the first is in row %(row)d", row=stays.numbers[other]),
                _("one open stay in a bed; the other one needs its ended_on"),
            )  # fmt: skip
        by_person.setdefault(person, position)
        by_bed.setdefault(bed, position)


def _impossible_dates(folder: Folder, findings: Findings) -> None:
    for name, earlier, later in DATE_ORDERS:
        table = folder[name]
        for position, first, second in table.rows(earlier, later):
            if isinstance(first, date) and isinstance(second, date) and second < first:
                table.fault(
                    findings, position, later,
                    _("%(later)s is before %(earlier)s, %(day)s", later=later, earlier=earlier, day=first),
                    _("a date not before %(day)s", day=first),
                )  # fmt: skip
    for name, column in (("people", "birth_date"), ("stays", "ended_on")):
        table = folder[name]
        for position, day in table.rows(column):
            if isinstance(day, date) and day > folder.on:
                table.fault(
                    findings, position, column, _("after the run date, %(on)s", on=folder.on),
                    _("a date not after %(day)s", day=folder.on),
                )  # fmt: skip


def _unready_candidates(folder: Folder, findings: Findings) -> None:
    people = folder["people"]
    for column in ("waiting_since", "band"):
        if column not in people.present:
            continue
        for position, seeks, value in people.rows("seeks", column):
            if value is None and (seeks is UNREAD or is_candidate(seeks)):
                people.fault(
                    findings, position, column, _("a candidate (seeks is not blank) without %(column)s", column=column),
                    next(c.kind.accepted() for c in people.table.columns if c.name == column),
                )  # fmt: skip


def _impossible_ages(folder: Folder, findings: Findings) -> None:
    schemes = folder["schemes"]
    for position, youngest, oldest in schemes.rows("min_age", "max_age"):
        if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
            schemes.fault(
                findings, position, "max_age", _("below min_age, %(age)d", age=youngest),
                _("a whole number, %(low)d or more", low=youngest),
            )  # fmt: skip


def _kept_apart_from_herself(folder: Folder, findings: Findings) -> None:
    pairs = folder["keep_apart"]
    for position, one, other in pairs.rows("person_a", "person_b"):
        if one == other and isinstance(one, str) and one:
            pairs.fault(findings, position, "person_b", _("kept apart from herself"), _("two different people"))


def _impossible_pins(folder: Folder, findings: Findings) -> None:
    pins = folder["pins"]
    candidates = folder.candidates()
    unsure = {person for _at, person, seeks in folder["people"].rows("person_id", "seeks") if seeks is UNREAD}
    known = {person for _at, person in folder["people"].rows("person_id")} - unsure
    home = {person: bed for _at, person, bed in folder.open_stays()}
    for position, person, bed, action, worker in pins.rows("person_id", "bed_id", "action", "worker_id"):
        if action == "forbid" and worker:
            pins.fault(findings, position, "worker_id", _("a forbid gives no key worker"), _("blank"))
        if action != "pin" or person is UNREAD:
            continue
        if person in known and person not in candidates and "seeks" in folder["people"].present:
            pins.fault(
                findings, position, "person_id", _("she is no candidate, as her seeks is blank; she cannot be pinned"),
                _("a person_id whose seeks is not blank"),
            )  # fmt: skip
        if isinstance(bed, str) and home.get(person) == bed:
            pins.fault(
                findings, position, "bed_id", _("she lives in this bed; she cannot be pinned to it"), _("another bed")
            )
