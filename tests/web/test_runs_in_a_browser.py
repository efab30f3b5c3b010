"""Somebody watches long work in Chromium until it is done; with scripts and without."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from playwright.sync_api import Browser

from beds.domain.access import Actor
from beds.services.long_work.ask import ask_simulation
from beds.services.long_work.cancel import cancel
from beds.web.settings import WebSettings
from tests.services.long_work.laboratory import a_worker, keep_two
from tests.web.browser import NARROW, watched
from tests.web.pseudo import LEFT_TO_RIGHT, RIGHT_TO_LEFT
from tests.web.server import served
from tests.web.test_pages_in_a_browser import untranslated

pytestmark = pytest.mark.needs_chromium
COMMISSIONER = Actor("commissioner", ("commissioner",))
LONG = 90_000
"""Milliseconds."""


@contextmanager
def at_work(web: WebSettings) -> Iterator[None]:
    """A worker is at work while the block runs."""
    worker = a_worker(web.store)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield
    finally:
        worker.end()
        thread.join()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_page_follows_the_work_until_it_is_done(browser: Browser, own_web: WebSettings, scripts: bool) -> None:
    run = ask_simulation(own_web.store, COMMISSIONER, keep_two(own_web.store, COMMISSIONER), replications=20)
    with served(own_web) as server, watched(browser, server, java_script_enabled=scripts) as view:
        view.sign_in("commissioner")
        page = view.go(f"/runs/{run}")
        page.wait_for_selector("text=It waits for a worker")
        with at_work(own_web):
            page.wait_for_selector("progress", timeout=LONG)
            page.wait_for_selector("text=measures.csv", timeout=LONG)
        if scripts:
            assert page.locator("#told").inner_text() == f"Run {run} is over."
            with page.expect_download() as download:
                page.click("text=report.html")
            assert download.value.suggested_filename == f"run-{run}-report.html"
        assert view.faults() == []


def test_every_state_is_sound_narrow_and_translated(browser: Browser, own_web: WebSettings) -> None:
    runs = [ask_simulation(own_web.store, COMMISSIONER, keep_two(own_web.store, COMMISSIONER)) for _time in range(3)]
    cancel(own_web.store, COMMISSIONER, runs[1])
    with own_web.store.write(alone=False) as books:
        for run in (runs[0], runs[2]):
            row = books.queue.locked(run)
            row.status, row.stage, row.steps_done = "running", "Simulating", 2
        row.status, row.error = "failed", "It cannot be done."
    data = {"Simulating", "It cannot be done", "longer, shorter"}
    with served(own_web) as server:
        for language in (RIGHT_TO_LEFT, LEFT_TO_RIGHT):
            with watched(browser, server, viewport=NARROW, locale=language) as view:
                view.sign_in("commissioner")
                for path in ("/runs", *(f"/runs/{run}" for run in runs)):
                    view.go(path)
                    assert view.axe() == [], path
                    assert not view.scrolls_sideways(), path
                    if language == LEFT_TO_RIGHT:
                        assert untranslated(view.text(), {*data, "Cal Commissioner"}) == [], path
                assert view.faults() == []
