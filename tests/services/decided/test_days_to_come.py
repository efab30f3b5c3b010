"""What is recorded as done has been done: a day still to come is refused, whatever is recorded; plans are free."""

from collections.abc import Callable
from datetime import date

import pytest

from beds.data.store.store import Store
from beds.domain.errors import BadInput
from beds.services.offer.accept import accept
from beds.services.offer.decline import decline
from beds.services.offer.lapse import no_arrival
from beds.services.offer.make import make
from beds.services.offer.withdraw import withdraw
from beds.services.proposal.approve import approve
from beds.services.proposal.refuse import refuse
from beds.services.stay.absence import begin_absence, end_absence
from beds.services.stay.begin import begin
from beds.services.stay.extend import extend
from beds.services.stay.leave import leave, move_on
from beds.services.stay.notice import give_notice, withdraw_notice
from beds.services.stay.step_back import step_back
from beds.services.void_bed import begin_void, cancel_void
from beds.services.waiting.keep import close, lose_contact, reopen, review
from beds.services.waiting.refer import refer
from beds.services.worker_change import change_worker, hand_over
from tests.builders import MONDAY, days
from tests.data.store.sample import COORDINATOR
from tests.services.decided.chain import CAT, DOT, EVE, offer_of

DONE: dict[str, Callable[[Store, date, int], object]] = {
    "approved": lambda store, on, run: approve(store, COORDINATOR, run, on),
    "refused": lambda store, on, run: refuse(store, COORDINATOR, run, on, "other_decision"),
    "offered by hand": lambda store, on, _run: make(store, COORDINATOR, DOT, "h1", on, "other_decision"),
    "accepted": lambda store, on, _run: accept(store, COORDINATOR, 1, on),
    "declined": lambda store, on, _run: decline(store, COORDINATOR, 1, on, "room"),
    "withdrawn": lambda store, on, _run: withdraw(store, COORDINATOR, 1, on, "change_of_need"),
    "did not come": lambda store, on, _run: no_arrival(store, COORDINATOR, 1, on),
    "moved in": lambda store, on, _run: begin(store, COORDINATOR, 1, on),
    "left": lambda store, on, _run: leave(store, COORDINATOR, EVE, on, "abandoned"),
    "moved on": lambda store, on, _run: move_on(store, COORDINATOR, EVE, on),
    "gave notice": lambda store, on, _run: give_notice(store, COORDINATOR, EVE, days(9), on),
    "took it back": lambda store, on, _run: withdraw_notice(store, COORDINATOR, EVE, on),
    "extended": lambda store, on, _run: extend(store, COORDINATOR, EVE, days(400), on, "no_move_on"),
    "stepped back": lambda store, on, _run: step_back(store, COORDINATOR, EVE, on, "she asks for it"),
    "is back": lambda store, on, _run: end_absence(store, COORDINATOR, EVE, on),
    "referred": lambda store, on, _run: refer(store, COORDINATOR, "new", on, [1], "B", new=True),
    "reviewed": lambda store, on, _run: review(store, COORDINATOR, DOT, on),
    "lost": lambda store, on, _run: lose_contact(store, COORDINATOR, DOT, on),
    "closed": lambda store, on, _run: close(store, COORDINATOR, DOT, on, "found_home"),
    "reopened": lambda store, on, _run: reopen(store, COORDINATOR, DOT, on),
    "passed to another": lambda store, on, _run: change_worker(store, COORDINATOR, DOT, "mo", on, "her wish"),
    "handed over": lambda store, on, _run: hand_over(store, COORDINATOR, DOT, on),
    "void by mistake": lambda store, on, _run: cancel_void(store, COORDINATOR, "h1", on),
}


@pytest.mark.parametrize("what", DONE)
def test_nothing_is_done_on_a_day_to_come(store: Store, run: int, what: str) -> None:
    store.today = lambda: MONDAY
    with store.read() as books:
        before = books.record.head()
    with pytest.raises(BadInput) as refused:
        DONE[what](store, days(7), run)
    (fault,) = refused.value.faults
    assert (fault.column, fault.value, fault.accepted) == ("on", "2026-11-30", "2026-11-29 or an earlier day")
    with store.read() as books:
        assert books.record.head() == before


def test_plans_are_free(store: Store, run: int) -> None:
    store.today = lambda: MONDAY
    give_notice(store, COORDINATOR, EVE, days(30), MONDAY)
    begin_absence(store, COORDINATOR, CAT, "hospital", days(5), days(20))
    begin_void(store, COORDINATOR, "f1", days(40), "deep_clean", ended_on=days(50))
    change_worker(store, COORDINATOR, DOT, "mo", MONDAY, "her wish", handover_on=days(7))
    review(store, COORDINATOR, DOT, MONDAY, review_by=days(60))


def test_what_is_carried_out_in_the_week_of_the_last_run_may_be_written_down_ahead(store: Store, run: int) -> None:
    store.today = lambda: days(-3)
    approve(store, COORDINATOR, run, MONDAY)
    offer = offer_of(store, EVE)
    with pytest.raises(BadInput):
        accept(store, COORDINATOR, offer.offer_id, days(7))
    accept(store, COORDINATOR, offer.offer_id, days(1))
    begin(store, COORDINATOR, offer.offer_id, days(6))


def test_the_day_after_it_can_be_recorded(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    store.today = lambda: days(7)
    accept(store, COORDINATOR, offer_of(store, EVE).offer_id, days(7))
