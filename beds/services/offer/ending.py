"""How an offer comes to nothing: its row fails, links behind it are held, who is in front is told."""

from datetime import date
from typing import Any

from beds.data.store.tables.offers import OfferRow
from beds.domain.steps import OfferStep, offer_after, row_after
from beds.services.deed import Deed
from beds.services.in_front import who_is_next
from beds.services.proposal.held import hold_behind


def end_offer(
    deed: Deed, offer: OfferRow, step: OfferStep, on: date, kind: str, *, why: str = "", **words: Any
) -> None:
    """Takes the step, tells it, and says what follows. Her place on the list is as it was."""
    offer.status = offer_after(offer.status, step)
    offer.answered_on, offer.answered_by, offer.reason_text = on, deed.by, why
    row = deed.books.proposals.row(offer.row_id) if offer.row_id is not None else None
    if row is not None:
        row.status = row_after(row.status, "fail")
    deed.tell(
        kind, subject=f"offer {offer.offer_id}", why=why, offer=offer.offer_id, person=offer.person_id,
        bed=offer.bed_id, on=on, **words,
    )  # fmt: skip
    if row is not None:
        hold_behind(deed, row, on)
    deed.follows += who_is_next(deed.books, on, {offer.bed_id: offer.person_id})
