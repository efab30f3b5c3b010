"""Offers as they are handled: found as they were seen, from which day they can be taken up, whom to ask."""

from datetime import date

from beds.data.store.store import Books
from beds.data.store.tables.offers import OfferRow
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.deed import Deed
from beds.services.stay.open_stay import free_again


def offered(deed: Deed, offer_id: int, on: date, version: int | None) -> OfferRow:
    """The offer. ``version``: what the person at the screen has seen.

    Raises :class:`~beds.data.store.facts.NotFound`, :class:`~beds.domain.errors.StaleEdit` and :class:`NotNow`.
    """
    offer = deed.books.proposals.offer(offer_id, version=version)
    if on < offer.made_on:
        told = {"offer": offer_id, "made": offer.made_on.isoformat(), "on": on.isoformat()}
        raise NotNow(
            _("Offer %(offer)s was made on %(made)s, after %(on)s: nothing can have happened to it by then.", **told)
        )
    refuse_before_her_yes(offer, on)
    return offer


def refuse_before_her_yes(offer: OfferRow, on: date) -> None:
    """Raises :class:`NotNow` where what follows from an accepted offer would have happened before she accepted it."""
    if offer.status == "accepted" and offer.answered_on is not None and on < offer.answered_on:
        told = {"offer": offer.offer_id, "answered": offer.answered_on.isoformat(), "on": on.isoformat()}
        raise NotNow(
            _(
                "Offer %(offer)s was accepted on %(answered)s, after %(on)s: what follows from it can be no earlier.",
                **told,
            )
        )


def first_day(books: Books, bed_id: str, start_on: date) -> date:
    """The first day on which she can have the bed: that of the run, unless the bed still rests after its last stay."""
    left = books.living.last_left(bed_id)
    return start_on if left is None else max(start_on, free_again(books, bed_id, left))


def ready(books: Books, bed_id: str, on: date) -> date:
    """The first day from ``on`` on which no void keeps the bed out of use.

    Raises :class:`NotNow` where one has no end in sight.
    """
    day = on
    while (void := books.living.void(bed_id, day)) is not None and void.started_on <= day:
        if void.ended_on is None:
            told = {"bed": bed_id, "why": void.reason_text}
            raise NotNow(
                _(
                    "Bed %(bed)s is out of use until further notice (%(why)s). When it is ready: beds void end "
                    "%(bed)s; otherwise the offer is withdrawn: beds offer withdraw.",
                    **told,
                )
            )
        day = void.ended_on
    return day


def refuse_early_answer(reply_by: date | None, on: date) -> None:
    """Raises :class:`~beds.domain.errors.BadInput` where an answer would be due before it is asked for."""
    if reply_by is not None and reply_by < on:
        message = _("the answer would be due before she is asked")
        raise BadInput([Finding(_("reply-by"), 0, "reply_by", reply_by.isoformat(), message, _("a later day"))])


def refuse_open_offer(books: Books, person_id: str) -> None:
    """Raises :class:`NotNow` where a bed is on offer to her."""
    offer = books.proposals.open_offer(person_id=person_id)
    if offer is not None:
        told = {"person": person_id, "offer": offer.offer_id}
        raise NotNow(_("%(person)s has an open offer (%(offer)s): withdraw or end that first.", **told))


def ask(offer: OfferRow) -> str:
    """Whom to ask now, and what to record then."""
    return _(
        "Ask %(person)s about bed %(bed)s, then: beds offer accept %(offer)s, or beds offer decline %(offer)s "
        "--reason CODE.",
        person=offer.person_id, bed=offer.bed_id, offer=offer.offer_id,
    )  # fmt: skip
