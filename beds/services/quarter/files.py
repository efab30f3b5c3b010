"""A report as files: a workbook with a sheet a table, and the data behind it as one CSV file, a row a figure."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from beds.data.all_or_nothing import replace_files
from beds.data.cells import CellValue, guarded_for_csv, guarded_for_workbook
from beds.data.spreadsheet import Book, Sheet, SheetColumn
from beds.domain.messages import _
from beds.domain.small_numbers import MARK
from beds.services.quarter.figures import MISSING, Line, Report, Table, Unit

CSV_COLUMNS = ("from", "to", "table", "row", "column", "unit", "value")
_FORMATS: dict[Unit, str] = {"people": "0", "weeks": "0", "share": "0%", "nights": "#,##0", "gbp": "#,##0"}
PLACES = 3


def legend(report: Report, missing_mark: str = MISSING) -> list[str]:
    """What the signs in place of numbers mean, and how small counts are hidden, in sentences."""
    missing = _("%(mark)s: not known, or nobody to reckon it from.", mark=missing_mark)
    if not report.largest:
        return [
            _("Every count is shown, also of few people: for the service’s own eyes, not to be passed on."),
            missing,
        ]
    told = _(
        "%(mark)s: not shown. Counts of 1 to %(largest)d people are hidden, and as many others as it takes that none "
        "of them can be reckoned from what is shown.",
        mark=MARK, largest=report.largest,
    )  # fmt: skip
    return [told, missing]


def write_report(report: Report, out: str | Path) -> tuple[str, ...]:
    """Writes the workbook and the CSV file into a folder; their names."""
    files = {f"{file_stem(report)}.xlsx": report_xlsx(report), f"{file_stem(report)}.csv": report_csv(report)}
    replace_files(Path(out), files)
    return tuple(files)


def file_stem(report: Report) -> str:
    """The name of its files without the suffix: report-2026-07-01-to-2026-09-30."""
    return f"report-{report.period.first.isoformat()}-to-{report.period.last.isoformat()}"


def report_csv(report: Report) -> bytes:
    """UTF-8 with a byte-order mark. Shares stand as parts of 1; a blank row of the table has no row here."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(CSV_COLUMNS)
    period = (report.period.first.isoformat(), report.period.last.isoformat())
    for table in report.tables:
        for label, line in _labelled(table):
            for column, cell in zip(table.columns, line.cells, strict=True):
                if cell is not None:
                    shown = _number(report.shown(cell))
                    rows.writerow(
                        (*period, table.id, guarded_for_csv(label), guarded_for_csv(column.heading), column.unit, shown)
                    )
    return text.getvalue().encode("utf-8-sig")


def report_xlsx(report: Report) -> bytes:
    """A cover, then a sheet a table: its title in A1, what it counts beneath, then a named table."""
    told = {"first": report.period.first.isoformat(), "last": report.period.last.isoformat()}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        with Book(path) as book:
            contents = [(table.id, table.title) for table in report.tables]
            title = _("Report: %(first)s to %(last)s", **told)
            book.cover(_("Cover"), title, [*report.notes, *legend(report)], contents)
            for section in report.sections:
                for table in section.tables:
                    book.sheet(_sheet(report, table, section.definition))
        return path.read_bytes()


def _sheet(report: Report, table: Table, said: str) -> Sheet:
    columns = [
        SheetColumn(table.first, wrap=True),
        *(SheetColumn(one.title, one.definition, number=_FORMATS[one.unit]) for one in table.columns),
    ]
    rows: list[list[CellValue]] = [
        [guarded_for_workbook(label), *(_number(report.shown(cell)) for cell in line.cells)]
        for label, line in _labelled(table)
    ]
    return Sheet(
        table.id, columns, rows, table.title, [text for text in (said, table.definition, table.missing) if text]
    )


def _labelled(table: Table) -> Iterator[tuple[str, Line]]:
    """Each row with its label; a part's begins with what it is a part of, for a file has no other way to say it."""
    whole = ""
    for line in table.lines:
        if line.kind == "part":
            yield f"{whole}: {line.label}", line
        else:
            whole = line.label
            yield line.label, line


def _number(shown: float | str | None) -> CellValue:
    if not isinstance(shown, float):
        return shown
    return int(shown) if shown.is_integer() else round(shown, PLACES)
