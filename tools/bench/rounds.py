"""How often something is measured, and the watch it is measured with."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

ENOUGH = 60.0
"""Seconds after which nothing is measured once more: what takes long is disturbed less, in proportion."""


def rounds(most: int) -> Iterator[int]:
    """Up to ``most`` rounds, one at least, and no further one once ``ENOUGH`` has passed."""
    started = perf_counter()
    for number in range(most):
        if number and perf_counter() - started > ENOUGH:
            return
        yield number


class Watch:
    """Seconds by name, one measure each time the name is timed."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Time a block; blocks may stand within each other."""
        started = perf_counter()
        yield
        self.note(name, perf_counter() - started)

    def note(self, name: str, seconds: float) -> None:
        """One more measure, taken elsewhere."""
        self.seconds.setdefault(name, []).append(seconds)


class Laps:
    """Seconds by step, for work that tells when it begins a step; a step that is begun anew adds to its own."""

    def __init__(self) -> None:
        self.seconds: defaultdict[int, float] = defaultdict(float)
        self._step: int | None = None
        self._since = perf_counter()

    def __call__(self, step: int, steps: int) -> None:
        """A step begins; the one before it has ended."""
        self.end()
        self._step = step

    def end(self) -> None:
        """The last step has ended."""
        now = perf_counter()
        if self._step is not None:
            self.seconds[self._step] += now - self._since
        self._step, self._since = None, now
