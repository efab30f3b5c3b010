"""The use case behind the page of one bed: what it is, who has lived there, when it was out of use or empty."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.voids import VoidRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.people import Stay
from beds.domain.places import Bed, Scheme
from beds.domain.week import Week
from beds.services.access_log import looked
from beds.services.at_hand import at_hand
from beds.services.bed_spans import BedFacts, Span, at, spans
from beds.services.unit_of_work import reading


@dataclass(frozen=True, slots=True)
class StayThere:
    """One stay in the bed, and how many days nobody lived there before it; None before the first."""

    stay: Stay
    empty_before: int | None

    def days(self, on: date) -> int:
        """How long it lasted, or has lasted."""
        return max(0, ((self.stay.ended_on or on) - self.stay.started_on).days)


@dataclass(frozen=True)
class BedHistory:
    """A bed through time, the newest first."""

    week: Week
    bed: Bed
    scheme: Scheme
    open_from: date | None
    open_to: date | None
    now: Span
    stays: tuple[StayThere, ...]
    voids: tuple[VoidRow, ...]
    offers: tuple[OfferRow, ...]

    @property
    def home(self) -> Stay | None:
        return self.week.occupant.get(self.bed.bed_id)


def bed_history(store: Store, actor: Actor, on: date, bed_id: str) -> BedHistory:
    """One bed. That she looked is logged. Raises :class:`~beds.data.store.facts.NotFound`."""
    with reading(store, actor, "see_people") as books:
        week = at_hand(books, on).week
        bed = week.beds.get(bed_id)
        if bed is None:
            raise NotFound(_("“%(id)s” is not in the database.", id=bed_id))
        opened = books.history.open_days()[bed_id]
        voids, offers = books.history.voids(bed_id=bed_id), books.history.offers(bed_id=bed_id)
    looked(store, actor, "bed")
    stays = sorted(
        (stay for stay in week.snapshot.stays if stay.bed_id == bed_id), key=lambda stay: stay.started_on
    )  # fmt: skip
    standing = [offer for offer in offers if offer.status in ("made", "accepted")]
    counting = [void for void in voids if void.cancelled_on is None]
    facts = BedFacts(week.schemes[bed.scheme_id], *opened, stays, counting, standing)
    return BedHistory(
        week=week,
        bed=bed,
        scheme=week.schemes[bed.scheme_id],
        open_from=opened[0],
        open_to=opened[1],
        now=at(on, spans(facts, week, on, date.max)),
        stays=tuple(reversed([StayThere(stay, _gap(stays, place)) for place, stay in enumerate(stays)])),
        voids=tuple(reversed(voids)),
        offers=tuple(reversed(offers)),
    )


def _gap(stays: list[Stay], place: int) -> int | None:
    before = stays[place - 1].ended_on if place else None
    return (stays[place].started_on - before).days if before else None
