"""The use case behind ``beds waiting due``: what somebody should see to, on the list and beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from beds.data.store.store import Books, Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.services.access_log import looked
from beds.services.unit_of_work import reading

DueKind = Literal["review", "contact_lost", "answer", "absence", "handover"]


@dataclass(frozen=True)
class Due:
    """One thing to see to: since which day, about whom, in a sentence."""

    kind: DueKind
    since: date
    person_id: str
    sentence: str


def due(store: Store, actor: Actor, on: date) -> list[Due]:
    """Reviews, lost contacts, answers, absences and handovers that are due, oldest first. It is logged."""
    with reading(store, actor, "see_people") as books:
        found = find_due(books, on)
    looked(store, actor, "waiting due")
    return found


def find_due(books: Books, on: date) -> list[Due]:
    """The same, of a transaction that is open already."""
    found: list[Due] = []
    for row in books.living.reviews(on):
        assert row.review_by is not None
        found.append(Due("review", row.review_by, row.person_id, _("A review is due.")))
    for row in books.living.lost():
        assert row.contact_lost_on is not None
        found.append(Due("contact_lost", row.contact_lost_on, row.person_id, _("Contact is lost.")))
    for offer in books.proposals.overdue(on):
        assert offer.reply_by is not None
        text = _("Offer %(offer)s of bed %(bed)s has no answer.", offer=offer.offer_id, bed=offer.bed_id)
        found.append(Due("answer", offer.reply_by, offer.person_id, text))
    for absence, stay in books.living.lapsed_absences(on):
        text = _("She is not back, and bed %(bed)s was held until that day.", bed=stay.bed_id)
        found.append(Due("absence", absence.held_until, stay.person_id, text))
    for change in books.living.handovers(on):
        assert change.handover_on is not None
        text = _("The handover to %(worker)s is due.", worker=change.to_worker or _("nobody"))
        found.append(Due("handover", change.handover_on, change.person_id, text))
    return sorted(found, key=lambda one: (one.since, one.person_id, one.kind))
