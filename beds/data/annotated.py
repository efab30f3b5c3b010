"""What was read and what was found in it, as a workbook: each cell with a fault is marked and says what is wrong.

Rows and columns stand where they stood, so that whoever mends the marked copy can send that one back.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from beds.data.csv_folder import DELIMITERS, NotText, decoded
from beds.data.likely import squeezed
from beds.data.raw_tables import HEADER_WITHIN, column_position
from beds.data.spreadsheet import FORMULA_SIGNS, LONGEST_TEXT
from beds.data.workbook_reader import sheet_label
from beds.domain.errors import Finding
from beds.domain.messages import _

FAULTS_SHEET = "faults"
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDEST = 60


@dataclass(frozen=True)
class _Sheet:
    """A sheet as it was sent: how it is named to people, and its cells from row 1 on."""

    file: str
    name: str
    rows: Sequence[Sequence[Any]]


def write_annotated(source: Path, faults: Sequence[Finding], warnings: Sequence[Finding], path: Path) -> None:
    """Writes the workbook to ``path``: first the list of findings, then every sheet or file of ``source``, marked.

    Formulas come back as what they had said; formats do not come back. ``source`` is a folder or a workbook.
    """
    import xlsxwriter

    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book: Any = xlsxwriter.Workbook(str(path), plain)
    try:
        sheets = _sheets(source)
        names = _names(sheets)
        _write_list(book, faults, warnings, names)
        marks = [(finding, True) for finding in faults] + [(finding, False) for finding in warnings]
        for sheet in sheets:
            _write_sheet(book, sheet, names[sheet.file], [mark for mark in marks if mark[0].file == sheet.file])
    finally:
        book.close()


def _sheets(source: Path) -> list[_Sheet]:
    if source.is_dir():
        files = sorted(file for file in source.iterdir() if file.is_file())
        return [_Sheet(file.name, file.stem, _text_rows(file)) for file in files]
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(source) as book:
            return [
                _Sheet(sheet_label(source, name), name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in book.sheet_names
            ]
    except (CalamineError, OSError):
        return []  # what is wrong with it as a whole stands in the list


def _text_rows(file: Path) -> list[list[str]]:
    """The cells of a CSV file, else each line of a text as a row; nothing where it is no text."""
    try:
        text, _encoding = decoded(file.read_bytes())
    except NotText:
        return []
    if file.suffix.lower() != ".csv":
        return [[line] for line in text.splitlines()]
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [[line] for line in text.splitlines()]


def _names(sheets: Sequence[_Sheet]) -> dict[str, str]:
    """A name that a workbook allows for each sheet, by how it is named to people."""
    taken = {FAULTS_SHEET}
    found = {}
    for sheet in sheets:
        stem = sheet.name.translate(_FORBIDDEN_IN_NAMES).strip(" '")[:28] or "sheet"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem} {number}", number + 1
        taken.add(name.casefold())
        found[sheet.file] = name
    return found


def _write_list(
    book: Any, faults: Sequence[Finding], warnings: Sequence[Finding], names: dict[str, str]
) -> None:  # fmt: skip
    page = book.add_worksheet(FAULTS_SHEET)
    strong = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"hyperlink": True, "valign": "top"})
    heads = (_("Kind"), _("Where"), _("Row"), _("Column"), _("Found"), _("What about it"), _("Accepted"))
    for column, (head, width) in enumerate(zip(heads, (10, 26, 7, 20, 24, 60, 60), strict=True)):
        page.write_string(0, column, head, strong)
        page.set_column(column, column, width)
    found = [(finding, _("fault")) for finding in faults] + [(finding, _("warning")) for finding in warnings]
    for number, (finding, kind) in enumerate(found, start=1):
        page.write_string(number, 0, kind, wrapped)
        if finding.file in names and finding.row:
            page.write_url(number, 1, f"internal:'{names[finding.file]}'!A{finding.row}", link, names[finding.file])
        else:
            page.write_string(number, 1, finding.file, wrapped)
        if finding.row:
            page.write_number(number, 2, finding.row, wrapped)
        texts = (finding.column, finding.value, finding.message, finding.accepted)
        for column, text in enumerate(texts, start=3):
            page.write_string(number, column, text[:LONGEST_TEXT], wrapped)
    page.autofilter(0, 0, max(1, len(found)), len(heads) - 1)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_sheet(book: Any, sheet: _Sheet, name: str, marks: Sequence[tuple[Finding, bool]]) -> None:
    page = book.add_worksheet(name)
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "literal": book.add_format({"quote_prefix": True}),
        None: None,
    }
    marked = {
        kind: book.add_format({"bg_color": "#FFD9D9", "border": 2, "border_color": "#B10E1E", **extra})
        for kind, extra in (
            ("date", {"num_format": "yyyy-mm-dd", "align": "left"}), ("literal", {"quote_prefix": True}), (None, {}),
        )
    }  # fmt: skip
    told: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for finding, is_fault in marks:
        if finding.row:
            kind = _("Fault") if is_fault else _("Warning")
            accepted = " " + _("Accepted: %(accepted)s.", accepted=finding.accepted) if finding.accepted else ""
            place = (finding.row - 1, _position(sheet.rows, finding))
            told[place].append(f"{kind}: {finding.message}.{accepted}")
    widths: defaultdict[int, int] = defaultdict(lambda: 9)
    for number, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            widths[column] = min(_WIDEST, max(widths[column], len(str(value)) + 2))
            _write_cell(page, number, column, value, marked if (number, column) in told else formats)
    for (number, column), sentences in told.items():
        if not _has(sheet.rows, number, column):
            page.write_blank(number, column, None, marked[None])
        text = "\n".join(sentences)
        page.write_comment(
            number, column, text, {"author": "", "x_scale": 2.5, "y_scale": 1 + text.count("\n") + len(text) / 150}
        )
    for column, width in widths.items():
        page.set_column(column, column, width)


def _write_cell(page: Any, row: int, column: int, value: Any, formats: dict[str | None, Any]) -> None:
    if isinstance(value, bool):
        page.write_boolean(row, column, value, formats[None])
    elif isinstance(value, int | float):
        page.write_number(row, column, value, formats[None])
    elif isinstance(value, datetime | date):
        page.write_datetime(row, column, value, formats["date"])
    else:
        text = str(value)[:LONGEST_TEXT]
        if text or formats[None] is not None:
            page.write_string(row, column, text, formats["literal" if text.startswith(FORMULA_SIGNS) else None])


def _position(rows: Sequence[Sequence[Any]], finding: Finding) -> int:
    """The column of a finding: by the header above it, else by its letters, else the first."""
    wanted = squeezed(finding.column)
    for cells in rows[: min(HEADER_WITHIN, finding.row)]:
        for column, cell in enumerate(cells):
            if wanted and squeezed(str(cell)) == wanted:
                return column
    letters = finding.column
    return column_position(letters) if letters.isascii() and letters.isupper() and len(letters) < 3 else 0


def _has(rows: Sequence[Sequence[Any]], row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row])
