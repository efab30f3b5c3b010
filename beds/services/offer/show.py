"""The use case behind ``beds offer list``: offers, and where each stands."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.access_log import looked
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Offer:
    """One offer, as everybody who may see people sees it."""

    offer_id: int
    run_id: int | None
    person_id: str
    bed_id: str
    worker_id: str
    start_on: date
    planned_end: date | None
    status: str
    made_on: date
    made_by: str
    reply_by: date | None
    answered_on: date | None
    reason: str
    effect: str
    effect_until: date | None
    held_because: str
    stay_id: str
    version: int


def offers(store: Store, actor: Actor, *, only_open: bool = True) -> list[Offer]:
    """The open offers, or all of them, oldest first. It is logged that she looked."""
    with reading(store, actor, "see_people") as books:
        found = []
        for offer, row in books.proposals.offers_with_rows(only_open=only_open):
            found.append(
                Offer(
                    offer.offer_id, row.run_id if row else None, offer.person_id, offer.bed_id, offer.worker_id or "",
                    offer.start_on, offer.planned_end, offer.status, offer.made_on, offer.made_by, offer.reply_by,
                    offer.answered_on, offer.reason_text, offer.effect, offer.effect_until,
                    row.held_because if row and row.status == "held" else "", offer.stay_id or "", offer.version,
                )
            )  # fmt: skip
    looked(store, actor, "offers")
    return found
