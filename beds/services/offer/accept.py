"""The use case behind ``beds offer accept``: she says yes."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import offer_after, row_after
from beds.services.deed import Done, deed
from beds.services.offer.offered import offered, ready


def accept(
    store: Store, actor: Actor, offer_id: int, on: date, *, version: int | None = None, now: datetime | None = None
) -> Done:
    """Records that she accepts.

    Raises :class:`~beds.domain.steps.NotNow` where the offer is over, or its bed out of use with no end in sight.
    """
    with deed(store, actor, "decide", now, done_on=on) as work:
        offer = offered(work, offer_id, on, version)
        row = work.books.proposals.row(offer.row_id) if offer.row_id is not None else None
        offer.status = offer_after(offer.status, "accept")
        offer.answered_on, offer.answered_by = on, work.by
        start = ready(work.books, offer.bed_id, offer.start_on)
        if row is not None:
            row.status = row_after(row.status, "accept")
        work.tell(
            "offer_accepted", subject=f"offer {offer_id}", offer=offer_id, person=offer.person_id, bed=offer.bed_id,
            on=on,
        )  # fmt: skip
        told = {"bed": offer.bed_id, "start": start.isoformat()}
        work.follows.append(
            _("She can move into bed %(bed)s from %(start)s. When she has, record that she has moved in.", **told)
        )
        return work.done()
