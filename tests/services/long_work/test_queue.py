"""The queue: who takes what, for how long it is hers, and what becomes of it when she does not come back."""

import threading
import time
from datetime import timedelta

import pytest

from beds.data.store.queue import LeaseLost
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import NotPermitted
from beds.domain.steps import NotNow
from beds.services.long_work.ask import ask_simulation, ask_week
from beds.services.long_work.cancel import cancel
from beds.services.long_work.holding import Holding, Stopped
from beds.services.long_work.state import runs_of, state_of
from beds.services.proposal.show import show_proposal
from beds.services.record_words import sentence
from beds.services.run_week import run_week
from beds.services.runs import list_runs, replay, show_run
from tests.builders import MONDAY, a_forbid, a_pin
from tests.data.store.sample import COORDINATOR, PLANNER, fill
from tests.services.long_work.laboratory import COMMISSIONER, Lines, a_worker, keep_two
from tests.services.store.weeks import alike, filled
from tools.postgres import SERVER

LEASE = timedelta(seconds=60)
NONE_LEFT = timedelta(seconds=-1)
"""A lease that is over as soon as it begins."""


def take(store: Store, worker: str, lease: timedelta = LEASE) -> int | None:
    with store.write(alone=False) as books:
        row = books.queue.take(worker, lease)
        return row.run_id if row else None


def hold(store: Store, run: int, worker: str) -> bool:
    with store.write(alone=False) as books:
        return books.queue.hold(run, worker, LEASE)


def a_simulation(store: Store) -> int:
    return ask_simulation(store, COMMISSIONER, keep_two(store, shared=True))


