"""A snapshot as files: the text of every CSV file and of the policy, and the sheets of the workbook."""

import csv
import io
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from beds.data.cells import CellValue, guarded_for_csv, guarded_for_workbook
from beds.data.csv_folder import file_name
from beds.data.kinds import Choice, Flag
from beds.data.policy_file import policy_rows, policy_to_yaml
from beds.data.raw_tables import POLICY_COLUMNS
from beds.data.spreadsheet import Book, Sheet, SheetColumn
from beds.data.tables import COVER, POLICY, POLICY_FILE, TABLES, Column, Table
from beds.domain.messages import _, ngettext
from beds.domain.snapshot import Snapshot

HELP_FILE = "help.txt"


def folder_files(snapshot: Snapshot) -> dict[str, bytes]:
    """The content of every file of an exchange folder, by name: UTF-8 with its mark, for the sake of spreadsheets."""
    files = {file_name(table.name): _csv(table, getattr(snapshot, table.name)) for table in TABLES}
    return files | {POLICY_FILE: policy_to_yaml(snapshot.policy).encode()}


def _csv(table: Table, rows: Sequence[Any]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    kinds = [(column.name, column.kind.write) for column in table.columns]
    writer.writerows([guarded_for_csv(write(getattr(row, name))) for name, write in kinds] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_book(snapshot: Snapshot, path: Path) -> None:
    """Writes the workbook: a cover, a sheet a table, and the policy."""
    with Book(path) as book:
        contents = [
            *((table.name, f"{_(table.help)} {_rows(len(getattr(snapshot, table.name)))}") for table in TABLES),
            (POLICY, _("Every number and switch that a council decides.")),
        ]
        how_to = [_("One sheet a table. Point at a header to see what its column holds."), *_how_to()]
        book.cover(COVER.capitalize(), _("Beds: exchange workbook"), how_to, contents)
        for table in TABLES:
            rows = [_cells(table, row) for row in getattr(snapshot, table.name)]
            columns = [SheetColumn(column.name, column_help(column), _options(column)) for column in table.columns]
            book.sheet(Sheet(table.name, columns, rows))
        book.sheet(Sheet(POLICY, [SheetColumn(name) for name in POLICY_COLUMNS], policy_rows(snapshot.policy)))


def _rows(count: int) -> str:
    return ngettext("(%(count)d row)", "(%(count)d rows)", count)


def _cells(table: Table, row: Any) -> list[CellValue]:
    cells = (column.kind.cell(getattr(row, column.name)) for column in table.columns)
    return [guarded_for_workbook(cell) if isinstance(cell, str) else cell for cell in cells]


def _options(column: Column) -> tuple[str, ...]:
    if isinstance(column.kind, Flag):
        return ("yes", "no")
    return column.kind.options if isinstance(column.kind, Choice) else ()


def column_help(column: Column) -> str:
    """What a column is for and what its cells may hold."""
    return _("%(help)s Accepted: %(accepted)s.", help=_(column.help), accepted=column.accepted())


def _how_to() -> list[str]:
    return [
        _("Dates are real dates or text as 2026-11-23; flags are yes or no; lists are separated by “;”."),
        _("A blank cell means none, open or not known, as each header says."),
        _("People stand here by pseudonym only. Never write a name."),
    ]


def template_help() -> bytes:
    """The help that stands beside an empty folder: every file, every column. Windows line ends, for its editor."""
    return "\r\n".join(_help_lines()).encode("utf-8-sig")


def _help_lines() -> Iterator[str]:
    yield _("The exchange folder, file by file")
    yield ""
    yield from _how_to()
    for table in TABLES:
        yield ""
        yield f"{file_name(table.name)} — {_(table.help)}"
        for column in table.columns:
            yield f"  {column.name}"
            yield from textwrap.wrap(column_help(column), 100, initial_indent="      ", subsequent_indent="      ")
    yield ""
    yield f"{POLICY_FILE} — " + _("Every number and switch that a council decides; its help stands in it.")
    yield ""
