"""Progress: nothing for quick work, a line a stage where nobody sits before it, a bar where somebody does."""

import io
import sys
import time

import pytest
import rich.progress  # noqa: F401 - loaded beforehand: on a busy machine that alone takes longer than the steps here

from beds.cli import progress
from beds.cli.progress import progress_shown


class Terminal(io.StringIO):
    """Somebody reads along."""

    def isatty(self) -> bool:
        return True


def worked(monkeypatch: pytest.MonkeyPatch, file: io.StringIO, patience: float, *, quiet: bool = False) -> str:
    monkeypatch.setattr(sys, "stderr", file)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with progress_shown(quiet=quiet) as report:
        report("Reading", 0, 1)
        time.sleep(0.3)
        report("Solving", 1, 4)
        report("Solving", 2, 4)
        time.sleep(0.3)
    return file.getvalue()


@pytest.mark.parametrize("file", [io.StringIO, Terminal])
def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch, file: type[io.StringIO]) -> None:
    assert worked(monkeypatch, file(), patience=60) == ""


@pytest.mark.parametrize("file", [io.StringIO, Terminal])
def test_who_asks_for_quiet_sees_nothing(monkeypatch: pytest.MonkeyPatch, file: type[io.StringIO]) -> None:
    assert worked(monkeypatch, file(), patience=0, quiet=True) == ""


def test_in_a_pipe_a_stage_is_a_line_once_patience_has_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worked(monkeypatch, io.StringIO(), patience=0.1) == "Reading …\nSolving (1/4) …\n"


def test_on_a_terminal_the_bar_appears_by_itself_while_a_step_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = worked(monkeypatch, Terminal(), patience=0.1)
    assert "Reading" in shown
    assert "Solving" in shown


def test_a_failure_passes_through_and_takes_the_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(ZeroDivisionError):
        _work_that_fails()


def _work_that_fails() -> None:
    with progress_shown():
        time.sleep(0.1)
        raise ZeroDivisionError
