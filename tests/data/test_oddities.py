"""What is possible but odd: warnings, and never a fault."""

import pytest

from beds.data.exchange import read_exchange
from tests.data.folders import (
    ON,
    a_bed,
    a_candidate,
    a_folder,
    a_pair,
    a_person,
    a_pin,
    a_scheme,
    a_stay,
    a_waiver,
    places,
    warnings_of,
)

ODD = {
    "a candidate of unknown age": (
        {"people": [a_person(), a_candidate(birth_date="")]},
        ("people.csv", 3, "birth_date", ""),
    ),
    "a wait that begins after the run date": (
        {"people": [a_person(), a_candidate(waiting_since="2026-11-24")]},
        ("people.csv", 3, "waiting_since", "2026-11-24"),
    ),
    "a wait that begins before she was born": (
        {"people": [a_person(), a_candidate(waiting_since="1985-01-30")]},
        ("people.csv", 3, "waiting_since", "1985-01-30"),
    ),
    "a need that no bed meets": (
        {"people": [a_person(), a_candidate(needs="lift")]},
        ("people.csv", 3, "needs", "lift"),
    ),
    "a preference that is nothing": (
        {"people": [a_person(), a_candidate(prefers="north;hostel;sea_view")]},
        ("people.csv", 3, "prefers", "north;hostel;sea_view"),
    ),
    "an area that no scheme is in": (
        {"people": [a_person(avoid_areas="nort"), a_candidate()]},
        ("people.csv", 2, "avoid_areas", "nort"),
    ),
    "a provider of nothing": (
        {"people": [a_person(withhold_from="haven"), a_candidate()]},
        ("people.csv", 2, "withhold_from", "haven"),
    ),
    "a group in another spelling": (
        {"schemes": [a_scheme(reserved_for="exiting")], "people": [a_person(groups="Exiting"), a_candidate()]},
        ("people.csv", 2, "groups", "Exiting"),
    ),
    "an outcome of an open stay": (
        {"stays": [a_stay(outcome="moved_on")]},
        ("stays.csv", 2, "outcome", "moved_on"),
    ),
    "a planned departure long past": (
        {"stays": [a_stay(leaving_on="2026-10-25")]},
        ("stays.csv", 2, "leaving_on", "2026-10-25"),
    ),
    "ended stays of one person that overlap": (
        {
            "beds": [a_bed(), a_bed(bed_id="b2")],
            "stays": [a_stay(ended_on="2026-10-02"), a_stay(stay_id="t2", bed_id="b2", started_on="2026-10-01")],
        },
        ("stays.csv", 3, "person_id", "p1"),
    ),
    "ended stays in one bed that overlap": (
        {"stays": [a_stay(ended_on="2026-10-02"), a_stay(stay_id="t2", person_id="p2", started_on="2026-10-01")]},
        ("stays.csv", 3, "bed_id", "b1"),
    ),
    "a waiver that has expired": (
        {"waivers": [a_waiver(expires_on="2026-11-22")]},
        ("waivers.csv", 2, "expires_on", "2026-11-22"),
    ),
    "a waiver that does not hold yet": (
        {"waivers": [a_waiver(decided_on="2026-11-24")]},
        ("waivers.csv", 2, "decided_on", "2026-11-24"),
    ),
    "a waiver without a reason": ({"waivers": [a_waiver(reason="")]}, ("waivers.csv", 2, "reason", "")),
    "a pin that nobody decided": ({"pins": [a_pin(decided_by="")]}, ("pins.csv", 2, "decided_by", "")),
    "a bed forbidden to somebody who is no candidate": (
        {"pins": [a_pin(person_id="p1", action="forbid")]},
        ("pins.csv", 2, "person_id", "p1"),
    ),
    "a pair named twice": (
        {"keep_apart": [a_pair(), a_pair(person_a="p2", person_b="p1")]},
        ("keep_apart.csv", 3, "person_a", "p2"),
    ),
    "a waiver named twice": ({"waivers": [a_waiver(), a_waiver()]}, ("waivers.csv", 3, "person_id", "p2")),
    "a pin named twice": ({"pins": [a_pin(), a_pin()]}, ("pins.csv", 3, "person_id", "p2")),
}


@pytest.mark.parametrize(("tables", "place"), ODD.values(), ids=ODD)
def test_it_is_one_warning_with_its_cell_and_the_folder_is_read(tmp_path, tables, place):
    _snapshot, warnings = read_exchange(a_folder(tmp_path, **tables), ON)
    assert places(warnings) == [place]


ORDINARY = {
    "a wait that begins on the run date": {"people": [a_person(), a_candidate(waiting_since="2026-11-23")]},
    "a resident of unknown age": {"people": [a_person(birth_date=""), a_candidate()]},
    "preferences that are met": {
        "beds": [a_bed(features="cot")],
        "people": [a_person(), a_candidate(prefers="cot;hostel;north", needs="cot")],
    },
    "a group that no scheme is reserved for": {"people": [a_person(groups="students"), a_candidate()]},
    "a planned departure a month past": {"stays": [a_stay(leaving_on="2026-10-26")]},
    "stays that touch": {
        "stays": [a_stay(ended_on="2026-10-01"), a_stay(stay_id="t2", person_id="p2", started_on="2026-10-01")]
    },
    "a stay of no days within another": {
        "stays": [a_stay(), a_stay(stay_id="t2", started_on="2026-10-01", ended_on="2026-10-01")]
    },
    "a waiver that expires on the run date": {"waivers": [a_waiver(expires_on="2026-11-23")]},
    "a pair kept apart in two ways": {"keep_apart": [a_pair(), a_pair(scope="area")]},
}


@pytest.mark.parametrize("tables", ORDINARY.values(), ids=ORDINARY)
def test_it_is_nothing_to_warn_of(tmp_path, tables):
    assert places(warnings_of(a_folder(tmp_path, **tables))) == []


def test_a_word_that_matches_nothing_names_the_likely_one(tmp_path):
    warnings = warnings_of(a_folder(tmp_path, people=[a_person(withhold_from="haven"), a_candidate()]))
    assert warnings[0].message == "no scheme has the provider “haven”; probably meant: Haven"


def test_warnings_are_told_beside_faults(tmp_path):
    folder = a_folder(tmp_path, people=[a_person(birth_date="?"), a_candidate(needs="lift")])
    assert places(warnings_of(folder)) == [("people.csv", 3, "needs", "lift")]
