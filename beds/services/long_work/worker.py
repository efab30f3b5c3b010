"""A worker: takes one run after the other, and leaves each done, failed, cancelled, or for the next worker to go on."""

import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType

from beds.data.store.queue import LeaseLost
from beds.data.store.store import Store
from beds.data.store.tables.runs import RunRow
from beds.domain.access import ROLES, Actor
from beds.domain.errors import BedsError, StoreTrouble
from beds.domain.messages import N_, _, catalogue, speaking
from beds.services.log import Log, frames_of
from beds.services.long_work.ending import over
from beds.services.long_work.holding import Holding, Stopped
from beds.services.unit_of_work import changing
from beds.services.who import who
from beds.simulation.runner import Interrupted
from beds.simulation.workforce import NoCluster, WorkerLost, Workforce

LEASE = timedelta(seconds=20)
"""How long a run stays with a worker that says nothing: longer than a writer waits for her turn on a file."""
POLL = 0.5
"""Seconds between two looks at the queue."""
SIGN = 10.0
"""Seconds between two signs of life of a worker that has nothing to do."""
ALIVE = timedelta(seconds=30)
"""A worker that has given no sign for so long does not live."""
ATTEMPTS = 3
"""How many workers a run may take with it before it is given up."""
PATIENCE = 300.0
"""Seconds for which a database that cannot be used is waited for."""
GIVEN_UP = N_("It ended its worker %(count)d times, perhaps for want of memory, and was given up.")
FAULT = N_("This is a fault of the program. Tell the person who looks after this service when it happened.")


@dataclass
class Worker:
    """One worker process. ``once``: it ends when nothing waits any more."""

    store: Store
    log: Log
    workforce: Workforce = field(default_factory=Workforce)
    lease: timedelta = LEASE
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}")
    _ending: threading.Event = field(default_factory=threading.Event)
    _holding: Holding | None = None
    _signed_at: float = float("-inf")
    _trouble_since: float | None = None

    def run(self, *, once: bool = False) -> None:
        """Works until it is ended, by :meth:`end` or a signal. A run that it holds then is given back.

        Raises :class:`~beds.simulation.workforce.NoCluster`, and :class:`~beds.domain.errors.StoreTrouble` where the
        database cannot be used for long.
        """
        with self._listening():
            self.log.info("worker_begins")
            while not self._ending.is_set():
                if not self._step() and not self._ending.is_set():
                    if once:
                        break
                    self._ending.wait(POLL)
            self._sign_off()
            self.log.info("worker_ends")

    def end(self) -> None:
        """Has it end as soon as it can, from any thread."""
        self._ending.set()
        if self._holding is not None:
            self._holding.stop("ending")

    def work_once(self) -> bool:
        """Takes a run and works on it; whether there was any."""
        with self.store.read() as books:
            if not books.queue.is_waiting():
                return False
        with self.store.write(alone=False) as books:
            row = books.queue.take(self.name, self.lease)
        if row is None:
            return False
        begun = time.monotonic()
        self.log.info("run_taken", run=row.run_id, kind=row.kind, attempt=row.attempts)
        outcome = self._settle(row)
        self.log.info("run_left", run=row.run_id, outcome=outcome, seconds=round(time.monotonic() - begun, 1))
        return True

    # One run

    def _settle(self, row: RunRow) -> str:
        """Does what is to be done about a run that was taken; what became of it, in a word."""
        with speaking(catalogue(row.options["language"])):
            if row.cancel_asked:
                return self._over(row, "cancelled")
            if row.attempts > ATTEMPTS:
                return self._over(row, "failed", _(GIVEN_UP, count=ATTEMPTS))
            holding = Holding(self.store, row.run_id, row.kind, self.name, self.lease)
            self._holding = holding
            try:
                return self._work(holding, row)
            finally:
                self._holding = None
                holding.rest()

    def _work(self, holding: Holding, row: RunRow) -> str:
        from beds.services.long_work.doing import do  # brings the solver with it

        try:
            actor = who(self.store, row.asked_by)
            holding.begin()
            do(holding, row, actor, self.workforce)
        except (Stopped, Interrupted, KeyboardInterrupt):
            holding.rest()
            return self._stopped(holding, row)
        except LeaseLost:
            return "lost"
        except (NoCluster, WorkerLost) as error:
            self._give_back(row, counts=isinstance(error, WorkerLost))
            if isinstance(error, NoCluster):
                raise
            return "given_back"
        except StoreTrouble:
            holding.rest()
            with suppress(StoreTrouble):
                self._give_back(row, counts=False)
            raise
        except BedsError as error:
            holding.rest()
            return self._over(row, "failed", str(error))
        except Exception as error:
            holding.rest()
            self.log.error("fault", run=row.run_id, fault=type(error).__name__, frames=frames_of(error))
            return self._over(row, "failed", _(FAULT))
        return "done"

    def _stopped(self, holding: Holding, row: RunRow) -> str:
        if not holding.why:
            # Interrupted from the keyboard, which is for the whole worker.
            self._ending.set()
        if holding.why == "cancelled":
            return self._over(row, "cancelled")
        if holding.why != "lost":
            holding.tell()
        return "lost" if holding.why == "lost" else self._give_back(row, counts=False)

    def _over(self, row: RunRow, status: str, error: str = "") -> str:
        # What came of it is told under the name of whoever asked, even where she has left since.
        asker = Actor(row.asked_by, ROLES)
        try:
            with changing(self.store, asker, "see_figures") as work:
                work.books.queue.hold(row.run_id, self.name, self.lease)
                over(work.books, work.books.queue.get(row.run_id), status, work.now, error)
                if status == "failed":
                    work.tell("run_failed", subject=str(row.run_id), run=row.run_id)
        except LeaseLost:
            return "lost"
        return status

    def _give_back(self, row: RunRow, *, counts: bool) -> str:
        try:
            with self.store.write(alone=False) as books:
                books.queue.give_back(row.run_id, self.name, counts=counts)
        except LeaseLost:
            return "lost"
        return "given_back"

    # Its own life

    def _step(self) -> bool:
        """Signs and works; a database that cannot be used for the moment is waited for."""
        try:
            if time.monotonic() - self._signed_at > SIGN:
                with self.store.write(alone=False) as books:
                    books.queue.sign(self.name)
                self._signed_at = time.monotonic()
            worked = self.work_once()
        except StoreTrouble:
            now = time.monotonic()
            self._trouble_since = self._trouble_since or now
            if now - self._trouble_since > PATIENCE:
                raise
            self.log.error("database_trouble")
            self._ending.wait(SIGN / 2)
            return True
        self._trouble_since = None
        return worked

    def _sign_off(self) -> None:
        with self.store.write(alone=False) as books:
            books.queue.sign_off(self.name)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Signals end the worker while the block runs. Outside the main thread none comes: there is :meth:`end`."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        handlers = {signal.SIGINT: self._interrupted, signal.SIGTERM: lambda _number, _frame: self.end()}
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _interrupted(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-C; or the interrupt with which a holding breaks off its work, which says why."""
        holding = self._holding
        if holding is None or not holding.why:
            self._ending.set()
        if holding is not None and holding.interruptible:
            raise KeyboardInterrupt
