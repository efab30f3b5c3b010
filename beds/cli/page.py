"""What a command has to show, as values: a title, sections, tables and lines. How it looks is for others to say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MOST_ROWS = 100
"""A table on a console shows so many rows at most and says where the rest is."""


@dataclass(frozen=True)
class Column:
    """One column; numbers stand to the right, prose may break into lines."""

    title: str
    right: bool = False
    prose: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of text. ``notes``, where given, holds a sentence for each row."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    total: bool = False
    """Whether the last row is the sum of the others."""


@dataclass(frozen=True)
class Drawing:
    """Lines that are shown as they stand, after a label."""

    label: str
    lines: Sequence[str]


Block = Table | Drawing | str
"""A string is a paragraph."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Page:
    """Everything that a command shows."""

    title: str = ""
    opening: Sequence[str] = field(default=())
    sections: Sequence[Section] = field(default=())
    closing: Sequence[str] = field(default=())


def without_blank_columns(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    kept = [i for i in range(len(table.columns)) if any(row[i] for row in table.rows)]
    rows = [[row[i] for i in kept] for row in table.rows]
    return replace(table, columns=[table.columns[i] for i in kept], rows=rows)


def shortened(table: Table, rest: str) -> list[Block]:
    """The table, cut after ``MOST_ROWS`` rows; then ``rest``, a sentence, tells where to find what is left out."""
    if len(table.rows) <= MOST_ROWS:
        return [table]
    return [replace(table, rows=table.rows[:MOST_ROWS], notes=table.notes[:MOST_ROWS]), rest]


def safe(text: str) -> str:
    """The text without control characters: what stands in a file must not steer the console that shows it."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    return " ".join(text.split("\n"))
