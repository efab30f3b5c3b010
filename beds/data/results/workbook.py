"""The answer as a workbook for people: a cover with the week in numbers, then a sheet a table."""

from pathlib import Path

from beds.data.cells import CellValue, guarded_for_workbook
from beds.data.results.columns import RESULT_TABLES, ResultTable
from beds.data.spreadsheet import Book, Sheet, SheetColumn
from beds.domain.allocation import Allocation
from beds.domain.answer_words import OUTCOMES, outcome_name, tier_name
from beds.domain.messages import N_, _, ngettext
from beds.domain.people import BANDS

FILE = "allocation.xlsx"
MOST_ROWS = 100_000
"""Beyond this nobody reads a sheet, and few machines open it; the CSV file holds every row."""
COVER_SHEET = N_("Week")
BANDS_SHEET = N_("Bands")
AIMS_SHEET = N_("Aims")


def write_workbook(allocation: Allocation, path: Path) -> None:
    """Writes ``allocation.xlsx``. Tables of more than ``MOST_ROWS`` are left out, and the cover says so."""
    kept = [table for table in RESULT_TABLES if len(table.rows(allocation)) <= MOST_ROWS]
    with Book(path) as book:
        book.cover(
            _(COVER_SHEET),
            _title(allocation),
            [*_paragraphs(allocation), *_left_out(allocation)],
            _contents(allocation, kept),
        )
        for table in kept:
            book.sheet(_sheet(table, allocation))
        book.sheet(_bands(allocation))
        book.sheet(_aims(allocation))


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


def _contents(allocation: Allocation, kept: list[ResultTable]) -> list[tuple[str, str]]:
    shown = [(_(table.title), f"{_(table.help)} {_rows(len(table.rows(allocation)))}") for table in kept]
    return [
        *shown,
        (_(BANDS_SHEET), _("What became of the people of each band.")),
        (_(AIMS_SHEET), _("What was reached of each aim of the policy, in its order, and whether that is proven.")),
    ]


def _left_out(allocation: Allocation) -> list[str]:
    return [
        _(
            "%(table)s has %(rows)d rows and is left out here; every row stands in %(file)s.",
            table=_(table.title), rows=len(table.rows(allocation)), file=f"{table.name}.csv",
        )
        for table in RESULT_TABLES
        if len(table.rows(allocation)) > MOST_ROWS
    ]  # fmt: skip


def _rows(count: int) -> str:
    return ngettext("(%(count)d row)", "(%(count)d rows)", count)


def _sheet(table: ResultTable, allocation: Allocation) -> Sheet:
    columns = [
        SheetColumn(_(column.header), f"{_(column.help)} ({column.name})", wrap=column.wrap) for column in table.columns
    ]
    cells = [column.cell for column in table.columns]
    rows = [
        [_guarded(cell(value)) for cell, value in zip(cells, table.values(row), strict=True)]
        for row in table.rows(allocation)
    ]
    return Sheet(_(table.title), columns, rows)


def _guarded(cell: CellValue) -> CellValue:
    return guarded_for_workbook(cell) if isinstance(cell, str) else cell


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
