"""Workbooks by the conventions of the sector."""

from datetime import date, datetime

import openpyxl
import pytest

from beds.data.spreadsheet import LONGEST_TEXT, Book, Sheet, SheetColumn, TextTooLong

COLUMNS = [SheetColumn("person_id", "Her pseudonym."), SheetColumn("flag", options=("yes", "no")), SheetColumn("day")]


def written(tmp_path, rows, columns=COLUMNS):
    path = tmp_path / "book.xlsx"
    with Book(path) as book:
        book.cover("Cover", "The week", ["For reading."], [("people", "Everybody.")])
        book.sheet(Sheet("people", columns, rows))
    return openpyxl.load_workbook(path)


def test_a_cover_has_its_title_in_a1_and_links_to_the_sheets(tmp_path):
    cover = written(tmp_path, [("p1", "yes", None)])["Cover"]
    assert (cover["A1"].value, cover["A3"].value) == ("The week", "For reading.")
    assert (cover["A5"].value, cover["A5"].hyperlink.location, cover["B5"].value) == (
        "people",
        "'people'!A1",
        "Everybody.",
    )


def test_data_begins_in_column_a_as_a_named_table_with_a_frozen_header(tmp_path):
    sheet = written(tmp_path, [("p1", "yes", None), ("p2", None, None)])["people"]
    assert sheet["A1"].value == "person_id"
    assert sheet.tables["people"].ref == "A1:C3"
    assert sheet.freeze_panes == "B2"
    assert sheet.merged_cells.ranges == set()


def test_headers_carry_help_and_columns_of_few_words_a_list(tmp_path):
    sheet = written(tmp_path, [("p1", "yes", None)])["people"]
    assert sheet["A1"].comment.text == "Her pseudonym."
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"yes,no"']


def test_dates_are_real_dates_and_those_that_spreadsheets_miscount_are_text(tmp_path):
    sheet = written(tmp_path, [("p1", None, date(2026, 11, 23)), ("p2", None, date(1900, 2, 28))])["people"]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (datetime(2026, 11, 23), "yyyy-mm-dd")
    assert sheet["C3"].value == "1900-02-28"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "https://example.org", "007"])
def test_text_is_never_a_formula_a_link_or_a_number(tmp_path, text):
    cell = written(tmp_path, [(text, None, None)])["people"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_numbers_are_numbers(tmp_path):
    assert written(tmp_path, [("p1", None, 0.5)])["people"]["C2"].value == 0.5


def test_an_empty_table_is_written(tmp_path):
    assert written(tmp_path, [])["people"].tables["people"].ref == "A1:C2"


def test_a_text_that_no_cell_can_hold_is_refused_and_no_file_is_written(tmp_path):
    with pytest.raises(TextTooLong, match="row 2, column person_id"):
        written(tmp_path, [("x" * (LONGEST_TEXT + 1), None, None)])
    assert list(tmp_path.iterdir()) == []


def test_the_same_content_is_the_same_file(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, [("p1", "yes", date(2026, 11, 23))])
    assert (tmp_path / "one/book.xlsx").read_bytes() == (tmp_path / "two/book.xlsx").read_bytes()
