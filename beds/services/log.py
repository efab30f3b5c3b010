"""Lines of a log, as JSON to standard error: no person, no user, no word that anybody typed."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Protocol

import structlog

KEPT = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "method",
        "route",
        "status",
        "ms",
        "fault",
        "frames",
        "run",
        "kind",
        "attempt",
        "outcome",
        "seconds",
    }
)
"""What may stand in a log. Anything else is struck out, whoever adds it: a list of what is harmless, not of harm."""
STRUCK = "[struck out]"


class Log(Protocol):
    """Lines of a log: what happened to which run, and never a word about anybody."""

    def info(self, event: str, **words: object) -> object: ...
    def error(self, event: str, **words: object) -> object: ...


def strike_out(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The processor that leaves in a line of the log only what may stand there."""
    for key in entry:
        if key not in KEPT:
            entry[key] = STRUCK
    return entry


def make_logger(**settings: Any) -> Any:
    """A logger of lines of JSON to standard error."""
    return structlog.wrap_logger(
        structlog.PrintLogger(**settings) if settings else _standard_error(),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            strike_out,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def frames_of(error: BaseException) -> list[str]:
    """Where in the program a fault lies. Its message is left out: it may speak of somebody."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def _standard_error() -> Any:
    return structlog.PrintLogger(sys.stderr)
