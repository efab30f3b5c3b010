"""The use case behind ``beds offer withdraw``: the service takes an offer back, for a reason."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow
from beds.domain.access import Actor
from beds.services.deed import Done, deed
from beds.services.offer.ending import end_offer
from beds.services.offer.offered import offered
from beds.services.reasons import chosen, wording


def withdraw(
    store: Store,
    actor: Actor,
    offer_id: int,
    on: date,
    reason: str,
    *,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Takes an open offer back. ``reason``: a code of the list for decisions."""
    with deed(store, actor, "decide", now, done_on=on) as work:
        offer = offered(work, offer_id, on, version)
        given = chosen(work.books, "decision", reason)
        offer.reason_code = given.code
        work.books.proposals.add(
            DecisionRow(
                kind="withdrawn", row_id=offer.row_id, offer_id=offer_id, person_id=offer.person_id,
                bed_id=offer.bed_id, reason_code=given.code, reason_text=wording(given, note), decided_by=work.by,
                decided_on=on, at=work.now,
            )
        )  # fmt: skip
        end_offer(work, offer, "withdraw", on, "offer_withdrawn", why=wording(given, note))
        return work.done()
