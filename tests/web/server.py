"""The real server for tests: the demo's database, served on a port of its own by a thread, and a way to sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from waitress import wasyncore

from beds.services.demo import DEMO_DAY, make_demo
from beds.services.opening import Settings, open_for_web, settings_in
from beds.web.app import create_app
from beds.web.server import listen
from beds.web.settings import WebSettings

PASSWORD = "three-small-words"


@contextmanager
def opened_web(
    folder: Path, sample: str = "borough", database: Settings | None = None, *, history: bool = False, **changes: Any
) -> Iterator[WebSettings]:
    """Settings of the pages over a fresh database with a sample and a user a role, each named for it.

    ``database``: where it is made, if not in the folder.
    """
    make_demo(folder, password=PASSWORD, sample=sample, history=history, settings=database)
    store, key = open_for_web(database or settings_in(folder))
    store.today = lambda: DEMO_DAY
    settings = WebSettings(store, key, demo=True, sign_in_limit="1000 per minute")
    try:
        yield replace(settings, **changes)
    finally:
        store.close()


@dataclass(frozen=True)
class Server:
    """A running server; ``address`` without a slash at its end."""

    address: str
    settings: WebSettings


@contextmanager
def served(settings: WebSettings) -> Iterator[Server]:
    """Serves until the end of the block."""
    server = listen(create_app(settings), "127.0.0.1", 0)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.effective_port}", settings)
    finally:
        # Closed from within its own loop, which ends when nothing is left to listen to.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(10)
        server.task_dispatcher.shutdown()


def an_app(settings: WebSettings) -> Flask:
    """The application for tests without a browser: faults are raised, and forms need no token."""
    app = create_app(settings)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def signed_in(app: Flask, user: str) -> FlaskClient:
    """A client in which the user has signed in."""
    client = app.test_client()
    answer = client.post("/sign-in", data={"user": user, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return client
