"""Answers to offers: what each does, to her, to the chain, and to nobody's place on the list."""

from typing import Any

import pytest

from beds.data.store.store import Store
from beds.domain.errors import BadInput, NotPermitted, PinContradiction
from beds.domain.people import Person
from beds.domain.snapshot import Snapshot
from beds.domain.steps import NotNow
from beds.services.decision.pin import pin
from beds.services.offer.accept import accept
from beds.services.offer.decline import decline
from beds.services.offer.lapse import expire, no_arrival
from beds.services.offer.show import offers
from beds.services.offer.withdraw import withdraw
from beds.services.proposal.approve import approve
from beds.services.run_week import run_week
from beds.services.stay.begin import begin
from beds.services.stay.leave import leave
from beds.services.void_bed import begin_void, cancel_void
from tests.builders import MONDAY, a_bed, a_person, a_policy, a_scheme, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill
from tests.services.decided.chain import ANN, CAT, DOT, EVE, a_chain, offer_of, person, rows, statuses, waiting
from tests.services.decided.proposed import propose


def number(store: Store, name: str) -> int:
    return offer_of(store, name).offer_id


@pytest.fixture
def chain(store: Store, run: int) -> int:
    approve(store, COORDINATOR, run, MONDAY, reply_by=days(3))
    return run


def test_a_decline_holds_the_links_behind_names_them_and_says_who_is_in_front(store: Store, chain: int) -> None:
    accept(store, COORDINATOR, number(store, EVE), MONDAY)
    accept(store, COORDINATOR, number(store, ANN), MONDAY)
    done = decline(store, COORDINATOR, number(store, CAT), MONDAY, "room", note="too dark")
    assert statuses(store, chain) == {ANN: "held", CAT: "failed", EVE: "accepted"}
    assert "cat declined bed s1" in done.said[0]
    assert "The room or the bed does not suit her: too dark" in done.said[0]
    assert "ann is held: bed h1" in done.said[1]
    assert any("Tell ann" in line for line in done.follows)
    assert offer_of(store, ANN).status == "withdrawn"
    assert offer_of(store, EVE).status == "accepted"
    assert rows(store, chain)[ANN].held_because


def test_when_the_first_link_fails_the_whole_chain_is_held(store: Store, chain: int) -> None:
    done = decline(store, COORDINATOR, number(store, EVE), MONDAY, "not_ready")
    assert statuses(store, chain) == {ANN: "held", CAT: "held", EVE: "failed"}
    assert len(done.said) == 3


def test_when_the_last_link_fails_the_others_go_on_and_the_next_in_front_is_named(store: Store, chain: int) -> None:
    for name in (EVE, CAT):
        accept(store, COORDINATOR, number(store, name), MONDAY)
    done = decline(store, COORDINATOR, number(store, ANN), MONDAY, "not_ready")
    assert statuses(store, chain) == {ANN: "failed", CAT: "accepted", EVE: "accepted"}
    # The bed is lived in until cat moves: nobody on the list can have it before.
    assert len(done.said) == 1


@pytest.mark.parametrize(
    ("reason", "until", "avoids", "paused"),
    [
        ("not_ready", None, (), None),
        ("area", None, ("hostel",), None),
        ("risk", None, ("hostel",), None),
        ("mix", None, (), None),
        ("later", days(21), (), days(21)),
    ],
)
def test_a_decline_has_its_defined_effect_and_never_lowers_her_place(
    store: Store, chain: int, reason: str, until: Any, avoids: tuple[str, ...], paused: Any
) -> None:
    before = person(store, ANN)
    done = decline(store, COORDINATOR, number(store, ANN), MONDAY, reason, until=until)
    after, offer = person(store, ANN), offer_of(store, ANN)
    assert (after.waiting_since, after.band, after.seeks) == (before.waiting_since, before.band, before.seeks)
    assert after.avoid_schemes == avoids
    assert "place on the list is kept" in done.follows[0]
    assert (offer.reason_code, offer.effect_until) == (reason, until)
    if paused:
        assert waiting(store, ANN).paused_until == paused
        with store.read() as books:
            seeks = {day: one.seeks for day in (days(20), days(21)) for one in books.facts.snapshot(day).people
                     if one.person_id == ANN}  # fmt: skip
        assert seeks == {days(20): (), days(21): (1,)}


