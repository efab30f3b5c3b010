"""The repository of the two lists that are looked at all day: the waiting list and the bed board; nothing sealed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow
from beds.data.store.tables.stays import StayRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.waiting import WaitingRow


@dataclass(frozen=True, slots=True)
class Waits:
    """One line of the waiting list."""

    person_id: str
    band: str
    waiting_since: date
    seeks: tuple[int, ...]
    worker_id: str | None
    review_by: date | None
    contact_lost_on: date | None
    bed_id: str | None
    """Where she lives now; None: nowhere here."""
    offered: str | None
    """The bed of her open offer."""


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One line of the bed board."""

    bed_id: str
    scheme_id: str
    person_id: str | None
    stay_id: str | None
    since: date | None
    leaving_on: date | None
    void_until: date | None
    void_reason: str | None
    offered_to: str | None


class Boards:
    """Lists as they stand on a day."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def waiting_list(self, on: date) -> list[Waits]:
        """Everybody who seeks a bed and is neither closed nor paused: by band, then by how long she waits."""
        return [Waits(*row) for row in self._session.execute(waiting_list(on))]

    def bed_board(self, on: date) -> list[OnBoard]:
        """Every bed that is in service, with who lives there, its void and its open offer, by scheme."""
        return [OnBoard(*row) for row in self._session.execute(bed_board(on))]


_OPEN = OfferRow.status.in_(("made", "accepted"))


def waiting_list(on: date) -> Any:
    """The statement, for whoever looks how it is carried out."""
    resting = or_(WaitingRow.closed_on <= on, WaitingRow.paused_until > on)
    return (
        select(
            PersonRow.person_id, PersonRow.band, PersonRow.waiting_since, PersonRow.seeks, PersonRow.worker_id,
            WaitingRow.review_by, WaitingRow.contact_lost_on, StayRow.bed_id, OfferRow.bed_id,
        )
        .outerjoin(WaitingRow, WaitingRow.person_id == PersonRow.person_id)
        .outerjoin(StayRow, and_(StayRow.person_id == PersonRow.person_id, _lived_in(on)))
        .outerjoin(OfferRow, and_(OfferRow.person_id == PersonRow.person_id, _OPEN))
        .where(PersonRow.seeks != (), or_(WaitingRow.person_id.is_(None), ~resting.is_(True)))
        .order_by(PersonRow.band, PersonRow.waiting_since, PersonRow.person_id)
    )  # fmt: skip


def bed_board(on: date) -> Any:
    """The statement, for whoever looks how it is carried out."""
    void = and_(
        VoidRow.bed_id == BedRow.bed_id, VoidRow.cancelled_on.is_(None), VoidRow.started_on <= on,
        or_(VoidRow.ended_on.is_(None), VoidRow.ended_on > on),
    )  # fmt: skip
    return (
        select(
            BedRow.bed_id, BedRow.scheme_id, StayRow.person_id, StayRow.stay_id, StayRow.started_on,
            StayRow.leaving_on, VoidRow.ended_on, VoidRow.reason_text, OfferRow.person_id,
        )
        .outerjoin(StayRow, and_(StayRow.bed_id == BedRow.bed_id, _lived_in(on)))
        .outerjoin(VoidRow, void)
        .outerjoin(OfferRow, and_(OfferRow.bed_id == BedRow.bed_id, _OPEN))
        .where(or_(BedRow.open_from.is_(None), BedRow.open_from <= on))
        .where(or_(BedRow.open_to.is_(None), BedRow.open_to > on))
        .order_by(BedRow.scheme_id, BedRow.bed_id)
    )  # fmt: skip


def _lived_in(on: date) -> Any:
    return and_(StayRow.started_on <= on, or_(StayRow.ended_on.is_(None), StayRow.ended_on > on))
