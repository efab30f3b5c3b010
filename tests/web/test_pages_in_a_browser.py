"""Every page as its reader meets it, in Chromium: sound, translated, in both directions, narrow, scriptless."""

import re
from collections.abc import Iterable
from typing import Any

import pytest

from beds.domain.reasons import LISTS
from beds.domain.small_numbers import MARK
from beds.services.demo import DEMO_DAY, NAMES
from beds.web.settings import WebSettings
from tests.web.browser import NARROW, WIDE
from tests.web.conftest import Window
from tests.web.pseudo import CLOSE, LEFT_TO_RIGHT, OPEN, RIGHT_TO_LEFT

pytestmark = pytest.mark.needs_chromium

RUNNING = "/reports/2026-10"
"""The report on a quarter that is not over, which a commissioner cannot see."""
PAGES = {
    "/": 200, "/help": 200, "/no-such-page": 404, "/policy": 200, "/audit": 200, "/account": 200,
    "/waiting": 200, "/waiting?find=nobody": 200, "/waiting?blocked=yes&sort=wait&down=yes": 200,
    "/people/P017": 200, "/people/P081": 200, "/people/P017?restricted=yes": 200,
    "/beds": 200, "/beds?overdue=yes": 200, "/beds?state=void": 200, "/beds/RIVER-18": 200,
    "/workers": 200, "/allocation": 200, "/allocation/offers": 200, "/reports/2026-07": 200,
    RUNNING: 200,
}  # fmt: skip
"""Every page in its states, and how it answers. Whoever adds a page adds it here."""
MORE = {
    "coordinator": (
        "/import",
        "/waiting/record/refer",
        "/people/P017/record/restricted",
        "/people/P017/record/seek",
        "/people/P081/record/extend",
        "/people/P081/record/worker",
        "/people/P017/record/offer",
        "/people/P017/record/keep-apart",
        "/beds/RIVER-18/record/void",
        "/beds/RIVER-18/record/offer",
        "/policy/reasons",
        "/policy/reasons/lists/decline/add",
        "/workers/KW-01/record/facts",
        "/allocation/decide?kind=waive",
    ),
    "planner": ("/policy/1", "/policy/change"),
    "administrator": ("/users", "/users/add", "/users/planner"),
}
"""Pages that not everybody may open, each under somebody who may."""
PEOPLE = ("/waiting", "/people", "/beds", "/workers", "/allocation")
"""Where a commissioner is told that she cannot see the page."""
FACTS = re.compile(r"[\W\d]*|\W*[A-Z]+[\dA-Z-]*\W*|.*\b20\d\d\b\W*|\W*[A-Z][a-z]+ \d+\W*")
"""Texts that no catalogue holds: numbers and signs, ids, days (which Babel writes)."""


def data_of(web: WebSettings) -> set[str]:
    """Names that stand in the facts themselves."""
    with web.store.read() as books:
        facts = books.facts.snapshot(DEMO_DAY)
        lists = LISTS
        reasons = {one.text for list_ in lists for one in books.activity.reasons(list_)}
    tags = (
        tag for one in facts.people for tag in (*one.prefers, *one.needs, *one.groups, *one.languages)
    )  # fmt: skip
    return {
        MARK, *reasons, *(person.disability for person in facts.people if person.disability),
        *(scheme.title for scheme in facts.schemes), *facts.policy.phase_names.values(), *NAMES.values(), *tags,
        *(worker.provider for worker in facts.workers), *(tag for worker in facts.workers for tag in worker.languages),
        *(waiver.reason for waiver in facts.waivers), *(waiver.decided_by for waiver in facts.waivers),
        *(pin.reason for pin in facts.pins), *(person.ethnicity for person in facts.people if person.ethnicity),
        *(tag for bed in facts.beds for tag in bed.features), *(tag for one in facts.schemes for tag in one.features),
    }  # fmt: skip


def untranslated(texts: list[str], data: Iterable[str] = ()) -> list[str]:
    """Texts in which something beyond facts stands outside of the marks."""
    found = []
    for text in texts:
        outside, before = text, ""
        while outside != before:  # a sentence may hold another, which is marked too
            outside, before = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", outside), outside
        for known in sorted(data, key=len, reverse=True):
            outside = outside.replace(known, "")
        if not FACTS.fullmatch(outside.strip()):
            found.append(text)
    return found


@pytest.mark.parametrize(("language", "viewport"), [("en", NARROW), (RIGHT_TO_LEFT, WIDE)])
def test_no_page_has_a_fault_that_axe_can_see_or_scrolls_sideways(
    window: Window, language: str, viewport: dict[str, int]
) -> None:
    view = window(locale=language, viewport=viewport)
    view.sign_in("coordinator")
    for path, status in PAGES.items():
        view.go(path, status)
        assert view.axe() == [], path
        assert not view.scrolls_sideways(), path


