"""HMIS exports: which projects become schemes, and which beds they have on the date."""

from datetime import date

import pytest

from beds.data.hmis.world import HmisWorld, read_hmis
from beds.domain.places import Scheme
from tests.data.hmis_export import (
    NIGHTLY,
    ON,
    OUTREACH,
    PERMANENT,
    RAPID,
    SAFE_HAVEN,
    SHELTER,
    TRANSITIONAL,
    HmisExport,
    an_export,
    beds_of,
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


@pytest.mark.parametrize(
    ("project_type", "phase"),
    [(SHELTER, 0), (NIGHTLY, 0), (SAFE_HAVEN, 0), (TRANSITIONAL, 1), (PERMANENT, 3)],
)
def test_shelter_transitional_and_permanent_supportive_housing_make_schemes(export, read, project_type, phase):
    export.project("one", project_type)
    assert schemes(read())["one"].phase == phase


@pytest.mark.parametrize("project_type", [OUTREACH, 6, 7, 9, 10, 11, 12, RAPID, 14, ""])
def test_projects_of_other_types_make_no_scheme(export, read, project_type):
    export.project("other", project_type)
    export.beds("other", 3)
    export.enrol("ann", "other", "2021-10-01")
    world = read()
    assert "other" not in schemes(world)
    assert beds_of(world, "other") == []
    assert "ann" not in stays(world)


def test_a_scheme_carries_the_names_that_the_export_gives(export, read):
    export.row("ProjectCoC", ProjectID="es", CoCCode="XX-501")
    scheme = schemes(read())["es"]
    assert (scheme.name, scheme.provider, scheme.area) == ("Project es", "Haven Homes", "XX-501")


def test_a_project_in_several_areas_is_in_none(export, read):
    export.row("ProjectCoC", ProjectID="es", CoCCode="XX-501")
    export.row("ProjectCoC", ProjectID="es", CoCCode="XX-502")
    assert schemes(read())["es"].area == ""


def test_what_an_export_does_not_say_of_a_scheme_is_left_blank(read):
    scheme = schemes(read())["th"]
    assert scheme == Scheme("th", 1, "Project th", "Haven Homes", min_age=18, takes_children=False)


def test_beds_are_numbered_within_their_project(read):
    assert [bed.bed_id for bed in beds_of(read(), "es")] == ["es-001", "es-002"]


@pytest.mark.parametrize(
    ("on", "count"),
    [(date(2021, 2, 28), 0), (date(2021, 3, 1), 4), (date(2021, 3, 31), 4), (date(2021, 4, 1), 0)],
)
def test_an_inventory_row_is_in_force_from_its_first_to_its_last_night(export, read, on, count):
    export.project("new", TRANSITIONAL)
    export.beds("new", 4, InventoryStartDate="2021-03-01", InventoryEndDate="2021-03-31")
    assert len(beds_of(read(on), "new")) == count


def test_a_bed_closes_on_the_day_after_its_last_night(export, read):
    export.project("new", TRANSITIONAL)
    export.beds("new", 1, InventoryStartDate="2021-03-01", InventoryEndDate="2021-12-31")
    [bed] = beds_of(read(), "new")
    assert (bed.open_from, bed.open_to) == (date(2021, 3, 1), date(2022, 1, 1))


def test_a_bed_is_open_no_longer_than_its_project_operates(export, read):
    export.project("new", TRANSITIONAL, OperatingStartDate="2021-02-01", OperatingEndDate="2021-11-30")
    export.beds("new", 1, InventoryStartDate="2020-01-01", InventoryEndDate="2022-12-31")
    [bed] = beds_of(read(), "new")
    assert (bed.open_from, bed.open_to) == (date(2021, 2, 1), date(2021, 11, 30))


@pytest.mark.parametrize(("on", "count"), [(date(2021, 11, 29), 1), (date(2021, 11, 30), 0), (date(2021, 1, 31), 0)])
def test_a_project_that_does_not_operate_has_no_beds(export, read, on, count):
    export.project("new", TRANSITIONAL, OperatingStartDate="2021-02-01", OperatingEndDate="2021-11-30")
    export.beds("new", 1)
    assert len(beds_of(read(on), "new")) == count


def test_a_row_that_the_next_day_renews_is_the_same_beds(export, read):
    """Each year's recount ends a row; the week before it, the beds that go on are no less a vacancy."""
    export.project("new", TRANSITIONAL)
    export.beds("new", 3, InventoryStartDate="2020-01-01", InventoryEndDate="2021-11-01")
    export.beds("new", 2, InventoryStartDate="2021-11-02", InventoryEndDate="2022-10-31")
    before, after = beds_of(read(ON), "new"), beds_of(read(date(2021, 11, 2)), "new")
    assert [bed.open_to for bed in before] == [date(2022, 11, 1), date(2022, 11, 1), date(2021, 11, 2)]
    assert [bed.open_from for bed in after] == [date(2020, 1, 1), date(2020, 1, 1)]


def test_a_row_of_another_kind_renews_nothing(export, read):
    export.project("new", TRANSITIONAL)
    export.beds("new", 1, InventoryStartDate="2020-01-01", InventoryEndDate="2021-11-01")
    export.beds("new", 1, InventoryStartDate="2021-11-02", HouseholdType=3)
    assert [bed.open_to for bed in beds_of(read(), "new")] == [date(2021, 11, 2)]


def test_a_row_that_ends_before_it_starts_is_told_and_holds_no_beds(export, read):
    export.beds("th", 5, InventoryStartDate="2021-11-02", InventoryEndDate="2021-11-01")
    world = read(date(2021, 11, 2))
    assert len(beds_of(world, "th")) == 2
    assert "1 row ends before it starts" in warned(world)


@pytest.mark.parametrize(
    ("types", "takes_children", "max_age"),
    [
        ((1,), False, None),
        ((3,), True, None),
        ((1, 3), True, None),
        ((4,), True, 17),
        ((4, 1), True, None),
        (("",), None, None),
    ],
)
def test_the_household_types_of_its_beds_say_whether_a_scheme_takes_children(
    export, read, types, takes_children, max_age
):
    export.project("new", TRANSITIONAL)
    for household_type in types:
        export.beds("new", 1, HouseholdType=household_type)
    scheme = schemes(read())["new"]
    assert (scheme.takes_children, scheme.max_age) == (takes_children, max_age)


def test_beds_carry_what_their_row_says_of_them(export, read):
    export.project("new", SHELTER)
    export.beds("new", 1, HouseholdType=3, Availability=2, ESBedType=2)
    export.beds("new", 1, HouseholdType=4, Availability=3, ESBedType=1)
    assert [bed.features for bed in beds_of(read(), "new")] == [
        ("families", "seasonal", "voucher"),
        ("under_18s", "overflow"),
    ]


@pytest.mark.parametrize(
    ("dedicated", "reserved_for"),
    [
        ({"VetBedInventory": 3}, ("veteran",)),
        ({"CHVetBedInventory": 2, "YouthBedInventory": 1}, ("chronically_homeless_veteran", "youth")),
        ({"VetBedInventory": 2, "OtherBedInventory": 1}, ()),
        ({}, ()),
    ],
)
def test_a_scheme_is_reserved_where_all_its_beds_are_dedicated(export, read, dedicated, reserved_for):
    export.project("new", PERMANENT)
    export.beds("new", 3, **dedicated)
    assert schemes(read())["new"].reserved_for == reserved_for
