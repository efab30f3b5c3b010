"""HMIS exports: who lives where on the date, and that the folder says so."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from beds.data.exchange import read_exchange
from beds.data.hmis.layout import FILES
from beds.data.hmis.world import HmisWorld, read_hmis
from beds.domain.errors import BadInput
from beds.domain.people import Stay
from beds.domain.week import Week
from beds.rules import in_service
from beds.rules.columns import Crowd, Places, place_of
from beds.services.from_hmis import from_hmis
from tests.data.hmis_export import (
    HEADERS,
    ON,
    TRANSITIONAL,
    HmisExport,
    an_export,
    beds_of,
    home,
    line,
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


@pytest.mark.parametrize(
    ("entry", "exit_", "lives_there"),
    [
        ("2021-10-30", "", True),
        ("2021-10-31", "", True),
        ("2021-11-01", "", False),
        ("2021-10-01", "2021-10-30", False),
        ("2021-10-01", "2021-10-31", False),
        ("2021-10-01", "2021-11-01", True),
        ("2021-10-31", "2021-10-31", False),
    ],
)
def test_the_entry_day_counts_and_the_exit_day_does_not(export, read, entry, exit_, lives_there):
    export.enrol("ann", "th", entry, exit_)
    world = read()
    assert (home(world, "ann") == "th") is lives_there
    assert line(world, "th").enrolled == line(world, "th").stays == lives_there


def test_what_happened_after_the_date_is_not_known(export, read):
    export.enrol("ann", "th", "2021-10-01", "2021-11-02", EnrollmentID="e77")
    world = read()
    assert stays(world)["ann"] == Stay("e77", "ann", "th-001", date(2021, 10, 1))


def test_an_enrolment_in_permanent_housing_holds_its_bed_before_the_move(export, read):
    export.enrol("ann", "psh", "2021-10-01", MoveInDate="2021-11-05")
    world = read()
    assert home(world, "ann") == "psh"
    assert "has not moved in by 2021-10-31" in warned(world)


def test_of_two_places_the_later_entry_wins(export, read):
    export.enrol("ann", "th", "2021-09-01")
    export.enrol("ann", "es", "2021-10-01")
    world = read()
    assert home(world, "ann") == "es"
    assert "1 person is enrolled more than once" in warned(world)
    assert (line(world, "th").enrolled, line(world, "th").stays, line(world, "th").moved_to_later) == (1, 0, 1)
    assert (line(world, "es").enrolled, line(world, "es").stays, line(world, "es").moved_to_later) == (1, 1, 0)


def test_a_later_entry_that_has_ended_wins_nothing(export, read):
    export.enrol("ann", "th", "2021-09-01")
    export.enrol("ann", "es", "2021-10-01", "2021-10-20")
    assert home(read(), "ann") == "th"


def test_of_two_entries_on_one_day_the_later_phase_wins(export, read):
    export.enrol("ann", "psh", "2021-10-01")
    export.enrol("ann", "es", "2021-10-01")
    assert home(read(), "ann") == "psh"


def test_of_two_entries_on_one_day_in_one_phase_the_higher_id_wins(export, read):
    export.project("th2", TRANSITIONAL)
    export.enrol("ann", "th2", "2021-10-01", EnrollmentID="10")
    export.enrol("ann", "th", "2021-10-01", EnrollmentID="9")
    assert stays(read())["ann"].stay_id == "10"


def test_somebody_entered_twice_in_one_project_has_one_bed_there(export, read):
    export.enrol("ann", "th", "2021-09-01")
    export.enrol("ann", "th", "2021-10-01")
    found = line(read(), "th")
    assert (found.enrolled, found.stays, found.repeated, found.moved_to_later) == (2, 1, 1, 0)


def test_people_beyond_the_beds_get_beds_that_take_nobody_new(export, read):
    for number in range(4):
        export.enrol(f"p{number}", "th", f"2021-10-0{number + 1}")
    world = read()
    assert {stays(world)[f"p{number}"].bed_id for number in (2, 3)} == {"th-overflow-1", "th-overflow-2"}
    assert [bed.open_to for bed in beds_of(world, "th")] == [None, None, ON, ON]
    assert line(world, "th").overflow == 2
    assert "2 people more are enrolled on 2021-10-31 than the 2 beds" in warned(world)


def test_an_overflow_bed_is_refused_to_everybody_by_the_rule_in_service(export, read):
    for number in range(3):
        export.enrol(f"p{number}", "es", f"2021-10-0{number + 1}")
    world = read()
    week = Week(world.snapshot, ON)
    places = Places((place_of("es-overflow-1", week),))
    assert in_service.refuses(Crowd(week.candidates, week), places, week).all()


def test_somebody_enrolled_where_nothing_operates_any_more_keeps_a_bed_and_is_told(export, read):
    export.project("old", TRANSITIONAL, OperatingEndDate="2021-01-01")
    export.beds("old", 3)
    export.enrol("ann", "old", "2020-10-01")
    world = read()
    assert stays(world)["ann"].bed_id == "old-overflow-1"
    assert "does not operate on 2021-10-31" in warned(world)


def test_families_take_the_beds_that_are_kept_for_families(export, read):
    export.beds("es", 2, HouseholdType=3)
    export.enrol("kid", "es", "2021-10-01", HouseholdID="h1", RelationshipToHoH=2)
    export.person("kid2", DOB="2015-01-01")
    export.files["Client"][0]["DOB"] = "2015-01-01"
    export.enrol("mum", "es", "2021-10-01", HouseholdID="h1")
    export.enrol("ann", "es", "2021-10-02")
    world = read()
    kept_for = {bed.bed_id: bed.features for bed in world.snapshot.beds}
    assert [kept_for[stays(world)[person].bed_id] for person in ("kid", "mum", "ann")] == [
        ("families",),
        ("families",),
        (),
    ]


def test_a_child_without_a_birth_date_makes_a_family_by_her_relationship(export, read):
    export.beds("es", 2, HouseholdType=3)
    export.person("kid", DOB="", DOBDataQuality=99)
    export.enrol("mum", "es", "2021-10-01", HouseholdID="h1")
    export.enrol("kid", "es", "2021-10-01", HouseholdID="h1", RelationshipToHoH=2)
    world = read()
    kept_for = {bed.bed_id: bed.features for bed in world.snapshot.beds}
    assert [kept_for[stays(world)[person].bed_id] for person in ("mum", "kid")] == [("families",), ("families",)]


def test_the_folder_reads_back_as_the_same_facts(export, tmp_path):
    for number in range(5):
        export.enrol(f"p{number}", "es", f"2021-10-0{number + 1}")
        export.enrol(f"q{number}", "so", f"2021-10-0{number + 1}")
    folder = export.write(tmp_path / "export")
    report = from_hmis(folder, ON, tmp_path / "out")
    snapshot, _warnings = read_exchange(tmp_path / "out", ON)
    assert snapshot == read_hmis(folder, ON).snapshot
    assert (report.schemes, report.beds, report.stays, report.people, report.candidates) == (3, 9, 5, 10, 10)


def test_a_refused_export_writes_nothing(export, tmp_path):
    export.enrol("ann", "th", "soon")
    folder = export.write(tmp_path / "export")
    with pytest.raises(BadInput):
        from_hmis(folder, ON, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


# The demo export of the standard's keepers, where it stands beside the project

SCHEME_TYPES = {"0": 0, "1": 0, "8": 0, "2": 1, "3": 3}
DATES = [*(date(2019 + month // 12, month % 12 + 1, 28) for month in range(9, 48, 5)), ON, date(2022, 2, 1)]


@pytest.fixture(scope="module")
def demo(request) -> Path:
    folder: Path = request.getfixturevalue("shared_data") / "hmis_demo"
    if not folder.is_dir():
        pytest.skip("the demo export (../shared/data/hmis_demo) is not here")
    return folder


def raw(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def open_enrolments(folder: Path, on: date) -> pd.DataFrame:
    """Straight from the files: who entered a project, of any type, by the date and had not left it by its end."""
    enrolments = raw(folder, "Enrollment.csv")[["EnrollmentID", "PersonalID", "ProjectID", "EntryDate"]]
    exits = raw(folder, "Exit.csv")[["EnrollmentID", "ExitDate"]]
    projects = raw(folder, "Project.csv")[["ProjectID", "ProjectType"]]
    found = enrolments.merge(exits, how="left", on="EnrollmentID").merge(projects, on="ProjectID")
    return found[(found["EntryDate"] <= str(on)) & (found["ExitDate"].isna() | (found["ExitDate"] > str(on)))]


def in_schemes(enrolments: pd.DataFrame) -> pd.DataFrame:
    return enrolments[enrolments["ProjectType"].isin(SCHEME_TYPES)]


def where_each_entered_last(enrolments: pd.DataFrame) -> pd.DataFrame:
    ranked = enrolments.assign(
        phase=enrolments["ProjectType"].map(SCHEME_TYPES), number=enrolments["EnrollmentID"].astype(int)
    )
    return ranked.sort_values(["EntryDate", "phase", "number"]).drop_duplicates("PersonalID", keep="last")


def beds_in_force(folder: Path, on: date) -> dict[str, int]:
    inventory = raw(folder, "Inventory.csv").merge(raw(folder, "Project.csv"), on="ProjectID")
    day = str(on)
    available = (inventory["InventoryStartDate"] <= day) & (
        (inventory["InventoryEndDate"] == "") | (inventory["InventoryEndDate"] >= day)
    )
    operating = (inventory["OperatingStartDate"] <= day) & (
        (inventory["OperatingEndDate"] == "") | (inventory["OperatingEndDate"] > day)
    )
    kept = inventory[available & operating & inventory["ProjectType"].isin(SCHEME_TYPES)]
    return counted(
        kept.assign(BedInventory=kept["BedInventory"].astype(int)).groupby("ProjectID")["BedInventory"].sum()
    )


def counted(series: pd.Series) -> dict[str, int]:
    return {str(key): int(value) for key, value in series.items() if value}


@pytest.mark.parametrize("on", DATES, ids=str)
def test_occupancy_in_the_folder_is_what_the_entries_and_exits_of_the_demo_say(demo, on, tmp_path):
    report = from_hmis(demo, on, tmp_path)
    stays = raw(tmp_path, "stays.csv").merge(raw(tmp_path, "beds.csv"), on="bed_id")
    enrolled = in_schemes(open_enrolments(demo, on))
    last = where_each_entered_last(enrolled)
    assert counted(stays.groupby("scheme_id").size()) == counted(last.groupby("ProjectID").size())
    assert set(stays["stay_id"]) == set(last["EnrollmentID"])
    assert {line.project_id: line.enrolled for line in report.occupancy if line.enrolled} == counted(
        enrolled.groupby("ProjectID").size()
    )
    for of_one in report.occupancy:
        assert of_one.enrolled == of_one.stays + of_one.moved_to_later + of_one.repeated


@pytest.mark.parametrize("on", DATES, ids=str)
def test_beds_in_the_folder_are_what_the_inventory_of_the_demo_says(demo, on, tmp_path):
    report = from_hmis(demo, on, tmp_path)
    beds = raw(tmp_path, "beds.csv")
    overflow = beds["bed_id"].str.contains("-overflow-")
    assert counted(beds[~overflow].groupby("scheme_id").size()) == beds_in_force(demo, on)
    assert {line.project_id: line.beds for line in report.occupancy if line.beds} == beds_in_force(demo, on)
    assert (beds[overflow]["open_to"] == str(on)).all()


@pytest.mark.parametrize("on", DATES, ids=str)
def test_candidates_in_the_folder_are_everybody_in_shelter_or_outreach_of_the_demo(demo, on, tmp_path):
    report = from_hmis(demo, on, tmp_path)
    people = raw(tmp_path, "people.csv")
    enrolled = open_enrolments(demo, on)
    last = where_each_entered_last(in_schemes(enrolled))
    in_shelter = set(last[last["ProjectType"].map(SCHEME_TYPES) == 0]["PersonalID"])
    met_outdoors = set(enrolled[enrolled["ProjectType"] == "4"]["PersonalID"])
    have_a_home = set(last["PersonalID"]) - in_shelter
    assert set(people[people["seeks"] == "1;3"]["person_id"]) == (in_shelter | met_outdoors) - have_a_home
    assert report.candidates == (people["seeks"] != "").sum() == (people["seeks"] == "1;3").sum()
    assert (people["children"] == "").all()
    if on == ON:
        assert (len(in_shelter), len(met_outdoors), report.candidates) == (32, 72, 104)


def test_the_demo_has_people_beyond_the_beds_and_the_folder_says_so(demo, tmp_path):
    report = from_hmis(demo, ON, tmp_path)
    assert {line.project_id: (line.beds, line.stays) for line in report.occupancy if line.overflow} == {
        "109": (36, 46),
        "632": (14, 15),
        "877": (4, 6),
    }


def test_the_columns_read_are_columns_of_the_standard(demo):
    standard = raw(demo, "hmis_csv_columns_fy2026.csv").groupby("File")["Column"].agg(set)
    for layout in FILES:
        assert {column.name for column in layout.columns} <= standard[layout.name.removesuffix(".csv")]


def test_the_invented_exports_have_columns_of_the_standard_in_its_order(demo):
    standard = raw(demo, "hmis_csv_columns_fy2026.csv").groupby("File")["Column"].agg(list)
    for name, header in HEADERS.items():
        assert header.split() == [column for column in standard[name] if column in header.split()]
