"""Who must move or leave before a bed can be moved into; and who moves at the same moment, in a closed swap."""

from beds.data.store.store import Books
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.stays import StayRow
from beds.domain.messages import _
from beds.domain.steps import NotNow

Ahead = tuple[StayRow, OfferRow | None]
"""Somebody who lives in a bed that is wanted, and the open offer with which she leaves it, if she has one."""


def in_step(books: Books, offer: OfferRow) -> list[OfferRow]:
    """The offers that begin together: this one, and where people swap beds in a ring, those of all of them.

    Raises :class:`NotNow` where the bed is still lived in; it names who goes first, in their order, each with her
    offer.
    """
    ahead, is_ring = _ahead(books, offer)
    if ahead and not is_ring:
        steps = "; ".join(_step(stay, hers) for stay, hers in reversed(ahead))
        told = {"person": ahead[0][0].person_id, "bed": offer.bed_id, "steps": steps}
        raise NotNow(_("%(person)s still lives in bed %(bed)s. First, in this order: %(steps)s.", **told))
    together = [offer, *(hers for _stay, hers in ahead if hers is not None)]
    for one in together:
        if one.status == "made":
            told = {"person": one.person_id, "bed": one.bed_id, "offer": str(one.offer_id)}
            raise NotNow(_("%(person)s has not said yes to bed %(bed)s yet (offer %(offer)s).", **told))
    return together


def _ahead(books: Books, offer: OfferRow) -> tuple[list[Ahead], bool]:
    """From the bed that is wanted on: who lives there, who lives where she goes, and so on. Whether that is a ring."""
    ahead: list[Ahead] = []
    bed_id = offer.bed_id
    while (there := books.living.occupant(bed_id)) is not None:
        if there.person_id == offer.person_id:
            return ahead, True
        hers = books.proposals.open_offer(person_id=there.person_id)
        ahead.append((there, hers))
        # A ring that does not lead back to her is one for those who are in it.
        if hers is None or hers.bed_id in {stay.bed_id for stay, _hers in ahead}:
            break
        bed_id = hers.bed_id
    return ahead, False


def _step(stay: StayRow, hers: OfferRow | None) -> str:
    told = {"person": stay.person_id, "bed": stay.bed_id}
    if hers is None:
        return _("%(person)s leaves bed %(bed)s", **told)
    told |= {"to": hers.bed_id, "offer": str(hers.offer_id)}
    if hers.status == "made":
        return _("%(person)s says yes to bed %(to)s and moves there (offer %(offer)s)", **told)
    return _("%(person)s moves to bed %(to)s (offer %(offer)s)", **told)
