"""What a report consists of: tables of counts and amounts, what ties the counts together, and what may not be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from beds.domain.messages import _
from beds.domain.small_numbers import LARGEST, MARK
from beds.services.disclosure import Tie, hidden, total
from beds.services.quarter.period import Period

MISSING = "[x]"
"""What stands in a file where something is not known, by the shorthand of government statistics."""
FEWEST = 10
"""Quartiles of fewer people would tell the wait or the stay of one of them."""
Unit = Literal["people", "weeks", "share", "nights", "gbp"]


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people, or of what happened to them. The same key is the same count wherever it stands."""

    key: str
    value: int


@dataclass(frozen=True, slots=True)
class Amount:
    """Something else than a count: nights, weeks, money, a share (a part of 1). None: not known.

    It is shown only where every count of ``rests_on`` is; and weeks only where they are of ``FEWEST`` people at least.
    """

    value: float | None
    unit: Unit
    rests_on: tuple[str, ...] = ()
    of: int = FEWEST


Cell = Count | Amount | None
"""None: nothing belongs there."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, and what stands in it, said once; blank where the table says it."""

    heading: str
    unit: Unit = "people"
    definition: str = ""

    @property
    def title(self) -> str:
        """The heading with the unit behind it, where that does not go without saying."""
        unit = {"nights": _("nights"), "weeks": _("weeks"), "gbp": _("GBP")}.get(self.unit)
        return f"{self.heading} ({unit})" if unit else self.heading


@dataclass(frozen=True)
class Line:
    """One row. ``part``: of the row above it that is none; ``sum``: of the rows before it."""

    label: str
    cells: tuple[Cell, ...]
    kind: Literal["", "part", "sum"] = ""


@dataclass(frozen=True)
class Table:
    """One table, with what it counts."""

    id: str
    title: str
    definition: str
    first: str
    """The heading of the labels of its rows."""
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    missing: str = ""
    """A sentence on facts that are missing; blank where there are none."""


@dataclass(frozen=True)
class Section:
    """Tables about one subject."""

    title: str
    tables: tuple[Table, ...]
    definition: str = ""
    """What all of its tables count, where they count the same."""


@dataclass
class Ledger:
    """The counts of a report by key, and what ties them, written down while its tables are made."""

    counts: dict[str, int] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    """The counts that the report of another quarter shows too."""

    def known(self, key: str) -> Count:
        """A count that another table has written down."""
        return Count(key, self.counts[key])

    def count(self, key: str, value: int) -> Count:
        """A count to show. One that stands twice must be the same."""
        assert self.counts.setdefault(key, value) == value, f"{key} is {self.counts[key]} and {value}"
        return Count(key, value)

    def tie(self, of: Count, parts: Iterable[Count]) -> None:
        """A total and its parts."""
        parts = tuple(parts)
        assert of.value == sum(part.value for part in parts), f"{of} is not the sum of {parts}"
        self.ties.append(total(of.key, (part.key for part in parts)))

    def tie_if_equal(self, of: Count, parts: Sequence[Count]) -> None:
        """A total and its parts, where it happens to be one: a reader may guess so."""
        if of.value == sum(part.value for part in parts):
            self.tie(of, parts)

    def share(self, part: Count, whole: Count) -> Amount:
        """A part of a whole; the rest of it must be in the ledger too, for it can be reckoned."""
        return Amount(part.value / whole.value if whole.value else None, "share", (part.key, whole.key))


@dataclass(frozen=True)
class Report:
    """A report with everything that is in it, and what of it may be shown."""

    period: Period
    sections: tuple[Section, ...]
    ledger: Ledger
    largest: int = LARGEST
    """The largest count that is hidden; 0: none is."""
    notes: tuple[str, ...] = ()
    """What to mind, in sentences."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def headlines(self) -> tuple[tuple[str, Cell, Unit], ...]:
        """What is asked first: words, figure, unit."""
        tables = {table.id: table for table in self.tables}
        of_all = tables["occupancy"].lines[-1].cells
        return (
            (_("people referred"), self.ledger.known("waiting.referred.all"), "people"),
            (_("came from outside"), self.ledger.known("residents.came"), "people"),
            (_("waiting at the end"), self.ledger.known("waiting.end.all"), "people"),
            (_("living here at the end"), self.ledger.known("residents.end"), "people"),
            (_("of nights lived in"), of_all[-1], "share"),
            (_("of those who left, planned"), tables["endings"].lines[0].cells[1], "share"),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was counted."""
        return not any(self.ledger.counts.values())

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The counts that may not be shown."""
        books = self.ledger
        return hidden(books.counts, books.ties, self.largest, books.elsewhere) if self.largest else frozenset()

    def shown(self, cell: Cell) -> float | str | None:
        """What may be shown of a cell: its number, ``MARK``, ``MISSING``, or None where nothing belongs there."""
        if cell is None:
            return None
        if isinstance(cell, Count):
            return MARK if cell.key in self.hidden else cell.value
        if self.hidden.intersection(cell.rests_on):
            return MARK
        if cell.value is None:
            return MISSING
        if self.largest and cell.unit == "weeks" and cell.of < FEWEST:
            return MARK
        return cell.value


def across(ledger: Ledger, key: str, values: Mapping[str, int], total: str = "all") -> tuple[Count, ...]:
    """A row of counts by what they are of, and last their total, ``key.all`` unless ``total`` says another name."""
    parts = [ledger.count(f"{key}.{name}", value) for name, value in values.items()]
    whole = ledger.count(f"{key}.{total}", sum(values.values()))
    ledger.tie(whole, parts)
    return (*parts, whole)


def down(ledger: Ledger, sums: Sequence[Count], rows: Sequence[Sequence[Count]]) -> None:
    """Ties the sums to the columns of the rows above them."""
    for of, parts in zip(sums, zip(*rows, strict=True), strict=True):
        ledger.tie(of, parts)


def quartiles(days: Sequence[int], *rests_on: str) -> tuple[Amount, Amount, Amount]:
    """The quartiles of some days in whole weeks; not known where there are none."""
    found = np.quantile(np.array(days) / 7, (0.25, 0.5, 0.75)).round() if days else (None, None, None)
    low, middle, high = (
        Amount(None if value is None else float(value), "weeks", rests_on, len(days)) for value in found
    )
    return low, middle, high
