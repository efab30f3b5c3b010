"""One rule before one person and one place: passed, refused, waived, off, or passed for want of a fact."""

from datetime import date
from typing import Any

import pytest

from beds.domain.places import Bed, Scheme
from beds.rules.catalogue import CATALOGUE
from beds.rules.columns import place_of
from beds.services.facts import facts_read
from beds.services.verdicts import verdict
from tests.builders import a_bed, a_forbid, a_person, a_scheme, a_stay, a_waiver, a_week, days


def judged(rule: str, facts: Any = None, scheme: Any = None, bed: Any = None, rows: Any = (), **policy: Any) -> str:
    """The verdict of a rule on ann before one bed of the hostel."""
    beds: list[Bed | Scheme] = [a_scheme(**(scheme or {})), a_bed(**(bed or {}))]
    week = a_week(*beds, a_person(**(facts or {})), *rows, **policy)
    return verdict(CATALOGUE[rule], week.people["ann"], place_of("bed", week), week)


@pytest.mark.parametrize(
    ("rule", "facts", "scheme", "expected"),
    [
        ("phase", {"seeks": (1,)}, {}, "passes"),
        ("phase", {"seeks": (2,)}, {}, "refuses"),
        ("age", {"birth_date": date(2010, 1, 1)}, {"min_age": 18}, "refuses"),
        ("age", {"birth_date": date(1990, 1, 1)}, {"min_age": 18}, "passes"),
        ("age", {"birth_date": None}, {"min_age": 18}, "not_known"),
        ("age", {"birth_date": None}, {"max_age": 25}, "not_known"),
        ("age", {"birth_date": None}, {}, "passes"),
        ("intentional", {"intentional": None}, {"takes_intentional": False}, "not_known"),
        ("intentional", {"intentional": None}, {"takes_intentional": True}, "passes"),
        ("intentional", {"intentional": True}, {"takes_intentional": None}, "not_known"),
        ("intentional", {"intentional": False}, {"takes_intentional": None}, "passes"),
        ("recourse", {"recourse": None}, {"needs_recourse": True}, "refuses"),
        ("recourse", {"recourse": False}, {"needs_recourse": None}, "not_known"),
        ("household", {"children": None}, {"takes_children": False}, "not_known"),
        ("household", {"children": 0}, {"takes_children": False}, "passes"),
        ("household", {"pets": True}, {"takes_pets": None}, "not_known"),
        ("substance", {"substance": ""}, {"substance_policy": "in_treatment"}, "not_known"),
        ("substance", {"substance": ""}, {"substance_policy": "abstinent"}, "refuses"),
        ("substance", {"substance": ""}, {"substance_policy": "any"}, "passes"),
        ("women_only", {"gender": "unknown"}, {"women_only": True}, "refuses"),
        ("women_only", {"gender": "man"}, {"women_only": None}, "not_known"),
        ("programme_limit", {"programme_start": None}, {}, "passes"),
    ],
)
def test_a_missing_fact_is_told_where_it_might_have_mattered_and_nowhere_else(
    rule: str, facts: Any, scheme: Any, expected: str
) -> None:
    assert judged(rule, facts, scheme) == expected


def test_a_waiver_in_force_is_told_as_such_only_where_the_rule_would_refuse() -> None:
    too_young, waiver = {"birth_date": date(2010, 1, 1)}, a_waiver("age")
    assert judged("age", too_young, {"min_age": 18}, rows=[waiver]) == "waived"
    assert judged("age", too_young, {"min_age": 10}, rows=[waiver]) == "passes"
    assert judged("age", too_young, {"min_age": 18}, rows=[a_waiver("age", expires_on=days(-1))]) == "refuses"


def test_a_rule_that_the_policy_switches_off_says_nothing_else() -> None:
    assert judged("phase", {"seeks": (2,)}, rules_off=("phase",)) == "off"


def test_step_free_access_that_is_not_known_may_be_needed() -> None:
    assert judged("step_free", {"step_free_needed": None}, bed={"step_free": False}) == "not_known"
    assert judged("step_free", {"step_free_needed": None}, bed={"step_free": True}) == "passes"
    assert judged("step_free", {"step_free_needed": True}, bed={"step_free": None}) == "refuses"


def told(rule: str, *rows: Any, bed_id: str = "bed") -> dict[str, str]:
    """The facts that a rule reads of ann before a bed, by name."""
    week = a_week(*rows)
    read = facts_read(CATALOGUE[rule], week.people["ann"], place_of(bed_id, week), week)
    return {fact.name: fact.value for fact in read}


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE.values() if rule.refuses], ids=lambda rule: rule.id)
def test_every_rule_on_person_and_bed_can_tell_the_facts_it_goes_by(rule: Any) -> None:
    facts = told(rule.id, a_person(), a_bed())
    assert {*rule.reads, *rule.policy_keys} <= set(facts)
    assert all(facts.values())


def test_facts_are_told_with_what_a_blank_means_in_their_column() -> None:
    assert told("age", a_person(birth_date=date(2000, 11, 24)), a_bed(), a_scheme(min_age=18)) == {
        "birth_date": "2000-11-24 (25 years)", "min_age": "18", "max_age": "no limit",
    }  # fmt: skip
    assert told("recourse", a_person(recourse=False), a_bed()) == {"recourse": "no", "needs_recourse": "not known"}
    assert told("route", a_person(), a_bed()) == {"route": "not known", "routes": "every route"}
    assert told("household", a_person(children=0), a_bed())["children"] == "0"
    assert told("needs", a_person(needs=("cot", "garden")), a_bed(features=("cot",))) == {
        "needs": "cot, garden", "features": "cot",
    }  # fmt: skip


def test_who_lives_in_the_bed_is_told_without_saying_who() -> None:
    assert told("in_service", a_person(), a_bed())["lived in by"] == "nobody"
    facts = told("in_service", a_person(), a_stay("bea", "home"), bed_id="home")
    assert facts["lived in by"] == "somebody who stays"
    assert "bea" not in str(facts)


def test_a_bed_that_is_forbidden_to_others_is_not_forbidden_to_her() -> None:
    rows = (a_person(), a_person("bea"), a_bed())
    assert told("forbidden", *rows, a_forbid("bea", "bed"))["pins"] == "none forbids"
    assert told("forbidden", *rows, a_forbid("ann", "bed"))["pins"] == "this bed is forbidden to her"


def test_a_shared_room_is_told_as_shared() -> None:
    rooms = (a_bed(room_id="r"), a_bed("other", room_id="r"))
    assert told("shared_room", a_person(), *rooms)["room_id"] == "shared with another bed"
    assert told("shared_room", a_person(), a_bed(room_id="r"))["room_id"] == "a room of its own"
