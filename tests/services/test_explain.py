"""One person explained: every scheme, every rule, what this run does for her; and nobody else's id."""

from typing import Any

import pytest

from beds.domain.week import Week
from beds.rules.catalogue import UNARY
from beds.services.explain import NobodyOfThatId, PersonExplained, explain_person
from tests.builders import a_bed, a_person, a_scheme, a_stay, a_waiver, a_week, a_worker, apart, days, somebody


def explained(*rows: Any, person_id: str = "ann", **policy: Any) -> PersonExplained:
    week = a_week(*rows, **{"rules_off": ("key_worker",)} | policy)
    return explain_person(week.snapshot, week.on, person_id)


def test_every_rule_on_person_and_bed_speaks_of_every_bed_of_every_scheme() -> None:
    seen = explained(a_person(), a_bed("b1"), a_bed("b2", step_free=True), a_bed("b3", "flats"), a_scheme("flats", 3))
    assert [one.scheme.scheme_id for one in seen.schemes] == ["hostel", "flats"]
    for one in seen.schemes:
        for rule in UNARY:
            beds = [bed for said in one.judgements if said.rule == rule for bed in said.beds]
            assert sorted(beds) == list(one.beds)


def test_what_a_rule_says_alike_of_many_beds_is_said_once_with_their_facts_counted() -> None:
    beds = (a_bed("b1"), a_bed("b2", step_free=True), a_bed("b3", step_free=True))
    seen = explained(a_person(step_free_needed=False), *beds)
    (said,) = [said for said in seen.schemes[0].judgements if said.rule.id == "step_free"]
    assert said.beds == ("b1", "b2", "b3")
    assert [(fact.value, count) for fact, count in said.facts if fact.name == "step_free"] == [
        ("yes", 2),
        ("not known", 1),
    ]


def test_a_refusal_has_the_sentence_of_its_rule_and_counts_its_beds() -> None:
    seen = explained(a_person(step_free_needed=True), a_bed("b1", step_free=True), a_bed("b2", step_free=False))
    (hostel,) = seen.schemes
    (said,) = [said for said in hostel.judgements if said.verdict == "refuses"]
    assert said.beds == ("b2",)
    assert said.sentence == "Step-free access is needed; this bed has none."
    assert hostel.eligible == ("b1",)
    assert hostel.refused_by() == {"step_free": 1}


def test_somebody_placed_is_told_her_row_and_no_cause() -> None:
    seen = explained(a_person(), a_bed())
    assert seen.row is not None
    assert seen.row.bed_id == "bed"
    assert seen.unplaced is None


def test_somebody_without_a_bed_is_told_the_cause_and_what_would_place_her() -> None:
    seen = explained(a_person(recourse=False), a_scheme(needs_recourse=True), a_bed())
    assert seen.unplaced is not None
    assert (seen.unplaced.cause, seen.unplaced.alone_rules) == ("no_eligible_bed", ("recourse",))


def test_a_waived_rule_keeps_its_sentence_and_refuses_nothing() -> None:
    seen = explained(a_person(recourse=False), a_scheme(needs_recourse=True), a_bed(), a_waiver("recourse"))
    (said,) = [said for said in seen.schemes[0].judgements if said.rule.id == "recourse"]
    assert said.verdict == "waived"
    assert "needs recourse" in said.sentence
    assert seen.schemes[0].eligible == ("bed",)


def test_her_own_bed_is_not_judged() -> None:
    seen = explained(a_person(), a_stay("ann", "home"), a_bed("other"))
    assert seen.schemes[0].beds == ("other",)


def test_somebody_who_seeks_nothing_is_explained_without_a_run() -> None:
    seen = explained(somebody("ann"), a_bed())
    assert seen.row is None
    assert seen.schemes[0].refused_by() == {"phase": 1}


def test_people_kept_apart_are_counted_not_named() -> None:
    rows = (a_person(), a_person("bea"), a_person("cia"), a_bed())
    seen = explained(*rows, apart("ann", "bea"), apart("cia", "ann"), apart("bea", "cia", "area"))
    assert seen.kept_apart == (("room", 2),)


@pytest.mark.parametrize(("away_to", "is_out"), [(days(1), False), (None, True)])
def test_a_worker_who_is_out_is_told(away_to: Any, is_out: bool) -> None:
    worker = a_worker(away_from=days(-1), away_to=away_to)
    seen = explained(a_person(worker_id="kit"), a_bed(), worker, rules_off=())
    assert (seen.worker.worker_id, seen.worker.is_out) == ("kit", is_out)


def test_an_id_that_nobody_has_is_told_with_the_likely_one() -> None:
    week = a_week(a_person("P007"))
    with pytest.raises(NobodyOfThatId, match="Did you mean “P007”"):
        explain_person(week.snapshot, week.on, "p7")
    with pytest.raises(NobodyOfThatId, match=r"nobody with the person_id “xyz”\.$"):
        explain_person(week.snapshot, week.on, "xyz")


def test_progress_is_told() -> None:
    week: Week = a_week(a_person(), a_bed(), rules_off=("key_worker",))
    told: list[str] = []
    explain_person(week.snapshot, week.on, "ann", progress=lambda stage, done, total: told.append(stage))
    assert told
