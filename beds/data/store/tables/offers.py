"""Offers and what was answered."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, in_order, one_of
from beds.data.store.columns import SealedText

_OPEN = text("status IN ('made', 'accepted')")
OFFERS = ("made", "accepted", "declined", "withdrawn", "expired", "did_not_arrive", "begun")


class OfferRow(Versioned, Base):
    """One bed offered to one person. At most one open offer (made or accepted) of a bed, and of a person."""

    __tablename__ = "offers"
    __table_args__ = (
        one_of("status", OFFERS),
        in_order("made_on", "reply_by"),
        in_order("made_on", "answered_on"),
        Index("uq_offers_open_bed", "bed_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_offers_open_person", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("status <> 'declined' OR reason_code IS NOT NULL", name="declined_has_a_reason"),
        CheckConstraint("status <> 'begun' OR stay_id IS NOT NULL", name="begun_has_a_stay"),
    )

    offer_id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_rows.row_id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    bed_id: Mapped[str] = mapped_column(ForeignKey("beds.bed_id"), index=True)
    worker_id: Mapped[str | None] = mapped_column(ForeignKey("workers.worker_id"))
    start_on: Mapped[date]
    planned_end: Mapped[date | None]
    status: Mapped[str] = mapped_column(index=True)
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    reply_by: Mapped[date | None]
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(default="")
    """The user who wrote the answer down."""
    reason_code: Mapped[str | None] = mapped_column(ForeignKey("reasons.code"))
    reason_text: Mapped[str] = mapped_column(SealedText, default="")
    """The wording of the reason when it was used, and what was added to it."""
    effect: Mapped[str] = mapped_column(default="")
    """The reason's effect when it was used."""
    effect_until: Mapped[date | None]
    stay_id: Mapped[str | None] = mapped_column(ForeignKey("stays.stay_id"))
