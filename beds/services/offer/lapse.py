"""The use cases behind ``beds offer expire`` and ``beds offer no-arrival``: no answer came, or she did not."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed
from beds.services.offer.ending import end_offer
from beds.services.offer.offered import offered


def expire(
    store: Store, actor: Actor, offer_id: int, on: date, *, version: int | None = None, now: datetime | None = None
) -> Done:
    """Records that no answer came by the last day for one. Her place on the list is kept."""
    with deed(store, actor, "decide", now, done_on=on) as work:
        offer = offered(work, offer_id, on, version)
        if offer.status == "made" and (offer.reply_by is None or on <= offer.reply_by):
            if offer.reply_by is None:
                raise NotNow(_("Offer %(offer)s has no last day for an answer: withdraw it instead.", offer=offer_id))
            told = {"offer": offer_id, "day": offer.reply_by.isoformat()}
            raise NotNow(_("Offer %(offer)s may be answered until %(day)s, that day included.", **told))
        end_offer(work, offer, "expire", on, "offer_expired")
        return work.done()


def no_arrival(
    store: Store,
    actor: Actor,
    offer_id: int,
    on: date,
    *,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Records that she accepted and did not come, from the day on which she could. Her place on the list is kept."""
    with deed(store, actor, "decide", now, done_on=on) as work:
        offer = offered(work, offer_id, on, version)
        if offer.status == "accepted" and on < offer.start_on:
            told = {"offer": offer_id, "day": offer.start_on.isoformat()}
            raise NotNow(_("Offer %(offer)s begins on %(day)s: before that she cannot be late.", **told))
        end_offer(work, offer, "no_arrival", on, "offer_no_arrival", why=note.strip())
        return work.done()