def test_whoever_was_pinned_and_declines_is_pinned_no_more_and_the_week_can_be_run_again(store: Store) -> None:
    fill(store, a_chain())
    pin(store, COORDINATOR, ANN, "h1", MONDAY, "promised")
    run = run_week(store, COORDINATOR, MONDAY).run_id
    approve(store, COORDINATOR, run, MONDAY)
    done = decline(store, COORDINATOR, number(store, ANN), MONDAY, "room")
    assert any("h1 was taken back" in one for one in done.follows)
    again = run_week(store, COORDINATOR, MONDAY)
    assert all(row.bed_id != "h1" for row in again.allocation.rows if row.person_id == ANN)


def test_an_offer_is_answered_once_and_not_before_it_was_made(store: Store, chain: int) -> None:
    with pytest.raises(
        NotNow, match="was made on 2026-11-23, after 2026-11-22: nothing can have happened to it by then"
    ):
        accept(store, COORDINATOR, number(store, ANN), days(-1))
    accept(store, COORDINATOR, number(store, ANN), MONDAY)
    with pytest.raises(NotNow, match="accepted already"):
        accept(store, COORDINATOR, number(store, ANN), MONDAY)
    decline(store, COORDINATOR, number(store, ANN), MONDAY, "not_ready")
    with pytest.raises(NotNow, match="declined; it cannot be accepted"):
        accept(store, COORDINATOR, number(store, ANN), MONDAY)


def test_a_bed_that_still_rests_is_offered_from_the_day_on_which_it_is_ready(store: Store) -> None:
    fill(store, a_chain(schemes=(a_scheme(turnaround_days=2), a_scheme("semi", 2), a_scheme("flats", 3))))
    leave(store, COORDINATOR, CAT, MONDAY, "abandoned")
    run = propose(store, days(1))
    approve(store, COORDINATOR, run, days(1))
    assert rows(store, run)[ANN].start_on == days(1)
    assert offer_of(store, ANN).start_on == days(2)


def test_a_bed_that_is_out_of_use_since_is_not_accepted_without_an_end_in_sight(store: Store, chain: int) -> None:
    begin_void(store, COORDINATOR, "f1", MONDAY, "supplier_maintenance")
    with pytest.raises(NotNow, match="Bed f1 is out of use until further notice"):
        accept(store, COORDINATOR, number(store, EVE), MONDAY)
    cancel_void(store, COORDINATOR, "f1", MONDAY)
    begin_void(store, COORDINATOR, "f1", MONDAY, "supplier_maintenance", ended_on=days(4))
    begin_void(store, COORDINATOR, "f1", days(4), "supplier_maintenance", ended_on=days(5))
    done = accept(store, COORDINATOR, number(store, EVE), MONDAY)
    assert "She can move into bed f1 from 2026-11-28" in done.follows[0]
    with pytest.raises(NotNow, match="Bed f1 is out of use until 2026-11-28"):
        begin(store, COORDINATOR, number(store, EVE), days(4))
    begin(store, COORDINATOR, number(store, EVE), days(5))


def test_a_run_that_stumbles_over_an_accepted_bed_names_the_offer(store: Store, chain: int) -> None:
    accept(store, COORDINATOR, number(store, EVE), MONDAY)
    begin_void(store, COORDINATOR, "f1", MONDAY, "supplier_maintenance")
    with pytest.raises(PinContradiction) as refused:
        run_week(store, COORDINATOR, days(7))
    assert f"because eve has accepted it: withdraw offer {number(store, EVE)} to free it." in str(refused.value)


def test_an_answer_is_not_due_before_she_is_asked(store: Store, run: int) -> None:
    with pytest.raises(BadInput, match="due before she is asked"):
        approve(store, COORDINATOR, run, MONDAY, reply_by=days(-1))
    approve(store, COORDINATOR, run, MONDAY, reply_by=MONDAY)


def test_who_leaves_with_a_bed_on_offer_is_told_of(store: Store, chain: int) -> None:
    done = leave(store, COORDINATOR, CAT, MONDAY, "abandoned")
    assert any(line == f"Bed s1 is on offer to her (offer {number(store, CAT)})." for line in done.follows)


def test_hers_and_the_providers_declines_are_told_apart(store: Store, chain: int) -> None:
    hers = decline(store, COORDINATOR, number(store, ANN), MONDAY, "not_ready")
    theirs = decline(store, COORDINATOR, number(store, EVE), MONDAY, "mix")
    assert hers.said[0].startswith("ann declined")
    assert theirs.said[0].startswith("The provider declined eve")


