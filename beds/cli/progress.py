"""Progress on standard error, for work that lasts longer than two seconds: a bar on a terminal, else a line a stage."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TextIO

import click

from beds.cli.pace import Pace, in_words
from beds.cli.page import safe
from beds.cli.show import is_terminal
from beds.services.progress import Report, nobody

PATIENCE = 2.0
"""Seconds before anything is shown."""
A_WHILE = 30.0
"""Seconds between two lines that tell how long the rest will take."""


@contextmanager
def progress_shown(*, quiet: bool = False, time_left: bool = False) -> Iterator[Report]:
    """What to report progress to while the block runs; with ``quiet`` nothing is shown.

    With ``time_left``, for work in many equal steps, it is also told how long the rest will take.
    """
    if quiet:
        yield nobody
        return
    shown = _Bar(sys.stderr, time_left) if is_terminal(sys.stderr) else _Lines(time_left)
    timer = threading.Timer(PATIENCE, shown.appear)
    timer.daemon = True
    timer.start()
    try:
        yield shown.report
    finally:
        timer.cancel()
        shown.end()


class _Shown:
    """Keeps what was told last, until patience has run out; from then on it is shown.

    Patience runs out in a thread of its own, so that one long step is seen too.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = ("", 0, 1)
        self._visible = False
        self._over = False

    def report(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            self._latest = (safe(stage), done, total)
            if self._visible:
                self._show(*self._latest)

    def appear(self) -> None:
        with self._lock:
            if not self._over:
                self._visible = True
                self._begin()
                self._show(*self._latest)

    def end(self) -> None:
        with self._lock:
            self._over = True
            if self._visible:
                self._finish()

    def _begin(self) -> None:
        """Patience has run out."""

    def _show(self, stage: str, done: int, total: int) -> None:
        raise NotImplementedError

    def _finish(self) -> None:
        """The work is done, or has failed."""


class _Lines(_Shown):
    """A line a stage; with ``time_left``, and once a while how long it will take."""

    _told = ""

    def __init__(self, time_left: bool = False) -> None:
        super().__init__()
        self._pace = Pace(monotonic()) if time_left else None
        self._last = 0.0

    def _show(self, stage: str, done: int, total: int) -> None:
        now = monotonic()
        if stage != self._told:
            self._told, self._last = stage, now
            click.echo(f"{stage} ({done}/{total}) …" if total > 1 else f"{stage} …", err=True)
        elif self._pace and now - self._last >= A_WHILE and (left := self._pace.left(now, done, total)) is not None:
            self._last = now
            click.echo(f"{stage} ({done}/{total}), {in_words(left)} …", err=True)


class _Bar(_Shown):
    """A bar that leaves nothing behind."""

    def __init__(self, file: TextIO, time_left: bool = False) -> None:
        super().__init__()
        self._file = file
        self._pace = Pace(monotonic()) if time_left else None
        self._bar: Any = None

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(file=self._file), transient=True)
        self._task = self._bar.add_task("")
        self._bar.start()

    def _show(self, stage: str, done: int, total: int) -> None:
        # A stage of one step says nothing of how far it is: the bar then only shows that work goes on.
        left = self._pace.left(monotonic(), done, total) if self._pace and total > 1 else None
        told = stage if left is None else f"{stage} ({done}/{total}), {in_words(left)}"
        self._bar.update(self._task, description=told, completed=done, total=total if total > 1 else None)

    def _finish(self) -> None:
        self._bar.stop()
