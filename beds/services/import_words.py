"""What an import would do, as rows for readers: of each table how many, and each cell before and after."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from beds.domain.messages import _
from beds.services.difference import Changed
from beds.services.facts import shown
from beds.services.import_facts import Preview


@dataclass(frozen=True)
class TableCount:
    """One table: rows that would be added, changed, ended or taken back, and rows that are left as they are."""

    table: str
    added: int
    changed: int
    ended: int
    withdrawn: int
    left: int


@dataclass(frozen=True)
class CellChange:
    """One cell of one row, before and after, in words."""

    table: str
    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """Every row of the preview, in the order of the tables."""

    added: tuple[tuple[str, str], ...]
    changed: tuple[CellChange, ...]
    ended: tuple[CellChange, ...]
    withdrawn: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]


def kept_aside(preview: Preview) -> list[str]:
    """What stands beside the tables and is not imported, with what it is for."""
    if not preview.has_kept:
        return []
    return [_("kept.csv is not imported: beds allocate --keep reads it. The database knows its own proposals.")]


def counts(preview: Preview) -> list[TableCount]:
    """A line a table that has anything to tell."""
    found = preview.difference
    withdrawn = found.withdrawable if preview.withdraw else ()
    added = Counter(one.table for one in found.added)
    changed = Counter(one.table for one in found.changed if not one.ended)
    ended = Counter(one.table for one in found.ended)
    taken = Counter(one.table for one in withdrawn)
    left = Counter(one.table for one in found.missing if one not in withdrawn)
    tables = dict.fromkeys([*added, *changed, *ended, *taken, *left])
    return [TableCount(name, added[name], changed[name], ended[name], taken[name], left[name]) for name in tables]


def told(preview: Preview) -> Told:
    """Every row and cell."""
    found = preview.difference
    withdrawn = found.withdrawable if preview.withdraw else ()
    return Told(
        tuple((one.table, one.key) for one in found.added),
        tuple(cell for one in found.changed if not one.ended for cell in _cells(one)),
        tuple(cell for one in found.ended for cell in _cells(one)),
        tuple((one.table, one.key) for one in withdrawn),
        tuple((one.table, one.key) for one in found.missing if one not in withdrawn),
    )


def _cells(change: Changed) -> list[CellChange]:
    return [
        CellChange(change.table, change.key, cell.column, _shown(cell.before), _shown(cell.after))
        for cell in change.cells
    ]


def _shown(value: Any) -> str:
    return _("blank") if value in (None, "", ()) else shown(value)
