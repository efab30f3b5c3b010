"""Deciding on a proposal: in whole, in part, against it, and never on facts that have changed."""

from datetime import date
from typing import Any

import pytest

from beds.data.store.facts import Facts, NotFound
from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow, ReasonRow, WaiverRow
from beds.domain.errors import BadInput, NotPermitted, StaleEdit
from beds.domain.snapshot import Snapshot
from beds.domain.steps import NotNow
from beds.services.decision.waive import waive
from beds.services.offer.accept import accept
from beds.services.offer.decline import decline
from beds.services.offer.withdraw import withdraw
from beds.services.proposal.approve import approve
from beds.services.proposal.fresh import FactsChanged
from beds.services.proposal.refuse import refuse
from beds.services.proposal.show import show_proposal
from beds.services.record_words import SENTENCES
from beds.services.stay.begin import begin
from beds.services.unit_of_work import changing
from beds.services.waiting.refer import refer
from tests.builders import MONDAY, a_stay, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill
from tests.services.decided.chain import ANN, BEDS, CAT, DOT, EVE, a_chain, housed, offer_of, rows, statuses
from tests.services.decided.proposed import propose


def decisions(store: Store) -> list[DecisionRow]:
    with store.read() as books:
        found: list[Any] = []
        number = 1
        while True:
            try:
                found.append(books.facts.get(DecisionRow, number))
            except NotFound:
                return found
            number += 1


def test_the_whole_of_a_proposal_is_approved_and_offered(store: Store, run: int) -> None:
    done = approve(store, COORDINATOR, run, MONDAY, reply_by=days(3))
    assert statuses(store, run) == {ANN: "offered", CAT: "offered", EVE: "offered"}
    for name, bed in BEDS.items():
        offer = offer_of(store, name)
        assert (offer.bed_id, offer.status, offer.made_on, offer.reply_by) == (bed, "made", MONDAY, days(3))
    shown = show_proposal(store, COORDINATOR)
    assert (shown.status, shown.decided_by) == ("approved", "cora")
    assert {row.person_id: row.waits_for for row in shown.beds} == {ANN: CAT, CAT: EVE, EVE: ""}
    assert sum("Ask " in line for line in done.follows) == 3
    assert "cora decided on run 1. Beds on offer or accepted: 3;" in done.said[-1]


def test_only_some_are_approved_and_the_rest_stays_open(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY, only=[EVE])
    assert statuses(store, run) == {ANN: "proposed", CAT: "proposed", EVE: "offered"}
    assert show_proposal(store, COORDINATOR).status == "partly_approved"
    approve(store, COORDINATOR, run, MONDAY)
    assert show_proposal(store, COORDINATOR).status == "approved"


def test_a_link_is_not_approved_before_the_move_that_frees_its_bed(store: Store, run: int) -> None:
    with pytest.raises(NotNow, match="The bed of ann is freed by the move of cat"):
        approve(store, COORDINATOR, run, MONDAY, only=[ANN])


def test_leaving_somebody_out_needs_a_reason_that_is_kept_and_holds_the_links_behind(store: Store, run: int) -> None:
    with pytest.raises(BadInput) as refused:
        approve(store, COORDINATOR, run, MONDAY, but=[CAT])
    assert "safeguarding" in str(refused.value)
    done = approve(store, COORDINATOR, run, MONDAY, but=[CAT], reason="safeguarding", note="seen on Friday")
    assert statuses(store, run) == {ANN: "held", CAT: "refused", EVE: "offered"}
    assert "h1 does not become free" in rows(store, run)[ANN].held_because
    assert any("ann is held" in said for said in done.said)
    kept = [one for one in decisions(store) if one.kind == "refused"]
    assert [(one.person_id, one.bed_id, one.reason_text, one.decided_by) for one in kept] == [
        (CAT, "s1", "A safeguarding decision: seen on Friday", "cora")
    ]


def test_the_wording_of_a_reason_is_frozen_on_the_decision(store: Store, run: int) -> None:
    refuse(store, COORDINATOR, run, MONDAY, "risk_known", only=[ANN])
    with changing(store, COORDINATOR, "decide") as work:
        work.books.facts.get(ReasonRow, "risk_known").text = "Something else"
        work.tell("pin_changed")
    assert [one.reason_text for one in decisions(store)] == ["A risk that the files do not show"]


