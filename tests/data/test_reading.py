"""Columns that are misspelt, missing, doubled or unknown, and cells that are not understood."""

import pytest

from beds.data.exchange import read_exchange
from tests.data.folders import ON, a_bed, a_folder, a_person, a_scheme, a_stay, altered, faults_of, places, warnings_of


def test_a_misspelt_column_is_one_fault_that_names_the_likely_one_and_its_cells_are_checked(tmp_path):
    folder = altered(a_folder(tmp_path), "people.csv", "birth_date", "birth_dat")
    altered(folder, "people.csv", "1990-05-01", "1.5.90")
    faults = faults_of(folder)
    assert places(faults) == [
        ("people.csv", 1, "birth_dat", "birth_dat"),
        ("people.csv", 2, "birth_date", "1.5.90"),
    ]
    assert faults[0].accepted == "birth_date"


def test_a_missing_column_that_must_be_there_is_a_fault(tmp_path):
    folder = altered(a_folder(tmp_path), "schemes.csv", "provider,phase,", "provider,stufe,")
    assert [(found.row, found.column) for found in faults_of(folder)] == [(1, "phase")]


def test_columns_left_out_are_one_warning_and_read_as_blank(tmp_path):
    folder = a_folder(tmp_path)
    (folder / "beds.csv").write_text("bed_id,scheme_id\nb1,hostel\n")
    snapshot, warnings = read_exchange(folder, ON)
    assert (snapshot.beds[0].step_free, snapshot.beds[0].features) == (None, ())
    assert [found.message for found in warnings] == [
        "columns left out, read as blank: room_id, step_free, features, open_from, open_to"
    ]


def test_ethnicity_and_disability_are_left_out_in_silence(tmp_path):
    folder = altered(a_folder(tmp_path), "people.csv", ",ethnicity,disability", ",,")
    assert warnings_of(folder) == []


def test_a_column_that_is_not_known_is_told_and_not_read(tmp_path):
    folder = altered(a_folder(tmp_path), "beds.csv", "open_to", "open_to,notes")
    assert places(warnings_of(folder)) == [("beds.csv", 1, "notes", "")]


def test_a_column_that_is_there_twice_is_a_fault(tmp_path):
    folder = altered(a_folder(tmp_path), "beds.csv", "open_to", "open_to,Bed ID")
    assert places(faults_of(folder)) == [("beds.csv", 1, "Bed ID", "Bed ID")]


@pytest.mark.parametrize("table", ["schemes", "beds", "people"])
def test_a_folder_without_schemes_beds_or_people_is_a_fault(tmp_path, table):
    faults = faults_of(a_folder(tmp_path, without=[table], stays=[]))
    assert places(faults) == [(f"{table}.csv", 0, "", "")]


def test_any_other_table_may_be_missing_and_is_told(tmp_path):
    folder = a_folder(tmp_path, without=["stays", "workers", "keep_apart", "waivers", "pins"], policy=None)
    assert faults_of(folder) == []
    assert [found.file for found in warnings_of(folder)] == [
        "stays.csv", "workers.csv", "keep_apart.csv", "waivers.csv", "pins.csv", "policy.yaml",
    ]  # fmt: skip


def test_every_fault_is_told_in_one_go_in_the_order_of_files_and_rows(tmp_path):
    folder = a_folder(
        tmp_path,
        schemes=[a_scheme(min_age="-1"), a_scheme(scheme_id="flats", phase="")],
        beds=[a_bed(step_free="perhaps")],
        people=[a_person(birth_date="23/11/2026", band="E", children="many"), a_person(person_id=" ")],
        stays=[a_stay(outcome="left")],
        policy="contnuity: off\n",
    )
    assert places(faults_of(folder)) == [
        ("schemes.csv", 2, "min_age", "-1"),
        ("schemes.csv", 3, "phase", ""),
        ("beds.csv", 2, "step_free", "perhaps"),
        ("people.csv", 2, "birth_date", "23/11/2026"),
        ("people.csv", 2, "band", "E"),
        ("people.csv", 2, "children", "many"),
        ("people.csv", 3, "person_id", ""),
        ("stays.csv", 2, "outcome", "left"),
        ("policy.yaml", 1, "contnuity", ""),
    ]


def test_a_fault_says_what_is_accepted(tmp_path):
    fault = faults_of(a_folder(tmp_path, people=[a_person(birth_date="23/11/1990")]))[0]
    assert str(fault) == (
        "people.csv, row 2, column birth_date: not a date (found: '23/11/1990'). "
        "Accepted: a date as 2026-11-23, or blank."
    )


def test_day_numbers_of_a_spreadsheet_are_read_with_one_warning_a_column(tmp_path):
    people = [a_person(birth_date="33000"), a_person(person_id="p3", birth_date="33001")]
    snapshot, warnings = read_exchange(a_folder(tmp_path, people=people), ON)
    assert str(snapshot.people[0].birth_date) == "1990-05-07"
    assert places(warnings) == [("people.csv", 2, "birth_date", "33000")]
    assert "2 in all" in warnings[0].message


def test_a_comma_within_a_list_is_told(tmp_path):
    folder = a_folder(tmp_path, beds=[a_bed(features="cot, en_suite")])
    assert places(warnings_of(folder)) == [("beds.csv", 2, "features", "cot, en_suite")]


def test_facts_are_the_same_in_any_order_of_rows_and_columns(tmp_path):
    folder = a_folder(tmp_path, beds=[a_bed(), a_bed(bed_id="b2", room_id="7")])
    before = read_exchange(folder, ON)[0]
    (folder / "beds.csv").write_text(
        "room_id,scheme_id,bed_id,step_free,features,open_from,open_to\n7,hostel,b2,,,,\n,hostel,b1,,,,\n"
    )
    after = read_exchange(folder, ON)[0]
    assert after == before
    assert after.sha256() == before.sha256()
