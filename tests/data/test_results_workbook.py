"""The workbook of a run: the same answer for people, ready to filter and to print."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from beds.data.results import workbook
from beds.data.results.columns import RESULT_TABLES
from beds.data.results.workbook import write_workbook
from beds.domain.allocation import Allocation, Tier
from tests.answers import a_placed_row, a_row, an_allocation, an_explanation

SHEETS = ["Week", "Allocation", "Explanations", "Unplaced", "Skipped", "Bands", "Aims"]


def written(allocation: Allocation, folder: Path) -> openpyxl.Workbook:
    write_workbook(allocation, folder / "allocation.xlsx")
    return openpyxl.load_workbook(folder / "allocation.xlsx")


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_cover_then_a_sheet_a_table(tmp_path: Path) -> None:
    book = written(an_allocation(), tmp_path)
    assert book.sheetnames == SHEETS
    assert book["Week"]["A1"].value == "Beds: the week of 2026-11-23"


def test_the_cover_tells_the_week_and_where_everything_stands(tmp_path: Path) -> None:
    cover = texts(written(an_allocation(), tmp_path)["Week"])
    assert "This is a proposal. A named officer decides." in cover
    assert "2 people seek a bed: 1 placed from the waiting list, 0 moved, 0 stay where they are, 1 wait on." in cover
    assert set(SHEETS[1:]) <= set(cover)


@pytest.mark.parametrize("table", RESULT_TABLES, ids=lambda table: table.name)
def test_headers_are_words_and_say_which_column_of_the_file_they_are(tmp_path: Path, table: object) -> None:
    book = written(an_allocation(), tmp_path)
    sheet = book[table.title]  # type: ignore[attr-defined]
    for cell, column in zip(sheet[1], table.columns, strict=True):  # type: ignore[attr-defined]
        assert cell.value == column.header
        assert "_" not in cell.value
        assert cell.comment is not None
        assert f"({column.name})" in cell.comment.text


@pytest.mark.parametrize("name", SHEETS[1:])
def test_every_table_can_be_filtered_read_and_printed(tmp_path: Path, name: str) -> None:
    sheet = written(an_allocation(), tmp_path)[name]
    assert list(sheet.tables) == [name]
    assert sheet.tables[name].autoFilter is not None
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0, "as many pages as it takes, one page wide"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not sheet.merged_cells.ranges


def test_dates_and_numbers_are_real_and_sentences_break_into_lines(tmp_path: Path) -> None:
    sheet = written(an_allocation(rows=(a_placed_row(),)), tmp_path)["Allocation"]
    row = {header.value: cell for header, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Starts on"].value == datetime(2026, 11, 23)
    assert row["Planned end"].value.date() == date(2027, 5, 24)
    assert row["Phase"].value == 1
    assert row["Worker changed"].value == "no"
    assert row["Chain"].value is None
    assert row["Reason"].alignment.wrap_text


def test_an_id_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    sheet = written(an_allocation(rows=(a_row(person_id="=1+1"),)), tmp_path)["Allocation"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == "=1+1"


def test_a_table_too_long_to_read_is_left_out_and_the_cover_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    explanations = tuple(an_explanation(person_id=f"p{i}") for i in range(3))
    book = written(an_allocation(explanations=explanations), tmp_path)
    assert "Explanations" not in book.sheetnames
    assert "Explanations has 3 rows and is left out here; every row stands in explanations.csv." in texts(book["Week"])


def test_a_row_is_as_high_as_its_sentence_takes_lines(tmp_path: Path) -> None:
    rows = (a_row(reason="She waits."), a_row(person_id="p2", reason="She waits on. " * 30))
    heights = written(an_allocation(rows=rows), tmp_path)["Allocation"].row_dimensions
    assert heights[2].height is None
    assert heights[3].height >= 5 * 15


def test_schemes_of_phases_not_sought_are_left_to_the_file(tmp_path: Path) -> None:
    sought = an_explanation(scheme_id="hostel", refused_by=(("phase", 1), ("age", 3)))
    other = an_explanation(scheme_id="flats", refused_by=(("phase", 3),))
    book = written(an_allocation(explanations=(sought, other)), tmp_path)
    assert [cell.value for cell in book["Explanations"]["B"]] == ["Scheme", "hostel"]
    assert any("explanations.csv" in text for text in texts(book["Week"]))


def test_the_bands_add_up(tmp_path: Path) -> None:
    sheet = written(an_allocation(rows=(a_row(band="A"), a_placed_row(band="A"))), tmp_path)["Bands"]
    assert [cell.value for cell in sheet[1]] == ["Band", "People", "placed", "moved", "stays", "waits"]
    assert [cell.value for cell in sheet[2]] == ["A", 2, 1, 0, 0, 1]
    assert [cell.value for cell in sheet[3]] == ["B", 0, 0, 0, 0, 0]


def test_an_aim_that_is_not_proven_says_how_far_off_it_may_be(tmp_path: Path) -> None:
    sheet = written(an_allocation(tiers=(Tier("placed_A", "max", 3, 5, False),)), tmp_path)["Aims"]
    assert [cell.value for cell in sheet[2]] == ["Band A given a bed", "placed_A", "as much as possible", 3, 5, "no"]


def test_a_run_without_anybody_is_a_workbook_too(tmp_path: Path) -> None:
    empty = an_allocation(rows=(), unplaced=(), skipped=(), explanations=(), tiers=())
    assert written(empty, tmp_path).sheetnames == SHEETS
