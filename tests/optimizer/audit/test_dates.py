"""Audit of dates: starts along chains and swaps, planned ends."""

from datetime import date
from typing import Any

import pytest

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_person,
    a_scheme,
    a_stay,
    a_waiver,
    a_week,
    changed,
    days,
    with_rows,
)
from tests.optimizer.audit.answers import answer, row_of, with_row
from tests.optimizer.audit.spoiling import ANSWER, WEEK, faults_if, faults_with


def test_along_a_chain_each_start_follows_from_the_one_before() -> None:
    assert (row_of(ANSWER, "ann").start_on, row_of(ANSWER, "bea").start_on) == (days(0), days(2))
    later = with_row(ANSWER, "ann", start_on=days(1), planned_end=days(1 + 26 * 7))
    assert audit(WEEK, later) == (
        "ann: start_on is 2026-11-24 and should be 2026-11-23.",
        "bea: start_on is 2026-11-25 and should be 2026-11-26.",
    )


def test_a_start_that_is_missing_is_told_where_it_is_missing() -> None:
    assert faults_with("ann", start_on=None) == ("ann: start_on is blank and should be 2026-11-23.",)


@pytest.mark.parametrize(
    ("row_id", "facts", "starts"),
    [
        ("h3", {}, days(4)),  # Wednesday, and two working days
        ("h3", {"open_from": days(3)}, days(4)),
        ("h3", {"open_from": days(6)}, days(6)),
        ("stay of eve", {"leaving_on": days(-30)}, days(2)),
        ("stay of eve", {"leaving_on": days(5)}, days(8)),  # Saturday: Monday, Tuesday
        ("hostel", {"turnaround_days": 0}, days(2)),
    ],
)
def test_a_leavers_bed_starts_after_its_turnaround(row_id: str, facts: dict[str, Any], starts: date) -> None:
    week = changed(WEEK, row_id, **facts) if facts else WEEK
    right = with_row(answer(WEEK, cat="h3 by lou"), "cat", start_on=starts, planned_end=days(182, starts))
    assert audit(week, right) == ()
    for wrong in (-1, 1):
        off = days(wrong, starts)
        assert audit(week, with_row(right, "cat", start_on=off))[0] == (
            f"cat: start_on is {off} and should be {starts}."
        )


def test_an_empty_bed_starts_on_the_run_date_or_when_it_opens() -> None:
    assert faults_if("s1", open_from=days(-1)) == ()
    assert faults_if("semi", turnaround_days=5) == ()
    assert faults_if("s1", open_from=days(1))[0] == "ann: start_on is 2026-11-23 and should be 2026-11-24."


SWAP = a_week(
    a_scheme("hostel", 1, turnaround_days=2),
    a_scheme("semi", 2, turnaround_days=1),
    a_scheme("flats", 3, turnaround_days=3),
    a_bed("h", "hostel"),
    a_bed("s", "semi"),
    a_bed("f", "flats"),
    a_person("ann", seeks=(2,)),
    a_person("bea", seeks=(3,)),
    a_person("cat", seeks=(1,)),
    a_stay("ann", "h"),
    a_stay("bea", "s"),
    a_stay("cat", "f"),
    rules_off=("key_worker",),
)


def test_in_a_closed_swap_all_start_after_the_largest_turnaround_in_it() -> None:
    ring = answer(SWAP, ann="s", bea="f", cat="h")
    assert {row.start_on for row in ring.rows} == {days(3)}
    assert audit(SWAP, ring) == ()
    assert audit(SWAP, with_row(ring, "bea", start_on=days(4)))[0] == (
        "bea: start_on is 2026-11-27 and should be 2026-11-26."
    )


def test_a_closed_swap_waits_for_the_latest_opening() -> None:
    week = changed(SWAP, "s", open_from=days(5))
    ring = answer(week, ann="s", bea="f", cat="h")
    assert {row.start_on for row in ring.rows} == {days(5)}
    assert audit(week, ring) == ()
    assert audit(changed(SWAP, "s", open_from=days(-5)), answer(SWAP, ann="s", bea="f", cat="h")) == ()


