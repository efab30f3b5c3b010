"""A page on a terminal: headings, tables that fit its width, sentences that break where it ends."""

from collections.abc import Iterator
from io import StringIO
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from beds.cli.page import Column, Drawing, Page, Section, Table, safe

INDENT = (0, 0, 0, 2)
GAP = 2
NOTE = (0, 0, 0, 6)
LEAST_CELL = 8
LEAST_PROSE = 30
"""Prose is not squeezed into a narrower column than this."""
MOST_CELL = 40
"""A longer cell breaks, so that one long name does not push the others off the page."""


def print_page(page: Page, file: TextIO) -> None:
    """Prints the page for somebody who sits before a terminal."""
    console = Console(file=file, highlight=False, emoji=False)
    for renderable in _renderables(page, console.width):
        console.print(renderable)


def exported(page: Page, columns: int) -> str:
    """The page as a terminal of so many columns shows it, without colours."""
    console = Console(file=StringIO(), width=columns, force_terminal=True, color_system=None, highlight=False)
    with console.capture() as capture:
        for renderable in _renderables(page, columns):
            console.print(renderable)
    return Text.from_ansi(capture.get()).plain


def _renderables(page: Page, columns: int) -> Iterator[RenderableType]:
    if page.title:
        yield Text(safe(page.title), style="bold")
    for sentence in page.opening:
        yield Text(safe(sentence))
    for section in page.sections:
        yield ""
        yield Rule(Text(safe(section.title), style="bold"), align="left", style="dim")
        yield from _blocks(section, columns)
    if page.closing:
        yield ""
        yield from (Text(safe(sentence)) for sentence in page.closing)


def _blocks(section: Section, columns: int) -> Iterator[RenderableType]:
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _noted(block, columns) if block.notes else [_table(block)]
        elif isinstance(block, Drawing):
            yield _drawing(block)
        else:
            yield Padding(Text(safe(block)), INDENT)


def _drawing(drawing: Drawing) -> RenderableType:
    """A line that is too long goes on under its own beginning, not under its label."""
    lines = Grid.grid(padding=(0, GAP, 0, 0))
    lines.add_column(no_wrap=True)
    lines.add_column()
    lines.add_row(Text(safe(drawing.label)), Text(safe("\n".join(drawing.lines))))
    return Padding(lines, INDENT)


def _grid(*, head: bool) -> Grid:
    return Grid(
        box=SIMPLE_HEAD, show_header=head, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0)
    )


def _table(table: Table) -> RenderableType:
    grid = _grid(head=True)
    for column in table.columns:
        _add(grid, column, None)
    for number, row in enumerate(table.rows, start=1):
        if table.total and number == len(table.rows):
            grid.add_section()
        grid.add_row(*(Text(safe(cell)) for cell in row))
    return Padding(grid, INDENT)


def _add(grid: Grid, column: Column, width: int | None) -> None:
    grid.add_column(
        Text(safe(column.title)),
        justify="right" if column.right else "left",
        overflow="fold",
        width=width,
        min_width=LEAST_PROSE if column.prose else None,
        max_width=None if column.prose else MOST_CELL,
    )


def _noted(table: Table, columns: int) -> Iterator[RenderableType]:
    """A table with a sentence under each row: rows stand in grids of equal widths, sentences between them."""
    cells = [[column.title for column in table.columns], *([safe(cell) for cell in row] for row in table.rows)]
    widths = _widths(table, cells, columns - 2)

    def grid(row: list[str], style: str) -> RenderableType:
        line = Grid.grid(padding=(0, GAP, 0, 0))
        for column, width in zip(table.columns, widths, strict=True):
            line.add_column(justify="right" if column.right else "left", overflow="fold", width=width)
        line.add_row(*(Text(cell, style=style) for cell in row))
        return Padding(line, INDENT)

    yield grid(cells[0], "bold")
    yield Padding(Text("─" * (sum(widths) + GAP * (len(widths) - 1)), style="dim"), INDENT)
    for row, note in zip(cells[1:], table.notes, strict=True):
        yield grid(row, "")
        if note:
            yield Padding(Text(safe(note), style="dim"), NOTE)


def _widths(table: Table, cells: list[list[str]], room: int) -> list[int]:
    """The width of each column: as wide as its cells where there is room, else the widest give way first."""
    natural = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    widths = [
        size if column.prose else min(MOST_CELL, size) for size, column in zip(natural, table.columns, strict=True)
    ]
    while sum(widths) + GAP * len(widths) > room and max(widths) > LEAST_CELL:
        widths[widths.index(max(widths))] -= 1
    return widths