@pytest.mark.parametrize(
    ("reason", "until"), [("", None), ("whim", None), ("later", None), ("later", MONDAY), ("area", days(5))]
)
def test_a_decline_needs_a_reason_of_the_list_and_a_day_only_where_it_pauses(
    store: Store, chain: int, reason: str, until: Any
) -> None:
    with pytest.raises(BadInput):
        decline(store, COORDINATOR, number(store, ANN), MONDAY, reason, until=until)
    assert statuses(store, chain)[ANN] == "offered"


def test_an_offer_expires_after_its_last_day_and_not_before(store: Store, chain: int) -> None:
    with pytest.raises(NotNow, match="until 2026-11-26"):
        expire(store, COORDINATOR, number(store, ANN), days(3))
    expire(store, COORDINATOR, number(store, ANN), days(4))
    assert offer_of(store, ANN).status == "expired"


def test_an_offer_without_a_last_day_is_withdrawn_rather(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    with pytest.raises(NotNow, match="no last day"):
        expire(store, COORDINATOR, number(store, ANN), days(40))


def test_who_accepted_and_did_not_come_keeps_her_place(store: Store) -> None:
    fill(store, a_chain(beds=(a_bed("h1"), a_bed("s1", "semi"), a_bed("f1", "flats", open_from=days(2)))))
    chain = propose(store)
    approve(store, COORDINATOR, chain, MONDAY)
    accept(store, COORDINATOR, number(store, EVE), MONDAY)
    with pytest.raises(NotNow, match="before that she cannot be late"):
        no_arrival(store, COORDINATOR, number(store, EVE), days(1))
    no_arrival(store, COORDINATOR, number(store, EVE), offer_of(store, EVE).start_on)
    assert offer_of(store, EVE).status == "did_not_arrive"
    assert statuses(store, chain) == {ANN: "held", CAT: "held", EVE: "failed"}
    assert person(store, EVE).waiting_since == days(-10)


def test_an_offer_is_withdrawn_for_a_reason(store: Store, chain: int) -> None:
    withdraw(store, COORDINATOR, number(store, ANN), MONDAY, "change_of_need", note="see file")
    offer = offer_of(store, ANN)
    assert (offer.status, offer.reason_text) == ("withdrawn", "Her needs have changed since: see file")
    with pytest.raises(NotNow):
        withdraw(store, COORDINATOR, number(store, ANN), MONDAY, "change_of_need")


def one_bed(people: tuple[Person, ...]) -> Snapshot:
    """A hostel of one bed that is vacant."""
    return a_chain(
        schemes=(a_scheme(),), beds=(a_bed("h1"),), people=people, stays=(), workers=(),
        policy=a_policy(rules_off=("key_worker",)),
    )  # fmt: skip


def test_who_is_in_front_for_a_bed_is_named_in_order(store: Store) -> None:
    people = (a_person(ANN, band="A"), a_person(DOT, band="C"), a_person("fay", waiting_since=days(-90)),
              a_person("gus", seeks=(3,), gender="man"), a_person("hal"))  # fmt: skip
    fill(store, one_bed(people))
    run = propose(store)
    approve(store, COORDINATOR, run, MONDAY)
    done = decline(store, COORDINATOR, number(store, ANN), MONDAY, "not_ready")
    assert (
        "In front for bed h1: fay (band B, 90 days), hal (band B, 10 days), dot (band C, 10 days)." in done.follows[-1]
    )


def test_open_offers_are_listed(store: Store, chain: int) -> None:
    decline(store, COORDINATOR, number(store, ANN), MONDAY, "not_ready")
    assert [offer.person_id for offer in offers(store, PLANNER)] == [CAT, EVE]
    assert len(offers(store, PLANNER, only_open=False)) == 3
    with pytest.raises(NotPermitted):
        offers(store, COMMISSIONER)


def test_planners_answer_for_nobody(store: Store, chain: int) -> None:
    offer = number(store, ANN)
    for answer in (
        lambda: accept(store, PLANNER, offer, MONDAY),
        lambda: decline(store, PLANNER, offer, MONDAY, "not_ready"),
        lambda: withdraw(store, PLANNER, offer, MONDAY, "other_decision"),
        lambda: expire(store, PLANNER, offer, days(9)),
        lambda: no_arrival(store, PLANNER, offer, days(9)),
    ):
        with pytest.raises(NotPermitted):
            answer()
