"""One file of an export: its rows as columns of text, read fast, deleted rows set aside."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from beds.data.cells import clean
from beds.data.findings import Findings
from beds.data.hmis.layout import DELETED, File
from beds.data.likely import likely, probably
from beds.domain.messages import _

CHUNK = 500
"""Rows turned into columns at a time: more at once costs memory, and the time to look through it for garbage."""

FALLBACK_ENCODING = "cp1252"
"""What spreadsheets on Windows write where they do not write UTF-8."""


@dataclass
class Table:
    """The rows that count. ``rows`` are numbered as a spreadsheet shows them (the header is row 1)."""

    file: str
    columns: Mapping[str, list[str]]
    rows: list[int]
    deleted: frozenset[str] = frozenset()
    """Keys of rows that the export marks as deleted."""
    positions: Mapping[str, int] = field(default_factory=dict)
    """Where each key stands."""
    missing: frozenset[str] = frozenset()
    """Columns that the file lacks; their cells are blank here."""
    whole: bool = True
    """Whether every row was read, so that an id not found here is not there."""

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> list[str]:
        return self.columns[column]

    def cell(self, column: str, key: str) -> str:
        """The cell of the row with this key; blank where there is no such row."""
        position = self.positions.get(key)
        return "" if position is None else self.columns[column][position]


def empty(layout: File, name: str = "") -> Table:
    """A table of a file that is not there or cannot be read."""
    return Table(name or layout.name, {column.name: [] for column in layout.columns}, [], whole=False)


def read_table(path: Path, layout: File, findings: Findings) -> Table:
    """Reads the columns of ``layout``. Anything that cannot be read is a fault, and the table comes back without it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return _read(stream, path.name, layout, findings)
    except UnicodeDecodeError:
        findings.warn(path.name, 0, "", "", _("not UTF-8; read as Windows-1252"))
        with path.open(encoding=FALLBACK_ENCODING, errors="replace", newline="") as stream:
            return _read(stream, path.name, layout, findings)


def _read(stream: Iterator[str], name: str, layout: File, findings: Findings) -> Table:
    reader = csv.reader(stream, strict=True)
    columns: dict[str, list[str]] = {column.name: [] for column in layout.columns}
    rows: list[int] = []
    deleted: set[str] = set()
    # Dates and codes repeat: one text for equal cells keeps a large export small.
    same: dict[str, str] = {}
    repeated = {column.name for column in layout.columns if column.kind in ("date", "code", "count")}
    row = 1
    ragged: list[tuple[int, int]] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        where = _positions(header, name, layout, findings)
        width = len(header)
        key = where.get(layout.key, 0)
        while chunk := list(islice(reader, CHUNK)):
            numbered = range(row + 1, row + 1 + len(chunk))
            row += len(chunk)
            if set(map(len, chunk)) == {width} and all(cells[key] for cells in chunk):
                rows += numbered
            else:
                chunk = _straightened(chunk, numbered, width, rows, ragged)
            for column, position in where.items():
                found = _cleaned([cells[position] for cells in chunk])
                columns[column] += map(same.setdefault, found, found) if column in repeated else found
    except csv.Error as error:
        findings.fault(
            name, row + 1, "", "", _("cannot be read from here on: %(error)s", error=error),
            _("comma-separated values with every quotation mark closed"),
        )  # fmt: skip
        return empty(layout, name)
    for at, count in ragged:
        findings.fault(
            name, at, "", str(count), _("not as many cells as the header"),
            _("%(count)d cells", count=width),
        )  # fmt: skip
    missing = columns.keys() - where.keys()
    for column in missing:
        columns[column] = [""] * len(rows)
    table = Table(name, columns, rows)
    if DELETED in columns:
        table, deleted = _without_deleted(table, layout)
    table.deleted = frozenset(deleted)
    table.missing = frozenset(missing)
    table.whole = not ragged and layout.key not in missing
    table.positions = {key: position for position, key in enumerate(table[layout.key])}
    return table


def _cleaned(cells: list[str]) -> list[str]:
    """Without stray spaces; one look at them all together spares most columns the work."""
    together = "".join(cells)
    has_none = together.isascii() and together.split(None, 1) in ([], [together])
    return cells if has_none else [clean(cell) for cell in cells]


def _straightened(
    chunk: list[list[str]], numbered: range, width: int, rows: list[int], ragged: list[tuple[int, int]]
) -> list[list[str]]:
    """The rows as wide as the header, their numbers added to ``rows``; blank ones left out, others noted as ragged.

    Blank cells after the last column are what a spreadsheet leaves behind.
    """
    straight: list[list[str]] = []
    for row, cells in zip(numbered, chunk, strict=True):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            ragged.append((row, len(cells)))
        else:
            straight.append(cells)
            rows.append(row)
    return straight


def _positions(header: list[str], name: str, layout: File, findings: Findings) -> dict[str, int]:
    """Where each column of the layout stands. A column that is missing or there twice is a fault, and left out."""
    known = [column.name for column in layout.columns]
    where: dict[str, int] = {}
    for column in known:
        count = header.count(column)
        if count == 1:
            where[column] = header.index(column)
        elif count == 0:
            guess = likely(column, [cell for cell in header if cell and cell not in known])
            findings.fault(
                name, 1, column, "", _("the column is missing") + probably(guess),
                _("the columns of HMIS CSV FY2026; of this file are read: %(columns)s", columns=", ".join(known)),
            )  # fmt: skip
        else:
            findings.fault(name, 1, column, "", _("the column is there more than once"), _("every column once"))
    return where


def _without_deleted(table: Table, layout: File) -> tuple[Table, set[str]]:
    marks = table[DELETED]
    if not any(marks):
        return table, set()
    kept = [position for position, mark in enumerate(marks) if not mark]
    deleted = {key for key, mark in zip(table[layout.key], marks, strict=True) if mark}
    columns = {name: [cells[position] for position in kept] for name, cells in table.columns.items()}
    return Table(table.file, columns, [table.rows[position] for position in kept]), deleted
