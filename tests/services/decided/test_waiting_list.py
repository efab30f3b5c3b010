"""A waiting list that is true: referrals, reviews, lost contact, closing and coming back."""

from datetime import date
from typing import Any

import pytest

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.errors import BadInput, NotPermitted, StaleEdit
from beds.domain.steps import NotNow
from beds.services.offer.decline import decline
from beds.services.proposal.approve import approve
from beds.services.stay.absence import begin_absence
from beds.services.stay.leave import leave
from beds.services.stay.step_back import step_back
from beds.services.waiting.due import due
from beds.services.waiting.keep import close, lose_contact, reopen, review
from beds.services.waiting.refer import refer
from beds.services.worker_change import change_worker
from tests.builders import MONDAY, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER
from tests.services.decided.chain import ANN, CAT, DOT, EVE, offer_of, person, waiting


def seeks(store: Store, name: str, on: date) -> tuple[int, ...]:
    with store.read() as books:
        return next(one.seeks for one in books.facts.snapshot(on).people if one.person_id == name)


def test_somebody_new_is_referred(store: Store, run: int) -> None:
    with pytest.raises(NotFound, match="if she is new"):
        refer(store, COORDINATOR, "ida", MONDAY, [0, 1], "A")
    refer(store, COORDINATOR, "ida", MONDAY, [0, 1], "A", new=True, gender="woman", route="outreach", since=days(-3))
    ida = person(store, "ida")
    assert (ida.seeks, ida.band, ida.waiting_since, ida.route) == ((0, 1), "A", days(-3), "outreach")
    assert waiting(store, "ida").review_by == days(28)
    with pytest.raises(BadInput, match="already"):
        refer(store, COORDINATOR, "ida", MONDAY, [0], "A", new=True)


@pytest.mark.parametrize(
    ("phases", "band", "since"),
    [((), "A", None), ((11,), "A", None), ((1, 1), "A", None), ((1,), "E", None), ((1,), "A", days(1))],
)
def test_a_referral_that_cannot_be_is_refused(store: Store, run: int, phases: Any, band: Any, since: Any) -> None:
    with pytest.raises(BadInput):
        refer(store, COORDINATOR, ANN, MONDAY, phases, band, since=since)


def test_a_review_says_when_the_next_is(store: Store, run: int) -> None:
    lose_contact(store, COORDINATOR, ANN, MONDAY, note="no answer for a week")
    assert waiting(store, ANN).contact_lost_on == MONDAY
    assert seeks(store, ANN, MONDAY) == (1,)
    review(store, COORDINATOR, ANN, days(2), review_by=days(10))
    row = waiting(store, ANN)
    assert (row.reviewed_on, row.review_by, row.contact_lost_on) == (days(2), days(10), None)


def test_who_is_closed_seeks_nothing_and_comes_back_in_her_old_place(store: Store, run: int) -> None:
    close(store, COORDINATOR, ANN, MONDAY, "housed_elsewhere", note="with a cousin")
    row = waiting(store, ANN)
    assert (row.closed_text, row.seeks_when_closed) == ("She found a home elsewhere: with a cousin", (1,))
    assert seeks(store, ANN, MONDAY) == ()
    with pytest.raises(NotNow, match="closed already"):
        close(store, COORDINATOR, ANN, MONDAY, "withdrew")
    with pytest.raises(NotNow, match="reopen"):
        review(store, COORDINATOR, ANN, days(1))
    reopen(store, COORDINATOR, ANN, days(30))
    assert seeks(store, ANN, days(30)) == (1,)
    assert person(store, ANN).waiting_since == days(-10)
    assert waiting(store, ANN).closed_on is None
    with pytest.raises(NotNow, match="neither closed nor paused"):
        reopen(store, COORDINATOR, ANN, days(31))