def test_workers_at_the_same_moment_never_take_the_same_run(store: Store) -> None:
    kept = keep_two(store)
    asked = {ask_simulation(store, COMMISSIONER, kept, replications=count) for count in range(1, 7)}
    taken: list[int] = []

    def work(name: str) -> None:
        while (run := take(store, name)) is not None:
            taken.append(run)

    threads = [threading.Thread(target=work, args=(f"worker {number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(asked)


@pytest.mark.parametrize("engine_name", [pytest.param(SERVER, marks=pytest.mark.needs_postgres)])
def test_nobody_waits_for_a_run_that_somebody_else_is_about_to_take(store: Store) -> None:
    kept = keep_two(store)
    first, second = (ask_simulation(store, COMMISSIONER, kept, replications=count) for count in (1, 2))
    with store.write(alone=False) as books:
        row = books.queue.take("one", LEASE)
        assert row is not None
        assert (row.run_id, take(store, "two")) == (first, second)


def test_allocations_go_first_then_the_oldest(store: Store) -> None:
    fill(store, alike("ann"))
    simulations = [a_simulation(store)]
    week = ask_week(store, COORDINATOR, MONDAY)
    assert [take(store, "one"), take(store, "one"), take(store, "one")] == [week, *simulations, None]


def test_a_run_whose_lease_is_over_is_free_and_one_that_is_held_is_not(store: Store) -> None:
    run = a_simulation(store)
    assert take(store, "one") == run
    assert take(store, "two") is None
    hold_none_left(store, run)
    assert take(store, "two") == run


def hold_none_left(store: Store, run: int) -> None:
    with store.write(alone=False) as books:
        books.queue.hold(run, "one", NONE_LEFT)


def test_whoever_has_lost_the_lease_writes_nothing_over_the_next_one(store: Store) -> None:
    run = a_simulation(store)
    take(store, "one", NONE_LEFT)
    late = Holding(store, run, "simulation", "one", LEASE)
    late.keep("part/late", b"late")
    take(store, "two")
    with pytest.raises(LeaseLost):
        hold(store, run, "one")
    with pytest.raises(Stopped):
        late.progress("late", 6, 6)
    assert late.why == "lost"
    with store.write(alone=False) as books, pytest.raises(LeaseLost):
        books.queue.give_back(run, "one", counts=False)
    state = state_of(store, COMMISSIONER, run)
    assert (state.status, state.stage, state.done) == ("running", "", 0)
    with store.read() as books:
        assert books.run_files.names(run) == []


def test_a_worker_whose_lease_is_lost_in_mid_work_stores_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run, slow, real = a_simulation(store), a_worker(store), Holding.progress
    taken: list[int | None] = []

    def lost_meanwhile(self: Holding, stage: str, done: int, total: int) -> None:
        if not taken:
            with store.write(alone=False) as books:
                books.queue.hold(run, slow.name, NONE_LEFT)
            taken.append(take(store, "two"))
        real(self, stage, done, total)

    monkeypatch.setattr(Holding, "progress", lost_meanwhile)
    slow.work_once()
    assert taken == [run]
    assert isinstance(slow.log, Lines)
    assert slow.log.lines[-1][1]["outcome"] == "lost"
    state = state_of(store, COMMISSIONER, run)
    assert (state.status, state.ended_at) == ("running", None)


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_worker_that_says_nothing_is_told_to_be_silent_until_the_next_takes_over(store: Store) -> None:
    run = a_simulation(store)
    assert (state_of(store, COMMISSIONER, run).silence, state_of(store, COMMISSIONER, run).is_silent) == (None, False)
    take(store, "one")
    assert not state_of(store, COMMISSIONER, run).is_silent
    with store.write(alone=False) as books:
        books.queue.hold(run, "one", LEASE, heartbeat_at=books.queue.now() - 2 * LEASE)
    silent = state_of(store, COMMISSIONER, run)
    assert silent.is_silent
    assert silent.silence == pytest.approx(120, abs=30)
    assert silent.free_in == pytest.approx(60, abs=30)
    hold_none_left(store, run)
    assert state_of(store, COMMISSIONER, run).free_in == 0
    take(store, "two")
    assert not state_of(store, COMMISSIONER, run).is_silent


def test_what_ends_its_worker_three_times_is_given_up(store: Store) -> None:
    run = a_simulation(store)
    for worker in ("one", "two", "three"):
        assert take(store, worker, NONE_LEFT) == run
    assert a_worker(store).work_once()
    state = state_of(store, COMMISSIONER, run)
    assert (state.status, state.error) == (
        "failed", "It ended its worker 3 times, perhaps for want of memory, and was given up.",
    )  # fmt: skip
    with store.read() as books:
        assert sentence(books.record.events(kind="run_failed")[0]) == f"Run {run} failed."


def test_what_was_given_back_is_no_failed_attempt_and_the_pause_does_not_count_as_work(store: Store) -> None:
    run = a_simulation(store)
    take(store, "one")
    with store.write(alone=False) as books:
        books.queue.hold(run, "one", LEASE, steps_done=2)
        books.queue.give_back(run, "one", counts=False)
    time.sleep(1.2)
    take(store, "two")
    with store.write(alone=False) as books:
        row = books.queue.get(run)
        assert row.attempts == 1
        assert row.heartbeat_at is not None
        assert row.begun_at is not None
        assert row.heartbeat_at - row.begun_at < timedelta(seconds=1)


def test_what_waits_is_cancelled_at_once_and_what_is_done_cannot_be(store: Store) -> None:
    run = a_simulation(store)
    cancel(store, PLANNER, run)
    assert state_of(store, COMMISSIONER, run).status == "cancelled"
    assert take(store, "one") is None
    with pytest.raises(NotNow):
        cancel(store, COMMISSIONER, run)


def test_what_is_being_done_is_cancelled_by_its_worker(store: Store) -> None:
    run = a_simulation(store)
    worker = a_worker(store, lease=timedelta(seconds=0.4))

    def ask_to() -> None:
        while state_of(store, COMMISSIONER, run).status != "running":
            time.sleep(0.01)
        cancel(store, COMMISSIONER, run)
        assert state_of(store, COMMISSIONER, run).cancelling

    thread = threading.Thread(target=ask_to)
    thread.start()
    worker.work_once()
    thread.join()
    state = state_of(store, COMMISSIONER, run)
    assert (state.status, state.cancelling, state.over) == ("cancelled", False, True)
    with store.read() as books:
        assert books.run_files.names(run) == []


def test_a_cancelled_run_whose_worker_was_lost_is_over_for_the_next(store: Store) -> None:
    run = a_simulation(store)
    take(store, "one", NONE_LEFT)
    cancel(store, COMMISSIONER, run)
    a_worker(store).work_once()
    assert state_of(store, COMMISSIONER, run).status == "cancelled"


def test_an_allocation_that_was_asked_for_is_the_run_that_she_would_have_made(store: Store) -> None:
    filled(store, alike("ann", "bea"))
    asked = ask_week(store, COORDINATOR, MONDAY)
    assert ask_week(store, COORDINATOR, MONDAY) == asked, "while it waits it is the same"
    assert list_runs(store, COORDINATOR) == [], "not done yet"
    a_worker(store).work_once()
    state = state_of(store, COORDINATOR, asked)
    assert (state.status, state.kind, state.about) == ("done", "allocation", "2026-11-23")
    answer = show_run(store, COORDINATOR, asked).allocation
    assert len(show_proposal(store, COORDINATOR, asked).rows) == 2
    assert replay(store, COORDINATOR, asked).same
    again = run_week(store, COORDINATOR, MONDAY)
    assert again.after_run == asked
    assert [row.bed_id for row in again.allocation.rows] == [row.bed_id for row in answer.rows]


def test_an_allocation_that_cannot_be_made_fails_with_its_sentence(store: Store) -> None:
    facts = alike("ann")
    fill(store, type(facts)(**{**vars(facts), "pins": (a_pin("ann", "b1"), a_forbid("ann", "b1"))}))
    run = ask_week(store, COORDINATOR, MONDAY)
    a_worker(store).work_once()
    state = state_of(store, COORDINATOR, run)
    assert state.status == "failed"
    assert "b1" in state.error
    assert list_runs(store, COORDINATOR) == []


def test_commissioners_see_no_allocation_and_each_role_cancels_what_it_may_ask_for(store: Store) -> None:
    fill(store, alike("ann"))
    week, simulation = ask_week(store, COORDINATOR, MONDAY), a_simulation(store)
    assert [state.run_id for state in runs_of(store, COMMISSIONER)] == [simulation]
    assert [state.run_id for state in runs_of(store, PLANNER)] == [simulation, week]
    for refused in (lambda: state_of(store, COMMISSIONER, week), lambda: cancel(store, PLANNER, week)):
        with pytest.raises(NotPermitted):
            refused()
    for actor in (PLANNER, COMMISSIONER, Actor("admin", ("administrator",))):
        with pytest.raises(NotPermitted):
            ask_week(store, actor, MONDAY)
    with pytest.raises(NotPermitted):
        cancel(store, Actor("admin", ("administrator",)), simulation)


def test_workers_say_that_they_live_until_they_end(store: Store) -> None:
    def someone_works() -> bool:
        with store.read() as books:
            return books.queue.someone_works(timedelta(seconds=30))

    assert not someone_works()
    worker = a_worker(store)
    thread = threading.Thread(target=worker.run)
    thread.start()
    until = time.monotonic() + 20
    while not someone_works() and time.monotonic() < until:
        time.sleep(0.02)
    assert someone_works()
    worker.end()
    thread.join(20)
    assert not someone_works()
