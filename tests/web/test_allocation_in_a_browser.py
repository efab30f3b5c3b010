"""The coordinator's Monday in Chromium, from the run to the day she moves in; with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from beds.domain.access import Actor
from beds.services.demo import DEMO_DAY, NAMES
from beds.services.offer.show import offers
from beds.services.proposal.show import Proposal, show_proposal
from beds.services.run_week import run_week
from beds.web.settings import WebSettings
from tests.web.browser import NARROW, Watched, watched
from tests.web.pseudo import RIGHT_TO_LEFT
from tests.web.server import Server, served

pytestmark = pytest.mark.needs_chromium
COORDINATOR = Actor("coordinator", ("coordinator",))


@pytest.fixture
def own_server(own_web: WebSettings) -> Iterator[Server]:
    with served(own_web) as running:
        yield running


def press(view: Watched, button: str) -> None:
    with view.page.expect_navigation():
        view.page.click(f"main button:has-text('{button}')")


def follow(view: Watched, link: str) -> None:
    with view.page.expect_navigation():
        view.page.click(link)


def sound(view: Watched, scripts: bool) -> None:
    """Nothing that axe can see is wrong with the page as it stands, and it does not scroll sideways."""
    if scripts:
        assert view.axe() == [], view.page.url
        assert not view.scrolls_sideways(), view.page.url


def proposal(web: WebSettings) -> Proposal:
    return show_proposal(web.store, COORDINATOR)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_coordinators_monday(browser: Browser, own_server: Server, own_web: WebSettings, scripts: bool) -> None:
    with watched(browser, own_server, java_script_enabled=scripts) as view:
        page = view.sign_in("coordinator")
        follow(view, "nav >> text=Allocation")
        press(view, "Run this week")
        sound(view, scripts)
        first = proposal(own_web).beds[0]

        page.locator(f"#given >> xpath=ancestor::table >> summary:has-text('{first.person_id}')").click()
        follow(view, f"text=Pin {first.person_id} to a bed")
        assert page.input_value("#person") == first.person_id
        assert page.input_value("#bed") == first.bed_id
        sound(view, scripts)
        press(view, "Keep it and run again")
        assert "Error" in page.title()
        sound(view, scripts)
        page.fill("#reason", "Agreed in the meeting")
        press(view, "Keep it and run again")
        assert "What run 2 does otherwise than run 1" in page.locator("h1").inner_text()
        sound(view, scripts)

        follow(view, "text=to decide on it")
        assert "Agreed in the meeting" in page.locator("main").inner_text()
        press(view, "Approve what is ticked")
        sound(view, scripts)
        made = offers(own_web.store, COORDINATOR)
        assert {offer.person_id for offer in made} == {row.person_id for row in proposal(own_web).beds}

        # The one who is to decline: somebody who moves into a bed that nobody has to leave before.
        alone = {row.person_id for row in proposal(own_web).beds if not row.waits_for}
        no, yes = [offer for offer in made if offer.person_id in alone and offer.person_id != first.person_id][:2]
        follow(view, f"#offers >> xpath=ancestor::table >> text='Offer {no.offer_id}'")
        sound(view, scripts)
        page.select_option("#decline-reason", "room")
        press(view, "The offer is declined")
        assert "Her place on the list is kept" in page.locator(".govuk-notification-banner").inner_text()

        follow(view, "text=Back to the allocation")
        press(view, "Run again with the facts of now")
        assert proposal(own_web).run_id == 3
        sound(view, scripts)
        again = {row.person_id: row.bed_id for row in proposal(own_web).beds}
        assert again.get(no.person_id) != no.bed_id
        assert again[yes.person_id] == yes.bed_id

        view.go(f"/allocation/offers/{yes.offer_id}")
        press(view, "She accepts")
        page.fill("#begin-day", max(yes.start_on, DEMO_DAY).isoformat())
        press(view, "She has moved in")
        assert "moved into bed" in page.locator(".govuk-notification-banner").inner_text()
        sound(view, scripts)
        assert view.faults() == []
    with own_web.store.read() as books:
        home = books.living.home(yes.person_id)
    assert home is not None
    assert home.bed_id == yes.bed_id


def test_a_bed_is_approved_with_the_keyboard_alone(browser: Browser, own_server: Server, own_web: WebSettings) -> None:
    run_week(own_web.store, COORDINATOR, DEMO_DAY)
    with watched(browser, own_server) as view:
        page = view.sign_in("coordinator")
        view.go("/allocation")
        ticks = page.locator("input[name=person]")
        for place in range(ticks.count()):
            ticks.nth(place).focus()
            page.keyboard.press("Space")
        assert page.locator("input[name=person]:checked").count() == 0
        alone = next(row for row in proposal(own_web).beds if not row.waits_for)
        page.focus(f"input[value='{alone.person_id}']")
        page.keyboard.press("Space")
        page.focus("button:has-text('Approve what is ticked')")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert [offer.person_id for offer in offers(own_web.store, COORDINATOR)] == [alone.person_id]


@pytest.fixture(scope="module")
def with_run(web: WebSettings) -> WebSettings:
    """The borough with two runs."""
    for _time in range(2):
        run_week(web.store, COORDINATOR, DEMO_DAY)
    return web


PAGES = ("/allocation", "/allocation/2/sheet", "/allocation/2/without", "/allocation/2/passed-over",
         "/allocation/2/compare", "/allocation/decide")  # fmt: skip


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
