"""Audit of key workers: who may hold whom, and how many points."""

from fractions import Fraction
from typing import Any

import pytest

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_person,
    a_scheme,
    a_stay,
    changed,
    days,
    somebody,
    under_policy,
    with_rows,
)
from tests.optimizer.audit.answers import answer, with_row
from tests.optimizer.audit.spoiling import ANSWER, WEEK, faults_if, faults_with


def test_nobody_is_placed_without_a_key_worker() -> None:
    assert faults_with("bea", worker_id="") == ("bea has a bed and no key worker ('').",)
    assert faults_with("bea", worker_id="max") == ("bea has a bed and no key worker ('max').",)


@pytest.mark.parametrize(
    ("worker_id", "facts", "reason"),
    [
        ("lou", {"leaving_on": days(28)}, "she is out and is given nobody"),
        ("lou", {"leaving_on": days(29)}, ""),
        ("lou", {"away_from": days(0), "away_to": days(3)}, "she is away on the run date"),
        ("lou", {"away_from": days(-9), "away_to": days(0)}, ""),
        ("lou", {"away_from": days(1), "away_to": days(99)}, ""),
        ("lou", {"covers": ("semi",)}, "she does not cover the scheme"),
        ("lou", {"covers": ("hostel",)}, ""),
        ("lou", {"languages": ("fr",)}, ""),
        ("kit", {"away_from": days(0), "away_to": days(3)}, ""),
        ("kit", {"covers": ()}, ""),
        ("kit", {"leaving_on": days(0)}, "she is out and is given nobody"),
    ],
)
def test_who_may_hold_whom(worker_id: str, facts: dict[str, Any], reason: str) -> None:
    person, bed = ("ann", "s1") if worker_id == "kit" else ("bea", "h1")
    expected = f"key_worker: {worker_id} may not hold {person} in bed {bed}: {reason}."
    assert faults_if(worker_id, **facts) == ((expected,) if reason else ())


def test_a_worker_who_is_out_for_long_is_both_out_and_away() -> None:
    assert [fault.split(": ")[-1] for fault in faults_if("lou", away_from=days(-1))] == [
        "she is out and is given nobody.",
        "she is away on the run date.",
    ]


@pytest.mark.parametrize(
    ("hers", "workers", "sound"),
    [((), (), True), (("en", "es"), ("fr",), True), (("es", "fr"), ("fr",), True), (("es",), ("fr", "en"), False)],
)
def test_they_must_share_a_language_where_english_is_not_hers(
    hers: tuple[str, ...], workers: tuple[str, ...], sound: bool
) -> None:
    week = changed(changed(WEEK, "lou", languages=workers), "bea", languages=hers)
    refused = ("key_worker: lou may not hold bea in bed h1: they share no language.",)
    assert audit(week, ANSWER) == (() if sound else refused)


def test_a_persons_own_worker_needs_no_shared_language() -> None:
    assert faults_if("ann", languages=("es",)) == ()


def test_continuity_required_keeps_a_worker_who_is_not_out() -> None:
    by_another = answer(under_policy(WEEK, continuity="preferred"), ann="s1 by lou")
    refused = (
        "key_worker: lou may not hold ann in bed s1: continuity is required, and her own worker kit is not out.",
    )
    assert audit(WEEK, by_another) == refused
    assert audit(changed(WEEK, "kit", away_from=days(0), away_to=days(28)), by_another) == refused
    assert audit(under_policy(WEEK, continuity="preferred"), by_another) == ()
    out = changed(WEEK, "kit", away_from=days(0), away_to=days(29))
    assert audit(out, answer(out, ann="s1 by lou")) == ()


def test_no_worker_is_given_where_the_rule_is_off() -> None:
    week = under_policy(WEEK, rules_off=("key_worker",))
    without = answer(week, ann="s1", bea="h1")
    assert audit(week, without) == ()
    assert audit(week, with_row(without, "bea", worker_id="lou")) == (
        "key_worker is off, yet bea is given worker lou.",
    )


