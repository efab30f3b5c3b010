"""Voids: beds that nobody can be given for a time, and why."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, in_order


class VoidRow(Versioned, Base):
    """One bed out of use, ``[started_on, ended_on)``. Guards refuse overlaps with voids and stays of the same bed."""

    __tablename__ = "voids"
    __table_args__ = (in_order("started_on", "ended_on"),)

    void_id: Mapped[int] = mapped_column(primary_key=True)
    bed_id: Mapped[str] = mapped_column(ForeignKey("beds.bed_id"), index=True)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    """Blank: until further notice."""
    reason_code: Mapped[str] = mapped_column(ForeignKey("reasons.code"))
    reason_text: Mapped[str]
    """The wording of the reason when it was used."""
    note: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[str]
    cancelled_on: Mapped[date | None]
    """A void that was recorded by mistake; it counts no more, and stays on the record."""
