"""Key workers, and who holds whom from when: a change has a handover."""

from datetime import date
from fractions import Fraction

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, in_order
from beds.data.store.columns import SealedText


class WorkerRow(Versioned, Base):
    """One key worker."""

    __tablename__ = "workers"
    __table_args__ = (in_order("away_from", "away_to"),)

    worker_id: Mapped[str] = mapped_column(primary_key=True)
    capacity: Mapped[Fraction]
    provider: Mapped[str] = mapped_column(default="")
    covers: Mapped[tuple[str, ...]] = mapped_column(default=())
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())
    away_from: Mapped[date | None]
    away_to: Mapped[date | None]
    leaving_on: Mapped[date | None]


class WorkerChangeRow(Versioned, Base):
    """A person passes from one key worker to another; both hold her until ``handed_over_on``."""

    __tablename__ = "worker_changes"
    __table_args__ = (in_order("agreed_on", "handover_on"), in_order("agreed_on", "handed_over_on"))

    change_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    from_worker: Mapped[str | None] = mapped_column(ForeignKey("workers.worker_id"))
    to_worker: Mapped[str | None] = mapped_column(ForeignKey("workers.worker_id"))
    agreed_on: Mapped[date]
    handover_on: Mapped[date | None]
    """Planned."""
    handed_over_on: Mapped[date | None]
    """Done; blank: still to come."""
    reason: Mapped[str] = mapped_column(SealedText, default="")
    decided_by: Mapped[str] = mapped_column(default="")
