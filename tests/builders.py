"""Facts for tests: each builder makes something ordinary, so that a test shows only what matters to it.

``a_week`` takes rows of any kind, in any order; schemes, people and beds that a row names and nobody gives are made.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from beds.domain.decisions import KeepApart, Pin, Waiver
from beds.domain.frozen import FrozenMap
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.domain.workers import Worker

MONDAY = date(2026, 11, 23)
"""The run date where a test does not say another."""

TABLES: dict[type, str] = {
    Scheme: "schemes",
    Bed: "beds",
    Person: "people",
    Stay: "stays",
    Worker: "workers",
    KeepApart: "keep_apart",
    Waiver: "waivers",
    Pin: "pins",
}


def days(number: int, on: date = MONDAY) -> date:
    """The day so many days after Monday, or before it."""
    return on + timedelta(days=number)


def a_scheme(scheme_id: str = "hostel", phase: int = 1, **facts: Any) -> Scheme:
    """A scheme of phase 1 that restricts nobody."""
    return Scheme(scheme_id, phase, **facts)


def a_bed(bed_id: str = "bed", scheme_id: str = "hostel", **facts: Any) -> Bed:
    """A bed of the hostel, in a room of its own."""
    return Bed(bed_id, scheme_id, **facts)


def a_person(person_id: str = "ann", **facts: Any) -> Person:
    """A candidate: a woman of band B who seeks a hostel and has waited for ten days."""
    usual: dict[str, Any] = {"gender": "woman", "band": "B", "seeks": (1,), "waiting_since": days(-10)}
    return Person(person_id, **(usual | facts))


def somebody(person_id: str, **facts: Any) -> Person:
    """A woman who is no candidate."""
    return Person(person_id, **({"gender": "woman"} | facts))


def a_stay(person_id: str = "ann", bed_id: str = "home", **facts: Any) -> Stay:
    """An open stay, begun ten weeks ago."""
    return Stay(f"stay of {person_id}", person_id, bed_id, **({"started_on": days(-70)} | facts))


def a_worker(worker_id: str = "kit", capacity: int | Fraction = 10, **facts: Any) -> Worker:
    """A key worker with room to spare who covers every scheme."""
    return Worker(worker_id, Fraction(capacity), **({"covers": ("*",)} | facts))


def a_waiver(rule: str, person_id: str = "ann", **facts: Any) -> Waiver:
    """A waiver decided a week ago, without end."""
    usual: dict[str, Any] = {"reason": "agreed", "decided_by": "panel", "decided_on": days(-7)}
    return Waiver(person_id, rule, **(usual | facts))


def a_pin(person_id: str, bed_id: str) -> Pin:
    return Pin(person_id, bed_id, "pin", "promised", "coordinator")


def a_forbid(person_id: str, bed_id: str) -> Pin:
    return Pin(person_id, bed_id, "forbid", "unsafe", "coordinator")


def apart(person_a: str, person_b: str, scope: Any = "room") -> KeepApart:
    return KeepApart(person_a, person_b, scope)


def a_policy(**keys: Any) -> Policy:
    """The default policy but for these keys; plain dicts will do for mappings."""
    frozen: dict[str, Any] = {
        key: FrozenMap(value) if isinstance(value, dict) else value for key, value in keys.items()
    }
    return Policy(**frozen)


def a_week(*rows: Any, on: date = MONDAY, **policy: Any) -> Week:
    """A week of these rows. A bed's scheme, a stay's bed and its person are made where they are not given."""
    tables: dict[str, list[Any]] = {name: [] for name in TABLES.values()}
    for row in rows:
        tables[TABLES[type(row)]].append(row)
    _fill(tables["beds"], "bed_id", (a_bed(stay.bed_id) for stay in tables["stays"]))
    _fill(tables["schemes"], "scheme_id", (a_scheme(bed.scheme_id) for bed in tables["beds"]))
    _fill(tables["people"], "person_id", (somebody(stay.person_id) for stay in tables["stays"]))
    complete: dict[str, Any] = {name: tuple(table) for name, table in tables.items()}
    return Week(Snapshot(**complete, policy=a_policy(**policy)), on)


def changed(week: Week, row_id: str, **facts: Any) -> Week:
    """The same week, one fact or more of one row different: the row whose first column is ``row_id``."""
    snapshot, found = week.snapshot, 0
    for table in TABLES.values():
        rows = getattr(snapshot, table)
        hits = [i for i, row in enumerate(rows) if getattr(row, fields(row)[0].name) == row_id]
        if hits and all(name in {f.name for f in fields(rows[hits[0]])} for name in facts):
            found += len(hits)
            different = tuple(replace(row, **facts) if i in hits else row for i, row in enumerate(rows))
            snapshot = _replace(snapshot, table, different)
    assert found == 1, f"{row_id} names {found} rows with these facts"
    return Week(snapshot, week.on)


def with_rows(week: Week, *rows: Any) -> Week:
    """The same week with more rows."""
    snapshot = week.snapshot
    for row in rows:
        table = TABLES[type(row)]
        snapshot = _replace(snapshot, table, (*getattr(snapshot, table), row))
    return Week(snapshot, week.on)


def under_policy(week: Week, **keys: Any) -> Week:
    """The same week under another policy."""
    return Week(replace(week.snapshot, policy=a_policy(**keys)), week.on)


def _replace(snapshot: Snapshot, table: str, rows: tuple[Any, ...]) -> Snapshot:
    tables: dict[str, Any] = {table: rows}
    return replace(snapshot, **tables)


def _fill(table: list[Any], key: str, rows: Iterable[Any]) -> None:
    known = {getattr(row, key) for row in table}
    for row in rows:
        if getattr(row, key) not in known:
            known.add(getattr(row, key))
            table.append(row)
