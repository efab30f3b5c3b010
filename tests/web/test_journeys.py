"""The coordinator's Monday and the planner's visit in Chromium, on every engine, with scripts and without them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from beds.data.settings import Settings
from beds.services.demo import DEMO_DAY
from beds.services.offer.show import offers
from beds.services.run_week import run_week
from beds.services.shipped import shipped_scenarios
from beds.web.settings import WebSettings
from tests.web.browser import watched
from tests.web.journeys import COORDINATOR, enter, follow, press, proposal, reach, sound
from tests.web.server import PASSWORD, Server, opened_web, served

pytestmark = pytest.mark.needs_chromium


@pytest.fixture
def each_web(settings: Settings, tmp_path: Path) -> Iterator[WebSettings]:
    """The smaller sample service, on each engine in turn."""
    with opened_web(tmp_path, "chrysalis", settings) as opened:
        yield opened


@pytest.fixture
def each_server(each_web: WebSettings) -> Iterator[Server]:
    with served(each_web) as running:
        yield running


def renamed(folder: Path) -> list[str]:
    """The files of the sample with another name for its first scheme."""
    folder = folder / "facts"
    folder.mkdir()
    written = []
    for file in sorted((shipped_scenarios() / "chrysalis").iterdir()):
        text = file.read_text("utf-8-sig")
        if file.name == "schemes.csv":
            head, first, *rest = text.splitlines()
            cells = first.split(",")
            cells[head.split(",").index("name")] = "Lantern House"
            text = "\n".join([head, ",".join(cells), *rest])
        if file.suffix in (".csv", ".yaml"):
            (folder / file.name).write_text(text, "utf-8")
            written.append(str(folder / file.name))
    return written


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_coordinators_monday(
    browser: Browser,
    each_server: Server,
    each_web: WebSettings,
    scripts: bool,
    tmp_path: Path,
) -> None:
    with watched(browser, each_server, java_script_enabled=scripts) as view:
        page = view.sign_in("coordinator")
        assert "There is no run for this week yet" in page.locator("main").inner_text()
        follow(view, "nav >> text=Upload")
        page.set_input_files("#files", renamed(tmp_path))
        press(view, "Check the files")
        assert "Lantern House" in page.locator("main").inner_text()
        press(view, "Store all of it")

        follow(view, "nav >> text=Allocation")
        press(view, "Run this week")
        sound(view, scripts)
        first = proposal(each_web).beds[0]

        page.locator(f"#given >> xpath=ancestor::table >> summary:has-text('{first.person_id}')").click()
        follow(view, f"text=Pin {first.person_id} to a bed")
        assert page.input_value("#person") == first.person_id
        assert page.input_value("#bed") == first.bed_id
        press(view, "Keep it and run again")
        assert "Error" in page.title()
        sound(view, scripts)
        page.fill("#reason", "Agreed in the meeting")
        press(view, "Keep it and run again")
        assert "What run 2 does otherwise than run 1" in page.locator("h1").inner_text()

        follow(view, "text=to decide on it")
        assert "Agreed in the meeting" in page.locator("main").inner_text()
        press(view, "Approve what is ticked")
        sound(view, scripts)
        made = offers(each_web.store, COORDINATOR)
        assert {offer.person_id for offer in made} == {row.person_id for row in proposal(each_web).beds}

        # The one who is to decline: somebody who moves into a bed that nobody has to leave before.
        alone = {row.person_id for row in proposal(each_web).beds if not row.waits_for}
        no, yes = [offer for offer in made if offer.person_id in alone and offer.person_id != first.person_id][:2]
        follow(view, "nav >> text=Today")
        sound(view, scripts)
        follow(view, f"text='Offer {no.offer_id}'")
        sound(view, scripts)
        page.select_option("#decline-reason", "room")
        press(view, "The offer is declined")
        assert "Her place on the list is kept" in page.locator(".govuk-notification-banner").inner_text()

        follow(view, "text=Back to the allocation")
        press(view, "Run again with the facts of now")
        assert proposal(each_web).run_id == 3
        again = {row.person_id: row.bed_id for row in proposal(each_web).beds}
        assert again.get(no.person_id) != no.bed_id
        assert again[yes.person_id] == yes.bed_id

        view.go(f"/allocation/offers/{yes.offer_id}")
        press(view, "She accepts")
        each_web.store.today = lambda: max(yes.start_on, DEMO_DAY)
        page.fill("#begin-on", max(yes.start_on, DEMO_DAY).isoformat())
        press(view, "She has moved in")
        assert "moved into bed" in page.locator(".govuk-notification-banner").inner_text()
        follow(view, f"main >> text='{yes.person_id}' >> nth=-1")
        follow(view, "text=Extend her stay")
        page.fill("#until", "2028-01-10")
        press(view, "Extend")
        sound(view, scripts)
        page.select_option("#reason", "no_move_on")
        press(view, "Extend")
        assert "The limit of the stay" in page.locator(".govuk-notification-banner").inner_text()
        sound(view, scripts)
        assert view.faults() == []
    with each_web.store.read() as books:
        home = books.living.home(yes.person_id)
    assert home is not None
    assert home.bed_id == yes.bed_id
    assert home.extended_to is not None


def test_the_planners_visit(
    browser: Browser, each_server: Server, each_web: WebSettings, engine_name: str
) -> None:  # fmt: skip
    run_week(each_web.store, COORDINATOR, DEMO_DAY)
    # With scripts on one engine, without them on the other: neither has to do with the other.
    with watched(browser, each_server, java_script_enabled=engine_name == "sqlite") as view:
        page = view.sign_in("planner")
        follow(view, "nav >> text=Waiting list")
        follow(view, "text=Residents who seek to move")
        who = page.locator("tbody th a").first.inner_text()
        follow(view, f"main >> text='{who}'")
        assert page.locator("h1").inner_text() == who
        assert page.locator("text=Record something").count() == 0
        follow(view, "nav >> text=Allocation")
        assert page.locator("main button").count() == 0
        follow(view, "text=Sheet for the meeting")
        assert page.locator("#given").is_visible()
        follow(view, "nav >> text=Rules and policy")
        follow(view, "text=Try a change")
        page.fill("#key-continuity", "off")
        press(view, "See what it would do")
        assert "What it would do to the week" in page.locator("#trial").inner_text()
        follow(view, "nav >> text=Record")
        press(view, "Verify the record")
        assert view.faults() == []
    assert proposal(each_web).run_id == 1, "a planner changes nothing"


@pytest.fixture
def own_server(own_web: WebSettings) -> Iterator[Server]:
    with served(own_web) as running:
        yield running


def test_a_week_is_decided_with_the_keyboard_alone(browser: Browser, own_server: Server, own_web: WebSettings) -> None:
    with watched(browser, own_server) as view:
        page = view.go("/sign-in")
        reach(view, "#user")
        page.keyboard.type("coordinator")
        reach(view, "#password")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        enter(view, "nav >> text=Allocation")
        enter(view, "main button:has-text('Run this week')")
        alone = next(row for row in proposal(own_web).beds if not row.waits_for)
        ticked = [tick.get_attribute("value") for tick in page.locator("input[name=person]:checked").all()]
        for other in ticked:
            if other != alone.person_id:
                reach(view, f"input[value='{other}']")
                page.keyboard.press("Space")
        assert page.locator("input[name=person]:checked").count() == 1
        enter(view, "button:has-text('Approve what is ticked')")
        assert not page.title().startswith("Error"), page.locator("main").inner_text()[:500]
        offer = offers(own_web.store, COORDINATOR)[0]
        assert offer.person_id == alone.person_id
        enter(view, f"main a:text-is('Offer {offer.offer_id}')")
        enter(view, "button:has-text('She accepts')")
        own_web.store.today = lambda: max(offer.start_on, DEMO_DAY)
        view.go(f"/allocation/offers/{offer.offer_id}")
        reach(view, "#begin-on")
        enter(view, "button:has-text('She has moved in')")
        enter(view, f"dd a:text-is('{alone.person_id}')")
        enter(view, "text=Notice of leaving")
        reach(view, "#leaving")
        page.keyboard.type("01112027")
        enter(view, "button:has-text('Record the notice')")
        assert "notice was given" in page.locator(".govuk-notification-banner").inner_text()
        assert view.faults() == []
