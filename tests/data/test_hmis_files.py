"""HMIS exports: what simply works, what is told, and what is refused."""

from datetime import date

import pytest

from beds.data.hmis.world import HmisWorld, read_hmis
from beds.domain.errors import BadInput
from tests.data.hmis_export import (
    ON,
    SHELTER,
    TRANSITIONAL,
    HmisExport,
    an_export,
    beds_of,
    people,
    schemes,
    stays,
    warned,
)


@pytest.fixture
def export() -> HmisExport:
    return an_export()


@pytest.fixture
def read(export, tmp_path):
    """Reads the export as it stands, as at a date."""

    def reading(on: date = ON, **how) -> HmisWorld:
        return read_hmis(export.write(tmp_path / "export", **how), on)

    return reading


def faults(read) -> list[tuple[str, int, str, str]]:
    with pytest.raises(BadInput) as refused:
        read()
    return [(fault.file, fault.row, fault.column, fault.value) for fault in refused.value.faults]


def test_deleted_rows_are_not_there(export, read):
    export.enrol("ann", "th", "2021-10-01", DateDeleted="2021-10-05 10:00:00")
    ended = export.enrol("bea", "th", "2021-10-01")
    export.row("Exit", EnrollmentID=ended, ExitDate="2021-10-10", DateDeleted="2021-10-11 09:00:00")
    export.beds("th", 7, DateDeleted="2021-10-05")
    export.project("gone", SHELTER, DateDeleted="2021-10-05")
    world = read()
    assert stays(world).keys() == {"bea"}
    assert len(beds_of(world, "th")) == 2
    assert "gone" not in schemes(world)


def test_rows_that_speak_of_deleted_ones_go_with_them_and_are_counted(export, read):
    export.person("ann", DateDeleted="2021-10-05")
    export.enrol("ann", "th", "2021-10-01")
    world = read()
    assert stays(world) == {}
    assert "1 row speaks of a row of Client.csv that is marked as deleted" in warned(world)


@pytest.mark.parametrize("how", [{"encoding": "utf-8-sig"}, {"end": "\n"}, {"encoding": "cp1252"}])
def test_byte_order_marks_line_ends_and_windows_letters_make_no_difference(export, read, how):
    export.project("café", SHELTER, ProjectName="Café du Nord")
    assert schemes(read(**how))["café"].name == "Café du Nord"


def test_stray_spaces_empty_rows_times_and_spreadsheet_numbers_are_understood(export, read):
    export.enrol(" ann ", " th", "2021-10-01 00:00:00", DisablingCondition="1.0")
    export.files["Client"][0]["PersonalID"] = "ann"
    export.row("Enrollment")
    export.row("Exit", ExitID="")
    world = read()
    assert stays(world)["ann"].started_on == date(2021, 10, 1)
    assert people(world)["ann"].disability == "yes"


def test_files_that_only_add_to_the_picture_may_be_missing(export, read):
    export.enrol("ann", "es", "2021-10-01")
    world = read(without=("Organization", "ProjectCoC", "HealthAndDV", "Export"))
    assert schemes(world)["es"].provider == "o1"
    assert warned(world).count("the file is missing; what it would say is left blank") == 4


@pytest.mark.parametrize(
    ("on", "told"), [(date(2019, 12, 31), "starts after"), (ON, ""), (date(2023, 1, 1), "ends before")]
)
def test_a_date_outside_the_export_is_told(read, on, told):
    warnings = warned(read(on))
    assert ("the export" in warnings) is bool(told)
    assert told in warnings


def test_an_exit_before_its_entry_is_told_and_ends_nothing_else(export, read):
    export.enrol("ann", "th", "2021-10-05", "2021-10-01")
    world = read()
    assert stays(world) == {}
    assert "1 exit is before its entry" in warned(world)


def test_warnings_are_counted_and_not_repeated_for_every_person(export, read):
    for number in range(40):
        export.enrol(f"p{number}", "psh", "2021-10-01")
        export.enrol(f"p{number}", "th", "2021-09-01")
    assert len(read().warnings) == 3


