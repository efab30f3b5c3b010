"""CSV files as coordinators send them."""

import pytest

from beds.data.csv_folder import NotText, decoded
from beds.data.exchange import read_exchange
from tests.data.folders import (
    ON,
    a_bed,
    a_candidate,
    a_folder,
    a_person,
    a_scheme,
    altered,
    faults_of,
    places,
    warnings_of,
)


@pytest.fixture
def folder(tmp_path):
    return a_folder(tmp_path)


def facts(folder):
    return read_exchange(folder, ON)[0]


def rewritten(folder, file, change, encoding="utf-8"):
    path = folder / file
    path.write_bytes(change(path.read_bytes().decode()).encode(encoding))
    return folder


def test_a_tiny_valid_folder_has_neither_faults_nor_warnings(folder):
    assert read_exchange(folder, ON)[1] == ()


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder):
    before = facts(folder)
    for file in folder.iterdir():
        text = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text)
    assert facts(folder) == before
    assert warnings_of(folder) == []


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_files_of_a_spreadsheet_that_separates_otherwise_are_read(folder, delimiter):
    before = facts(folder)
    for file in folder.glob("*.csv"):
        rewritten(folder, file.name, lambda text: text.replace(",", delimiter))
    assert facts(folder) == before


def test_a_line_that_tells_the_separator_is_no_row(folder):
    rewritten(folder, "people.csv", lambda text: "sep=;\r\n" + text.replace(",", ";").replace("1990-05-01", "soon"))
    assert places(faults_of(folder)) == [("people.csv", 2, "birth_date", "soon")]


def test_what_a_spreadsheet_saves_as_unicode_text_is_read(folder):
    before = facts(folder)
    rewritten(folder, "people.csv", lambda text: text.replace(",", "\t"), encoding="utf-16")
    assert facts(folder) == before


def test_windows_text_is_read_with_a_warning(tmp_path):
    folder = a_folder(tmp_path, schemes=[a_scheme(name="Café Zoë")])
    rewritten(folder, "schemes.csv", lambda text: text, encoding="cp1252")
    assert facts(folder).schemes[0].name == "Café Zoë"
    assert places(warnings_of(folder)) == [("schemes.csv", 0, "", "")]


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"a\0b", b"\xff\xfea", b"caf\x81"])
def test_what_is_no_text_is_refused(folder, data):
    with pytest.raises(NotText):
        decoded(data)
    (folder / "beds.csv").write_bytes(data)
    assert places(faults_of(folder)) == [("beds.csv", 0, "", "")]


def test_empty_rows_stand_anywhere_and_row_numbers_are_those_of_the_spreadsheet(tmp_path):
    folder = a_folder(tmp_path, schemes=[a_scheme(name="two\nlines"), a_scheme(scheme_id="flats", phase="12")])
    altered(folder, "schemes.csv", "scheme_id,", "\r\n,,\r\nscheme_id,")
    altered(folder, "schemes.csv", "flats", "\r\n , \u00a0\r\nflats")
    # Rows: 1, 2 empty, 3 header, 4 hostel over two lines, 5 and 6 empty, 7 flats.
    assert places(faults_of(folder)) == [("schemes.csv", 7, "phase", "12")]


def test_empty_columns_at_the_end_change_nothing(folder):
    before = facts(folder)
    rewritten(folder, "beds.csv", lambda text: text.replace("\r\n", ",,\r\n"))
    assert b",,\r\n" in (folder / "beds.csv").read_bytes()
    assert facts(folder) == before
    assert warnings_of(folder) == []


def test_a_short_row_is_blank_at_its_end(folder):
    altered(folder, "beds.csv", "b1,hostel,,,,,", "b1,hostel")
    assert facts(folder).beds[0].open_to is None


def test_a_row_longer_than_the_header_is_a_fault(tmp_path):
    folder = a_folder(tmp_path, beds=[a_bed(), a_bed(bed_id="b2")])
    altered(folder, "beds.csv", "b2,hostel,,,,,", "b2,hostel,,,,,,late")
    assert places(faults_of(folder)) == [("beds.csv", 3, "", "late")]


def test_cells_under_no_header_are_told(folder):
    altered(folder, "beds.csv", "open_to", "open_to,")
    altered(folder, "beds.csv", "b1,hostel,,,,,", "b1,hostel,,,,,,?")
    assert places(warnings_of(folder)) == [("beds.csv", 1, "H", "")]


def test_a_quotation_mark_that_is_never_closed_hides_no_rows(tmp_path):
    folder = a_folder(tmp_path, people=[a_person(), a_candidate(), a_candidate(person_id="p3")])
    altered(folder, "people.csv", "p2,", '"p2,')
    assert places(faults_of(folder)) == [("people.csv", 3, "", "")]


def test_names_of_files_and_columns_may_differ_in_case_and_spaces(folder):
    before = facts(folder)
    (folder / "people.csv").rename(folder / "People.CSV")
    (folder / "keep_apart.csv").rename(folder / "Keep apart.csv")
    (folder / "policy.yaml").rename(folder / "policy.yml")
    altered(folder, "People.CSV", "person_id,birth_date", "Person ID , Birth-Date")
    assert facts(folder) == before
    assert warnings_of(folder) == []


def test_the_same_table_twice_is_a_fault(folder):
    (folder / "People.csv").write_bytes((folder / "people.csv").read_bytes())
    assert [found.file for found in faults_of(folder)] == ["people.csv"]


def test_a_misspelt_file_is_a_fault_that_names_the_file_and_its_cells_are_checked(folder):
    (folder / "stays.csv").rename(folder / "stay.csv")
    altered(folder, "stay.csv", "2026-09-01", "1 Sept")
    faults = faults_of(folder)
    assert places(faults) == [("stay.csv", 0, "", ""), ("stay.csv", 2, "started_on", "1 Sept")]
    assert faults[0].accepted == "stays"


def test_a_workbook_in_place_of_a_csv_file_is_a_fault(folder):
    (folder / "stays.csv").rename(folder / "stays.xlsx")
    assert places(faults_of(folder)) == [("stays.xlsx", 0, "", "")]


def test_a_policy_that_is_a_table_is_a_fault_and_not_a_missing_policy(folder):
    (folder / "policy.yaml").rename(folder / "policy.csv")
    assert [(found.file, found.accepted) for found in faults_of(folder)] == [("policy.csv", "policy.yaml")]


def test_a_misspelt_policy_file_is_a_fault(folder):
    (folder / "policy.yaml").rename(folder / "polcy.yaml")
    assert [(found.file, found.accepted) for found in faults_of(folder)] == [("polcy.yaml", "policy.yaml")]


def test_foreign_files_are_told_only_where_they_could_be_meant(folder):
    for name in ("README.md", "~$people.xlsx", ".people.csv", "baseline.yaml", "addresses.csv"):
        (folder / name).write_text("x\n")
    assert [found.file for found in warnings_of(folder)] == ["addresses.csv"]


def test_a_file_without_a_header_is_a_fault(folder):
    (folder / "beds.csv").write_text("\n,,\n")
    assert [(found.file, found.message) for found in faults_of(folder)] == [("beds.csv", "there is no header row")]


def test_a_mark_of_utf_8_before_windows_text_is_no_part_of_the_first_column() -> None:
    assert decoded(b"\xef\xbb\xbfperson_id,area\nann,Caf\xe9\n") == ("person_id,area\nann,Café\n", "cp1252")
    assert decoded(b"\xef\xbb\xbfperson_id\n") == ("person_id\n", "utf-8")
