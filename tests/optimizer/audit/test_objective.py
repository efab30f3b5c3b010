"""Audit of the objective: every tier counted again."""

from dataclasses import replace
from fractions import Fraction

import pytest

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_person,
    a_stay,
    changed,
    days,
    under_policy,
    with_rows,
)
from tests.optimizer.audit.answers import answer, with_tier
from tests.optimizer.audit.spoiling import ANSWER, WEEK


def test_the_tiers_are_those_of_the_policy_in_its_order() -> None:
    swapped = replace(ANSWER, tiers=(ANSWER.tiers[1], ANSWER.tiers[0], *ANSWER.tiers[2:]))
    assert audit(WEEK, swapped) == (
        "The tiers are placed_B, placed_A, placed_C, placed_D, overdue, continuity, waiting, first_choice, prefers, "
        "moves; the policy's objective is placed_A, placed_B, placed_C, placed_D, overdue, continuity, waiting, "
        "first_choice, prefers, moves.",
    )
    assert len(audit(WEEK, replace(ANSWER, tiers=ANSWER.tiers[:-1]))) == 1
    assert len(audit(under_policy(WEEK, objective=("moves",)), ANSWER)) == 1


@pytest.mark.parametrize(
    ("tier", "value"),
    [
        ("placed_A", 1), ("placed_B", 1), ("placed_C", 1), ("placed_D", 1), ("overdue", 8), ("continuity", 1),
        ("waiting", 50), ("first_choice", 3), ("prefers", 4), ("moves", 2),
    ],
)  # fmt: skip
def test_every_tier_is_counted_again(tier: str, value: int) -> None:
    week = changed(
        changed(under_policy(WEEK, continuity="preferred"), "lou", capacity=Fraction(9)),
        "stay of ann",
        started_on=days(-26 * 7 - 50),
    )
    week = changed(week, "ann", prefers=("south", "semi", "cot", "quiet"), waiting_since=days(-30))
    week = changed(changed(week, "s1", features=("quiet",)), "semi", features=("cot",))
    week = with_rows(
        week,
        a_person("fay", band="A", seeks=(0, 1), waiting_since=days(5)),
        a_bed("h5"),
        a_stay("fay", "h5", leaving_on=days(1)),
    )
    week = with_rows(week, a_bed("h6"))
    sound = answer(week, ann="s1 by lou", bea="h1 by lou", cat="h3 by lou", fay="h6 by lou")
    assert audit(week, sound) == ()
    assert {t.name: t.value for t in sound.tiers}[tier] == value
    wrong = with_tier(sound, tier, value=value - 1, bound=value - 1)
    assert audit(week, wrong) == (f"Tier {tier}: the rows come to {value}, not {value - 1}.",)


def test_continuity_counts_nothing_where_it_is_off_or_her_own_worker_is_out() -> None:
    off = under_policy(WEEK, continuity="off")
    assert {t.name: t.value for t in answer(off, ann="s1 by lou").tiers}["continuity"] == 0
    assert audit(off, answer(off, ann="s1 by lou")) == ()
    out = changed(under_policy(WEEK, continuity="preferred"), "kit", leaving_on=days(3))
    assert audit(out, answer(out, ann="s1 by lou")) == ()
    no_rule = under_policy(WEEK, continuity="preferred", rules_off=("key_worker",))
    assert audit(no_rule, answer(no_rule, ann="s1")) == ()


def test_a_blank_preference_is_met_by_nothing() -> None:
    week = changed(changed(WEEK, "semi", area=""), "ann", prefers=("", "quiet"))
    assert audit(week, ANSWER) == ()


def test_a_preference_that_scheme_and_bed_both_meet_counts_once() -> None:
    week = changed(
        changed(changed(WEEK, "semi", features=("quiet",)), "s1", features=("quiet",)), "ann", prefers=("quiet",)
    )
    sound = answer(week, ann="s1 by kit")
    assert {t.name: t.value for t in sound.tiers}["prefers"] == 1
    assert audit(week, sound) == ()


def test_a_sense_turned_round() -> None:
    assert audit(WEEK, with_tier(ANSWER, "waiting", sense="min")) == ("Tier waiting: its sense is max, not min.",)
    assert audit(WEEK, with_tier(ANSWER, "moves", sense="max")) == ("Tier moves: its sense is min, not max.",)
    assert audit(WEEK, with_tier(ANSWER, "continuity", sense="max")) == ("Tier continuity: its sense is min, not max.",)


@pytest.mark.parametrize(("tier", "within", "beyond"), [("waiting", 21, 19), ("moves", 0, 2)])
def test_a_value_lies_within_its_bound(tier: str, within: int, beyond: int) -> None:
    value = {t.name: t.value for t in ANSWER.tiers}[tier]
    assert audit(WEEK, with_tier(ANSWER, tier, bound=within, proven=False)) == ()
    assert audit(WEEK, with_tier(ANSWER, tier, bound=beyond, proven=False)) == (
        f"Tier {tier}: the value {value} is better than its bound {beyond}.",
    )


def test_proven_means_that_value_and_bound_are_equal() -> None:
    assert audit(WEEK, with_tier(ANSWER, "waiting", bound=21)) == (
        "Tier waiting: the value is 20 and the bound 21, yet proven says True.",
    )
    assert audit(WEEK, with_tier(ANSWER, "waiting", proven=False)) == (
        "Tier waiting: the value is 20 and the bound 20, yet proven says False.",
    )
