"""What cannot be, over the whole folder: a little table of folders, each with its one fault."""

import pytest

from tests.data.folders import (
    a_bed,
    a_candidate,
    a_folder,
    a_pair,
    a_person,
    a_pin,
    a_scheme,
    a_stay,
    a_waiver,
    a_worker,
    faults_of,
    places,
)

PEOPLE = [a_person(), a_candidate()]
TWO_BEDS = [a_bed(), a_bed(bed_id="b2")]

FAULTS = {
    "a scheme id twice": (
        {"schemes": [a_scheme(), a_scheme()]},
        ("schemes.csv", 3, "scheme_id", "hostel"),
    ),
    "a bed id twice": ({"beds": [a_bed(), a_bed()]}, ("beds.csv", 3, "bed_id", "b1")),
    "a person id twice": (
        {"people": [*PEOPLE, a_person()]},
        ("people.csv", 4, "person_id", "p1"),
    ),
    "a stay id twice": (
        {"stays": [a_stay(ended_on="2026-10-01"), a_stay(started_on="2026-10-01")]},
        ("stays.csv", 3, "stay_id", "t1"),
    ),
    "a worker id twice": ({"workers": [a_worker(), a_worker()]}, ("workers.csv", 3, "worker_id", "w1")),
    "a bed of no scheme": ({"beds": [a_bed(scheme_id="hostle")]}, ("beds.csv", 2, "scheme_id", "hostle")),
    "a stay of nobody": ({"stays": [a_stay(person_id="p9")]}, ("stays.csv", 2, "person_id", "p9")),
    "a stay in no bed": ({"stays": [a_stay(bed_id="b9")]}, ("stays.csv", 2, "bed_id", "b9")),
    "a worker who is not there": (
        {"people": [a_person(worker_id="w9")]},
        ("people.csv", 2, "worker_id", "w9"),
    ),
    "a cover of no scheme": (
        {"workers": [a_worker(covers="hostel;flats")]},
        ("workers.csv", 2, "covers", "hostel;flats"),
    ),
    "a scheme to avoid that is not there": (
        {"people": [a_person(avoid_schemes="flats")]},
        ("people.csv", 2, "avoid_schemes", "flats"),
    ),
    "nobody to keep apart": (
        {"people": PEOPLE, "keep_apart": [a_pair(person_b="p9")]},
        ("keep_apart.csv", 2, "person_b", "p9"),
    ),
    "a waiver for nobody": ({"waivers": [a_waiver(person_id="p9")]}, ("waivers.csv", 2, "person_id", "p9")),
    "a pin of nobody": ({"pins": [a_pin(person_id="p9")]}, ("pins.csv", 2, "person_id", "p9")),
    "a forbid with a key worker": (
        {"pins": [a_pin(action="forbid", worker_id="w1")]},
        ("pins.csv", 2, "worker_id", "w1"),
    ),
    "a pin with a worker whom nobody knows": ({"pins": [a_pin(worker_id="w9")]}, ("pins.csv", 2, "worker_id", "w9")),
    "a pin to no bed": ({"pins": [a_pin(bed_id="b9")]}, ("pins.csv", 2, "bed_id", "b9")),
    "one person in two beds": (
        {"beds": TWO_BEDS, "stays": [a_stay(), a_stay(stay_id="t2", bed_id="b2")]},
        ("stays.csv", 3, "person_id", "p1"),
    ),
    "two people in one bed": (
        {"stays": [a_stay(), a_stay(stay_id="t2", person_id="p2")]},
        ("stays.csv", 3, "bed_id", "b1"),
    ),
    "a promised bed that somebody lives in": (
        {"stays": [a_stay(), a_stay(stay_id="t2", person_id="p2", started_on="2026-12-07")]},
        ("stays.csv", 3, "bed_id", "b1"),
    ),
    "a stay that ends before it begins": (
        {"stays": [a_stay(ended_on="2026-08-31")]},
        ("stays.csv", 2, "ended_on", "2026-08-31"),
    ),
    "a departure before the stay": (
        {"stays": [a_stay(leaving_on="2026-08-31")]},
        ("stays.csv", 2, "leaving_on", "2026-08-31"),
    ),
    "an extension before the stay": (
        {"stays": [a_stay(extended_to="2026-08-31")]},
        ("stays.csv", 2, "extended_to", "2026-08-31"),
    ),
    "an end after the run date": (
        {"stays": [a_stay(ended_on="2026-11-24")]},
        ("stays.csv", 2, "ended_on", "2026-11-24"),
    ),
    "a bed that closes before it opens": (
        {"beds": [a_bed(open_from="2026-02-01", open_to="2026-01-31")]},
        ("beds.csv", 2, "open_to", "2026-01-31"),
    ),
    "a worker back before she goes": (
        {"workers": [a_worker(away_from="2026-02-01", away_to="2026-01-31")]},
        ("workers.csv", 2, "away_to", "2026-01-31"),
    ),
    "a waiver that expires before it is decided": (
        {"waivers": [a_waiver(expires_on="2026-10-31")]},
        ("waivers.csv", 2, "expires_on", "2026-10-31"),
    ),
    "a birth after the run date": (
        {"people": [a_person(birth_date="2026-11-24")]},
        ("people.csv", 2, "birth_date", "2026-11-24"),
    ),
    "a birth before 1900": (
        {"people": [a_person(birth_date="1899-12-31")]},
        ("people.csv", 2, "birth_date", "1899-12-31"),
    ),
    "a candidate without a band": (
        {"people": [a_person(), a_candidate(band="")]},
        ("people.csv", 3, "band", ""),
    ),
    "a candidate without a wait": (
        {"people": [a_person(), a_candidate(waiting_since="")]},
        ("people.csv", 3, "waiting_since", ""),
    ),
    "a youngest age above the oldest": (
        {"schemes": [a_scheme(min_age="26", max_age="25")]},
        ("schemes.csv", 2, "max_age", "25"),
    ),
    "a negative age": ({"schemes": [a_scheme(min_age="-1")]}, ("schemes.csv", 2, "min_age", "-1")),
    "a negative capacity": ({"workers": [a_worker(capacity="-1")]}, ("workers.csv", 2, "capacity", "-1")),
    "a capacity left blank": ({"workers": [a_worker(capacity="")]}, ("workers.csv", 2, "capacity", "")),
    "somebody kept apart from herself": (
        {"keep_apart": [a_pair(person_b="p1")]},
        ("keep_apart.csv", 2, "person_b", "p1"),
    ),
    "a waiver of a rule that cannot be waived": (
        {"waivers": [a_waiver(rule="consent")]},
        ("waivers.csv", 2, "rule", "consent"),
    ),
    "a waiver of no rule": ({"waivers": [a_waiver(rule="agee")]}, ("waivers.csv", 2, "rule", "agee")),
    "a waiver without a day": ({"waivers": [a_waiver(decided_on="")]}, ("waivers.csv", 2, "decided_on", "")),
    "a pin of somebody who is no candidate": (
        {"beds": TWO_BEDS, "pins": [a_pin(person_id="p1", bed_id="b2")]},
        ("pins.csv", 2, "person_id", "p1"),
    ),
    "a pin to her own bed": (
        {"people": [a_candidate()], "stays": [a_stay(person_id="p2")], "pins": [a_pin()]},
        ("pins.csv", 2, "bed_id", "b1"),
    ),
    "a scope that is none": ({"keep_apart": [a_pair(scope="street")]}, ("keep_apart.csv", 2, "scope", "street")),
    "a route that is none": ({"people": [a_person(route="GP")]}, ("people.csv", 2, "route", "GP")),
    "a phase that is none": ({"people": [a_candidate(seeks="1;10")], "stays": []}, ("people.csv", 2, "seeks", "1;10")),
}


