"""Beds offered by hand, outside a run: by the rules of a run, for a reason, and nobody passed over in silence."""

from collections.abc import Callable
from typing import Any

import pytest

from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow
from beds.domain.errors import BadInput, NotPermitted, PinContradiction
from beds.domain.snapshot import Snapshot
from beds.domain.steps import NotNow
from beds.services.decision.waive import waive
from beds.services.offer.accept import accept
from beds.services.offer.make import make
from beds.services.offer.withdraw import withdraw
from beds.services.proposal.approve import approve
from beds.services.stay.begin import begin
from tests.builders import MONDAY, a_bed, a_person, a_scheme, a_stay, a_worker, apart, days, somebody
from tests.data.store.sample import COORDINATOR, PLANNER, fill
from tests.services.decided.chain import ANN, CAT, DOT, EVE, home, offer_of, person
from tests.services.decided.proposed import propose


def a_house(**tables: Any) -> Snapshot:
    """Two vacant beds, two who seek one, and a key worker."""
    usual: dict[str, Any] = {
        "schemes": (a_scheme(),), "beds": (a_bed("h1"), a_bed("h2")), "workers": (a_worker(),),
        "people": (a_person(ANN), a_person(DOT, band="C")),
    }  # fmt: skip
    return Snapshot(**(usual | tables))


def decisions(store: Store) -> list[tuple[str, str | None, str | None, str]]:
    with store.read() as books:
        rows = books.session.query(DecisionRow).order_by(DecisionRow.decision_id)
        return [(row.kind, row.person_id, row.passed_person_id, row.reason_text) for row in rows]


def test_a_bed_offered_by_hand_has_the_days_and_the_worker_of_a_run_and_can_be_taken_up(store: Store) -> None:
    fill(store, a_house(beds=(a_bed("h1", open_from=days(2)),)))
    done = make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move", note="agreed by phone", reply_by=days(1))
    offer = offer_of(store, ANN)
    assert (offer.row_id, offer.worker_id, offer.start_on, offer.reply_by) == (None, "kit", days(2), days(1))
    assert offer.planned_end is not None
    assert "offered ann bed h1 from 2026-11-25, outside a run" in done.said[0]
    assert "A move agreed outside the run: agreed by phone" in done.said[0]
    assert decisions(store) == [("amended", ANN, None, "A move agreed outside the run: agreed by phone")]
    accept(store, COORDINATOR, offer.offer_id, MONDAY)
    begin(store, COORDINATOR, offer.offer_id, days(2))
    assert getattr(home(store, ANN), "bed_id", None) == "h1"
    assert person(store, ANN).worker_id == "kit"


def test_whoever_is_in_front_is_kept_as_passed_over(store: Store) -> None:
    fill(store, a_house())
    done = make(store, COORDINATOR, DOT, "h1", MONDAY, "safeguarding")
    assert "passed over ann (band B, 10 days) with a decision about bed h1" in done.said[1]
    assert decisions(store)[1] == ("passed_over", DOT, ANN, "A safeguarding decision")


def test_every_rule_that_refuses_it_is_named_with_its_waiver(store: Store) -> None:
    fill(
        store,
        a_house(schemes=(a_scheme(women_only=True, needs_connection=True),), people=(a_person(ANN, gender="man"),)),
    )
    with pytest.raises(NotNow) as refused:
        make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")
    said = str(refused.value)
    assert "women_only:" in said
    assert "beds waive ann women_only" not in said
    assert "connection:" in said
    assert "beds waive ann connection" in said
    with store.read() as books:
        assert books.proposals.offers() == []


def test_a_waiver_clears_the_way(store: Store) -> None:
    fill(store, a_house(schemes=(a_scheme(needs_connection=True),)))
    with pytest.raises(NotNow):
        make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")
    waive(store, COORDINATOR, ANN, "connection", MONDAY, "fled")
    make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")


def test_who_may_live_together_and_key_workers_bind_it_too(store: Store) -> None:
    fill(
        store,
        a_house(
            people=(a_person(ANN), a_person(DOT), somebody(CAT)), stays=(a_stay(CAT, "h2"),),
            keep_apart=(apart(ANN, CAT, "scheme"),), workers=(a_worker("kit", 1),),
        ),
    )  # fmt: skip
    with pytest.raises(
        PinContradiction, match=r"as things stand\.\nRule keep_apart: somebody who must be kept apart [^\n]*$"
    ):
        make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")
    make(store, COORDINATOR, DOT, "h1", MONDAY, "managed_move")
    with pytest.raises(NotNow, match="Bed h1 is on offer to dot"):
        make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")


def test_nobody_has_two_offers(store: Store) -> None:
    fill(store, a_house())
    make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")
    with pytest.raises(NotNow, match="Bed h1 is on offer to ann"):
        make(store, COORDINATOR, ANN, "h2", MONDAY, "managed_move")


def test_the_bed_of_somebody_who_has_said_yes_to_another_one_can_be_offered(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    for name in (EVE, CAT):
        accept(store, COORDINATOR, offer_of(store, name).offer_id, MONDAY)
    withdraw(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY, "change_of_need")
    make(store, COORDINATOR, DOT, "h1", MONDAY, "managed_move")
    assert offer_of(store, DOT).start_on == offer_of(store, CAT).start_on


def test_an_approval_does_not_take_back_what_was_offered_by_hand(store: Store) -> None:
    fill(
        store,
        a_house(beds=(a_bed("h1"), a_bed("h2", features=("garden",))), people=(a_person(ANN, prefers=("garden",)),)),
    )
    run = propose(store)
    make(store, COORDINATOR, ANN, "h1", MONDAY, "managed_move")
    with pytest.raises(NotNow, match="offered bed h1 by hand"):
        approve(store, COORDINATOR, run, MONDAY)
    assert offer_of(store, ANN).status == "made"


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        (lambda store: make(store, COORDINATOR, ANN, "h1", MONDAY, ""), BadInput),
        (lambda store: make(store, COORDINATOR, CAT, "h1", MONDAY, "managed_move"), NotNow),
        (lambda store: make(store, PLANNER, ANN, "h1", MONDAY, "managed_move"), NotPermitted),
    ],
)
def test_it_needs_a_reason_a_candidate_and_a_coordinator(
    store: Store, attempt: Callable[[Store], object], error: type[Exception]
) -> None:
    fill(store, a_house(people=(a_person(ANN), somebody(CAT))))
    with pytest.raises(error):
        attempt(store)


def test_a_bed_that_somebody_lives_in_is_not_offered(store: Store, run: int) -> None:
    with pytest.raises(PinContradiction, match="in_service"):
        make(store, COORDINATOR, DOT, "h1", MONDAY, "managed_move")
