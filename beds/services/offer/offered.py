"""Offers as they are handled: found as they were seen, from which day they can be taken up, whom to ask."""

from datetime import date

from beds.data.store.store import Books
from beds.data.store.tables.offers import OfferRow
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
        raise NotNow(_("Offer %(offer)s was made on %(made)s, after %(on)s: say the day with --on.", **told))
    return offer


def first_day(books: Books, bed_id: str, start_on: date) -> date:
    """The first day on which she can have the bed: that of the run, unless the bed still rests after its last stay."""
    left = books.living.last_left(bed_id)
    return start_on if left is None else max(start_on, free_again(books, bed_id, left))


def ask(offer: OfferRow) -> str:
    """Whom to ask now, and what to record then."""
    return _(
        "Ask %(person)s about bed %(bed)s, then: beds offer accept %(offer)s, or beds offer decline %(offer)s "
        "--reason CODE.",
        person=offer.person_id, bed=offer.bed_id, offer=offer.offer_id,
    )  # fmt: skip
