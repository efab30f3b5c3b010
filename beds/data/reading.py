"""From raw text to values, column by column: misspelt, missing and doubled columns, and every cell by its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from beds.data.cells import LIST_SEPARATOR, NotUnderstood, clean
from beds.data.findings import Findings
from beds.data.kinds import Date, ListOf, Text, is_bare_number
from beds.data.likely import likely, probably, squeezed
from beds.data.raw_tables import RawExchange, RawTable
from beds.data.tables import TABLES, Column, Table
from beds.domain.messages import _, ngettext


class Unread(Enum):
    """Stands for a cell that was not understood. Its fault is told already; no other check should look at it."""

    UNREAD = "unread"


UNREAD = Unread.UNREAD


@dataclass(frozen=True)
class ReadTable:
    """One table as columns of values, each as long as ``numbers``. A column left out is blank all the way down."""

    table: Table
    file: str
    found: bool
    """Whether the table was there and could be read at all."""
    present: frozenset[str]
    """The columns that were there."""
    numbers: Sequence[int]
    texts: Mapping[str, Sequence[str]]
    values: Mapping[str, Sequence[Any]]

    def rows(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The position of each row and its values in these columns."""
        return zip(range(len(self.numbers)), *(self.values[column] for column in columns), strict=True)

    def text(self, position: int, column: str) -> str:
        """What stands in a cell, for a finding."""
        return clean(self.texts[column][position]) if column in self.texts else ""

    def fault(self, findings: Findings, position: int, column: str, message: str, accepted: str = "") -> None:
        findings.fault(self.file, self.numbers[position], column, self.text(position, column), message, accepted)

    def warn(self, findings: Findings, position: int, column: str, message: str, accepted: str = "") -> None:
        findings.warn(self.file, self.numbers[position], column, self.text(position, column), message, accepted)

    def built(self) -> tuple[Any, ...]:
        """The rows as values of the domain. Call it only when there is no fault."""
        names = [field.name for field in fields(self.table.row)]
        return tuple(map(self.table.row, *(self.values[name] for name in names)))


def read_tables(raw: RawExchange, findings: Findings) -> dict[str, ReadTable]:
    """Every table of the format, read or empty; a missing one is a fault where it is required, else a warning."""
    found: dict[str, ReadTable] = {}
    for table in TABLES:
        file = raw.files[table.name]
        if table.name in raw.tables:
            found[table.name] = read_table(table, raw.tables[table.name], findings)
            continue
        blank: dict[str, list[Any]] = {column.name: [] for column in table.columns}
        found[table.name] = ReadTable(table, file, False, frozenset(), (), {}, blank)
        if table.name in raw.unreadable:
            continue
        if table.required:
            findings.fault(file, 0, "", "", _("this is missing"), _("all of: %(names)s", names=_required_tables()))
        else:
            findings.warn(file, 0, "", "", _("this is missing; it was read as empty"))
    return found


def _required_tables() -> str:
    return ", ".join(table.name for table in TABLES if table.required)


def read_table(table: Table, raw: RawTable, findings: Findings) -> ReadTable:
    """One table, every cell understood by its kind; each that was not has its fault."""
    positions = _positions(table, raw, findings)
    texts: dict[str, Sequence[str]] = {}
    values: dict[str, Sequence[Any]] = {}
    for column in table.columns:
        if column.name in positions:
            at = positions[column.name]
            texts[column.name] = [row[at] for row in raw.rows]
            values[column.name] = _read_column(column, texts[column.name], raw, findings)
        else:
            values[column.name] = [column.kind.blank] * len(raw.rows)
    return ReadTable(table, raw.file, True, frozenset(positions), raw.numbers, texts, values)


def _positions(table: Table, raw: RawTable, findings: Findings) -> dict[str, int]:
    """Where each column stands. A misspelt one is told, and read as the column it resembles."""
    by_spelling = {squeezed(column.name): column.name for column in table.columns}
    positions: dict[str, int] = {}
    strangers: list[tuple[int, str]] = []
    for position, header in enumerate(raw.header):
        name = by_spelling.get(squeezed(header))
        if name is None:
            strangers.append((position, header))
        elif name in positions:
            findings.fault(raw.file, raw.header_row, header, header, _("this column is there twice"), _("it once"))
        else:
            positions[name] = position
    for position, header in strangers:
        guess = likely(header, [name for name in by_spelling.values() if name not in positions])
        if guess:
            positions[guess] = position
            findings.fault(
                raw.file, raw.header_row, header, header, _("this column is not known") + probably(guess), guess
            )
        elif header:
            findings.warn(raw.file, raw.header_row, header, "", _("this column is not known; it is not read"))
    _tell_left_out([column for column in table.columns if column.name not in positions], raw, findings)
    return positions


def _tell_left_out(columns: Sequence[Column], raw: RawTable, findings: Findings) -> None:
    for column in columns:
        if column.left_out == "fault":
            findings.fault(raw.file, raw.header_row, column.name, "", _("this column is missing"), column.name)
    blank = [column.name for column in columns if column.left_out == "warning"]
    if blank:
        names = ", ".join(blank)
        findings.warn(raw.file, raw.header_row, "", "", _("columns left out, read as blank: %(names)s", names=names))


def _read_column(column: Column, texts: Sequence[str], raw: RawTable, findings: Findings) -> list[Any]:
    """The values of a column; each distinct text is understood once."""
    understood: dict[str, Any] = {}
    refused: dict[str, NotUnderstood] = {}
    for text in set(texts):
        try:
            if column.required and not clean(text):
                raise NotUnderstood(_("this cell is blank"))
            understood[text] = column.kind.understand(text)
        except NotUnderstood as why:
            refused[text] = why
            understood[text] = UNREAD
    if refused:
        for number, text in zip(raw.numbers, texts, strict=True):
            if text in refused:
                fault = refused[text]
                accepted = fault.accepted or column.accepted()
                findings.fault(raw.file, number, column.name, clean(text), fault.message, accepted)
    _tell_odd_texts(column, understood, texts, raw, findings)
    return [understood[text] for text in texts]


def _tell_odd_texts(
    column: Column, understood: Mapping[str, Any], texts: Sequence[str], raw: RawTable, findings: Findings
) -> None:
    if isinstance(column.kind, Date):
        numbers = {text for text, value in understood.items() if value is not UNREAD and is_bare_number(text)}
        rows = [number for number, text in zip(raw.numbers, texts, strict=True) if text in numbers] if numbers else []
        if rows:
            first = texts[raw.numbers.index(rows[0])]
            findings.warn(
                raw.file, rows[0], column.name, clean(first),
                ngettext(
                    "a number without the format of a date; it was read as %(day)s",
                    "a number without the format of a date; it was read as %(day)s, as were others (%(count)d in all)",
                    len(rows), day=understood[first],
                ),
            )  # fmt: skip
    elif isinstance(column.kind, ListOf) and isinstance(column.kind.item, Text):
        joined = {text for text in understood if "," in text}
        if joined:
            for number, text in zip(raw.numbers, texts, strict=True):
                if text in joined:
                    findings.warn(
                        raw.file, number, column.name, clean(text),
                        _("the comma is part of the entry; entries are separated by “%(sign)s”", sign=LIST_SEPARATOR),
                    )  # fmt: skip
