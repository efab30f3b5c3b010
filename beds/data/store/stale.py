"""Facts that have waited for somebody too long: reviews, offers, absences, leavers, birth dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import AbsenceRow, StayRow
from beds.data.store.tables.waiting import WaitingRow


@dataclass(frozen=True)
class Stale:
    """Ids of one kind of stale fact. ``kind`` has its sentence with whoever shows it."""

    kind: str
    ids: tuple[str, ...]


def stale_facts(session: Session, on: date) -> list[Stale]:
    """What is stale on a day; nothing of a kind of which there is none."""
    found = [Stale(kind, tuple(str(one) for one in session.scalars(asked))) for kind, asked in _asked(on)]
    return [one for one in found if one.ids]


def candidates_without_birth_date(session: Session) -> tuple[str, ...]:
    """Candidates whom no rule on age can judge."""
    rows = session.scalars(select(PersonRow).where(PersonRow.seeks != ()).order_by(PersonRow.person_id))
    return tuple(row.person_id for row in rows if not row.restricted.get("birth_date"))


def _asked(on: date) -> Iterator[tuple[str, Any]]:
    open_ = or_(WaitingRow.closed_on.is_(None), WaitingRow.closed_on > on)
    yield "review", select(WaitingRow.person_id).where(WaitingRow.review_by < on, open_).order_by(WaitingRow.person_id)
    lost = WaitingRow.contact_lost_on.is_not(None)
    yield "contact", select(WaitingRow.person_id).where(lost, open_).order_by(WaitingRow.person_id)
    offered = (OfferRow.status == "made", OfferRow.reply_by < on)
    yield "offer", select(OfferRow.offer_id).where(*offered).order_by(OfferRow.offer_id)
    arriving = (OfferRow.status == "accepted", OfferRow.start_on < on)
    yield "arrival", select(OfferRow.offer_id).where(*arriving).order_by(OfferRow.offer_id)
    held = (AbsenceRow.returned_on.is_(None), AbsenceRow.held_until <= on)
    yield "absence", select(AbsenceRow.stay_id).where(*held).order_by(AbsenceRow.stay_id)
    gone = (StayRow.ended_on.is_(None), StayRow.leaving_on < on)
    yield "leaving", select(StayRow.stay_id).where(*gone).order_by(StayRow.stay_id)
