"""Workbooks as people make them in a spreadsheet program."""

from datetime import date, datetime, time

import openpyxl
import pytest

from beds.data.exchange import read_exchange, write_exchange
from beds.data.workbook_reader import text_of
from tests.data.folders import ON, a_folder, faults_of, places, warnings_of


@pytest.fixture
def book(tmp_path):
    """A workbook of the tiny folder."""
    snapshot, _warnings = read_exchange(a_folder(tmp_path), ON)
    write_exchange(snapshot, tmp_path / "tiny.xlsx")
    return tmp_path / "tiny.xlsx"


def edited(book, change):
    """The workbook after somebody changed it in a spreadsheet program."""
    opened = openpyxl.load_workbook(book)
    change(opened)
    opened.save(book)
    return book


def facts(book):
    return read_exchange(book, ON)[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.0, "1"),
        (0.1, "0.1"),
        (46349.0, "46349"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 14, 30), "2026-11-23 14:30:00"),
        (time(14, 30), "14:30:00"),
    ],
)
def test_a_typed_cell_becomes_what_it_says(cell, text):
    assert text_of(cell) == text


def test_a_workbook_has_neither_faults_nor_warnings_of_its_own(book):
    assert read_exchange(book, ON)[1] == ()


def test_real_dates_numbers_and_booleans_are_read(book):
    def change(opened):
        people, schemes = opened["people"], opened["schemes"]
        people["B2"] = datetime(1991, 2, 3)
        people["G2"] = 1
        people["H2"] = True
        people["E2"] = "2026-01-01"
        people["F2"] = "a"
        schemes["D2"] = "1"
        schemes["R2"] = 2.0
        opened["beds"]["C2"] = 12

    person = facts(edited(book, change)).people[0]
    assert (person.birth_date, person.seeks, person.recourse, person.band) == (date(1991, 2, 3), (1,), True, "A")
    assert facts(book).schemes[0].turnaround_days == 2
    assert facts(book).beds[0].room_id == "12"


def test_a_number_without_the_format_of_a_date_is_read_with_a_warning(book):
    def change(opened):
        opened["people"]["B2"] = 33000
        opened["people"]["B2"].number_format = "General"

    edited(book, change)
    assert facts(book).people[0].birth_date == date(1990, 5, 7)
    assert places(warnings_of(book)) == [("tiny.xlsx, sheet people", 2, "birth_date", "33000")]


def test_empty_rows_and_a_title_above_the_header_leave_the_row_numbers_as_the_spreadsheet_shows_them(book):
    def change(opened):
        stays = opened["stays"]
        stays.insert_rows(1, 2)
        stays["A1"] = "Stays in November"
        stays.insert_rows(4)
        stays["D5"] = "yesterday"

    edited(book, change)
    assert places(faults_of(book)) == [("tiny.xlsx, sheet stays", 5, "started_on", "yesterday")]
    assert places(warnings_of(book))[0][:2] == ("tiny.xlsx, sheet stays", 1)


def test_foreign_sheets_are_told_and_misspelt_ones_are_faults(book):
    def change(opened):
        opened.create_sheet("Telephone list")
        opened["stays"].title = "Stay"

    edited(book, change)
    assert [found.file for found in warnings_of(book)] == ["tiny.xlsx, sheet Telephone list"]
    assert [(found.file, found.accepted) for found in faults_of(book)] == [("tiny.xlsx, sheet Stay", "stays")]


def test_a_failed_formula_is_a_fault_and_not_a_blank(book):
    def change(opened):
        opened["people"]["B2"] = "#N/A"
        opened["people"]["B2"].data_type = "e"

    assert places(faults_of(edited(book, change))) == [("tiny.xlsx, sheet people", 2, "birth_date", "#N/A")]


def test_a_formula_saved_without_its_result_is_a_fault_and_not_a_blank(book):
    faults = faults_of(edited(book, lambda opened: opened["people"].__setitem__("B2", "=TODAY()")))
    assert [(found.row, found.column) for found in faults] == [(2, "birth_date")]


def test_a_policy_in_its_sheet_is_read(book):
    def change(opened):
        values = {row[0].value: row[1] for row in opened["policy"].iter_rows(min_row=2)}
        values["minimum_stay_weeks"].value = 6
        values["follow_on_points"].value = 0.1
        values["stay_limit_from"].value = datetime(2026, 4, 1)
        values["stay_limit_weeks"].value = "{1: 13}"
        values["continuity"].value = "off"

    policy = facts(edited(book, change)).policy
    assert (policy.minimum_stay_weeks, policy.continuity, policy.stay_limit_from) == (6, "off", date(2026, 4, 1))
    assert str(policy.follow_on_points) == "1/10"
    assert dict(policy.stay_limit_weeks) == {0: 4, 1: 13, 2: 26, 3: 52}


def test_faults_in_a_policy_sheet_name_its_rows(book):
    def change(opened):
        policy = opened["policy"]
        policy.append(["objektive", "[waiting]"])
        policy.append(["name", "again"])
        policy["B3"] = "{0: Crisis"

    faults = faults_of(edited(book, change))
    assert [(found.row, found.column) for found in faults] == [(3, "phase_names"), (21, "objektive"), (22, "key")]


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "tiny.xlsx").write_text("hello")
    assert places(faults_of(tmp_path / "tiny.xlsx")) == [("tiny.xlsx", 0, "", "")]
