"""A window of the real browser for tests, which may speak to the server of the test and to nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.web.server import PASSWORD, Server

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


class Watched:
    """A browser window of which everything that goes wrong is written down: ask :meth:`faults` at the end.

    ``page`` is Playwright's; ``go`` takes an address of the service. Under the pages' own policy ``wait_for_function``
    does not work: wait for a locator.
    """

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.server = server
        self.strangers: list[str] = []
        self.told: list[str] = []
        context.route("**/*", self._ask)
        self.page: Page = context.new_page()
        self.page.on("console", lambda line: self._hear(line.type, line.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.expected = 200

    def go(self, path: str, status: int = 200) -> Page:
        """Opens an address of the service, which must answer with the status."""
        self.expected = status
        answer = self.page.goto(self.server.address + path)
        assert answer is not None
        assert answer.status == status, f"{path} answers {answer.status}"
        return self.page

    def sign_in(self, user: str) -> Page:
        """Signs in as a user of the demo, as a reader does."""
        self.go("/sign-in")
        self.page.fill("#user", user)
        self.page.fill("#password", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_selector(".beds-bar__who")
        return self.page

    def faults(self) -> list[str]:
        """What was heard from the console (errors of scripts, reports of the policy) and who else was asked."""
        return [*self.told, *(f"a request to {stranger}" for stranger in self.strangers)]

    def axe(self) -> list[str]:
        """What axe finds wrong with the page as it is now, read to its end, a line a rule.

        Colours are the same in both directions, and take longer than all the rest: they are looked at from left to
        right.
        """
        self.page.wait_for_load_state()
        self.page.locator("main").wait_for()
        rules = {"color-contrast": {"enabled": self.page.locator("html").get_attribute("dir") != "rtl"}}
        found = Axe().run(self.page, options={"resultTypes": ["violations"], "rules": rules})
        return [
            f"{one['id']}: {one['help']} ({'; '.join(str(node['target']) for node in one['nodes'][:3])})"
            for one in found.response["violations"]
        ]

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than its window."""
        wider: bool = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )  # fmt: skip
        return wider

    def text(self) -> list[str]:
        """Every text that a reader may see or hear, attributes too; not what the page says is never translated."""
        found: list[str] = self.page.evaluate(TEXTS)
        return found

    def _ask(self, route: Route) -> None:
        address = route.request.url
        if address.startswith((self.server.address + "/", "data:", "blob:")):
            route.continue_()
        else:
            self.strangers.append(address)
            route.abort()

    def _hear(self, kind: str, text: str) -> None:
        # The browser itself calls an answer of 4xx an error; whether it was expected, go() has asked.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.told.append(text)


TEXTS = """() => {
  const found = [document.title], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const kind = walker.currentNode.parentElement.tagName
    if (walker.currentNode.parentElement.closest('[translate=no]')) continue
    const text = walker.currentNode.textContent.trim()
    if (text && kind !== 'SCRIPT' && kind !== 'STYLE') found.push(text)
  }
  for (const element of document.body.querySelectorAll('*'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const value = element.getAttribute(name)
      if (value) found.push(value)
    }
  return found
}"""


@contextmanager
def watched(browser: Browser, server: Server, **settings: Any) -> Iterator[Watched]:
    """A new window; ``settings`` are those of Playwright's contexts (viewport, java_script_enabled, locale)."""
    context = browser.new_context(**{"viewport": WIDE, **settings})
    try:
        yield Watched(context, server)
    finally:
        context.close()
