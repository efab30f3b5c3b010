"""HMIS exports: who is a candidate, and what is said of her."""

from datetime import date

import pytest

from beds.data.hmis.world import HmisWorld, read_hmis
from beds.domain.people import Person
from tests.data.hmis_export import (
    ON,
    PERMANENT,
    RAPID,
    TRANSITIONAL,
    HmisExport,
    an_export,
    home,
    people,
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


def test_people_in_shelter_and_street_outreach_seek_transitional_then_permanent_housing(export, read):
    export.enrol("ann", "es", "2021-10-01")
    export.enrol("bea", "so", "2021-09-01")
    found = people(read())
    assert [(p.seeks, p.band, p.waiting_since) for p in (found["ann"], found["bea"])] == [
        ((1, 3), "C", date(2021, 10, 1)),
        ((1, 3), "C", date(2021, 9, 1)),
    ]
    assert (found["ann"].route, found["bea"].route) == ("", "outreach")


def test_people_in_transitional_and_permanent_housing_are_residents_and_no_candidates(export, read):
    export.enrol("ann", "th", "2021-10-01")
    export.enrol("bea", "psh", "2021-10-01")
    found = people(read())
    assert [(p.seeks, p.band, p.waiting_since) for p in found.values()] == [((), None, None)] * 2


def test_somebody_met_outdoors_before_she_came_to_the_shelter_has_waited_since(export, read):
    export.enrol("ann", "so", "2021-08-01")
    export.enrol("ann", "es", "2021-10-01")
    world = read()
    assert people(world)["ann"].waiting_since == date(2021, 8, 1)
    assert home(world, "ann") == "es"


def test_somebody_still_met_outdoors_who_has_a_home_is_no_candidate(export, read):
    export.enrol("ann", "so", "2021-08-01")
    export.enrol("ann", "th", "2021-10-01")
    world = read()
    assert not people(world)["ann"].is_candidate
    assert "lives in transitional or permanent housing" in warned(world)


def test_somebody_who_moved_into_a_home_of_another_kind_is_told(export, read):
    export.project("rrh", RAPID)
    export.enrol("ann", "so", "2021-08-01")
    export.enrol("ann", "rrh", "2021-09-01", MoveInDate="2021-10-01")
    world = read()
    assert people(world)["ann"].is_candidate
    assert "she is read as waiting" in warned(world)


def test_people_who_came_and_left_are_not_there(export, read):
    export.enrol("ann", "so", "2021-08-01", "2021-10-31")
    export.enrol("bea", "so", "2021-11-01")
    assert people(read()) == {}


@pytest.mark.parametrize("project_id", ["es", "so"])
def test_everybody_of_a_household_seeks_a_bed_of_her_own(export, read, project_id):
    export.person("son", DOB="2003-11-01")
    export.person("baby", DOB="", DOBDataQuality=99)
    for number, (person_id, relationship) in enumerate((("mum", 1), ("dad", 3), ("son", 2), ("baby", 2)), start=1):
        export.enrol(person_id, project_id, f"2021-10-0{number}", HouseholdID="h1", RelationshipToHoH=relationship)
    world = read()
    assert {person_id: (p.seeks, p.band, p.waiting_since, p.children) for person_id, p in people(world).items()} == {
        "mum": ((1, 3), "C", date(2021, 10, 1), None),
        "dad": ((1, 3), "C", date(2021, 10, 2), None),
        "son": ((1, 3), "C", date(2021, 10, 3), None),
        "baby": ((1, 3), "C", date(2021, 10, 4), None),
    }
    assert len(stays(world)) == (4 if project_id == "es" else 0)
    assert "1 household of several people is among the candidates; each of its 4 members" in warned(world)


@pytest.mark.parametrize("relationship", [1, 2, 3, 4, 5, 99, ""])
def test_the_relationship_to_the_head_of_the_household_decides_nothing(export, read, relationship):
    export.enrol("ann", "es", "2021-10-01", RelationshipToHoH=relationship)
    world = read()
    assert people(world)["ann"].is_candidate
    assert world.warnings == ()


def test_households_that_have_a_home_and_people_who_live_alone_are_not_told(export, read):
    for person_id in ("ann", "bea"):
        export.enrol(person_id, "th", "2021-10-01", HouseholdID="h1")
    export.enrol("cia", "es", "2021-10-01")
    assert read().warnings == ()


def test_somebody_without_a_household_stands_for_herself(export, read):
    export.enrol("ann", "so", "2021-10-01", HouseholdID="", RelationshipToHoH=99)
    export.enrol("bea", "so", "2021-10-01", HouseholdID="", RelationshipToHoH=99)
    world = read()
    assert all(person.is_candidate for person in world.snapshot.people)
    assert "2 open enrolments without a household" in warned(world)
    assert "of several people" not in warned(world)


@pytest.mark.parametrize(
    ("sex", "gender"), [(0, "woman"), (1, "man"), (8, "unknown"), (9, "unknown"), (99, "unknown"), ("", "unknown")]
)
def test_sex_is_read_by_the_codes_of_the_standard(export, read, sex, gender):
    export.person("ann", Sex=sex)
    export.enrol("ann", "es", "2021-10-01")
    assert people(read())["ann"].gender == gender


@pytest.mark.parametrize(("quality", "known"), [(1, True), (2, True), (8, False), (9, False), (99, False)])
def test_a_birth_date_counts_where_it_was_given(export, read, quality, known):
    export.person("ann", DOB="1990-05-04", DOBDataQuality=quality)
    export.enrol("ann", "es", "2021-10-01")
    assert people(read())["ann"].birth_date == (date(1990, 5, 4) if known else None)


def test_a_birth_date_after_the_date_is_left_blank_and_told(export, read):
    export.person("ann", DOB="2021-11-01")
    export.enrol("ann", "es", "2021-10-01")
    world = read()
    assert people(world)["ann"].birth_date is None
    assert "1 birth date is after 2021-10-31" in warned(world)


def test_somebody_who_flees_violence_is_a_step_more_urgent_and_exempt(export, read):
    enrolment = export.enrol("ann", "so", "2021-10-01")
    export.row(
        "HealthAndDV",
        EnrollmentID=enrolment,
        InformationDate="2021-10-01",
        DomesticViolenceSurvivor=1,
        CurrentlyFleeing=1,
    )
    ann = people(read())["ann"]
    assert (ann.band, ann.connection_exempt) == ("B", "violence")


@pytest.mark.parametrize(
    ("dated", "enrolled_now"),
    [("2021-10-15", False), ("2021-11-01", True)],
    ids=["at an earlier place", "after the date"],
)
def test_fleeing_is_read_from_answers_given_by_the_date_where_she_is_enrolled_now(export, read, dated, enrolled_now):
    earlier = export.enrol("ann", "es", "2021-09-01", "2021-09-30")
    now = export.enrol("ann", "so", "2021-10-01")
    export.row(
        "HealthAndDV",
        EnrollmentID=now if enrolled_now else earlier,
        InformationDate=dated,
        DomesticViolenceSurvivor=1,
        CurrentlyFleeing=1,
    )
    assert people(read())["ann"].band == "C"


def test_the_last_answer_about_violence_counts(export, read):
    enrolment = export.enrol("ann", "so", "2021-10-01")
    for day, survivor, fleeing in (("2021-10-20", 1, 0), ("2021-10-01", 1, 1)):
        export.row(
            "HealthAndDV",
            EnrollmentID=enrolment,
            InformationDate=day,
            DomesticViolenceSurvivor=survivor,
            CurrentlyFleeing=fleeing,
        )
    ann = people(read())["ann"]
    assert (ann.band, ann.connection_exempt) == ("C", "violence")


@pytest.mark.parametrize(
    ("client", "enrolment", "exempt"),
    [
        ({"VeteranStatus": 1}, {}, "armed_forces"),
        ({"VeteranStatus": 1}, {"FormerWardChildWelfare": 1}, "care_leaver"),
        ({"VeteranStatus": 0}, {"FormerWardChildWelfare": 0}, ""),
        ({"VeteranStatus": 99}, {"FormerWardChildWelfare": 9}, ""),
    ],
)
def test_service_and_care_exempt_from_a_local_connection(export, read, client, enrolment, exempt):
    export.person("ann", **client)
    export.enrol("ann", "es", "2021-10-01", **enrolment)
    assert people(read())["ann"].connection_exempt == exempt


LONG = {"DisablingCondition": 1, "DateToStreetESSH": "2020-10-01"}
OFTEN = {"DisablingCondition": 1, "TimesHomelessPastThreeYears": 4, "MonthsHomelessPastThreeYears": 112}


@pytest.mark.parametrize(
    ("client", "enrolment", "groups"),
    [
        ({}, LONG, ("chronically_homeless",)),
        ({}, OFTEN, ("chronically_homeless",)),
        ({}, LONG | {"DateToStreetESSH": "2020-10-02"}, ()),
        ({}, OFTEN | {"MonthsHomelessPastThreeYears": 111}, ()),
        ({}, OFTEN | {"TimesHomelessPastThreeYears": 3}, ()),
        ({}, LONG | {"DisablingCondition": 0}, ()),
        ({"VeteranStatus": 1}, LONG, ("chronically_homeless", "chronically_homeless_veteran", "veteran")),
        ({"DOB": "1996-11-01"}, {}, ("youth",)),
        ({"DOB": "1996-10-31"}, {}, ()),
        ({"DOB": ""}, {}, ()),
    ],
)
def test_groups_are_those_for_whom_schemes_are_reserved(export, read, client, enrolment, groups):
    export.project("kept", PERMANENT)
    for column in ("CHBedInventory", "CHVetBedInventory", "YouthBedInventory"):
        export.beds("kept", 1, **{column: 1})
    export.person("ann", **client)
    export.enrol("ann", "es", "2021-10-01", **enrolment)
    assert people(read())["ann"].groups == groups


def test_only_veterans_are_named_where_no_scheme_is_reserved(export, read):
    export.person("ann", DOB="2000-01-01", VeteranStatus=1)
    export.enrol("ann", "es", "2021-10-01", **LONG)
    assert people(read())["ann"].groups == ("veteran",)


def test_nobody_is_youth_who_lives_with_somebody_older(export, read):
    export.project("young", TRANSITIONAL)
    export.beds("young", 1, YouthBedInventory=1)
    export.person("ann", DOB="2000-01-01")
    export.enrol("ann", "es", "2021-10-01", HouseholdID="h1")
    export.enrol("bea", "es", "2021-10-01", HouseholdID="h1", RelationshipToHoH=3)
    assert people(read())["ann"].groups == ()


@pytest.mark.parametrize(
    ("races", "ethnicity"), [({"White": 1}, "white"), ({"White": 1, "Asian": 1}, "several"), ({"White": 0}, "")]
)
def test_ethnicity_and_disability_are_kept_for_monitoring(export, read, races, ethnicity):
    export.person("ann", **races)
    export.enrol("ann", "es", "2021-10-01", DisablingCondition=1)
    ann = people(read())["ann"]
    assert (ann.ethnicity, ann.disability) == (ethnicity, "yes")


def test_what_an_export_does_not_say_of_a_person_is_left_blank(export, read):
    export.enrol("ann", "th", "2021-10-01")
    assert people(read())["ann"] == Person("ann", birth_date=date(1980, 7, 1))


def test_the_policy_asks_for_no_key_worker(read):
    world = read()
    assert world.snapshot.policy.rules_off == ("key_worker",)
    assert world.snapshot.workers == ()
