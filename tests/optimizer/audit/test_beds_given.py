"""Audit of person and bed: the bed exists, is free and given once; no rule refuses; pins are kept."""

from dataclasses import replace

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_forbid,
    a_person,
    a_pin,
    a_waiver,
    a_week,
    changed,
    days,
    under_policy,
    with_rows,
)
from tests.optimizer.audit.answers import answer, row_of, with_row
from tests.optimizer.audit.spoiling import ANSWER, WEEK, faults_if, faults_with


def test_a_bed_that_does_not_exist() -> None:
    assert "bea is given bed 'h9', which does not exist." in faults_with("bea", bed_id="h9")


def test_a_placement_that_names_no_bed() -> None:
    assert "bea is given bed '', which does not exist." in faults_with("bea", bed_id="")


def test_a_bed_given_twice() -> None:
    twice = replace(row_of(ANSWER, "bea"), person_id="cat", band="D")
    found = audit(WEEK, replace(ANSWER, rows=(*ANSWER.rows[:2], twice)))
    assert "Bed h1 is given to more than one: bea, cat." in found


def test_a_bed_in_which_somebody_lives() -> None:
    assert set(faults_with("bea", bed_id="h2", chain=None)) >= {
        "bea is given bed h2, but dot lives in it and stays.",
        "in_service refuses bea bed h2: Somebody lives in this bed and is not leaving this week.",
    }


def test_a_bed_that_its_mover_keeps() -> None:
    stays = with_row(ANSWER, "ann", outcome="stays", **dict.fromkeys(("bed_id", "scheme_id", "worker_id"), ""))
    assert "bea is given bed h1, but ann lives in it and stays." in audit(WEEK, stays)


def test_the_bed_she_lives_in() -> None:
    assert "ann is given bed h1, in which she lives." in faults_with("ann", bed_id="h1")


def test_a_leavers_bed_is_free_from_the_day_she_leaves() -> None:
    allocation = answer(WEEK, cat="h3 by lou")
    assert row_of(allocation, "cat").start_on == days(4)
    assert audit(WEEK, allocation) == ()


def test_a_rule_that_refuses() -> None:
    refused = "household refuses bea bed h1: The Hostel takes no pets; a pet comes along."
    week = changed(changed(WEEK, "hostel", takes_pets=False), "bea", pets=True)
    assert audit(week, ANSWER) == (refused,)
    assert audit(under_policy(week, rules_off=("household",)), ANSWER) == ()


def test_a_rule_that_is_waived_does_not_refuse() -> None:
    week = changed(WEEK, "hostel", needs_recourse=True)
    assert audit(week, ANSWER) == (
        "recourse refuses bea bed h1: The Hostel needs recourse to public funds; "
        "whether there is recourse is not known.",
    )
    assert audit(with_rows(week, a_waiver("recourse", "bea")), ANSWER) == ()
    assert len(audit(with_rows(week, a_waiver("recourse", "cat")), ANSWER)) == 1
    assert len(audit(with_rows(week, a_waiver("recourse", "bea", expires_on=days(-1))), ANSWER)) == 1


def test_every_rule_that_refuses_is_told() -> None:
    found = faults_if("bea", avoid_areas=("north",), withhold_from=("alder",))
    assert [fault.split()[0] for fault in found] == ["area", "consent"]


def test_rules_are_judged_for_everybody_placed_however_many() -> None:
    people = [f"p{number:03}" for number in range(150)]
    week = a_week(
        *(a_person(person_id) for person_id in people),
        *(a_bed(f"bed-{person_id}", f"house-{number % 7}") for number, person_id in enumerate(people)),
        rules_off=("key_worker",),
    )
    allocation = answer(week, **{person_id: f"bed-{person_id}" for person_id in people})
    assert audit(week, allocation) == ()
    for person_id in ("p000", "p063", "p064", "p146", "p149"):
        found = audit(changed(week, f"bed-{person_id}", open_to=days(6)), allocation)
        refused = [fault for fault in found if "in_service" in fault]
        assert refused == [f"in_service refuses {person_id} bed bed-{person_id}: This bed closes on 2026-11-29."]


def test_a_forbidden_pair() -> None:
    assert audit(with_rows(WEEK, a_forbid("bea", "h1")), ANSWER) == (
        "forbidden refuses bea bed h1: A coordinator has decided that this bed shall not be offered here.",
    )
    assert audit(with_rows(WEEK, a_forbid("bea", "h3"), a_forbid("cat", "h1")), ANSWER) == ()


def test_a_pin_is_kept_or_not() -> None:
    assert audit(with_rows(WEEK, a_pin("bea", "h1")), ANSWER) == ()
    assert audit(with_rows(WEEK, a_pin("bea", "h3")), ANSWER) == ("The pin of bea to bed h3 is not kept.",)
    kit = replace(a_pin("bea", "h1"), worker_id="nobody she has")
    assert ["names key worker nobody she has" in fault for fault in audit(with_rows(WEEK, kit), ANSWER)] == [True]
    assert audit(with_rows(WEEK, a_pin("cat", "h3")), ANSWER) == ("The pin of cat to bed h3 is not kept.",)