def test_two_swaps_and_a_chain_beside_each_other_are_told_apart() -> None:
    week = a_week(
        a_scheme("x", 1, turnaround_days=1), a_scheme("y", 2, turnaround_days=4), a_scheme("z", 3),
        a_bed("x1", "x"), a_bed("x2", "x"), a_bed("x3", "x"),
        a_bed("y1", "y"), a_bed("y2", "y"), a_bed("z1", "z"),
        *(a_person(f"up{n}", seeks=(2,)) for n in (1, 2)), *(a_person(f"down{n}") for n in (1, 2)),
        a_person("on", seeks=(3,)), a_person("in"),
        a_stay("up1", "x1"), a_stay("up2", "x2"), a_stay("down1", "y1"), a_stay("down2", "y2"), a_stay("on", "x3"),
        rules_off=("key_worker",),
    )  # fmt: skip
    sound = answer(week, up1="y1", down1="x1", up2="y2", down2="x2", on="z1", **{"in": "x3"})
    assert [(row.person_id, row.start_on) for row in sound.rows] == [
        ("down1", days(4)), ("down2", days(4)), ("in", days(1)), ("on", days(0)), ("up1", days(4)), ("up2", days(4)),
    ]  # fmt: skip
    assert audit(week, sound) == ()


@pytest.mark.parametrize(
    ("seeks", "facts", "policy", "ends"),
    [
        ((1,), {}, {}, days(7 * 26)),
        ((0,), {"programme_start": days(-900)}, {}, days(7 * 4)),  # never for crisis
        ((1,), {"programme_start": days(-7 * 110)}, {}, days(7 * 20)),
        ((1,), {}, {"programme_limit_weeks": 10}, days(7 * 10)),
        ((1,), {"programme_start": days(-900)}, {"rules_off": ("key_worker", "programme_limit")}, days(7 * 26)),
        ((1,), {}, {"stay_limit_weeks": {0: 4, 1: 13}}, days(7 * 13)),
        ((3,), {}, {"stay_limit_weeks": {0: 4}}, days(7 * 130)),  # no limit of the phase
    ],
)  # fmt: skip
def test_the_planned_end_is_the_earliest_of_its_limits(seeks: Any, facts: Any, policy: Any, ends: date) -> None:
    week = a_week(
        a_person("ann", seeks=seeks, **facts),
        a_bed("bed", "here"),
        a_scheme("here", seeks[0]),
        **({"rules_off": ("key_worker",)} | policy),
    )
    sound = answer(week, ann="bed")
    assert row_of(sound, "ann").planned_end == ends
    assert audit(week, sound) == ()
    assert audit(week, with_row(sound, "ann", planned_end=days(1))) == (
        f"ann: planned_end is 2026-11-24 and should be {ends}.",
    )
    assert audit(week, with_row(sound, "ann", planned_end=None)) == (
        f"ann: planned_end is blank and should be {ends}.",
    )


def test_a_planned_end_may_be_open_and_a_bed_that_closes_ends_the_stay() -> None:
    week = a_week(
        a_person("ann", seeks=(5,)),
        a_bed("bed", "here"),
        a_scheme("here", 5),
        rules_off=("key_worker", "programme_limit"),
    )
    sound = answer(week, ann="bed")
    assert row_of(sound, "ann").planned_end is None
    assert audit(week, sound) == ()
    closes = changed(week, "bed", open_to=days(40))
    assert audit(closes, sound) == ("ann: planned_end is blank and should be 2027-01-02.",)


def test_a_waived_programme_limit_does_not_end_the_stay() -> None:
    week = changed(WEEK, "bea", programme_start=days(-7 * 128))
    week = with_rows(week, a_waiver("programme_limit", "bea"))
    assert audit(week, ANSWER) == ()
