"""Chains that break: when one link fails, every link behind it that still waits for its bed is held and named."""

from datetime import date

from beds.data.store.tables.proposals import ProposedRow
from beds.domain.messages import _
from beds.domain.steps import may_hold, offer_after, row_after
from beds.services.deed import Deed


def hold_behind(deed: Deed, row: ProposedRow, on: date) -> int:
    """Holds the links behind a row that has failed or was refused; how many. What stands in front of it stays.

    A bed whose resident leaves in any case becomes free without the link, and breaks no chain.
    """
    count, front = 0, [row]
    while front:
        behind = [other for ahead in front for other in deed.books.proposals.behind(ahead) if may_hold(other.status)]
        front = [other for other in behind if not _is_left_anyway(deed, other)]
        for other in front:
            hold(deed, other, on)
        count += len(front)
    if count:
        deed.follows.append(_("What is accepted stays. A new run finds beds for those who are held."))
    return count


def hold(deed: Deed, row: ProposedRow, on: date) -> None:
    """Holds one link and says so. An offer made from it is taken back: its bed does not become free."""
    row.status = row_after(row.status, "hold")
    row.held_because = _("Bed %(bed)s does not become free: the move out of it fell through.", bed=row.bed_id)
    offer = deed.books.proposals.open_offer(person_id=row.person_id)
    if offer is not None and offer.row_id == row.row_id:
        offer.status = offer_after(offer.status, "withdraw")
        offer.answered_on, offer.answered_by, offer.reason_text = on, deed.by, row.held_because
        told = {"person": row.person_id, "bed": row.bed_id, "offer": offer.offer_id}
        deed.follows.append(_("Tell %(person)s that bed %(bed)s has fallen through (offer %(offer)s).", **told))
    deed.tell("link_held", subject=row.person_id, run=row.run_id, person=row.person_id, bed=row.bed_id)


def _is_left_anyway(deed: Deed, row: ProposedRow) -> bool:
    assert row.bed_id is not None
    stay = deed.books.living.occupant(row.bed_id)
    return stay is None or (
        stay.leaving_on is not None and row.start_on is not None and stay.leaving_on <= row.start_on
    )
