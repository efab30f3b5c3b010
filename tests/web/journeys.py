"""What journeys through the pages do at every step: press, follow, look whether the page is sound."""

from beds.domain.access import Actor
from beds.services.proposal.show import Proposal, show_proposal
from beds.web.settings import WebSettings
from tests.web.browser import Watched

COORDINATOR = Actor("coordinator", ("coordinator",))
FURTHEST = 500
"""How many times the key is pressed before something counts as out of reach."""


def press(view: Watched, button: str) -> None:
    """Presses a button that leads to another page."""
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


def reach(view: Watched, target: str) -> None:
    """Goes on with the Tab key until the first thing that matches has the focus."""
    wanted = view.page.locator(target).first.element_handle()
    for _time in range(FURTHEST):
        view.page.keyboard.press("Tab")
        if view.page.evaluate("element => element === document.activeElement", wanted):
            return
    raise AssertionError(f"{target} cannot be reached with the keyboard on {view.page.url}")


def enter(view: Watched, target: str) -> None:
    """Reaches it and presses Enter, which leads to another page."""
    reach(view, target)
    with view.page.expect_navigation():
        view.page.keyboard.press("Enter")