@pytest.mark.parametrize("capacity", ["1", "0.999", "1/3"])
def test_points_beyond_a_workers_limit(capacity: str) -> None:
    """Kit holds Ann and Dot before the run and after it; Lou nobody, then Bea."""
    limit = Fraction(capacity)
    told = "key_worker: lou would hold 1 points; her limit is %s."
    assert faults_if("lou", capacity=limit) == (() if limit >= 1 else (told % limit,))
    assert faults_if("kit", capacity=limit) == ()


def test_points_are_exact_and_half_a_point_too_many_is_told() -> None:
    points = {0: Fraction(1), 1: Fraction(1, 3), 2: Fraction(2, 3), 3: Fraction(1)}
    week = under_policy(WEEK, caseload_points=points)
    assert audit(changed(week, "kit", capacity=Fraction(1)), ANSWER) == ()
    assert audit(changed(week, "kit", capacity=Fraction(999, 1000)), ANSWER) == (
        "key_worker: kit would hold 1 points; her limit is 999/1000.",
    )


def test_whoever_holds_too_many_already_may_hold_as_many_and_no_more() -> None:
    week = changed(WEEK, "kit", capacity=Fraction(0))
    assert audit(week, ANSWER) == ()
    assert audit(week, answer(week, ann="s1 by kit", bea="h1 by kit")) == (
        "key_worker: kit would hold 3 points; her limit is 2.",
    )


@pytest.mark.parametrize(
    ("row_id", "facts", "held"),
    [
        ("dot", {"worker_id": "lou"}, 1),  # a resident: her phase's points
        ("eve", {"worker_id": "lou"}, Fraction(1, 4)),  # a leaver: follow-on points
        ("cat", {"worker_id": "lou"}, 0),  # somebody waiting
        ("dot", {"worker_id": ""}, 0),
    ],
)
def test_what_a_worker_holds_of_people_whom_the_run_does_not_place(row_id: str, facts: Any, held: Any) -> None:
    week = changed(WEEK, row_id, **facts)
    enough = changed(week, "lou", capacity=1 + Fraction(held))
    assert audit(enough, ANSWER) == ()
    if held:
        too_few = changed(week, "lou", capacity=1 + Fraction(held) - Fraction(1, 100))
        assert [fault.split()[1:5] for fault in audit(too_few, ANSWER)] == [
            ["lou", "would", "hold", str(1 + Fraction(held))]
        ]


def test_a_mover_weighs_on_her_own_worker_until_she_moves() -> None:
    week = with_rows(WEEK, a_person("fay", seeks=(3,), worker_id="lou"), a_bed("h4"), a_stay("fay", "h4"))
    assert audit(week, answer(week, bea="h3 by lou")) == ("key_worker: lou would hold 2 points; her limit is 1.",)
    flats = with_rows(week, a_bed("f1", "flats"), a_scheme("flats", 3))
    roomy = changed(flats, "lou", capacity=Fraction(3, 2))
    assert audit(roomy, answer(roomy, fay="f1 by lou", bea="h3 by lou")) == ()


def test_a_leaver_who_is_a_candidate_weighs_on_nobody_until_she_is_placed() -> None:
    week = with_rows(WEEK, a_person("fay", worker_id="lou"), a_bed("h4"), a_stay("fay", "h4", leaving_on=days(1)))
    assert audit(week, answer(week, bea="h3 by lou")) == ()


@pytest.mark.parametrize(
    ("person", "stay", "counts"),
    [
        ({}, {"ended_on": days(0)}, True),
        ({}, {"ended_on": days(-181)}, True),
        ({}, {"ended_on": days(-182)}, False),
        ({}, {"ended_on": days(-1), "outcome": "abandoned"}, False),
        ({"seeks": (3,), "band": "D", "waiting_since": days(0)}, {"ended_on": days(-1)}, False),
    ],
)
def test_people_in_follow_on_weigh_on_their_worker(person: Any, stay: Any, counts: bool) -> None:
    week = with_rows(
        WEEK,
        somebody("fay", worker_id="lou", **person),
        a_stay("fay", "h3", started_on=days(-400), **({"outcome": "moved_on"} | stay)),
    )
    told = ("key_worker: lou would hold 5/4 points; her limit is 1.",)
    assert audit(week, answer(week, ann="s1 by kit", bea="h1 by lou")) == (told if counts else ())
