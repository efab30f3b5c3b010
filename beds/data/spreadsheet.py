"""Workbooks by the conventions of the sector: a cover, one named table a sheet from A1, help on every header, no merged
cells, nothing said by colour alone, real dates. The exchange format and the results are both written with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from types import TracebackType
from typing import Any

from beds.data.cells import CellValue
from beds.domain.errors import BedsError
from beds.domain.messages import _

FIRST_SAFE_DAY = date(1900, 3, 1)
"""Before it, spreadsheets count one day too many: they believe in 29 February 1900."""
LONGEST_TEXT = 32_767
A4 = 9
FORMULA_SIGNS = ("=", "+", "-", "@")
NARROWEST, WIDEST, WIDEST_WRAPPED = 9, 48, 80
COVER_WIDTH = 100
LINE = 15
"""The height of a line in points; not every spreadsheet makes a row higher for a text that breaks into lines."""
_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's own note of its making; equal content gives equal bytes


class TextTooLong(BedsError):
    """A text that no cell of a workbook can hold."""

    def __init__(self, sheet: str, row: int, column: str) -> None:
        super().__init__(
            _(
                "Sheet %(sheet)s, row %(row)d, column %(column)s: the text is longer than the %(longest)d signs that a "
                "cell can hold. Write a folder of CSV files instead, or shorten it.",
                sheet=sheet, row=row, column=column, longest=LONGEST_TEXT,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet: its header, its help (a comment on the header) and, where it has few, its words."""

    header: str
    help: str = ""
    options: tuple[str, ...] = ()
    wrap: bool = False
    """Whether long texts break into lines; for sentences."""
    number: str = ""
    """How its numbers are written, as spreadsheets say it: 0%; texts stand at the right then, as numbers do."""


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table. Cells are text, numbers, dates or None."""

    name: str
    """Of the sheet and of its table."""
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[CellValue]]
    title: str = ""
    """Stands in A1; blank: the table itself begins there."""
    notes: Sequence[str] = ()
    """Paragraphs beneath the title."""


class Book:
    """A workbook being written: ``with Book(path) as book: book.cover(...); book.sheet(...)``.

    It is written when the block ends; if the block fails, no file is written.
    """

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self._book: Any = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        self._book.set_properties({"created": _ALWAYS})
        self._title = self._book.add_format({"bold": True, "font_size": 16})
        self._strong = self._book.add_format({"bold": True})
        self._link = self._book.add_format({"hyperlink": True, "valign": "top"})
        self._paragraph = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._header = self._book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self._plain = self._book.add_format({"valign": "top"})
        self._numbers: dict[str, Any] = {}
        self._number = self._book.add_format({"valign": "top", "align": "right", "indent": 1})
        # The spreadsheet's own way to say that "=..." is text; it stays text when somebody edits the cell.
        self._literal = self._book.add_format({"valign": "top", "quote_prefix": True})
        self._wrapped = self._book.add_format({"valign": "top", "text_wrap": True})

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._book.close()
        else:
            # Else the library would write the half-made file when it is garbage-collected.
            self._book.fileclosed = True

    def cover(self, name: str, title: str, paragraphs: Sequence[str], contents: Sequence[tuple[str, str]]) -> None:
        """The first sheet: a title in A1, paragraphs, and the sheets that follow, each with what it holds."""
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, COVER_WIDTH)
        sheet.write_string(0, 0, title, self._title)
        row = 2
        for paragraph in paragraphs:
            sheet.write_string(row, 0, paragraph)
            row += 1
        row += 1
        for target, text in contents:
            sheet.write_url(row, 0, f"internal:'{target}'!A1", self._link, target)
            sheet.write_string(row, 1, text, self._paragraph)
            sheet.set_row(row, LINE * _lines(text, COVER_WIDTH))
            row += 1
        _printable(sheet)

    def sheet(self, sheet: Sheet) -> None:
        """A sheet with its table: frozen header, filters, header comments, lists to choose from, ready to print."""
        page = self._book.add_worksheet(sheet.name)
        top = self._headed(page, sheet)
        last_row = top + max(1, len(sheet.rows))
        wrapped: list[tuple[int, int]] = []
        for position, column in enumerate(sheet.columns):
            texts = (row[position] for row in sheet.rows)
            width = _width(column.header, texts, WIDEST_WRAPPED if column.wrap else WIDEST)
            page.set_column(position, position, width)
            if column.wrap:
                wrapped.append((position, width))
            if column.help:
                page.write_comment(top, position, column.help, {"x_scale": 2.2, "y_scale": 1.2, "author": ""})
            if column.options:
                page.data_validation(
                    top + 1, position, max(last_row, 2000), position,
                    {"validate": "list", "source": list(column.options), "error_type": "warning"},
                )  # fmt: skip
        page.add_table(
            top, 0, last_row, len(sheet.columns) - 1,
            {
                "name": sheet.name,
                "style": "Table Style Light 1",
                "columns": [{"header": column.header, "header_format": self._header} for column in sheet.columns],
            },
        )  # fmt: skip
        for number, row in enumerate(sheet.rows, start=top + 1):
            lines = max((_lines(row[position], width) for position, width in wrapped), default=1)
            if lines > 1:
                page.set_row(number, LINE * lines)
            for position, value in enumerate(row):
                if value is not None:
                    self._write(page, sheet, number, position, value)
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
        _printable(page)

    def _headed(self, page: Any, sheet: Sheet) -> int:
        """Writes the title and the notes, each line in a cell of its own; the row in which the table begins."""
        if not sheet.title:
            return 0
        page.write_string(0, 0, sheet.title, self._title)
        lines = [line for note in sheet.notes for line in wrap(note, COVER_WIDTH)]
        for row, line in enumerate(lines, start=1):
            page.write_string(row, 0, line)
        return len(lines) + 2

    def _format(self, number: str) -> Any:
        """How a number, or a text that stands in its place, is written in a column."""
        if not number:
            return self._number
        if number not in self._numbers:
            self._numbers[number] = self._book.add_format(
                {"valign": "top", "align": "right", "indent": 1, "num_format": number}
            )
        return self._numbers[number]

    def _write(self, page: Any, sheet: Sheet, row: int, position: int, value: str | float | date) -> None:
        if isinstance(value, date):
            if value >= FIRST_SAFE_DAY:
                page.write_datetime(row, position, value, self._date)
            else:
                page.write_string(row, position, value.isoformat(), self._plain)
        elif isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise TextTooLong(sheet.name, row + 1, sheet.columns[position].header)
            literal = value.startswith(FORMULA_SIGNS)
            column = sheet.columns[position]
            plain = self._wrapped if column.wrap else self._format(column.number) if column.number else self._plain
            page.write_string(row, position, value, self._literal if literal else plain)
        else:
            page.write_number(row, position, value, self._format(sheet.columns[position].number))


def _printable(page: Any) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _width(header: str, values: Any, widest: int) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(widest, max(NARROWEST, len(header) + 4, longest + 2))


def _lines(value: CellValue, width: int) -> int:
    """How many lines a text takes in a column so wide, broken between words."""
    return max(1, len(wrap(value, width))) if isinstance(value, str) else 1
