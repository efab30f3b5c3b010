"""Samples: the same from the same seed anywhere, of exactly the size asked for, valid, and shaped like a city."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from beds.data.exchange import read_exchange
from beds.data.sample import sample
from beds.data.sample.streams import Stream, divide
from beds.domain.snapshot import Snapshot
from beds.domain.week import HORIZON, Week
from beds.rules.catalogue import UNARY
from beds.rules.columns import Crowd, Flags, Places, place_of
from beds.services.sample import make_sample

ON = date(2026, 11, 23)
SIZES = [(0, 0), (1, 0), (0, 1), (1, 1), (3, 20), (60, 0), (50, 15), (500, 100)]
FINGERPRINT = (
    "from datetime import date; from beds.data.sample import sample;"
    "print(sample(60, 15, 4, date(2026, 11, 23)).sha256())"
)


@pytest.fixture(scope="module")
def city() -> Week:
    """A sample of seven boroughs."""
    return Week(sample(2000, 400, seed=3, on=ON), ON)


def vacant_beds(snapshot: Snapshot) -> list[str]:
    """Beds in service this week in which nobody has a stay."""
    week = Week(snapshot, ON)
    return [
        bed.bed_id
        for bed in snapshot.beds
        if bed.bed_id not in week.occupant
        and (bed.open_from is None or bed.open_from <= ON + HORIZON)
        and (bed.open_to is None or bed.open_to > ON + HORIZON)
    ]


def eligible(week: Week, beds: list[str]) -> Flags:
    """Whom no rule on person and bed refuses, shape (candidates, beds)."""
    crowd, places = Crowd(week.candidates, week), Places([place_of(bed_id, week) for bed_id in beds])
    refused = np.zeros((len(week.candidates), len(beds)), dtype=bool)
    for rule in UNARY:
        assert rule.refuses is not None
        refused |= rule.refuses(crowd, places, week)
    return ~refused


# The same everywhere --------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_sample(tmp_path / name, 80, 20, 7, ON)
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    again = {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}
    assert len(written) == 9
    assert written == again


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_order_of_sets_and_mappings_plays_no_part(root: Path, hash_seed: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-c", FINGERPRINT],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.strip() == sample(60, 15, 4, ON).sha256()


def test_another_seed_gives_other_people() -> None:
    one, other = sample(80, 20, 7, ON), sample(80, 20, 8, ON)
    assert {person.birth_date for person in one.people} != {person.birth_date for person in other.people}
    assert one.sha256() != other.sha256()


def test_a_stream_draws_the_same_on_every_machine_and_python() -> None:
    stream = Stream(1, "a", 2)
    assert [stream.below(1000) for _draw in range(6)] == [675, 137, 626, 402, 844, 761]
    assert stream.shuffled(range(6)) == [4, 0, 5, 3, 2, 1]
    assert [stream.weighted({"x": 0.2, "y": 0.3, "z": 0.5}) for _draw in range(6)] == list("yyyyxy")
    assert stream.quantile(((0.0, 0.0), (0.5, 10.0), (1.0, 100.0))) == 85.23247761775261


def test_streams_of_different_names_are_different() -> None:
    assert Stream(1, "a").unit() != Stream(1, "b").unit() != Stream(2, "b").unit()


@pytest.mark.parametrize(("total", "weights"), [(0, [1, 2]), (7, [1, 1, 1]), (100, [0.2, 0.5, 0.3]), (3, [9, 0.001])])
def test_dividing_gives_everything_away_and_nobody_a_whole_unit_too_many(total: int, weights: list[float]) -> None:
    parts = divide(total, weights)
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


# Sizes and validity ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("candidates", "beds"), SIZES)
def test_there_are_exactly_so_many_candidates_and_vacant_beds(candidates: int, beds: int) -> None:
    snapshot = sample(candidates, beds, seed=2, on=ON)
    assert sum(person.is_candidate for person in snapshot.people) == candidates
    assert len(vacant_beds(snapshot)) == beds


@pytest.mark.parametrize(("candidates", "beds"), SIZES)
def test_a_sample_reads_back_without_faults_and_as_it_was(tmp_path: Path, candidates: int, beds: int) -> None:
    snapshot = make_sample(tmp_path / "sample", candidates, beds, 5, ON)
    back, warnings = read_exchange(tmp_path / "sample", ON)
    assert back == snapshot
    assert len(warnings) <= 0.1 * len(snapshot.people) + 5


def test_a_sample_may_be_a_workbook(tmp_path: Path) -> None:
    snapshot = make_sample(tmp_path / "sample.xlsx", 60, 15, 5, ON)
    assert read_exchange(tmp_path / "sample.xlsx", ON)[0] == snapshot


def test_any_run_date_will_do() -> None:
    on = date(2028, 2, 29)
    snapshot = sample(60, 15, 5, on)
    assert all(stay.ended_on is None or stay.ended_on <= on for stay in snapshot.stays)
    assert all(person.waiting_since is None or person.waiting_since <= on for person in snapshot.people)


def test_no_bed_and_no_person_has_two_stays_on_one_day(city: Week) -> None:
    for whose in ("bed_id", "person_id"):
        stays = sorted(city.snapshot.stays, key=lambda stay: (getattr(stay, whose), stay.started_on))
        for earlier, later in pairwise(stays):
            if getattr(earlier, whose) == getattr(later, whose):
                assert earlier.ended_on is not None
                assert earlier.ended_on <= later.started_on


def test_the_pin_breaks_no_rule_and_its_scheme_has_a_worker_with_room(city: Week) -> None:
    pins = [pin for pin in city.snapshot.pins if pin.action == "pin"]
    assert len(pins) == 1
    row = [person.person_id for person in city.candidates].index(pins[0].person_id)
    assert eligible(city, [pins[0].bed_id])[row, 0]
    assert any(worker.covers_scheme(city.scheme_of(pins[0].bed_id).scheme_id) for worker in city.snapshot.workers)


# The shape of a city --------------------------------------------------------------------------------------------------


def test_boroughs_have_schemes_of_their_own_and_some_schemes_serve_all(city: Week) -> None:
    registers = Counter(
        group for scheme in city.snapshot.schemes for group in scheme.reserved_for if group.endswith("_register")
    )
    assert len(registers) == 7
    assert all({scheme.phase for scheme in city.snapshot.schemes if tag in scheme.reserved_for} == {0, 1, 2, 3}
               for tag in registers)  # fmt: skip
    serving_all = [scheme for scheme in city.snapshot.schemes if not set(scheme.reserved_for) & set(registers)]
    assert 0.05 < len(serving_all) / len(city.snapshot.schemes) < 0.25
    assert not any(scheme.needs_connection for scheme in serving_all)


def test_everybody_is_on_the_register_of_one_borough(city: Week) -> None:
    held = [sum(group.endswith("_register") for group in person.groups) for person in city.candidates]
    assert min(held) == 1
    assert sum(count > 1 for count in held) < 0.05 * len(held)


def test_small_samples_have_one_borough_and_every_phase() -> None:
    snapshot = sample(50, 15, 1, ON)
    assert len({group for scheme in snapshot.schemes for group in scheme.reserved_for}) == 1
    assert {scheme.phase for scheme in snapshot.schemes} == {0, 1, 2, 3}


def test_workers_cover_schemes_hold_residents_and_are_near_their_capacity(city: Week) -> None:
    workers = city.snapshot.workers
    assert 80 <= len(workers) <= 130
    assert all(worker.covers for worker in workers)
    covered = {scheme_id for worker in workers for scheme_id in worker.covers}
    assert len(covered) > 0.9 * len(city.schemes)
    held = [person for person in city.snapshot.people if person.person_id in city.home and person.worker_id]
    assert 0.9 < len(held) / len(city.home) < 1
    assert 0 < sum(worker.is_out(ON) for worker in workers) < 0.2 * len(workers)


def test_most_candidates_have_several_vacant_beds_to_go_to_and_some_have_none(city: Week) -> None:
    counts = eligible(city, vacant_beds(city.snapshot)).sum(axis=1)
    assert np.median(counts) >= 4
    assert 0.01 < (counts == 0).mean() < 0.3


# Rates ----------------------------------------------------------------------------------------------------------------


def share_of_candidates(week: Week, fact: str, value: object) -> float:
    return sum(bool(getattr(person, fact) == value) for person in week.candidates) / len(week.candidates)


@pytest.mark.parametrize(
    ("fact", "value", "low", "high"),
    [
        ("band", "A", 0.07, 0.13),
        ("band", "B", 0.25, 0.36),
        ("band", "C", 0.44, 0.56),
        ("band", "D", 0.07, 0.13),
        ("recourse", False, 0.004, 0.04),
        ("recourse", None, 0.03, 0.14),
        ("intentional", True, 0.025, 0.06),
        ("connection", True, 0.7, 0.86),
        ("gender", "woman", 0.55, 0.75),
        ("birth_date", None, 0.003, 0.03),
        ("step_free_needed", True, 0.02, 0.09),
        ("pets", True, 0.01, 0.06),
        ("worker_id", "", 0.6, 0.85),
    ],
)
def test_facts_are_as_frequent_as_they_should_be(city: Week, fact: str, value: object, low: float, high: float) -> None:
    assert low < share_of_candidates(city, fact, value) < high


def test_four_beds_in_five_are_lived_in(city: Week) -> None:
    assert 0.78 < len(city.occupant) / len(city.beds) < 0.86


def test_movers_leavers_lapses_and_the_overdue_are_all_there(city: Week) -> None:
    movers = [person for person in city.candidates if city.is_mover(person.person_id)]
    lapses = [person for person in movers if person.seeks[0] < city.scheme_of(city.home[person.person_id].bed_id).phase]
    leavers = [city.people[person_id] for person_id in city.home if city.is_leaver(person_id)]
    assert 0.1 < len(movers) / len(city.candidates) < 0.25
    assert lapses
    assert all(person.band == "B" for person in lapses)
    assert {person.is_candidate for person in leavers} == {True, False}
    assert 0.05 < sum(city.overdue_weeks(person_id) > 0 for person_id in city.home) / len(city.home) < 0.25
    assert any(city.in_follow_on(person.person_id) for person in city.snapshot.people)
    assert any(stay.started_on > ON for stay in city.snapshot.stays)


def test_waits_are_skewed_and_the_urgent_wait_less(city: Week) -> None:
    days = [city.waiting_days(person) for person in city.candidates]
    assert np.mean(days) > 1.2 * float(np.median(days))
    by_band = {band: np.mean([city.waiting_days(p) for p in city.candidates if p.band == band]) for band in "ABCD"}
    assert by_band["A"] < by_band["B"] < by_band["C"] < by_band["D"]


def test_decisions_are_there_and_within_reason(city: Week) -> None:
    named = {p for pair in city.snapshot.keep_apart for p in (pair.person_a, pair.person_b)}
    assert 0.005 < len(named) / len(city.people) < 0.025
    assert city.snapshot.waivers
    assert any(pin.action == "forbid" for pin in city.snapshot.pins)


def test_residents_stay_within_the_rules_of_gender_of_their_scheme(city: Week) -> None:
    for stay in city.occupant.values():
        if city.scheme_of(stay.bed_id).women_only:
            assert city.people[stay.person_id].gender == "woman"


def test_people_share_a_room_only_with_their_own_gender(city: Week) -> None:
    shared = [room for room in city.roommates.values() if len({bed for bed in room if bed in city.occupant}) == 2]
    assert shared
    for room in shared:
        assert len({city.people[city.occupant[bed].person_id].gender for bed in room}) == 1


def test_people_and_workers_are_numbers_and_offices_decide(city: Week) -> None:
    assert all(re.fullmatch(r"P\d+", person.person_id) for person in city.snapshot.people)
    assert all(re.fullmatch(r"KW-\d+", worker.worker_id) for worker in city.snapshot.workers)
    offices = {waiver.decided_by for waiver in city.snapshot.waivers} | {pin.decided_by for pin in city.snapshot.pins}
    assert offices <= {"Service manager", "Allocations panel", "Duty manager"}


def test_nothing_tells_what_brought_somebody_here(city: Week) -> None:
    groups = {group for person in city.snapshot.people for group in person.groups}
    known = {"care_leaver", "veteran", "rough_sleeping", "prison_leaver"}
    assert {group for group in groups if not group.endswith("_register")} <= known


def test_ids_do_not_tell_who_waits_and_who_lives_there(city: Week) -> None:
    first_half = city.snapshot.people[: len(city.snapshot.people) // 2]
    assert 0.45 < sum(person.is_candidate for person in first_half) / len(city.candidates) < 0.55