def test_the_facts_are_read_once_however_many_beds_are_free_again(
    store: Store, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[date] = []
    snapshot = Facts.snapshot

    def counted(facts: Facts, on: date) -> Snapshot:
        read.append(on)
        return snapshot(facts, on)

    monkeypatch.setattr(Facts, "snapshot", counted)
    done = refuse(store, COORDINATOR, run, MONDAY, "safeguarding")
    assert sum("bed" in line and ("In front" in line or "Nobody" in line) for line in done.follows) == 3
    assert read == [MONDAY]


def test_a_refused_proposal_offers_nothing(store: Store, run: int) -> None:
    refuse(store, COORDINATOR, run, MONDAY, "other_decision")
    assert set(statuses(store, run).values()) == {"refused"}
    assert show_proposal(store, COORDINATOR).status == "refused"
    with pytest.raises(NotNow):
        approve(store, COORDINATOR, run, MONDAY)


def test_a_proposal_on_facts_that_have_changed_is_refused_and_the_change_is_named(store: Store, run: int) -> None:
    refer(store, COORDINATOR, ANN, MONDAY, [2], "A")
    with pytest.raises(FactsChanged, match="person ann: waiting_since, band, seeks"):
        approve(store, COORDINATOR, run, MONDAY)
    assert set(statuses(store, run).values()) == {"proposed"}
    # It does not concern the others.
    approve(store, COORDINATOR, run, MONDAY, only=[EVE, CAT])


def test_a_waiver_since_the_run_is_a_change_too(store: Store, run: int) -> None:
    waive(store, COORDINATOR, ANN, "age", MONDAY, "agreed")
    with pytest.raises(FactsChanged, match="waiver ann, age, 2026-11-23 is new"):
        approve(store, COORDINATOR, run, MONDAY)
    with store.read() as books:
        assert books.facts.get(WaiverRow, 1).reason == "agreed"


def test_what_the_proposal_itself_brought_about_is_no_change(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY, only=[EVE])
    offer = offer_of(store, EVE)
    accept(store, COORDINATOR, offer.offer_id, MONDAY)
    begin(store, COORDINATOR, offer.offer_id, offer.start_on)
    approve(store, COORDINATOR, run, MONDAY)
    assert statuses(store, run) == {ANN: "offered", CAT: "offered", EVE: "begun"}


def test_a_link_behind_somebody_who_leaves_anyway_is_not_held(store: Store) -> None:
    fill(store, a_chain(stays=(a_stay(CAT, "h1", leaving_on=days(2)), a_stay(EVE, "s1"))))
    run = propose(store)
    refuse(store, COORDINATOR, run, MONDAY, "managed_move", only=[CAT])
    assert statuses(store, run)[ANN] == "proposed"


def test_a_bed_that_she_declined_is_not_proposed_again_this_week(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    decline(store, COORDINATOR, offer_of(store, ANN).offer_id, days(1), "not_ready")
    assert statuses(store, propose(store))[DOT] == "proposed"
    with store.read() as books:
        assert [(one.person_id, one.bed_id, one.action) for one in books.facts.snapshot(days(6)).pins] == [
            (ANN, "h1", "forbid")
        ]
        assert not books.facts.snapshot(days(7)).pins


def test_nobody_gets_a_bed_that_the_proposal_did_not_give_her(store: Store, run: int) -> None:
    with pytest.raises(NotNow, match="no bed for dot"):
        approve(store, COORDINATOR, run, MONDAY, only=[DOT])


def test_a_decision_on_what_somebody_else_has_changed_is_refused(store: Store, run: int) -> None:
    seen = show_proposal(store, COORDINATOR).version
    approve(store, COORDINATOR, run, MONDAY, only=[EVE], version=seen)
    with pytest.raises(StaleEdit):
        approve(store, COORDINATOR, run, MONDAY, version=seen)


def test_a_later_run_carries_an_offer_of_the_same_bed_and_takes_back_another(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    first = {name: offer_of(store, name).offer_id for name in BEDS}
    accept(store, COORDINATOR, first[EVE], MONDAY)
    withdraw(store, COORDINATOR, first[CAT], MONDAY, "change_of_need")
    assert statuses(store, run) == {ANN: "held", CAT: "failed", EVE: "accepted"}
    again = propose(store)
    approve(store, COORDINATOR, again, MONDAY)
    assert offer_of(store, EVE).offer_id == first[EVE]
    assert statuses(store, again)[EVE] == "accepted"
    assert statuses(store, run)[EVE] == "superseded"
    assert offer_of(store, CAT).offer_id > first[CAT]
    assert offer_of(store, ANN).offer_id > first[ANN]


@pytest.mark.parametrize("actor", [PLANNER, COMMISSIONER])
def test_only_a_coordinator_decides(store: Store, run: int, actor: Any) -> None:
    with pytest.raises(NotPermitted):
        approve(store, actor, run, MONDAY)
    with pytest.raises(NotPermitted):
        refuse(store, actor, run, MONDAY, "other_decision")


def test_a_commissioner_sees_no_proposal(store: Store, run: int) -> None:
    with pytest.raises(NotPermitted):
        show_proposal(store, COMMISSIONER, run)


def test_there_is_no_proposal_of_a_run_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound, match="Run 9 has no proposal"):
        approve(store, COORDINATOR, 9, MONDAY)
    with pytest.raises(NotNow, match="no proposal yet"):
        show_proposal(store, COORDINATOR)


def test_the_record_tells_all_of_it_and_verifies(store: Store, run: int) -> None:
    housed(store, run, EVE, CAT, ANN)
    with store.read() as books:
        assert books.record.verify().broken is None
        told = [event for event in books.record.events() if event.kind in SENTENCES]
    assert {event.kind for event in told} >= {"offer_made", "offer_accepted", "stay_begun", "proposal_decided"}
    assert all(len(event.people) == 1 for event in told if event.kind in ("offer_made", "stay_begun", "offer_accepted"))
