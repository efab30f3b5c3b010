"""What an import would change: the facts of a folder against those of the database, row by row."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from beds.data.store.base import Base
from beds.data.store.mapping import MAPPED, Mapped, to_value
from beds.data.store.store import Books
from beds.domain.decisions import Pin
from beds.domain.people import Stay
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot, canonical
from beds.services.facts_between import differing_keys


@dataclass(frozen=True)
class Added:
    """A row of the folder that is not in the database."""

    table: str
    key: str
    value: Any


@dataclass(frozen=True)
class Cell:
    """One column of a row: what the database has, what the folder says."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Changed:
    """A row that both have and that differs. ``ended``: the folder ends a stay that is open."""

    table: str
    key: str
    cells: tuple[Cell, ...]
    ended: bool = False


@dataclass(frozen=True)
class Missing:
    """A row of the database that the folder does not have. It is left, unless it is a decision to be taken back."""

    table: str
    key: str


@dataclass(frozen=True)
class Difference:
    """Everything that an import would do, in the order of the tables."""

    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    missing: tuple[Missing, ...]
    policy: tuple[str, ...]
    """The keys of the policy that differ: a new version would hold from the day of the import."""

    @property
    def ended(self) -> tuple[Changed, ...]:
        return tuple(change for change in self.changed if change.ended)

    def nothing(self, *, withdraw: bool = False) -> bool:
        """Whether an import would leave everything as it is."""
        return not (self.added or self.changed or self.policy or (withdraw and self.withdrawable))

    @property
    def withdrawable(self) -> tuple[Missing, ...]:
        """Decisions that the folder no longer has."""
        decisions = {entry.table for entry in MAPPED if not entry.has_id}
        return tuple(missing for missing in self.missing if missing.table in decisions)


Rows = Mapping[tuple[str, str], Base]
"""The rows of the database by table and key, as the difference names them."""


def difference(books: Books, folder: Snapshot, on: date, *, with_policy: bool) -> tuple[Difference, Rows]:
    """Compares, and gives the rows to be changed with it.

    A cell is the same if it says what the row holds, or what an export of this day would say of it (of a bed in a
    void, of somebody who is paused).
    """
    added: list[Added] = []
    changed: list[Changed] = []
    missing: list[Missing] = []
    rows: dict[tuple[str, str], Base] = {}
    accepted = frozenset((who, bed) for who, bed, _worker in books.runs.accepted())
    for entry in MAPPED:
        present = {}
        for key, (row, shown) in _keyed(entry, books.facts.rows(entry.table, on), value_of=lambda pair: pair[1]):
            present[key] = (row, shown)
            rows[entry.table, key] = row
        values = [value for value in getattr(folder, entry.table) if not _is_promised(value, accepted)]
        wanted = dict(_keyed(entry, values, value_of=lambda value: value))
        added += [Added(entry.table, key, value) for key, value in wanted.items() if key not in present]
        missing += [Missing(entry.table, key) for key in present if key not in wanted]
        for key, value in wanted.items():
            if key in present:
                row, shown = present[key]
                cells = tuple(_cells(entry, value, to_value(entry, row), shown))
                if cells:
                    changed.append(Changed(entry.table, key, cells, _ends(entry, cells)))
    held = books.policies.in_force(on)
    policy = differing_keys(held.policy, folder.policy) if with_policy else ()
    if with_policy and held.policy_version == 0:
        policy = tuple(field.name for field in fields(Policy))
    return Difference(tuple(added), tuple(changed), tuple(missing), policy), rows


def _is_promised(value: Any, accepted: Collection[tuple[str, str]]) -> bool:
    """Whether this is a pin that an export has written for an offer that was accepted: nobody's decision."""
    return isinstance(value, Pin) and not value.decided_by and (value.person_id, value.bed_id) in accepted


def _keyed(entry: Mapped, items: Iterable[Any], *, value_of: Any) -> Iterator[tuple[str, Any]]:
    """Each item with its key. Equal keys of decisions are numbered: the second pin of a pair is another pin."""
    seen: Counter[str] = Counter()
    for item in sorted(items, key=lambda item: _order(entry, value_of(item))):
        value = value_of(item)
        key = " / ".join(str(getattr(value, name)) for name in entry.key)
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key} #{seen[key]}"), item


def _order(entry: Mapped, value: Any) -> tuple[str, ...]:
    columns = [*entry.key, *(field.name for field in fields(entry.value))]
    return tuple(str(getattr(value, name)) for name in columns)


def _cells(entry: Mapped, wanted: Any, held: Any, shown: Any) -> Iterator[Cell]:
    for field in fields(entry.value):
        name = field.name
        after = getattr(wanted, name)
        known = (getattr(held, name), getattr(shown, name))
        if all(canonical(after, name) != canonical(before, name) for before in known):
            yield Cell(name, known[0], after)


def _ends(entry: Mapped, cells: tuple[Cell, ...]) -> bool:
    return entry.table == "stays" and any(
        cell.column == "ended_on" and cell.before is None and cell.after is not None for cell in cells
    )


def overlaps(stays: Iterable[Stay], column: str) -> list[tuple[Stay, Stay]]:
    """Pairs of stays of one person, or of one bed (``column``), that share a day. An empty stay shares none."""
    groups: defaultdict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.ended_on is None or stay.ended_on > stay.started_on:
            groups[getattr(stay, column)].append(stay)
    found = []
    for group in groups.values():
        group.sort(key=lambda stay: (stay.started_on, stay.stay_id))
        last = group[0]
        for stay in group[1:]:
            if last.ended_on is None or stay.started_on < last.ended_on:
                found.append((last, stay))
            if last.ended_on is not None and (stay.ended_on is None or stay.ended_on > last.ended_on):
                last = stay
    return found
