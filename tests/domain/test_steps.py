"""The steps of offers and of rows of a proposal: which there are, and what a proposal is once some were taken."""

from typing import get_args

import pytest

from beds.domain.steps import (
    OPEN_OFFERS,
    NotNow,
    OfferStatus,
    OfferStep,
    RowStatus,
    RowStep,
    may_hold,
    offer_after,
    proposal_after,
    row_after,
    status_name,
)

OVER = [status for status in get_args(OfferStatus) if status not in OPEN_OFFERS]


def possible(status: str) -> set[str]:
    found = set()
    for step in get_args(OfferStep):
        try:
            offer_after(status, step)
        except NotNow:
            continue
        found.add(step)
    return found


def test_an_offer_without_an_answer_can_be_answered_withdrawn_or_expire() -> None:
    assert possible("made") == {"accept", "decline", "withdraw", "expire"}


def test_either_side_may_think_again_until_she_moves_in() -> None:
    assert possible("accepted") == {"decline", "withdraw", "no_arrival", "begin"}


@pytest.mark.parametrize("status", OVER)
def test_an_offer_that_is_over_stays_over(status: str) -> None:
    assert possible(status) == set()


def test_what_cannot_be_done_is_told_in_words() -> None:
    with pytest.raises(NotNow, match="The offer is declined; it cannot be accepted"):
        offer_after("declined", "accept")
    with pytest.raises(NotNow, match="This row of the proposal is held; it cannot be approved"):
        row_after("held", "approve")


def test_a_row_goes_from_proposal_to_stay() -> None:
    status = "proposed"
    steps: tuple[RowStep, ...] = ("approve", "offer", "accept", "begin")
    for step in steps:
        status = row_after(status, step)
    assert status == "begun"


def test_whoever_has_moved_in_is_held_no_more() -> None:
    assert [status for status in get_args(RowStatus) if may_hold(status)] == [
        "proposed", "approved", "offered", "accepted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["proposed", "proposed"], "open"),
        (["offered", "proposed"], "partly_approved"),
        (["offered", "refused"], "partly_approved"),
        (["refused", "refused"], "refused"),
        (["offered", "held"], "approved"),
        (["accepted", "begun"], "approved"),
    ],
)
def test_a_proposal_stands_where_its_beds_stand(rows: list[str], expected: str) -> None:
    assert proposal_after(rows) == expected


def test_every_status_has_a_name() -> None:
    assert all(status_name(status) for status in (*get_args(OfferStatus), *get_args(RowStatus)))
