"""The queue of long work: asked for by anybody, taken by one worker at a time, held by a lease that must be renewed.

Whoever holds a run writes it only through :meth:`Queue.hold`, which refuses once the lease has gone to somebody else:
so a worker that was thought dead cannot overwrite what the next one does.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, delete, or_, select, text, update
from sqlalchemy.orm import Session

from beds.data.store.columns import moment_text
from beds.data.store.facts import NotFound
from beds.data.store.tables.runs import RunRow
from beds.data.store.tables.service import ServiceRow
from beds.domain.messages import _

PRESENT = "worker "
"""What begins the name under which a worker says that it lives."""
FORGOTTEN = timedelta(days=1)
A_READ = 50
"""Runs that are read at a time."""


class LeaseLost(Exception):
    """Somebody else holds this run now, or it is over. Nothing was written."""


class Queue:
    """The repository of runs as work to do; what a run says and answers, others know."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def now(self) -> datetime:
        """The moment by the one clock that all workers share: the server's, or that of the machine of the file."""
        if self._session.get_bind().dialect.name == "postgresql":
            told: datetime = self._session.execute(text("SELECT clock_timestamp()")).scalar_one()
            return told.astimezone(UTC)
        return datetime.now(UTC)

    # Asking and looking

    def add(self, kind: str, **columns: Any) -> RunRow:
        """Puts a run into the queue."""
        row = RunRow(kind=kind, status="queued", **columns)
        self._session.add(row)
        self._session.flush()
        return row

    def get(self, run_id: int) -> RunRow:
        """A run of any kind, in any state. Raises :class:`NotFound`."""
        row = self._session.get(RunRow, run_id)
        if row is None:
            raise NotFound(_("There is no run %(run)d.", run=run_id))
        return row

    def locked(self, run_id: int) -> RunRow:
        """The same, and nobody else changes it until the transaction ends."""
        row = self._session.get(RunRow, run_id, with_for_update=True)
        return row or self.get(run_id)

    def waiting_week(self, on: date) -> int | None:
        """The allocation of this day that waits to be begun, if there is one."""
        asked = select(RunRow.run_id).where(
            RunRow.kind == "allocation", RunRow.status == "queued", RunRow.run_on == on, RunRow.attempts == 0
        )
        return self._session.scalar(asked.limit(1))

    def same(self, kind: str, question: Mapping[str, Any], program: str) -> int | None:
        """The newest run whose columns are these and that waits, is at work, or was done by this ``program``."""
        equal = [getattr(RunRow, name).is_not_distinct_from(value) for name, value in question.items()]
        there = RunRow.status.in_(("queued", "running")) & RunRow.cancel_asked.is_(False)
        done = (RunRow.status == "done") & (RunRow.program == program)
        asked = select(RunRow.run_id).where(RunRow.kind == kind, *equal, there | done)
        return self._session.scalar(asked.order_by(RunRow.run_id.desc()).limit(1))

    def newest(self, kinds: tuple[str, ...]) -> Iterator[RunRow]:
        """The runs of these kinds, newest first, read as they are asked for."""
        asked = select(RunRow).where(RunRow.kind.in_(kinds)).order_by(RunRow.run_id.desc())
        yield from self._session.scalars(asked.execution_options(yield_per=A_READ))

    def following(self, run_id: int) -> list[RunRow]:
        """The runs that follow from a run, oldest first."""
        return list(self._session.scalars(select(RunRow).where(RunRow.after_run == run_id).order_by(RunRow.run_id)))

    def is_waiting(self, kind: str = "") -> bool:
        """Whether a run (of this kind) is free to be taken."""
        asked = _free(self.now())
        if kind:
            asked = asked.where(RunRow.kind == kind)
        return self._session.scalar(asked.limit(1)) is not None

    # Taking and holding

    def take(self, worker: str, lease: timedelta) -> RunRow | None:
        """Gives a worker the next run: allocations first, somebody waits for them; then the oldest. None: no work.

        The time in which nobody worked on it does not count: ``begun_at`` moves on by as much.
        """
        now = self.now()
        allocations_first = case((RunRow.kind == "allocation", 0), else_=1)
        asked = _free(now).order_by(allocations_first, RunRow.run_id).limit(1).with_for_update(skip_locked=True)
        run_id = self._session.scalar(asked)
        if run_id is None:
            return None
        row = self.get(run_id)
        worked = row.heartbeat_at - row.begun_at if row.heartbeat_at and row.begun_at else timedelta(0)
        row.status, row.worker, row.attempts = "running", worker, row.attempts + 1
        row.begun_at, row.heartbeat_at, row.lease_until = now - worked, now, now + lease
        self._session.flush()
        return row

    def hold(self, run_id: int, worker: str, lease: timedelta, **columns: Any) -> bool:
        """Renews the lease, with whatever else the run shall say; whether somebody has asked to cancel the run.

        Until the transaction ends nobody else can take it. Raises :class:`LeaseLost`.
        """
        now = self.now()
        return self._held(run_id, worker, {"heartbeat_at": now, "lease_until": now + lease, **columns})

    def give_back(self, run_id: int, worker: str, *, counts: bool) -> None:
        """Lets the run go, for the next worker to take. ``counts``: whether it was an attempt that failed."""
        attempts = RunRow.attempts if counts else RunRow.attempts - 1
        free = {"status": "queued", "worker": "", "lease_until": None, "attempts": attempts}
        self._held(run_id, worker, free)

    def _held(self, run_id: int, worker: str, columns: dict[str, Any]) -> bool:
        mine = (RunRow.run_id == run_id, RunRow.worker == worker, RunRow.status == "running")
        changed = update(RunRow).where(*mine).values(columns).returning(RunRow.cancel_asked)
        answer = self._session.execute(changed, execution_options={"synchronize_session": False}).first()
        if answer is None:
            raise LeaseLost
        return bool(answer[0])

    # Who is at work

    def sign(self, worker: str) -> None:
        """A worker says that it lives, at work or not. Those who have not said so for long are forgotten."""
        now = self.now()
        row = self._session.get(ServiceRow, PRESENT + worker)
        if row is None:
            self._session.add(ServiceRow(name=PRESENT + worker, value=moment_text(now)))
        else:
            row.value = moment_text(now)
        gone = [name for name, signed in self._signs() if signed < now - FORGOTTEN]
        self._session.execute(delete(ServiceRow).where(ServiceRow.name.in_(gone)))

    def sign_off(self, worker: str) -> None:
        """A worker says that it ends."""
        self._session.execute(delete(ServiceRow).where(ServiceRow.name == PRESENT + worker))

    def someone_works(self, within: timedelta) -> bool:
        """Whether any worker has said within this time that it lives."""
        since = self.now() - within
        return any(signed >= since for _name, signed in self._signs())

    def _signs(self) -> list[tuple[str, datetime]]:
        rows = self._session.scalars(select(ServiceRow).where(ServiceRow.name.startswith(PRESENT)))
        return [(row.name, datetime.fromisoformat(row.value)) for row in rows]


def _free(now: datetime) -> "Select[int]":
    """The runs that nobody holds: those that wait, and those whose lease is over."""
    over = (RunRow.status == "running") & (RunRow.lease_until < now)
    return select(RunRow.run_id).where(or_(RunRow.status == "queued", over))
