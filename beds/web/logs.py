"""The log of requests, and of faults without what was asked for: no person, no user, no word that anybody typed."""

import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request

KEPT = frozenset({"event", "level", "timestamp", "method", "route", "status", "ms", "fault", "frames"})
"""What may stand in a log. Anything else is struck out, whoever adds it: a list of what is harmless, not of harm."""
STRUCK = "[struck out]"


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


def join(app: Flask) -> None:
    app.extensions["beds_log"] = make_logger()
    app.before_request(_begin)
    app.after_request(_write)


def write_fault(app: Flask, error: BaseException) -> None:
    """Writes where in the program a fault lies. Its message is left out: it may speak of somebody."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    app.extensions["beds_log"].error("fault", route=_route(), fault=type(error).__name__, frames=frames)


def _standard_error() -> Any:
    return structlog.PrintLogger(sys.stderr)


def _route() -> str:
    """The page as a pattern: which person it was asked for is not for the log."""
    return request.url_rule.rule if request.url_rule else ""


def _begin() -> None:
    g.begun = time.perf_counter()


def _write(response: Response) -> Response:
    if request.endpoint != "static":
        ms = round((time.perf_counter() - g.get("begun", time.perf_counter())) * 1000)
        log = current_app.extensions["beds_log"]
        log.info("request", method=request.method, route=_route(), status=response.status_code, ms=ms)
    return response
