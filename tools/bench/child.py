"""Measuring in a process of its own: memory is then its own, and no size is warmed up by another."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tools.generated import ROOT

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class ChildFailed(Exception):
    """A process has ended with another exit code than 0; what it had to say stands on standard error."""


def measure(module: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Run a module that answers with ``answer``, and return what it measured. Raises :class:`ChildFailed`."""
    told = run([sys.executable, "-m", module, json.dumps(settings)])
    figures: dict[str, Any] = json.loads(told.splitlines()[-1])
    return figures


def answer(measured: Callable[..., "DataclassInstance"]) -> None:
    """In the process itself: measure with the settings it was given, and tell the figures in the last line."""
    print(json.dumps(asdict(measured(**json.loads(sys.argv[1])))))


def run(command: list[str]) -> str:
    """What a command prints. Raises :class:`ChildFailed`."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise ChildFailed(f"{' '.join(command[1:3])} ended with exit code {done.returncode}")
    return done.stdout


def tell(line: str) -> None:
    """A line of progress."""
    print(line, file=sys.stderr, flush=True)
