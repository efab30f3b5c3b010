"""The pages of a run in Chromium: sound when they are narrow, in both directions, and on paper."""

import pytest
from playwright.sync_api import Browser

from beds.services.demo import DEMO_DAY, NAMES
from beds.services.run_week import run_week
from beds.web.settings import WebSettings
from tests.web.browser import NARROW, watched
from tests.web.journeys import COORDINATOR, proposal, sound
from tests.web.pseudo import RIGHT_TO_LEFT
from tests.web.server import Server

pytestmark = pytest.mark.needs_chromium


@pytest.fixture(scope="module")
def with_run(web: WebSettings) -> WebSettings:
    """The borough with two runs."""
    for _time in range(2):
        run_week(web.store, COORDINATOR, DEMO_DAY)
    return web


PAGES = ("/allocation", "/allocation/2/sheet", "/allocation/2/without", "/allocation/2/passed-over",
         "/allocation/2/compare", "/allocation/decide", "/allocation/decide?kind=swap", "/", "/workers")  # fmt: skip


@pytest.mark.parametrize("language", ["en", RIGHT_TO_LEFT])
def test_the_pages_of_a_full_run_are_sound_when_they_are_narrow(
    with_run: WebSettings, browser: Browser, server: Server, language: str
) -> None:
    with watched(browser, server, locale=language, viewport=NARROW) as view:
        view.sign_in("coordinator")
        for path in PAGES:
            view.go(path)
            sound(view, True)
        assert view.faults() == []


def test_the_sheet_prints_without_what_is_only_for_the_screen(
    with_run: WebSettings, browser: Browser, server: Server
) -> None:
    with watched(browser, server) as view:
        page = view.sign_in("planner")
        view.go("/allocation/2/sheet")
        page.emulate_media(media="print")
        assert not page.locator("nav").first.is_visible()
        assert not page.locator("text=Back to run").is_visible()
        assert page.locator("#given").is_visible()
        assert page.locator("tbody tr").count() >= len(proposal(with_run).beds) > 0
        assert NAMES["planner"] not in page.locator("main").inner_text()
