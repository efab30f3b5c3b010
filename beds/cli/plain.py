"""A page as plain text for pipes and files: aligned columns, a line a row, no colours and no boxes."""

from collections.abc import Iterator

from beds.cli.page import Drawing, Page, Table, one_line, safe

GAP = "  "


def plain_text(page: Page) -> str:
    """The page, ready to be printed; ends with a line end."""
    return safe("\n".join(_page_lines(page))).strip("\n") + "\n"


def _page_lines(page: Page) -> Iterator[str]:
    yield from ((page.title, "") if page.title else ())
    yield from page.opening
    for section in page.sections:
        yield ""
        yield section.title.upper()
        for block in section.blocks:
            if isinstance(block, Table):
                yield from table_lines(block)
            elif isinstance(block, Drawing):
                yield from drawing_lines(block)
            else:
                yield block
    yield from (("", *page.closing) if page.closing else ())


def drawing_lines(drawing: Drawing) -> Iterator[str]:
    """The label before the first line; the others are indented as far."""
    for number, line in enumerate(drawing.lines):
        yield (drawing.label if number == 0 else " " * width(drawing.label)) + GAP + line


def table_lines(table: Table) -> Iterator[str]:
    """A header line and a line a row; a row's note is its last cell."""
    rows = [[column.title for column in table.columns], *([one_line(cell) for cell in row] for row in table.rows)]
    notes = ["", *(one_line(note) for note in table.notes)] if table.notes else [""] * len(rows)
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row, note in zip(rows, notes, strict=True):
        cells = (
            aligned(cell, size, column.right) for cell, size, column in zip(row, widths, table.columns, strict=True)
        )
        yield GAP.join([*cells, note]).rstrip()


def aligned(text: str, size: int, right: bool) -> str:
    """The text, filled up to so many places of a console."""
    room = " " * (size - width(text))
    return room + text if right else text + room


def width(text: str) -> int:
    """The places that a text takes on a console, where some letters take two and some none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
