"""Progress on standard error, for work that lasts longer than two seconds: a bar on a terminal, else a line a stage."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
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
    with (_Bar(sys.stderr) if is_terminal(sys.stderr) else _Lines()) as shown:
        yield shown.report


class _Lines:
    """A line when a stage begins, once patience has run out."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._told = ""

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Nothing to tidy up."""

    def report(self, stage: str, done: int, total: int) -> None:
        if stage != self._told and time.monotonic() - self._begun > PATIENCE:
            self._told = stage
            click.echo(f"{safe(stage)} …" if total <= 1 else f"{safe(stage)} ({done}/{total}) …", err=True)


class _Bar:
    """A bar that appears by itself, so that one long step is seen too, and leaves nothing behind."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._latest = ("", 0, 1)
        self._timer = threading.Timer(PATIENCE, self._appear)
        self._timer.daemon = True
        self._over = False
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> "_Bar":
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()

    def report(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            self._latest = (safe(stage), done, total)
            self._update()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if not self._over:
                columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
                self._bar = Progress(*columns, console=Console(file=self._file), transient=True)
                self._task = self._bar.add_task("")
                self._bar.start()
                self._update()

    def _update(self) -> None:
        if self._bar is not None:
            stage, done, total = self._latest
            # A stage of one step says nothing of how far it is: the bar then only shows that work goes on.
            self._bar.update(self._task, description=stage, completed=done, total=total if total > 1 else None)
