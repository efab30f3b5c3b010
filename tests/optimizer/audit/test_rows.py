"""Audit of the rows: one a candidate, telling one story."""

from dataclasses import replace
from typing import Any

import pytest

from beds.domain.allocation import Row
from beds.optimizer.audit import audit
from tests.builders import (
    MONDAY,
    a_bed,
    a_person,
    a_stay,
    days,
    under_policy,
    with_rows,
)
from tests.optimizer.audit.answers import answer, row_of, with_row
from tests.optimizer.audit.spoiling import ANSWER, WEEK, faults_with


def test_an_answer_for_another_day() -> None:
    assert audit(WEEK, replace(ANSWER, on=days(1))) == ("The allocation is for 2026-11-24, the run for 2026-11-23.",)


def test_an_answer_under_another_policy() -> None:
    assert audit(WEEK, replace(ANSWER, policy="strict")) == (
        "The allocation names the policy strict, the run chrysalis.",
    )


def test_an_answer_by_another_lottery() -> None:
    assert audit(WEEK, replace(ANSWER, lottery=replace(ANSWER.lottery, seed=2))) == (
        "The allocation names the lottery seed 2, the run 1.",
    )


def test_a_candidate_without_a_row() -> None:
    assert audit(WEEK, replace(ANSWER, rows=ANSWER.rows[:2])) == ("cat is a candidate and has no row.",)


def test_a_row_of_somebody_who_is_no_candidate() -> None:
    stranger = Row("dot", "stays", "B", 0, from_bed="h2")
    assert audit(WEEK, replace(ANSWER, rows=(*ANSWER.rows, stranger))) == ("dot has a row and is no candidate.",)


def test_a_bed_for_somebody_who_is_no_candidate() -> None:
    stranger = replace(row_of(ANSWER, "ann"), person_id="dot", bed_id="h3", chain=None)
    assert audit(WEEK, replace(ANSWER, rows=(*ANSWER.rows, stranger))) == ("dot has a row and is no candidate.",)


def test_two_rows_of_one_person() -> None:
    assert audit(WEEK, replace(ANSWER, rows=(*ANSWER.rows, ANSWER.rows[-1]))) == ("cat has 2 rows.",)


def test_rows_out_of_order() -> None:
    assert audit(WEEK, replace(ANSWER, rows=ANSWER.rows[::-1])) == ("The rows do not stand in the order of person_id.",)


@pytest.mark.parametrize(
    ("person_id", "column", "said", "should_be"),
    [
        ("ann", "outcome", "placed", "moved"),
        ("bea", "outcome", "moved", "placed"),
        ("cat", "outcome", "stays", "waits"),
        ("ann", "from_bed", "", "h1"),
        ("ann", "from_bed", "h2", "h1"),
        ("bea", "from_bed", "h1", "blank"),
        ("ann", "band", "A", "B"),
        ("cat", "band", "C", "D"),
        ("ann", "waiting_days", 11, 10),
        ("cat", "waiting_days", 0, 10),
        ("ann", "scheme_id", "hostel", "semi"),
        ("ann", "phase", 1, 2),
        ("ann", "phase", None, 2),
        ("ann", "worker_changed", True, "False"),
        ("bea", "worker_changed", True, "False"),
        ("ann", "start_on", days(1), "2026-11-23"),
    ],
)
def test_a_column_that_tells_something_else(person_id: str, column: str, said: Any, should_be: Any) -> None:
    shown = "blank" if said in ("", None) else said
    found = faults_with(person_id, **{column: said})
    assert f"{person_id}: {column} is {shown} and should be {should_be}." in found


def test_a_change_of_worker_that_the_row_does_not_tell() -> None:
    week = under_policy(WEEK, continuity="preferred")
    allocation = answer(week, ann="s1 by lou")
    assert audit(week, allocation) == ()
    assert audit(week, with_row(allocation, "ann", worker_changed=False)) == (
        "ann: worker_changed is False and should be True.",
    )


def test_a_mover_without_a_bed_stays_and_a_leaver_waits() -> None:
    week = with_rows(WEEK, a_person("fay"), a_bed("h4"), a_stay("fay", "h4", leaving_on=days(6)))
    allocation = answer(week)
    assert [(row.person_id, row.outcome) for row in allocation.rows] == [
        ("ann", "stays"), ("bea", "waits"), ("cat", "waits"), ("fay", "waits")
    ]  # fmt: skip
    assert audit(week, allocation) == ()
    assert audit(week, with_row(allocation, "ann", outcome="waits")) == ("ann: outcome is waits and should be stays.",)
    assert audit(week, with_row(allocation, "fay", outcome="stays")) == ("fay: outcome is stays and should be waits.",)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("bed_id", "h3"),
        ("scheme_id", "hostel"),
        ("phase", 1),
        ("phase", 0),
        ("start_on", MONDAY),
        ("planned_end", MONDAY),
        ("worker_id", "kit"),
        ("worker_changed", True),
        ("chain", 1),
    ],
)
def test_a_row_without_a_bed_that_names_part_of_one(column: str, said: Any) -> None:
    assert faults_with("cat", **{column: said}) == (f"cat gets no bed from this run, yet her {column} is {said}.",)


def test_the_band_is_the_one_after_route_priority() -> None:
    week = under_policy(WEEK, route_priority={"outreach": 1})
    assert audit(week, ANSWER) == ("cat: band is D and should be C.",)
