"""What tests of the pages may ask for: an application, a running server, a browser window on it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from beds.web.settings import WebSettings
from tests.web.browser import Watched, watched
from tests.web.pseudo import pseudo_languages
from tests.web.server import Server, an_app, opened_web, served, signed_in
from tools.chromium import chromium


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSettings]:
    """The sample borough, for every test of a module that changes nothing of it."""
    with opened_web(tmp_path_factory.mktemp("web"), catalogues=pseudo_languages()) as settings:
        yield settings


@pytest.fixture
def own_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSettings]:
    """The smaller sample service, for one test alone."""
    with opened_web(tmp_path_factory.mktemp("web"), "chrysalis", catalogues=pseudo_languages()) as settings:
        yield settings


@pytest.fixture(scope="module")
def small_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSettings]:
    """The same, for every test of a module: each looks for somebody whom it fits."""
    with opened_web(tmp_path_factory.mktemp("web"), "chrysalis") as settings:
        yield settings


@pytest.fixture
def coordinator(own_web: WebSettings) -> FlaskClient:
    """A coordinator who is signed in, at whatever the module calls its own."""
    return signed_in(an_app(own_web), "coordinator")


@pytest.fixture
def app(web: WebSettings) -> Flask:
    return an_app(web)


@pytest.fixture
def client_of(app: Flask) -> Callable[[str], FlaskClient]:
    """A client in which the named user (coordinator, planner, commissioner, administrator) is signed in."""
    return lambda user: signed_in(app, user)


@pytest.fixture(scope="module")
def server(web: WebSettings) -> Iterator[Server]:
    with served(web) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


Window = Callable[..., Watched]


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Window]:
    """Opens windows; at the end of the test none of them may have met with a fault or asked a stranger."""
    with ExitStack() as stack:
        opened: list[Watched] = []

        def open_one(**settings: object) -> Watched:
            manager: AbstractContextManager[Watched] = watched(browser, server, **settings)
            opened.append(stack.enter_context(manager))
            return opened[-1]

        yield open_one
        assert [fault for one in opened for fault in one.faults()] == []
