"""Whether the cells of an export can be understood: dates, codes, counts, ids and what they refer to."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from beds.data.cells import EARLIEST, LATEST, LIST_SEPARATOR
from beds.data.findings import Findings
from beds.data.hmis.layout import Column, File
from beds.data.hmis.table import Table
from beds.domain.messages import _, ngettext

DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
"""The standard's date; some exports write a time after it, which says nothing more."""


MOST_DIGITS = 5
"""No project has a hundred thousand beds: a longer number is a slip."""


def check(table: Table, layout: File, tables: Mapping[str, Table], findings: Findings) -> None:
    """Notes every cell that cannot be understood, and leaves the others in one spelling.

    Dates become ``YYYY-MM-DD`` without a time, codes and counts lose a ``.0`` that a spreadsheet gave them. ``tables``
    holds the files that this one refers to.
    """
    for column in layout.columns:
        cells = table[column.name]
        if column.name in table.missing:
            continue
        if not column.blank:
            _check_blank(table, column, findings)
        if column.kind == "date":
            _respell(table, column, findings, _as_date, _("a date as 2021-10-31, from 1900 to 2200"))
        elif column.kind == "code":
            accepted = ", ".join(sorted(column.codes, key=int))
            _respell(table, column, findings, _as_code(column.codes), _("one of %(codes)s, or blank", codes=accepted))
        elif column.kind == "count":
            _respell(table, column, findings, _as_count, _("a whole number from 0 to 99999"))
        elif column.kind == "id":
            _check_ids(table, column, findings)
            if len(table.positions) < len(cells):
                _check_twice(table, column, findings)
        elif column.kind == "reference" and tables[column.refers_to].whole:
            _check_reference(table, column, tables[column.refers_to], findings)


def _check_blank(table: Table, column: Column, findings: Findings) -> None:
    cells = table[column.name]
    if "" in cells:
        for row, cell in zip(table.rows, cells, strict=True):
            if not cell:
                findings.fault(table.file, row, column.name, "", _("a blank cell"), _("a value"))


def _respell(
    table: Table, column: Column, findings: Findings, spell: Callable[[str], str | None], accepted: str
) -> None:
    """Replaces each cell by its one spelling; a cell that ``spell`` answers with None is a fault."""
    cells = table[column.name]
    spelt: dict[str, str | None] = {cell: spell(cell) for cell in set(cells) if cell}
    spelt[""] = ""
    if any(spelling is None for spelling in spelt.values()):
        for row, cell in zip(table.rows, cells, strict=True):
            if spelt[cell] is None:
                findings.fault(table.file, row, column.name, cell, _("not understood"), accepted)
    if any(spelling != cell for cell, spelling in spelt.items()):
        cells[:] = [spelt[cell] or "" for cell in cells]


def _as_date(cell: str) -> str | None:
    found = DATE.fullmatch(cell)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return day.isoformat() if EARLIEST <= day <= LATEST else None


def _as_code(codes: frozenset[str]) -> Callable[[str], str | None]:
    def spell(cell: str) -> str | None:
        bare = cell.removesuffix(".0")
        return bare if bare in codes else None

    return spell


def _as_count(cell: str) -> str | None:
    bare = cell.removesuffix(".0")
    return str(int(bare)) if bare.isascii() and bare.isdigit() and len(bare) <= MOST_DIGITS else None


def _check_ids(table: Table, column: Column, findings: Findings) -> None:
    """Ids become ids of the exchange folder, whose lists are separated by a semicolon."""
    if "*" in table.positions or LIST_SEPARATOR in "".join(table.positions):
        for row, cell in zip(table.rows, table[column.name], strict=True):
            if LIST_SEPARATOR in cell or cell == "*":
                findings.fault(table.file, row, column.name, cell, _("not an id"), _("an id without a semicolon"))


def _check_twice(table: Table, column: Column, findings: Findings) -> None:
    first: dict[str, int] = {}
    for row, cell in zip(table.rows, table[column.name], strict=True):
        if cell and cell in first:
            findings.fault(
                table.file, row, column.name, cell,
                _("an id for the second time; it stands in row %(row)d", row=first[cell]), _("every id once"),
            )  # fmt: skip
        first.setdefault(cell, row)


def _check_reference(table: Table, column: Column, target: Table, findings: Findings) -> None:
    """An id that the other file does not hold is a fault; one that it holds as deleted takes this row with it."""
    cells = table[column.name]
    missing = set(cells) - target.positions.keys() - target.deleted - {""}
    if missing:
        for row, cell in zip(table.rows, cells, strict=True):
            if cell in missing:
                findings.fault(
                    table.file, row, column.name, cell, _("%(file)s has no such row", file=target.file),
                    _("an id of %(file)s", file=target.file),
                )  # fmt: skip
    orphans = sum(cell in target.deleted and cell not in target.positions for cell in cells) if target.deleted else 0
    if orphans:
        findings.warn(
            table.file, 0, column.name, "",
            ngettext(
                "%(count)d row speaks of a row of %(file)s that is marked as deleted; it is left out",
                "%(count)d rows speak of rows of %(file)s that are marked as deleted; they are left out",
                orphans, file=target.file,
            ),
        )  # fmt: skip
