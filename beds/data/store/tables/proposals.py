"""Proposals: the answer of a run before people, and where each row of it stands."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, one_of
from beds.data.store.columns import SealedText

PROPOSALS = ("open", "approved", "partly_approved", "refused", "superseded")
ROWS = ("proposed", "approved", "refused", "held", "offered", "accepted", "begun", "failed", "superseded")


class ProposalRow(Versioned, Base):
    """What one allocation run proposes."""

    __tablename__ = "proposals"
    __table_args__ = (one_of("status", PROPOSALS),)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.run_id"), primary_key=True)
    status: Mapped[str] = mapped_column(index=True)
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("runs.run_id"))
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]


class ProposedRow(Versioned, Base):
    """One candidate's row of a proposal, as in allocation.csv, and what became of it."""

    __tablename__ = "proposal_rows"
    __table_args__ = (
        UniqueConstraint("run_id", "person_id"),
        one_of("outcome", ("placed", "moved", "stays", "waits")),
        one_of("status", ROWS),
        CheckConstraint("outcome IN ('stays', 'waits') OR bed_id IS NOT NULL", name="placed_has_a_bed"),
    )

    row_id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("proposals.run_id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    outcome: Mapped[str]
    status: Mapped[str] = mapped_column(default="proposed", index=True)
    from_bed: Mapped[str | None] = mapped_column(ForeignKey("beds.bed_id"))
    bed_id: Mapped[str | None] = mapped_column(ForeignKey("beds.bed_id"), index=True)
    scheme_id: Mapped[str | None] = mapped_column(ForeignKey("schemes.scheme_id"))
    phase: Mapped[int | None]
    start_on: Mapped[date | None]
    planned_end: Mapped[date | None]
    worker_id: Mapped[str | None] = mapped_column(ForeignKey("workers.worker_id"))
    worker_changed: Mapped[bool | None]
    chain: Mapped[int | None]
    band: Mapped[str]
    waiting_days: Mapped[int]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    depends_on: Mapped[int | None] = mapped_column(ForeignKey("proposal_rows.row_id"))
    """The row whose move frees this bed: if that one fails, this one is held."""
    held_because: Mapped[str] = mapped_column(SealedText, default="")


class PassedOverRow(Base):
    """Somebody whom a proposal passes over, as in skipped.csv. Never changed."""

    __tablename__ = "passed_over"

    passed_id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("proposals.run_id"), index=True)
    placed_person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"))
    bed_id: Mapped[str] = mapped_column(ForeignKey("beds.bed_id"))
    passed_person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    passed_band: Mapped[str]
    passed_waiting_days: Mapped[int]
    decided_by: Mapped[str]
    reason: Mapped[str] = mapped_column(SealedText, default="")
