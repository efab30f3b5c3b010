"""Pins, forbids and waivers; key workers that change; beds out of use."""

from datetime import date

import pytest

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.errors import BadInput, DoubleBooking, NotPermitted
from beds.domain.snapshot import Snapshot
from beds.domain.steps import NotNow
from beds.services.decision.pin import pin, take_back_pin
from beds.services.decision.waive import take_back_waiver, waive
from beds.services.offer.accept import accept
from beds.services.proposal.approve import approve
from beds.services.reasons import reasons
from beds.services.run_week import run_week
from beds.services.stay.begin import begin
from beds.services.stay.leave import leave
from beds.services.stay.step_back import step_back
from beds.services.void_bed import begin_void, cancel_void, end_void
from beds.services.waiting.keep import close, reopen
from beds.services.worker_change import change_worker, hand_over
from tests.builders import MONDAY, a_worker, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill
from tests.services.decided.chain import ANN, CAT, DOT, EVE, a_chain, offer_of, person


def facts(store: Store, on: date = MONDAY) -> Snapshot:
    with store.read() as books:
        return books.facts.snapshot(on)


def test_a_pin_holds_until_its_last_day_and_can_be_taken_back(store: Store, run: int) -> None:
    pin(store, COORDINATOR, ANN, "h1", MONDAY, "promised", expires_on=days(7), decided_by="panel")
    (found,) = facts(store).pins
    assert (found.person_id, found.action, found.reason, found.decided_by) == (ANN, "pin", "promised", "panel")
    assert facts(store, days(7)).pins
    assert not facts(store, days(8)).pins
    with pytest.raises(NotNow, match="decided already"):
        pin(store, COORDINATOR, ANN, "h1", MONDAY, "promised")
    take_back_pin(store, COORDINATOR, ANN, "h1", days(1), reason="she thought again")
    assert not facts(store, days(1)).pins
    with pytest.raises(NotNow, match="no such decision"):
        take_back_pin(store, COORDINATOR, ANN, "h1", days(1))


def test_a_pin_that_passes_over_somebody_is_kept_as_that(store: Store, run: int) -> None:
    leave(store, COORDINATOR, CAT, MONDAY, "abandoned")
    done = pin(store, COORDINATOR, DOT, "h1", MONDAY, "she knows the house")
    assert "passed over ann (band B, 10 days) with a decision about bed h1" in done.said[1]
    with store.read() as books:
        kept = [books.facts.get(DecisionRow, number) for number in (1, 2)]
    assert [(one.kind, one.person_id, one.passed_person_id, one.reason_text) for one in kept] == [
        ("pinned", DOT, None, "she knows the house"),
        ("passed_over", DOT, ANN, "she knows the house"),
    ]


def test_a_pin_of_the_one_in_front_passes_over_nobody(store: Store, run: int) -> None:
    leave(store, COORDINATOR, CAT, MONDAY, "abandoned")
    assert len(pin(store, COORDINATOR, ANN, "h1", MONDAY, "promised").said) == 1


def test_a_pin_needs_a_candidate_a_bed_that_is_not_hers_and_a_reason(store: Store, run: int) -> None:
    with pytest.raises(BadInput):
        pin(store, COORDINATOR, ANN, "h1", MONDAY, " ")
    with pytest.raises(BadInput):
        pin(store, COORDINATOR, ANN, "h1", MONDAY, "promised", expires_on=days(-1))
    with pytest.raises(NotNow, match="lives in bed h1 already"):
        pin(store, COORDINATOR, CAT, "h1", MONDAY, "promised")
    with pytest.raises(NotFound):
        pin(store, COORDINATOR, "nobody", "h1", MONDAY, "promised")
    with pytest.raises(NotFound):
        pin(store, COORDINATOR, ANN, "h9", MONDAY, "promised")


def test_a_pin_waits_while_she_seeks_nothing_and_ends_with_what_it_asked_for(store: Store, run: int) -> None:
    pin(store, COORDINATOR, EVE, "f1", MONDAY, "promised")
    close(store, COORDINATOR, EVE, MONDAY, "housed_elsewhere")
    assert not facts(store).pins
    run_week(store, COORDINATOR, MONDAY)
    reopen(store, COORDINATOR, EVE, days(1))
    assert facts(store, days(1)).pins
    again = run_week(store, COORDINATOR, days(1)).run_id
    approve(store, COORDINATOR, again, days(1), only=[EVE])
    offer = offer_of(store, EVE)
    accept(store, COORDINATOR, offer.offer_id, days(1))
    begin(store, COORDINATOR, offer.offer_id, offer.start_on)
    step_back(store, COORDINATOR, EVE, days(20), "a lapse")
    assert not facts(store, days(20)).pins
    run_week(store, COORDINATOR, days(20))


def test_a_forbid_binds_runs(store: Store, run: int) -> None:
    pin(store, COORDINATOR, ANN, "h1", MONDAY, "unsafe", action="forbid")
    assert [one.action for one in facts(store).pins] == ["forbid"]


