"""Tables as raw text, with the row numbers that a spreadsheet shows: what reading begins with."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from beds.data.cells import clean
from beds.data.findings import Findings
from beds.data.likely import likely, probably, squeezed
from beds.data.tables import COVER, POLICY, tables_by_name
from beds.domain.messages import _, ngettext

POLICY_COLUMNS = ("key", "value", "help")
HEADER_WITHIN = 20
"""The header is looked for in so many rows; above it people write titles."""


@dataclass(frozen=True)
class RawTable:
    """One table as text. ``rows`` have the header's width; ``numbers`` are their rows in a spreadsheet, from 1."""

    name: str
    file: str
    header: tuple[str, ...]
    header_row: int
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]


@dataclass
class RawExchange:
    """Everything found at a path. ``files`` says how each table's file or sheet is named to people, present or not."""

    files: dict[str, str]
    tables: dict[str, RawTable] = field(default_factory=dict)
    policy: str | RawTable | None = None
    unreadable: set[str] = field(default_factory=set)
    """Tables that are there, but hold nothing that could be read; each has its fault already."""


def known_columns(name: str) -> tuple[str, ...]:
    """The names of a table's columns in order; of the policy sheet's too."""
    return POLICY_COLUMNS if name == POLICY else tuple(column.name for column in tables_by_name()[name].columns)


def assigned(
    names: Mapping[str, str], known: Iterable[str], label: Mapping[str, str], findings: Findings
) -> dict[str, str]:
    """Which file or sheet holds each of the ``known`` tables; names not known are told, near misses are faults.

    ``names`` gives the words to compare by file or sheet, ``label`` how each is named to people. A near miss is read as
    the table that it resembles, so that the faults inside it are told in the same go.
    """
    by_spelling = {squeezed(name): name for name in known}
    found: dict[str, str] = {}
    strangers: list[str] = []
    for name, words in names.items():
        table = by_spelling.get(squeezed(words))
        if table is None:
            strangers.append(name)
        elif table in found:
            other = label[found[table]]
            findings.fault(label[name], 0, "", "", _("the same table as %(other)s; only one can be right", other=other))
        else:
            found[table] = name
    for name in strangers:
        guess = likely(names[name], [table for table in by_spelling.values() if table not in found])
        if guess:
            found[guess] = name
            findings.fault(label[name], 0, "", "", _("this name is not known") + probably(guess), guess)
        elif squeezed(names[name]) != COVER:
            findings.warn(label[name], 0, "", "", _("this is no table of the exchange format; it is not read"))
    return found


def as_table(name: str, file: str, rows: Sequence[Sequence[str]], findings: Findings) -> RawTable | None:
    """The table in a file's rows, the first of which is row 1; None, with a fault, where there is no header."""
    start = header_at(rows, known_columns(name))
    if start is None:
        names = ", ".join(known_columns(name)[:3])
        accepted = _("a first row with the names of the columns: %(names)s and so on", names=names)
        findings.fault(file, 0, "", "", _("there is no header row"), accepted)
        return None
    above = [number for number, row in enumerate(rows[:start], start=1) if not is_blank(row)]
    if above:
        findings.warn(file, above[0], "", "", _("what stands above the header is not read"))
    header = tuple(clean(cell) for cell in rows[start])
    kept: list[Sequence[str]] = []
    numbers: list[int] = []
    width = len(header)
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if is_blank(row):
            continue
        if len(row) > width and not is_blank(row[width:]):
            findings.fault(
                file, number, "", " | ".join(row[width:]), _("more cells than the header has columns"),
                _("%(count)d cells; one that holds the separator itself stands in quotation marks", count=width),
            )  # fmt: skip
        kept.append(row if len(row) == width else [*row[:width], *[""] * (width - len(row))])
        numbers.append(number)
    _tell_nameless_columns(file, start + 1, header, kept, findings)
    return RawTable(name, file, header, start + 1, kept, numbers)


def header_at(rows: Sequence[Sequence[str]], columns: Collection[str]) -> int | None:
    """The index of the header: the first row that names a known column, else the first with anything in it."""
    known = {squeezed(column) for column in columns}
    first = None
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if first is None and not is_blank(row):
            first = index
        if any(squeezed(cell) in known for cell in row):
            return index
    return first


def is_blank(row: Sequence[str]) -> bool:
    """Whether nothing but spaces stands in these cells."""
    return not any(cell and clean(cell) for cell in row)


def _tell_nameless_columns(
    file: str, header_row: int, header: Sequence[str], rows: Sequence[Sequence[str]], findings: Findings
) -> None:
    for position, name in enumerate(header):
        if not name:
            filled = sum(bool(clean(row[position])) for row in rows)
            if filled:
                findings.warn(
                    file, header_row, column_letters(position), "",
                    ngettext(
                        "this column has no name in the header; its %(count)d cell is not read",
                        "this column has no name in the header; its %(count)d cells are not read",
                        filled,
                    ),
                )  # fmt: skip


def column_letters(position: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_position(letters: str) -> int:
    """Undoes :func:`column_letters`."""
    position = 0
    for letter in re.sub("[^A-Z]", "", letters.upper()):
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
