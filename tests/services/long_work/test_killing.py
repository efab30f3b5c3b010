"""Workers as processes: killed in mid-work, stopped from outside, and what the next one makes of what they leave."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from beds.data.settings import Settings
from beds.data.store.store import Store
from beds.services.long_work.ask import ask_simulation, ask_week
from beds.services.long_work.state import RunState, state_of
from tests.builders import MONDAY
from tests.data.store.sample import COORDINATOR, fill
from tests.services.long_work.laboratory import COMMISSIONER, keep_two, stored, undisturbed
from tests.services.store.weeks import alike

REPLICATIONS = 40
LEASE = 2
MOST = 120
"""Seconds that a test waits at most."""
on_a_file = pytest.mark.parametrize("engine_name", ["sqlite"])
"""For what a worker does by itself, whatever the database."""


@contextmanager
def working(settings: Settings, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """A worker on this database; at the end of the block it is no more."""
    surroundings = {
        **os.environ, "BEDS_DATABASE_URL": settings.database_url, "BEDS_KEY_FILE": settings.key_file,
        "BEDS_LEASE_SECONDS": str(LEASE),
    }  # fmt: skip
    asked = [sys.executable, "-m", "beds", "work", "--jobs", "1", *options]
    with subprocess.Popen(asked, env=surroundings, stderr=subprocess.PIPE, text=True) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def children(parent: int) -> list[int]:
    """The processes that a process has started and that live."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return [int(pid) for pid, ppid in pairs if int(ppid) == parent]


def until(store: Store, run: int, status: str, done: int = 0) -> RunState:
    """How the run stands once it is as far as that."""
    end = time.monotonic() + MOST
    while time.monotonic() < end:
        state = state_of(store, COORDINATOR, run)
        if state.status == status and state.done >= done:
            return state
        assert not state.over, (state, status)
        time.sleep(0.05)
    raise AssertionError(f"run {run} is not {status} after {MOST} s: {state}")


@pytest.fixture(scope="module")
def undisturbed_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return undisturbed(tmp_path_factory.mktemp("undisturbed"), replications=REPLICATIONS)


def test_a_killed_workers_run_is_finished_by_another_as_if_nothing_had_happened(
    store: Store, made: Settings, undisturbed_files: dict[str, bytes]
) -> None:
    run = ask_simulation(store, COMMISSIONER, keep_two(store, shared=True), replications=REPLICATIONS)
    with ExitStack() as stack:
        first = stack.enter_context(working(made))
        some = until(store, run, "running", 1)
        second = stack.enter_context(working(made))
        os.kill(first.pid, signal.SIGKILL)
        assert some.done < some.total == 2 * REPLICATIONS
        assert some.seconds_left is not None
        with store.read() as books:
            kept = len(books.run_files.names(run, "part/"))
        # It goes on from there: one that began anew could not keep what is kept already.
        assert kept >= some.done
        until(store, run, "done")
        second.send_signal(signal.SIGTERM)
        assert second.wait(MOST) == 0
    with store.read() as books:
        assert books.queue.get(run).attempts == 2
    assert stored(store, run) == undisturbed_files


@on_a_file
def test_a_worker_that_is_stopped_gives_back_what_it_holds_at_once(store: Store, made: Settings) -> None:
    run = ask_simulation(store, COMMISSIONER, keep_two(store, shared=True), replications=5000)
    with working(made) as worker:
        until(store, run, "running", 1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(MOST) == 0
        assert worker.stderr is not None
        said = worker.stderr.read()
    with store.read() as books:
        row = books.queue.get(run)
        assert (row.status, row.worker, row.attempts) == ("queued", "", 0)
        assert len(books.run_files.names(run, "part/")) >= 1
    assert '"outcome": "given_back"' in said
    assert "longer" not in said, "a log says nothing that anybody typed"


@on_a_file
def test_the_processes_of_a_killed_worker_do_not_outlive_it(store: Store, made: Settings) -> None:
    run = ask_simulation(store, COMMISSIONER, keep_two(store, shared=True), replications=5000)
    with working(made, "--jobs", "2") as worker:
        until(store, run, "running", 1)
        started = children(worker.pid)
        assert len(started) >= 2
        os.kill(worker.pid, signal.SIGKILL)
        end = time.monotonic() + MOST
        while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < end:
            time.sleep(0.1)
        assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


@on_a_file
def test_a_simulation_makes_way_for_an_allocation_and_goes_on_afterwards(store: Store, made: Settings) -> None:
    fill(store, alike("ann"))
    simulation = ask_simulation(store, COMMISSIONER, keep_two(store, shared=True), replications=5000)
    with working(made):
        until(store, simulation, "running", 1)
        before = state_of(store, COORDINATOR, simulation).done
        until(store, ask_week(store, COORDINATOR, MONDAY), "done")
        assert until(store, simulation, "running", before + 1).done > before
    with store.read() as books:
        assert books.queue.get(simulation).attempts == 1


@on_a_file
def test_one_that_is_to_do_what_waits_ends_by_itself(store: Store, made: Settings) -> None:
    fill(store, alike("ann"))
    run = ask_week(store, COORDINATOR, MONDAY)
    with working(made, "--once") as worker:
        assert worker.wait(MOST) == 0
    assert state_of(store, COORDINATOR, run).status == "done"