@pytest.mark.parametrize(("tables", "place"), FAULTS.values(), ids=FAULTS)
def test_it_is_one_fault_with_its_cell_and_what_is_accepted(tmp_path, tables, place):
    tables = {"stays": []} | tables if "people" in tables and len(tables["people"]) == 1 else tables
    faults = faults_of(a_folder(tmp_path, **tables))
    assert places(faults) == [place]
    assert faults[0].message
    assert faults[0].accepted


ALLOWED = {
    "a stay that ends on the day it begins": {"stays": [a_stay(ended_on="2026-09-01", leaving_on="2026-09-01")]},
    "a stay that ended on the run date": {"stays": [a_stay(ended_on="2026-11-23")]},
    "stays that touch": {
        "stays": [a_stay(ended_on="2026-10-01"), a_stay(stay_id="t2", person_id="p2", started_on="2026-10-01")]
    },
    "a stay that begins after the run date": {"stays": [a_stay(started_on="2026-12-07")]},
    "a birth on the run date": {"people": [a_person(birth_date="2026-11-23")]},
    "one age for all": {"schemes": [a_scheme(min_age="25", max_age="25")]},
    "a worker who covers everything": {"workers": [a_worker(covers="*;hostel")]},
    "a forbidden pin of her own bed": {
        "people": [a_person(), a_candidate()],
        "stays": [a_stay(person_id="p2")],
        "pins": [a_pin(action="forbid")],
    },
    "a pin to a bed that somebody else lives in": {"pins": [a_pin()]},
    "no rows at all": {"schemes": [], "beds": [], "people": [], "stays": [], "workers": []},
}


