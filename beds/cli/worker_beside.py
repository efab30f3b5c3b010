"""The worker that ``beds serve`` starts where none is at work, watches over, and ends with itself."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beds.data.store.store import Store

LOOK = 5.0
"""Seconds between two looks for a worker that lives."""
FAREWELL = 20.0
"""Seconds in which a worker gives back what it holds."""


@contextmanager
def worker_beside(store: "Store", surroundings: Mapping[str, str]) -> Iterator[None]:
    """While the block runs somebody works: a process of this, with these environment variables, where nobody else."""
    ending = Event()
    thread = Thread(target=_watch, args=(store, {**os.environ, **surroundings}, ending), name="worker beside")
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _watch(store: "Store", surroundings: Mapping[str, str], ending: Event) -> None:
    mine: subprocess.Popen[bytes] | None = None
    try:
        while not ending.is_set():
            if mine is not None and mine.poll() is not None:
                # Its last sign of life is a recent one: that it lives is known better here.
                mine = _start(surroundings)
            elif mine is None and not _somebody_works(store):
                mine = _start(surroundings)
            ending.wait(LOOK)
    finally:
        if mine is not None:
            _end(mine)


def _somebody_works(store: "Store") -> bool:
    from beds.domain.errors import StoreTrouble
    from beds.services.long_work.worker import ALIVE

    try:
        with store.read() as books:
            return books.queue.someone_works(ALIVE)
    except StoreTrouble:
        return True  # there is no work either while the database cannot be read


def _start(surroundings: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    # It ends when its standard input does: even when this process is killed.
    asked = [sys.executable, "-m", "beds", "work", "--with-parent"]
    return subprocess.Popen(asked, env=dict(surroundings), stdin=subprocess.PIPE)


def _end(worker: "subprocess.Popen[bytes]") -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        worker.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
