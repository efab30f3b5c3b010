"""Audit of the pair rules: who would live with whom."""

import pytest

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_person,
    a_stay,
    apart,
    changed,
    days,
    somebody,
    under_policy,
    with_rows,
)
from tests.optimizer.audit.answers import answer
from tests.optimizer.audit.spoiling import ANSWER, WEEK, faults_if


@pytest.mark.parametrize("scope", ["room", "scheme", "area"])
def test_two_kept_apart_who_would_live_together(scope: str) -> None:
    assert audit(with_rows(WEEK, apart("dot", "bea", scope)), ANSWER) == (
        f"keep_apart: dot in bed h2 and bea in bed h1 would live in the same {scope}.",
    )


@pytest.mark.parametrize(
    ("pair", "scope"),
    [
        (("ann", "dot"), "scheme"),  # Ann leaves the hostel
        (("bea", "ann"), "area"),  # north and south
        (("bea", "eve"), "room"),  # another room
        (("bea", "cat"), "area"),  # Cat lives nowhere
        (("dot", "eve"), "area"),  # neither is placed by this run
    ],
)
def test_two_kept_apart_who_do_not_meet_by_this_run(pair: tuple[str, str], scope: str) -> None:
    assert audit(with_rows(WEEK, apart(*pair, scope)), ANSWER) == ()


def test_two_kept_apart_who_are_both_placed() -> None:
    week = changed(WEEK, "semi", area="north")
    assert audit(with_rows(week, apart("ann", "bea", "area")), ANSWER) == (
        "keep_apart: ann in bed s1 and bea in bed h1 would live in the same area.",
    )
    assert audit(with_rows(week, apart("ann", "bea", "scheme")), ANSWER) == ()


def test_schemes_whose_area_is_not_known_share_none_but_each_is_in_its_own() -> None:
    week = changed(changed(WEEK, "semi", area=""), "hostel", area="")
    assert audit(with_rows(week, apart("ann", "bea", "area")), ANSWER) == ()
    assert len(audit(with_rows(week, apart("dot", "bea", "area")), ANSWER)) == 1


def test_a_leaver_still_counts_where_she_lives_but_not_for_the_one_who_takes_her_very_bed() -> None:
    week = changed(WEEK, "h1", room_id="three")
    assert audit(with_rows(week, apart("eve", "bea", "room")), ANSWER) == (
        "keep_apart: eve in bed h3 and bea in bed h1 would live in the same room.",
    )
    takes_hers = answer(week, cat="h3 by lou")
    assert audit(with_rows(week, apart("eve", "cat", "room")), takes_hers) == ()
    assert len(audit(with_rows(week, apart("eve", "cat", "scheme")), takes_hers)) == 1


def test_a_leaver_who_is_a_candidate_counts_only_where_she_is_placed() -> None:
    week = with_rows(WEEK, a_person("fay", seeks=(2,)), a_bed("h4", room_id="one"), a_bed("s2", "semi"))
    week = with_rows(week, a_stay("fay", "h4", leaving_on=days(2)))
    week = with_rows(week, apart("fay", "bea"), apart("fay", "ann", "scheme"))
    assert audit(week, answer(week, ann="s1 by kit", bea="h1 by lou")) == ()
    assert audit(week, answer(week, ann="s1 by kit", fay="s2 by lou"))[0] == (
        "keep_apart: fay in bed s2 and ann in bed s1 would live in the same scheme."
    )


def test_a_mover_who_stays_counts_where_she_lives() -> None:
    week = with_rows(WEEK, a_person("fay", seeks=(3,)), a_bed("h4", room_id="one"), a_stay("fay", "h4"))
    allocation = answer(week, ann="s1 by kit", bea="h1 by lou")
    assert audit(with_rows(week, apart("bea", "fay")), allocation) == (
        "keep_apart: bea in bed h1 and fay in bed h4 would live in the same room.",
    )


def test_people_of_different_gender_in_one_room() -> None:
    week = changed(WEEK, "bea", gender="non_binary")
    mixed = "room_gender: bea and dot, of different gender, would share room one of hostel."
    assert [fault for fault in audit(week, ANSWER) if "share" in fault] in (
        [mixed],
        [mixed.replace("bea and dot", "dot and bea")],
    )
    assert audit(under_policy(week, rules_off=("room_gender",)), ANSWER) == ()
    women_only = changed(week, "hostel", women_only=True)
    assert audit(under_policy(women_only, women_only_accepts=("woman", "non_binary")), ANSWER) == ()
    assert len(audit(changed(week, "hostel", women_only=False), ANSWER)) == 1


@pytest.mark.parametrize("gender", ["man", "unknown"])
def test_gender_matters_only_to_a_shared_room_and_to_people_placed_by_this_run(gender: str) -> None:
    assert faults_if("eve", gender=gender) == ()  # another room
    assert audit(changed(changed(WEEK, "bea", gender=gender), "dot", gender=gender), ANSWER) == ()
    already = with_rows(changed(WEEK, "dot", gender=gender), a_bed("h4", room_id="four"), a_bed("h5", room_id="four"))
    already = with_rows(
        already, somebody("fay", gender="man"), a_stay("fay", "h4"), somebody("gia"), a_stay("gia", "h5")
    )
    assert len(audit(already, ANSWER)) == 1  # Bea with Dot; Fay and Gia live together already
    assert "fay" not in audit(already, ANSWER)[0]


def test_whoever_takes_a_leavers_very_bed_does_not_share_its_room_with_her() -> None:
    week = with_rows(changed(WEEK, "eve", gender="man"), a_bed("h4", room_id="three"))
    assert audit(week, answer(week, cat="h3 by lou")) == ()
    assert len(audit(week, answer(week, cat="h4 by lou"))) == 1


def test_everybody_of_another_gender_in_a_room_is_told() -> None:
    week = with_rows(
        changed(WEEK, "bea", gender="man"), a_bed("h4", room_id="one"), somebody("fay"), a_stay("fay", "h4")
    )
    found = audit(week, ANSWER)
    assert len(found) == 2
    assert {name for fault in found for name in ("dot", "fay") if name in fault} == {"dot", "fay"}
