"""Runs: what was asked, of which facts, under which policy, and the answer; also the queue of long work."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from beds.data.store.base import Base, Versioned, one_of
from beds.data.store.columns import Plain

KINDS = ("allocation", "simulation", "trial")
STATUSES = ("queued", "running", "done", "failed", "cancelled")


class SnapshotRow(Base):
    """The facts of a run, once for all runs that read the same: compressed and sealed, named by their fingerprint."""

    __tablename__ = "snapshots"
    recorded = False

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    stored_at: Mapped[datetime]


class RunRow(Versioned, Base):
    """One run of any kind. Its bookkeeping is no event; that it was asked for and what came of it are."""

    __tablename__ = "runs"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("status", STATUSES),
        CheckConstraint("kind <> 'allocation' OR run_on IS NOT NULL", name="allocation_has_a_day"),
    )
    recorded = False

    run_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    run_on: Mapped[date | None] = mapped_column(index=True)
    """The run date of an allocation."""
    snapshot_sha256: Mapped[str | None] = mapped_column(ForeignKey("snapshots.sha256"))
    policy_version: Mapped[int | None] = mapped_column(ForeignKey("policies.policy_version"))
    scenario_id: Mapped[int | None] = mapped_column(ForeignKey("scenarios.scenario_id"))
    after_run: Mapped[int | None] = mapped_column(ForeignKey("runs.run_id"))
    """The run that this one takes the place of: a re-run keeps what was accepted there. Of a simulation: the one whose
    answer it tests."""
    options: Mapped[dict[str, Any]] = mapped_column(Plain, default=dict)
    """Everything else that was asked: time limit, explanations, seed, replications, kept rows."""
    answer_sha256: Mapped[str | None]
    summary: Mapped[dict[str, Any] | None] = mapped_column(Plain)
    """What summary.json holds; no person stands in it but in ``lottery``, which is left out here."""
    engine: Mapped[str] = mapped_column(default="")
    program: Mapped[str] = mapped_column(default="")
    """The version of beds."""
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # The queue: a worker holds a run while its lease lasts, and says that it lives; a run whose lease is over is free.
    worker: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None] = mapped_column(index=True)
    heartbeat_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    stage: Mapped[str] = mapped_column(default="")
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(default="")


class RunFileRow(Base):
    """One file of a run's answer, or the outcome of one replication: compressed and sealed. Never changed."""

    __tablename__ = "run_files"
    recorded = False

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.run_id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    """Of the file's bytes as they were written."""
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