def test_the_order_of_rows_makes_no_difference(export, read):
    export.project("th2", TRANSITIONAL)
    export.beds("th2", 2)
    for number in range(9):
        export.enrol(f"p{number}", ("es", "th", "th2", "so")[number % 4], "2021-10-01")
        export.enrol(f"p{number}", "th2", "2021-10-01")
    first = read()
    for rows in export.files.values():
        rows.reverse()
    second = read()
    assert second.snapshot == first.snapshot
    assert second.occupancy == first.occupancy


def test_every_fault_is_told_in_one_go(export, read):
    export.enrol("ann", "th", "31/10/2021")
    export.enrol("bea", "nowhere", "2021-10-01")
    export.enrol("cyd", "th", "2021-10-01", RelationshipToHoH=7)
    export.row("Exit", EnrollmentID="e99", ExitDate="2021-02-30")
    export.beds("th", "many")
    export.person("ann")
    export.project("x", 5)
    export.project("y", SHELTER, OperatingStartDate="")
    assert faults(read) == [
        ("Project.csv", 6, "ProjectType", "5"),
        ("Project.csv", 7, "OperatingStartDate", ""),
        ("Inventory.csv", 5, "BedInventory", "many"),
        ("Client.csv", 5, "PersonalID", "ann"),
        ("Enrollment.csv", 2, "EntryDate", "31/10/2021"),
        ("Enrollment.csv", 3, "ProjectID", "nowhere"),
        ("Enrollment.csv", 4, "RelationshipToHoH", "7"),
        ("Exit.csv", 2, "EnrollmentID", "e99"),
        ("Exit.csv", 2, "ExitDate", "2021-02-30"),
    ]


def test_missing_files_do_not_hide_other_faults(export, read):
    export.enrol("ann", "th", "soon")
    with pytest.raises(BadInput) as refused:
        read(without=("Client", "Exit"))
    found = [(fault.file, fault.column) for fault in refused.value.faults]
    assert found == [("Client.csv", ""), ("Enrollment.csv", "EntryDate"), ("Exit.csv", "")]


def test_a_missing_column_is_named_with_the_one_probably_meant(export, tmp_path):
    folder = export.write(tmp_path / "export")
    file = folder / "Enrollment.csv"
    file.write_text(file.read_text().replace("EntryDate", "Entry Date"))
    with pytest.raises(BadInput) as refused:
        read_hmis(folder, ON)
    [fault] = refused.value.faults
    assert (fault.file, fault.row, fault.column) == ("Enrollment.csv", 1, "EntryDate")
    assert "Entry Date" in fault.message


def test_a_second_exit_of_one_enrolment_is_refused(export, read):
    enrolment = export.enrol("ann", "th", "2021-10-01", "2021-10-05")
    export.row("Exit", EnrollmentID=enrolment, ExitDate="2021-11-05")
    assert faults(read) == [("Exit.csv", 3, "EnrollmentID", enrolment)]


def test_a_row_cut_short_is_refused_rather_than_guessed_at(export, tmp_path):
    export.enrol("ann", "th", "2021-10-01")
    folder = export.write(tmp_path / "export")
    file = folder / "Enrollment.csv"
    file.write_text(file.read_text().rstrip()[:-5])
    with pytest.raises(BadInput) as refused:
        read_hmis(folder, ON)
    assert [(fault.file, fault.row) for fault in refused.value.faults] == [("Enrollment.csv", 2)]


def test_an_open_quotation_mark_is_refused(export, tmp_path):
    folder = export.write(tmp_path / "export")
    with (folder / "Project.csv").open("a") as file:
        file.write('x,o1,"An open end,,2015-01-01\n')
    with pytest.raises(BadInput, match="cannot be read from here on"):
        read_hmis(folder, ON)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no such folder"):
        read_hmis(tmp_path / "nowhere", ON)
