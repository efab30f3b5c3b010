"""A run in the hands of a worker: its lease renewed by a thread of its own, its progress told at a sane pace.

The work must stop when somebody cancels it, when the lease is lost, when the worker is to end, and, for a simulation,
when an allocation waits: that goes first, and the simulation goes on afterwards from its last finished replication.
"""

import _thread
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from beds.data.store.queue import LeaseLost
from beds.data.store.store import Books, Store
from beds.domain.errors import StoreTrouble
from beds.services.long_work.kinds import ALLOCATION, SIMULATION

Why = Literal["", "cancelled", "lost", "set_aside", "ending"]
PACE = 1.0
"""Seconds between two tellings of progress."""
BEATS = 4
"""How often a lease is renewed while it lasts."""


class Stopped(Exception):
    """The work was stopped from outside; :attr:`Holding.why` says why."""


@dataclass
class Holding:
    """A run that this worker holds, until :meth:`rest`."""

    store: Store
    run_id: int
    kind: str
    worker: str
    lease: timedelta
    why: Why = ""
    """Why the work must stop; blank while it need not."""
    interruptible: bool = False
    """Whether the work may be broken off where it is, by an interrupt."""
    _progress: dict[str, str | int] = field(default_factory=dict)
    _unkept: dict[str, bytes] = field(default_factory=dict)
    _told_at: float = 0.0
    # The handler of a signal may come upon its own thread in the middle of this.
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _resting: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> None:
        """From here on the lease is renewed and the work may be broken off."""
        threading.Thread(target=self._beat, name=f"lease of run {self.run_id}", daemon=True).start()
        with self._lock:
            # Elsewhere no signal arrives: there the next word of progress stops the work.
            self.interruptible = threading.current_thread() is threading.main_thread()

    def finish(self) -> None:
        """From here on the work is not broken off: what is left is to store its answer."""
        with self._lock:
            self.interruptible = False
        if self.why:
            raise Stopped

    def rest(self) -> None:
        """The work is over or broken off; the lease is not renewed any more."""
        self._resting.set()
        with self._lock:
            self.interruptible = False

    def stop(self, why: Why) -> None:
        """Has the work stop as soon as it can, from any thread."""
        with self._lock:
            self.why = self.why or why
            if self.interruptible:
                _thread.interrupt_main()

    def hold(self, books: Books, **columns: object) -> None:
        """Renews the lease within a transaction: nothing of it is stored once the lease is lost.

        Raises :class:`~beds.data.store.queue.LeaseLost`.
        """
        if books.queue.hold(self.run_id, self.worker, self.lease, **columns):
            self.why = self.why or "cancelled"

    def progress(self, stage: str, done: int, total: int) -> None:
        """Tells how far the work is. Raises :class:`Stopped` where it must stop."""
        self._progress = {"stage": stage, "steps_done": done, "steps_total": total}
        if not self.why and (time.monotonic() - self._told_at >= PACE or done == total):
            self.tell()
        if self.why:
            raise Stopped

    def keep(self, name: str, content: bytes) -> None:
        """Keeps a file of the run, with the next word of progress."""
        self._unkept[name] = content

    def tell(self) -> None:
        """Writes progress and what is to be kept, unless the lease is lost."""
        try:
            with self.store.write(alone=False) as books:
                self.hold(books, **self._progress)
                for name, content in self._unkept.items():
                    books.run_files.put(self.run_id, name, content)
        except LeaseLost:
            self.why = "lost"
            return
        self._unkept.clear()
        self._told_at = time.monotonic()

    def _beat(self) -> None:
        while not self._resting.wait(self.lease.total_seconds() / BEATS):
            try:
                with self.store.write(alone=False) as books:
                    self.hold(books)
                    books.queue.sign(self.worker)
                    waits = self.kind == SIMULATION and books.queue.is_waiting(ALLOCATION)
            except LeaseLost:
                return self.stop("lost")
            except StoreTrouble:
                continue  # the database may be back before the lease is over; if not, the next beat finds it lost
            if self.why or waits:
                self.stop(self.why or "set_aside")