@pytest.mark.parametrize("tables", ALLOWED.values(), ids=ALLOWED)
def test_it_is_no_fault(tmp_path, tables):
    assert places(faults_of(a_folder(tmp_path, **tables))) == []


def test_the_same_open_stay_twice_is_one_too_many_for_her_and_for_the_bed(tmp_path):
    faults = faults_of(a_folder(tmp_path, stays=[a_stay(), a_stay(stay_id="t2")]))
    assert places(faults) == [("stays.csv", 3, "person_id", "p1"), ("stays.csv", 3, "bed_id", "b1")]


def test_seeks_that_was_not_understood_makes_a_candidate_who_lacks_what_candidates_need(tmp_path):
    faults = faults_of(a_folder(tmp_path, people=[a_candidate(seeks="0;x", band="", waiting_since="")], stays=[]))
    assert {fault.column for fault in faults} == {"seeks", "band", "waiting_since"}


def test_an_unknown_id_names_the_likely_one(tmp_path):
    fault = faults_of(a_folder(tmp_path, beds=[a_bed(scheme_id="hostle")]))[0]
    assert fault.message == "“hostle” is not in schemes.csv; probably meant: hostel"
    assert fault.accepted == "a scheme_id that stands in schemes.csv"


def test_a_row_with_another_fault_still_counts_as_known(tmp_path):
    faults = faults_of(
        a_folder(tmp_path, beds=[a_bed(open_from="soon")], people=[a_person(birth_date="?"), a_candidate()])
    )
    assert [(found.file, found.column) for found in faults] == [("beds.csv", "open_from"), ("people.csv", "birth_date")]


def test_a_cell_that_was_not_understood_is_told_once_only(tmp_path):
    people = [a_person(), a_candidate(band="urgent", waiting_since="long"), a_candidate(person_id="p3", seeks="?")]
    pins = [a_pin(person_id="p3")]
    faults = faults_of(a_folder(tmp_path, people=people, pins=pins, stays=[a_stay(ended_on="?"), a_stay(stay_id="t2")]))
    assert [(found.file, found.row, found.column) for found in faults] == [
        ("people.csv", 3, "waiting_since"),
        ("people.csv", 3, "band"),
        ("people.csv", 4, "seeks"),
        ("stays.csv", 2, "ended_on"),
    ]


def test_a_missing_file_that_many_rows_refer_to_is_one_fault(tmp_path):
    people = [a_person(worker_id="w1"), a_candidate(worker_id="w1")]
    faults = faults_of(a_folder(tmp_path, people=people, without=["workers"]))
    assert [(found.file, found.row, found.message) for found in faults] == [
        ("people.csv", 2, "workers.csv is missing, and 2 rows refer to it")
    ]


def test_nothing_refers_to_a_file_that_could_not_be_read(tmp_path):
    folder = a_folder(tmp_path)
    (folder / "beds.csv").write_bytes(b"PK\x03\x04")
    assert [found.file for found in faults_of(folder)] == ["beds.csv"]
