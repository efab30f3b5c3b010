"""How a page looks: plain and aligned in a pipe, in tables that fit on a terminal, and never steering the console."""

import io

import pytest
from rich.cells import cell_len

from beds.cli.page import MOST_ROWS, Column, Drawing, Page, Section, Table, shortened, without_blank_columns
from beds.cli.plain import plain_text
from beds.cli.terminal import exported, print_page

TABLE = Table([Column("Who"), Column("Days", right=True)], [["ann", "7"], ["beatrice", "120"]])
LONG = (
    "She is told why in a sentence that is much longer than a console is wide, and breaks where the console ends. " * 2
)
BOXES = set("─│┌┐└┘├┤┬┴┼━┃")


def page(*blocks: Table | Drawing | str) -> Page:
    return Page(title="A week", opening=["Two people."], sections=[Section("People", blocks)], closing=["The end."])


def test_a_pipe_gets_aligned_text_without_boxes_or_colours() -> None:
    assert plain_text(page(TABLE)) == (
        "A week\n\nTwo people.\n\nPEOPLE\nWho       Days\nann          7\nbeatrice   120\n\nThe end.\n"
    )


def test_a_pipe_gets_a_line_a_row_with_the_note_at_its_end() -> None:
    noted = Table(TABLE.columns, TABLE.rows, notes=["Two\nlines.", LONG])
    lines = plain_text(page(noted)).splitlines()
    assert "ann          7  Two lines." in lines
    assert f"beatrice   120  {LONG}".rstrip() in lines


def test_wide_and_combining_letters_are_aligned_by_the_places_they_take() -> None:
    lines = plain_text(page(Table(TABLE.columns, [["漢字", "1"], ["ab", "22"]]))).splitlines()
    assert {cell_len(line) for line in lines if line.endswith(("1", "22"))} == {10}


def test_a_drawing_stands_under_its_label() -> None:
    assert "1.  one\n    two\n" in plain_text(page(Drawing("1.", ["one", "two"])))


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
@pytest.mark.parametrize("table", [TABLE, Table(TABLE.columns, TABLE.rows, notes=[LONG, ""])], ids=["bare", "noted"])
def test_nothing_is_wider_than_the_terminal(columns: int, table: Table) -> None:
    shown = exported(page(table, LONG, Drawing("1.", [LONG])), columns)
    assert max(map(cell_len, shown.splitlines())) <= columns
    assert "beatrice" in shown


def test_a_narrow_terminal_breaks_cells_rather_than_losing_them() -> None:
    wide = Table([Column("One"), Column("Two"), Column("Three", prose=True)], [["a" * 30, "b" * 30, LONG]], notes=["n"])
    shown = exported(page(wide), 60).replace("\n", "").replace(" ", "")
    assert shown.count("a" * 8) >= 2
    assert "…" not in shown


def test_a_sentence_under_a_row_is_indented_and_a_blank_one_is_no_line() -> None:
    lines = exported(page(Table(TABLE.columns, TABLE.rows, notes=["Why.", ""])), 80).splitlines()
    assert "      Why." in [line.rstrip() for line in lines]
    first = next(i for i, line in enumerate(lines) if "beatrice" in line)
    assert lines[first + 1].strip() == ""


def test_a_terminal_without_colours_is_given_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    file = io.StringIO()
    print_page(page(TABLE), file)
    assert "\x1b[3" not in file.getvalue()
    assert "\x1b[9" not in file.getvalue()


def test_what_looks_like_markup_is_shown_as_it_stands() -> None:
    odd = Table([Column("[bold]Who")], [["[red]ann[/red] :smile:"]], notes=["[link=x]why[/link]"])
    shown = exported(page(odd, "[b]sentence[/b]", Drawing("[1]", ["[x]"])), 100)
    for text in ("[bold]Who", "[red]ann[/red] :smile:", "[link=x]why[/link]", "[b]sentence[/b]", "[1]", "[x]"):
        assert text in shown


@pytest.mark.parametrize("odd", ["\x1b[2J", "\x07", "\x9b2J", "\u202e", "\r"])
def test_what_stands_in_a_file_does_not_steer_the_console(odd: str) -> None:
    whole = Page(odd, [odd], [Section(odd, [Table([Column("x")], [[odd]], [odd]), Drawing(odd, [odd]), odd])], [odd])
    file = io.StringIO()
    print_page(whole, file)
    for shown in (plain_text(whole), file.getvalue()):
        assert odd not in shown
        assert shown.count("\N{REPLACEMENT CHARACTER}") >= 7


def test_columns_in_which_nothing_stands_are_not_shown() -> None:
    table = without_blank_columns(Table([Column("A"), Column("B"), Column("C")], [["1", "", "3"], ["", "", "3"]]))
    assert [column.title for column in table.columns] == ["A", "C"]
    assert table.rows == [["1", "3"], ["", "3"]]


def test_a_table_longer_than_anybody_reads_is_cut_and_says_where_the_rest_is() -> None:
    rows = [[str(i), ""] for i in range(MOST_ROWS + 1)]
    cut, rest = shortened(Table(TABLE.columns, rows, notes=["x"] * len(rows)), "the rest is there")
    assert isinstance(cut, Table)
    assert (len(cut.rows), len(cut.notes), rest) == (MOST_ROWS, MOST_ROWS, "the rest is there")
    assert shortened(TABLE, "rest") == [TABLE]


def test_on_a_terminal_the_sum_stands_apart() -> None:
    table = Table(TABLE.columns, [["ann", "7"], ["All", "7"]], total=True)
    lines = exported(page(table), 60).splitlines()
    all_at = next(i for i, line in enumerate(lines) if "All" in line)
    assert set(lines[all_at - 1].strip()) <= BOXES
