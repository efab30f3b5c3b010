"""The use case of watching long work: how far it is, how long it will take, what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from beds.data.store.store import Books, Store
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.services.long_work.kinds import SIMULATION
from beds.services.long_work.seen import not_shared, run_seen, runs_seen
from beds.services.unit_of_work import reading

OVER = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class RunState:
    """How a run stands. ``status``: queued, running, done, failed or cancelled."""

    run_id: int
    kind: str
    """allocation or simulation."""
    status: str
    stage: str
    """What is being done, in the words of whoever asked; blank while it waits."""
    done: int
    total: int
    """Steps done and in all: replications of all scenarios for a simulation, whatever the stage counts otherwise."""
    seconds_left: float | None
    """None while it cannot be told."""
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    error: str
    """Why it failed, in a sentence."""
    cancelling: bool = False
    """Somebody has asked to cancel it, and its worker has not stopped yet."""
    about: str = ""
    """What was asked for: the names of the scenarios, or the day of the week."""
    tests: int | None = None
    """The simulation whose answer this one tests."""
    not_shared: tuple[str, ...] = ()
    """The scenarios that must be shared before others see it; looked up for one run alone, not for a list."""
    silence: float | None = None
    """Seconds since its worker gave a sign of life; None unless one is at work."""
    free_in: float = 0.0
    """Seconds until another worker may take it, if the one that holds it stays silent."""

    @property
    def over(self) -> bool:
        return self.status in OVER

    @property
    def is_silent(self) -> bool:
        """Whether half of its lease is over: signs of life come more often than that."""
        return self.silence is not None and self.silence > self.free_in


def state_of(store: Store, actor: Actor, run_id: int) -> RunState:
    """How a run stands. Raises :class:`~beds.data.store.facts.NotFound` and
    :class:`~beds.domain.errors.NotPermitted`."""
    with reading(store, actor, "see_figures") as books:
        row = run_seen(books, actor, run_id)
        return replace(_state(books, row), not_shared=not_shared(books, row))


def runs_of(store: Store, actor: Actor, *, last: int = 50) -> list[RunState]:
    """The newest runs that she may see, newest first."""
    with reading(store, actor, "see_figures") as books:
        return [_state(books, row) for row in islice(runs_seen(books, actor), last)]


def _state(books: Books, row: RunRow) -> RunState:
    tests = row.after_run if row.kind == SIMULATION else None
    if tests is not None:
        about = _("Whether the answer of run %(run)d holds", run=tests)
    elif row.kind == SIMULATION:
        about = ", ".join(one["name"] for one in row.options["scenarios"])
    else:
        about = row.run_on.isoformat() if row.run_on else ""
    silence, free_in = _signs(books, row)
    return RunState(
        row.run_id, row.kind, row.status, row.stage, row.steps_done, row.steps_total, _seconds_left(row), row.asked_by,
        row.asked_at, row.ended_at, row.error, row.cancel_asked and row.status not in OVER, about,
        tests, silence=silence, free_in=free_in,
    )  # fmt: skip


def _signs(books: Books, row: RunRow) -> tuple[float | None, float]:
    """Seconds since the last sign of life of the worker, and until the run is free."""
    if row.status != "running" or row.heartbeat_at is None or row.lease_until is None:
        return None, 0.0
    now = books.queue.now()
    return (now - row.heartbeat_at).total_seconds(), max(0.0, (row.lease_until - now).total_seconds())


def _seconds_left(row: RunRow) -> float | None:
    """What is left at the pace so far. Only replications are steps of one length."""
    if row.kind != SIMULATION or row.status != "running" or not 0 < row.steps_done < row.steps_total:
        return None
    if row.heartbeat_at is None or row.begun_at is None:
        return None
    worked = (row.heartbeat_at - row.begun_at).total_seconds()
    return worked * (row.steps_total - row.steps_done) / row.steps_done
