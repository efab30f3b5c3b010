"""Ctrl-C in the middle of many replications: stops the waiting for work at once, and never the keeping of a result."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class Gate:
    """Where the run may be stopped: while it waits for the next result, or just before."""

    def __init__(self) -> None:
        self._waiting = False
        self._knocked = False

    def knock(self, number: int, frame: FrameType | None) -> None:
        """The handler of the signal. A second knock is heeded wherever the run is."""
        if self._waiting or self._knocked:
            raise KeyboardInterrupt
        self._knocked = True

    def heed(self) -> None:
        """Raises KeyboardInterrupt if somebody has knocked."""
        if self._knocked:
            raise KeyboardInterrupt

    def next_of(self, results: Iterator[T]) -> T:
        """The next result; raises KeyboardInterrupt while it is not there yet."""
        self._waiting = True
        try:
            self.heed()
            return next(results)
        finally:
            self._waiting = False


@contextmanager
def gate() -> Iterator[Gate]:
    """A gate that listens to Ctrl-C while the block runs. Outside the main thread nobody knocks: no signal comes."""
    made = Gate()
    if threading.current_thread() is not threading.main_thread():
        yield made
        return
    before = signal.signal(signal.SIGINT, made.knock)
    try:
        yield made
    finally:
        signal.signal(signal.SIGINT, before)