def test_a_waiver_holds_from_its_first_day_to_its_last(store: Store, run: int) -> None:
    waive(store, COORDINATOR, ANN, "connection", MONDAY, "fled", expires_on=days(30))
    (found,) = facts(store).waivers
    assert found.in_force(days(30))
    assert not found.in_force(days(31))
    with pytest.raises(NotNow, match="waived for ann already"):
        waive(store, COORDINATOR, ANN, "connection", days(30), "fled")
    waive(store, COORDINATOR, ANN, "connection", days(31), "fled")
    take_back_waiver(store, COORDINATOR, ANN, "connection", days(31))
    assert not facts(store, days(31)).waivers
    with pytest.raises(NotNow, match="not waived"):
        take_back_waiver(store, COORDINATOR, ANN, "connection", days(31))


def test_only_rules_that_can_be_waived_are(store: Store, run: int) -> None:
    with pytest.raises(BadInput, match="cannot be waived"):
        waive(store, COORDINATOR, ANN, "consent", MONDAY, "fled")


def test_a_worker_keeps_her_until_the_handover_is_done(store: Store, run: int) -> None:
    change_worker(store, COORDINATOR, ANN, "mo", MONDAY, "she asked", handover_on=days(7))
    assert person(store, ANN).worker_id == "kit"
    with pytest.raises(NotNow, match="still to come"):
        change_worker(store, COORDINATOR, ANN, "mo", days(1), "she asked")
    hand_over(store, COORDINATOR, ANN, days(8))
    assert person(store, ANN).worker_id == "mo"
    with store.read() as books:
        row = books.facts.get(WorkerChangeRow, 1)
    assert (row.agreed_on, row.handover_on, row.handed_over_on, row.reason) == (MONDAY, days(7), days(8), "she asked")
    with pytest.raises(NotNow, match="No handover"):
        hand_over(store, COORDINATOR, ANN, days(9))


def test_a_worker_can_change_at_once_but_not_to_one_who_is_out(store: Store) -> None:
    fill(store, a_chain(workers=(a_worker(), a_worker("mo"), a_worker("lea", leaving_on=days(10)))))
    with pytest.raises(NotNow, match="given nobody"):
        change_worker(store, COORDINATOR, ANN, "lea", MONDAY, "she asked")
    with pytest.raises(NotNow, match="already"):
        change_worker(store, COORDINATOR, ANN, "kit", MONDAY, "she asked")
    change_worker(store, COORDINATOR, ANN, "mo", MONDAY, "she asked")
    assert person(store, ANN).worker_id == "mo"


def test_a_bed_in_a_void_is_given_to_nobody_and_comes_back(store: Store, run: int) -> None:
    begin_void(store, COORDINATOR, "f1", MONDAY, "deep_clean", ended_on=days(20), note="mould")
    bed = next(bed for bed in facts(store).beds if bed.bed_id == "f1")
    assert bed.open_from == days(20)
    with pytest.raises(DoubleBooking, match="Two voids"):
        begin_void(store, COORDINATOR, "f1", days(19), "needle_sweep")
    end_void(store, COORDINATOR, "f1", days(5))
    with store.read() as books:
        row = books.facts.get(VoidRow, 1)
    assert (row.ended_on, row.reason_text, row.note) == (days(5), "Deep clean", "mould")
    with pytest.raises(NotNow, match="in use"):
        end_void(store, COORDINATOR, "f1", days(6))


def test_a_void_is_refused_where_somebody_lives_and_cancelled_where_it_was_a_mistake(store: Store, run: int) -> None:
    with pytest.raises(DoubleBooking, match="stay and a void"):
        begin_void(store, COORDINATOR, "h1", MONDAY, "deep_clean")
    with pytest.raises(BadInput):
        begin_void(store, COORDINATOR, "f1", MONDAY, "deep_clean", ended_on=MONDAY)
    begin_void(store, COORDINATOR, "f1", days(3), "deep_clean")
    cancel_void(store, COORDINATOR, "f1", MONDAY)
    assert next(bed for bed in facts(store, days(3)).beds if bed.bed_id == "f1").open_to is None


def test_a_void_names_whoever_the_bed_is_on_offer_to(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    done = begin_void(store, COORDINATOR, "f1", MONDAY, "resident_damage", ended_on=days(3))
    assert "on offer to eve" in done.follows[0]


def test_the_lists_of_reasons_are_there_for_whoever_chooses(store: Store) -> None:
    declining = reasons(store, COMMISSIONER, "decline")
    assert {one.side for one in declining} == {"hers", "provider"}
    assert {one.effect for one in declining} == {"none", "avoid_scheme", "pause"}
    assert len(reasons(store, COORDINATOR, "void")) == 7


def test_planners_decide_nothing(store: Store, run: int) -> None:
    for change in (
        lambda: pin(store, PLANNER, ANN, "h1", MONDAY, "promised"),
        lambda: take_back_pin(store, PLANNER, ANN, "h1", MONDAY),
        lambda: waive(store, PLANNER, ANN, "age", MONDAY, "agreed"),
        lambda: take_back_waiver(store, PLANNER, ANN, "age", MONDAY),
        lambda: change_worker(store, PLANNER, ANN, "mo", MONDAY, "she asked"),
        lambda: hand_over(store, PLANNER, ANN, MONDAY),
        lambda: begin_void(store, PLANNER, "f1", MONDAY, "deep_clean"),
        lambda: end_void(store, PLANNER, "f1", MONDAY),
        lambda: cancel_void(store, PLANNER, "f1", MONDAY),
    ):
        with pytest.raises(NotPermitted):
            change()