def test_a_new_referral_reopens_too(store: Store, run: int) -> None:
    close(store, COORDINATOR, ANN, MONDAY, "withdrew")
    refer(store, COORDINATOR, ANN, days(40), [1], "C")
    assert seeks(store, ANN, days(40)) == (1,)
    assert waiting(store, ANN).reopened_on == days(40)


def test_a_pause_can_end_early(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    decline(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY, "later", until=days(50))
    assert seeks(store, ANN, days(7)) == ()
    reopen(store, COORDINATOR, ANN, days(7))
    assert seeks(store, ANN, days(7)) == (1,)


def test_nobody_is_closed_while_a_bed_is_on_offer_to_her(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    with pytest.raises(NotNow, match="open offer"):
        close(store, COORDINATOR, ANN, MONDAY, "withdrew")
    done = lose_contact(store, COORDINATOR, ANN, MONDAY)
    assert "Bed h1 is on offer to her" in done.follows[-1]


def test_what_is_due_is_listed_oldest_first(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY, only=[EVE], reply_by=days(2))
    review(store, COORDINATOR, ANN, MONDAY, review_by=days(3))
    lose_contact(store, COORDINATOR, DOT, days(1))
    begin_absence(store, COORDINATOR, CAT, "rehab", MONDAY, days(4))
    change_worker(store, COORDINATOR, ANN, "mo", MONDAY, "she asked", handover_on=days(5))
    found = due(store, PLANNER, days(5))
    assert [(one.kind, one.person_id, one.since) for one in found] == [
        ("contact_lost", DOT, days(1)), ("answer", EVE, days(2)), ("review", ANN, days(3)),
        ("absence", CAT, days(4)), ("handover", ANN, days(5)),
    ]  # fmt: skip
    assert [one.kind for one in due(store, PLANNER, days(1))] == ["contact_lost"]
    with pytest.raises(NotPermitted):
        due(store, COMMISSIONER, MONDAY)


def test_the_second_of_two_edits_is_refused(store: Store, run: int) -> None:
    seen = person(store, ANN).version
    refer(store, COORDINATOR, ANN, MONDAY, [2], "C", version=seen)
    with pytest.raises(StaleEdit):
        refer(store, COORDINATOR, ANN, MONDAY, [1], "C", version=seen)


def test_planners_keep_no_list(store: Store, run: int) -> None:
    for change in (
        lambda: refer(store, PLANNER, ANN, MONDAY, [1], "A"),
        lambda: review(store, PLANNER, ANN, MONDAY),
        lambda: lose_contact(store, PLANNER, ANN, MONDAY),
        lambda: close(store, PLANNER, ANN, MONDAY, "withdrew"),
        lambda: reopen(store, PLANNER, ANN, MONDAY),
    ):
        with pytest.raises(NotPermitted):
            change()


def test_nobody_is_referred_anew_while_a_bed_is_on_offer_to_her(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    with pytest.raises(NotNow, match="ann has an open offer"):
        refer(store, COORDINATOR, ANN, MONDAY, [3], "A")
    with pytest.raises(NotNow, match="cat has an open offer"):
        step_back(store, COORDINATOR, CAT, MONDAY, "a lapse")


def test_nobody_is_referred_after_her_death(store: Store, run: int) -> None:
    leave(store, COORDINATOR, CAT, MONDAY, "died")
    with pytest.raises(NotNow, match="cat is recorded as having died on 2026-11-23"):
        refer(store, COORDINATOR, CAT, days(1), [1], "A")


def test_a_review_lies_ahead_and_a_wait_behind(store: Store, run: int) -> None:
    for attempt in (
        lambda: review(store, COORDINATOR, ANN, MONDAY, review_by=days(-1)),
        lambda: refer(store, COORDINATOR, ANN, MONDAY, [1], "A", review_by=days(-1)),
        lambda: reopen(store, COORDINATOR, ANN, MONDAY, review_by=days(-1)),
        lambda: reopen(store, COORDINATOR, ANN, MONDAY, since=days(1)),
    ):
        with pytest.raises(BadInput):
            attempt()