@pytest.mark.parametrize(
    ("language", "settings"),
    [
        (RIGHT_TO_LEFT, {"viewport": NARROW}),
        ("en", {"viewport": {"width": 3840, "height": 2160}}),
        ("en", {"viewport": {side: pixels // 2 for side, pixels in WIDE.items()}, "device_scale_factor": 2}),
    ],
    ids=["narrow from right to left", "4K", "twice the size"],
)
def test_no_page_scrolls_sideways(window: Window, language: str, settings: dict[str, Any]) -> None:
    view = window(locale=language, **settings)
    view.sign_in("coordinator")
    for path, status in PAGES.items():
        view.go(path, status)
        assert not view.scrolls_sideways(), path


@pytest.mark.parametrize("user", sorted(MORE))
def test_pages_for_some_are_as_sound_and_as_translated(window: Window, web: WebSettings, user: str) -> None:
    narrow = window(locale=RIGHT_TO_LEFT, viewport=NARROW)
    view = window(locale=LEFT_TO_RIGHT)
    data = data_of(web)
    for one in (narrow, view):
        one.sign_in(user)
    for path in MORE[user]:
        narrow.go(path)
        assert narrow.axe() == [], path
        assert not narrow.scrolls_sideways(), path
        view.go(path)
        assert view.axe() == [], path
        assert untranslated(view.text(), data) == [], path


@pytest.mark.parametrize("user", ["coordinator", "commissioner"])
def test_every_word_on_a_page_went_through_the_catalogue(window: Window, web: WebSettings, user: str) -> None:
    view = window(locale=LEFT_TO_RIGHT)
    view.go("/sign-in")
    view.page.click("main button[type=submit]")
    view.page.wait_for_selector(".govuk-error-summary")
    assert untranslated(view.text()) == []
    data = data_of(web)
    view.sign_in(user)
    for path, status in PAGES.items():
        refused = user == "commissioner" and path.startswith(PEOPLE)
        view.go(path, 404 if user == "commissioner" and path == RUNNING else 403 if refused else status)
        assert untranslated(view.text(), data) == [], path


def test_a_word_that_no_catalogue_knows_is_noticed() -> None:
    marked = f"{OPEN}3 people wait{CLOSE}"
    assert untranslated([marked, "P001", "23 November 2026", "12", f"– {marked}"]) == []
    for text in ("Beds are full", "Beds", f"{marked} and more"):
        assert untranslated([text]) == [text]


def test_a_language_that_runs_from_right_to_left_turns_the_page(window: Window) -> None:
    view = window(locale=RIGHT_TO_LEFT)
    page = view.sign_in("coordinator")
    assert page.locator("html").get_attribute("dir") == "rtl"
    name, out = page.locator(".beds-bar__name").bounding_box(), page.locator(".beds-bar__who").bounding_box()
    assert name is not None
    assert out is not None
    assert name["x"] > out["x"]
    cell = page.locator("th[scope=row]").first
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") in ("right", "start")


def test_everything_so_far_works_without_scripts(window: Window) -> None:
    view = window(java_script_enabled=False)
    page = view.sign_in("coordinator")
    assert page.locator("h1").inner_text().startswith("Monday")
    page.click("nav >> text=Help")
    assert page.locator("h1").inner_text() == "Help"
    page.click("text=Sign out")
    assert page.locator("h1").inner_text() == "Sign in"


def test_signing_in_and_out_needs_no_mouse(window: Window) -> None:
    view = window()
    page = view.go("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.focus("#user")
    page.keyboard.type("coordinator")
    page.keyboard.press("Tab")
    page.keyboard.type("three-small-words")
    page.keyboard.press("Enter")
    page.wait_for_selector(".beds-bar__who")
    page.focus(".beds-link-button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#password")


def test_a_form_with_faults_leads_to_them(window: Window) -> None:
    view = window()
    page = view.go("/sign-in")
    page.click("main button[type=submit]")
    page.wait_for_selector(".govuk-error-summary")
    assert view.axe() == []
    assert page.title().startswith("Error: ")
    page.click(".govuk-error-summary >> text=Enter your password")
    assert page.evaluate("document.activeElement.id") == "password"


def test_paper_shows_the_work_and_not_the_frame(window: Window) -> None:
    view = window()
    page = view.sign_in("coordinator")
    page.emulate_media(media="print")
    assert not page.locator(".beds-bar").is_visible()
    assert not page.locator("nav").first.is_visible()
    assert page.locator("#vacancies").is_visible()
