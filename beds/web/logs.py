"""The log of requests, and of faults without what was asked for: no person, no user, no word that anybody typed."""

import time

from flask import Flask, Response, current_app, g, request

from beds.services.log import frames_of, make_logger


def join(app: Flask) -> None:
    app.extensions["beds_log"] = make_logger()
    app.before_request(_begin)
    app.after_request(_write)


def write_fault(app: Flask, error: BaseException) -> None:
    """Writes where in the program a fault lies."""
    log = app.extensions["beds_log"]
    log.error("fault", route=_route(), fault=type(error).__name__, frames=frames_of(error))


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
