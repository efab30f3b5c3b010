"""The answer as a workbook for people: a cover with the week in numbers, then a sheet a table."""

import operator
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from beds.data.cells import CellValue, guarded_for_workbook
from beds.data.results.columns import EXPLANATIONS, RESULT_TABLES, ResultTable
from beds.data.spreadsheet import Book, Sheet, SheetColumn
from beds.domain.allocation import Allocation, SchemeExplanation
from beds.domain.answer_words import OUTCOMES, outcome_name, tier_name
from beds.domain.messages import N_, _, ngettext
from beds.domain.people import BANDS
from beds.domain.scheme_table import SchemeTable

FILE = "allocation.xlsx"
MOST_ROWS = 100_000
"""Beyond this nobody reads a sheet, and few machines open it; the CSV file holds every row."""
LONGEST_SEARCH = 1_000_000
"""Among more explanations than this nobody looks for those of phases sought."""
COVER_SHEET = N_("Week")
BANDS_SHEET = N_("Bands")
AIMS_SHEET = N_("Aims")


def write_workbook(allocation: Allocation, path: Path) -> None:
    """Writes ``allocation.xlsx``. Tables of more than ``MOST_ROWS`` are left out, and the cover says so."""
    shown = {table.name: _shown(table, allocation) for table in RESULT_TABLES}
    kept = [table for table in RESULT_TABLES if len(shown[table.name]) <= MOST_ROWS]
    with Book(path) as book:
        book.cover(
            _(COVER_SHEET),
            _title(allocation),
            [*_paragraphs(allocation), *_left_out(shown)],
            _contents(shown, kept),
        )
        for table in kept:
            book.sheet(_sheet(table, shown[table.name]))
        book.sheet(_bands(allocation))
        book.sheet(_aims(allocation))


def _shown(table: ResultTable, allocation: Allocation) -> Sequence[Any]:
    """The rows for people: of the explanations only the schemes of phases sought, unless they are far too many."""
    rows = table.rows(allocation)
    if table is not EXPLANATIONS or len(rows) > LONGEST_SEARCH:
        return rows
    return rows.where(_is_sought) if isinstance(rows, SchemeTable) else [row for row in rows if _is_sought(row)]


def _is_sought(row: SchemeExplanation) -> bool:
    return bool(row.beds) and ("phase", row.beds) not in row.refused_by


def _title(allocation: Allocation) -> str:
    return _("Beds: the week of %(on)s", on=allocation.on.isoformat())


def _paragraphs(allocation: Allocation) -> list[str]:
    count = allocation.count
    return [
        _("This is a proposal. A named officer decides."),
        _("Policy: %(policy)s.", policy=allocation.policy),
        ngettext(
            "%(count)d person seeks a bed: %(placed)d placed from the waiting list, %(moved)d moved, "
            "%(stays)d stay where they are, %(waits)d wait on.",
            "%(count)d people seek a bed: %(placed)d placed from the waiting list, %(moved)d moved, "
            "%(stays)d stay where they are, %(waits)d wait on.",
            len(allocation.rows),
            placed=count("placed"),
            moved=count("moved"),
            stays=count("stays"),
            waits=count("waits"),
        ),
        _("Point at a header to see what its column holds. People stand here by pseudonym only. Never write a name."),
        _("Solved by %(engine)s.", engine=allocation.engine),
        _("Fingerprint of the facts (SHA-256): %(sha)s", sha=allocation.inputs_sha256),
    ]


def _contents(shown: Mapping[str, Sequence[Any]], kept: list[ResultTable]) -> list[tuple[str, str]]:
    helps = {table.name: _(table.help) for table in kept}
    if EXPLANATIONS.name in helps:
        helps[EXPLANATIONS.name] += " " + _("Schemes of phases not sought stand in explanations.csv only.")
    return [
        *((_(table.title), f"{helps[table.name]} {_rows(len(shown[table.name]))}") for table in kept),
        (_(BANDS_SHEET), _("What became of the people of each band.")),
        (_(AIMS_SHEET), _("What was reached of each aim of the policy, in its order, and whether that is proven.")),
    ]


def _left_out(shown: Mapping[str, Sequence[Any]]) -> list[str]:
    return [
        _(
            "%(table)s has %(rows)d rows and is left out here; every row stands in %(file)s.",
            table=_(table.title), rows=len(shown[table.name]), file=f"{table.name}.csv",
        )
        for table in RESULT_TABLES
        if len(shown[table.name]) > MOST_ROWS
    ]  # fmt: skip


def _rows(count: int) -> str:
    return ngettext("(%(count)d row)", "(%(count)d rows)", count)


def _sheet(table: ResultTable, shown: Sequence[Any]) -> Sheet:
    columns = [
        SheetColumn(_(column.header), f"{_(column.help)} ({column.name})", wrap=column.wrap) for column in table.columns
    ]
    guarded = [Guarded(column.cell) for column in table.columns]
    rows = [list(map(operator.getitem, guarded, table.values(row))) for row in shown]
    return Sheet(_(table.title), columns, rows)


class Guarded(dict[Any, CellValue]):
    """The cell of each distinct value of a column, safe in a spreadsheet, made once: most values repeat endlessly."""

    def __init__(self, cell: Callable[[Any], CellValue]) -> None:
        super().__init__()
        self._cell = cell

    def __missing__(self, value: Any) -> CellValue:
        cell = self._cell(value)
        self[value] = guarded_for_workbook(cell) if isinstance(cell, str) else cell
        return self[value]


def _bands(allocation: Allocation) -> Sheet:
    columns = [SheetColumn(_("Band")), SheetColumn(_("People")), *(SheetColumn(outcome_name(o)) for o in OUTCOMES)]
    rows: list[list[CellValue]] = []
    for band in BANDS:
        of_band = [row for row in allocation.rows if row.band == band]
        rows.append([band, len(of_band), *(sum(row.outcome == outcome for row in of_band) for outcome in OUTCOMES)])
    return Sheet(_(BANDS_SHEET), columns, rows)


def _aims(allocation: Allocation) -> Sheet:
    columns = [
        SheetColumn(_("Aim"), _("In the policy's order; a later aim never costs an earlier one anything.")),
        SheetColumn(_("Tier"), _("Its name in the policy.")),
        SheetColumn(_("Wanted"), _("Whether as much or as little as possible is wanted.")),
        SheetColumn(_("Reached")),
        SheetColumn(_("Best possible"), _("No allocation can do better than this.")),
        SheetColumn(_("Proven"), _("yes where nothing better exists.")),
    ]
    senses = {"max": _("as much as possible"), "min": _("as little as possible")}
    rows = [
        [tier_name(tier.name), tier.name, senses[tier.sense], tier.value, tier.bound, "yes" if tier.proven else "no"]
        for tier in allocation.tiers
    ]
    return Sheet(_(AIMS_SHEET), columns, rows)
