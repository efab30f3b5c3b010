"""A commissioner's visit to the laboratory in a browser: from signing in to a printed comparison, scripts or not."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from beds.services.demo import NAMES
from beds.services.laboratory.text import shipped_names
from beds.web.pages.laboratory import comparing
from beds.web.settings import WebSettings
from tests.services.long_work.laboratory import a_worker
from tests.web.browser import NARROW, Watched, watched
from tests.web.pseudo import LEFT_TO_RIGHT, RIGHT_TO_LEFT, pseudo_languages
from tests.web.server import Server, opened_web
from tests.web.test_pages_in_a_browser import untranslated

pytestmark = pytest.mark.needs_chromium


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSettings]:
    with opened_web(tmp_path_factory.mktemp("web"), "chrysalis", catalogues=pseudo_languages()) as settings:
        yield settings


@pytest.fixture(scope="module")
def run(browser: Browser, server: Server, web: WebSettings) -> Iterator[int]:
    """The run that the visit asks for; the visit itself is this fixture, and everything after looks at what it left."""
    with pytest.MonkeyPatch.context() as patch, watched(browser, server) as view:
        patch.setattr(comparing, "HOW_OFTEN", (2, 50))
        yield _visit(view, web)
        assert view.faults() == []


def _visit(view: Watched, web: WebSettings) -> int:
    page = view.sign_in("commissioner")
    page.click("nav >> text=Laboratory")
    page.click("text=Begin a scenario")
    page.fill("#name", "As it is")
    page.get_by_label("The service as it is now", exact=True).check()
    page.click("text=Begin, and move its levers")
    shortened(page, weeks="16", warm_up_weeks="4")
    assert "Nothing of what it changes speaks of this week." in page.locator("main").inner_text()
    copied(page, "Shorter")
    levers = {"policy.stay_limit_weeks.1": "13", "policy.stay_limit_weeks.2": "13", "stock.flats.beds": "10"}
    shortened(page, **levers)
    page.wait_for_selector("#week-counts")
    assert view.axe() == []
    copied(page, "Shorter, not for those there")
    shortened(page, **{"policy.stay_limit_applies_to": "new_stays"})
    assert "Stay limits hold for: everybody → stays begun from then on" in page.locator("main").inner_text()
    page.click("text=Simulate and compare")
    assert view.axe() == []
    page.select_option("#first", label="As it is")
    page.get_by_label("Shorter", exact=True).check()
    page.get_by_label("2 times: a first look").check()
    page.click("button:text-is('Run')")
    number = int(re.findall(r"/runs/(\d+)", page.url)[0])
    worker = a_worker(web.store)
    assert worker.work_once()
    page.click("text=See what was found")
    page.click("text=Test the answer")
    assert worker.work_once()
    return number


def shortened(page: Page, **levers: str) -> None:
    """Moves levers and stores."""
    if not page.url.endswith("/change"):
        page.click("text=Move its levers")
    for name, value in levers.items():
        field = page.locator(f'[name="lever-{name}"]')
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click("text=Store, and see what it does to this week")
    # What it does to this week comes in by itself.
    page.wait_for_selector("#week + div > :not(:has(a))", timeout=30_000)


def copied(page: Page, name: str) -> None:
    page.fill("#copy-name", name)
    page.click("button:text-is('Copy')")


def test_the_answer_is_there_drawn_tabled_and_tested(browser: Browser, server: Server, run: int) -> None:
    with watched(browser, server) as view:
        view.sign_in("commissioner")
        page = view.go(f"/lab/compare/{run}")
        page.wait_for_selector("figure.beds-drawn >> nth=-1")
        assert page.locator("figure").count() == page.locator("figure.beds-drawn").count() > 5
        assert page.locator(".beds-still svg >> visible=true").count() == 0
        assert view.axe() == []
        said = page.locator("main").inner_text()
        assert "Shorter, against As it is" in said
        assert "One assumption at a time is varied" in said
        mark = page.locator("figure#trade-off .mark-symbol.role-mark path").last
        mark.scroll_into_view_if_needed()
        told = page.locator("#vg-tooltip-element.visible")
        for _try in range(20):
            # The pictures above may still be growing, and the mark move with them.
            point = mark.bounding_box()
            assert point is not None
            page.mouse.move(0, 0)
            page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2, steps=5)
            page.wait_for_timeout(250)
            if told.count():
                break
        assert told.count() == 1
        page.click("table.measures a >> nth=0")
        assert page.locator("dt:target").is_visible(), "a figure leads to what it counts"
        assert view.faults() == []


def test_paper_has_pictures_and_every_table_behind_them(browser: Browser, server: Server, run: int) -> None:
    with watched(browser, server) as view:
        view.sign_in("commissioner")
        page = view.go(f"/lab/compare/{run}")
        page.wait_for_selector("figure.beds-drawn >> nth=-1")
        page.emulate_media(media="print")
        assert page.locator(".beds-still svg >> visible=true").count() == page.locator("figure").count()
        assert page.locator("figure table >> visible=true").count() == page.locator("figure").count()
        assert page.locator(".beds-charts >> visible=true").count() == 0
        assert not page.locator("text=Test the answer").is_visible()
        assert broken_off(page) == []
        assert page.pdf().startswith(b"%PDF")


def broken_off(page: Page) -> list[str]:
    """What a sheet of paper may part from what it belongs to."""
    parted: list[str] = page.evaluate(
        """() => [
            ['.beds-simulated :is(figure, .together, .doubt, tr)', 'breakInside'],
            ['.beds-simulated .wide:not(:has(.lengthy))', 'breakInside'],
            ['.beds-simulated :is(h2, h3, figcaption, caption)', 'breakAfter'],
        ].flatMap(([some, law]) => [...document.querySelectorAll(some)]
            .filter((one) => getComputedStyle(one)[law] !== 'avoid')
            .map((one) => `${law}: ${one.outerHTML.slice(0, 80)}`))"""
    )
    return parted


def test_everything_is_read_and_done_without_scripts(browser: Browser, server: Server, run: int) -> None:
    with watched(browser, server, java_script_enabled=False, viewport=NARROW) as view:
        page = view.sign_in("commissioner")
        view.go(f"/lab/compare/{run}")
        assert page.locator(".beds-still svg >> visible=true").count() == page.locator("figure").count()
        view.go("/lab")
        page.click("text=Shorter, not for those there")
        page.click("text=Move its levers")
        page.fill('[name="lever-policy.stay_limit_weeks.1"]', "none")
        page.click("text=Store, and see what it does to this week")
        assert page.title().startswith("Error: ")
        page.click(".govuk-error-summary a")
        page.fill('[name="lever-policy.stay_limit_weeks.1"]', "20")
        page.click("text=Store, and see what it does to this week")
        page.click("text=See what it does to this week, before anything is simulated")
        assert "The week of 23 November 2026 was decided twice" in page.locator("main").inner_text()
        assert view.faults() == []


PAGES = ("/lab", "/lab/new", "/lab/shipped/more-flats", "/lab/2", "/lab/2/change", "/lab/2/week", "/lab/compare")


def test_its_pages_are_sound_from_right_to_left_on_a_narrow_screen(browser: Browser, server: Server, run: int) -> None:
    with watched(browser, server, locale=RIGHT_TO_LEFT, viewport=NARROW) as view:
        view.sign_in("commissioner")
        for path in (*PAGES, f"/lab/compare/{run}"):
            page = view.go(path)
            if path.endswith(f"/{run}"):
                page.wait_for_selector("figure.beds-drawn >> nth=-1")
            assert view.axe() == [], path
            assert not view.scrolls_sideways(), path
        assert view.faults() == []


def test_every_word_of_them_went_through_the_catalogue(browser: Browser, server: Server, run: int) -> None:
    names = {*shipped_names(), "Present state", "As it is", "Shorter", "Shorter, not for those there"}
    with watched(browser, server, locale=LEFT_TO_RIGHT) as view:
        view.sign_in("commissioner")
        for path in PAGES:
            view.go(path)
            assert untranslated(view.text(), {*NAMES.values(), *names}) == [], path
