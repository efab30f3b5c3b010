"""Progress on standard error, for work that lasts longer than two seconds: a bar on a terminal, else a line a stage."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click

from beds.cli.page import safe
from beds.cli.show import is_terminal
from beds.services.progress import Report, nobody

PATIENCE = 2.0
"""Seconds before anything is shown."""


@contextmanager
def progress_shown(*, quiet: bool = False) -> Iterator[Report]:
    """What to report progress to while the block runs; with ``quiet`` nothing is shown."""
    if quiet:
        yield nobody
        return
    shown = _Bar(sys.stderr) if is_terminal(sys.stderr) else _Lines()
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
    """A line a stage."""

    _told = ""

    def _show(self, stage: str, done: int, total: int) -> None:
        if stage != self._told:
            self._told = stage
            click.echo(f"{stage} ({done}/{total}) …" if total > 1 else f"{stage} …", err=True)


class _Bar(_Shown):
    """A bar that leaves nothing behind."""

    def __init__(self, file: TextIO) -> None:
        super().__init__()
        self._file = file
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
        self._bar.update(self._task, description=stage, completed=done, total=total if total > 1 else None)

    def _finish(self) -> None:
        self._bar.stop()
