"""The pictures of the guides: ``python -m tools.screenshots`` opens the demo in Chromium and writes docs/pictures.

``--to FOLDER`` writes them elsewhere; ``--all`` every page narrow, wide and on paper besides, to look them through.
"""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

from beds.services.demo import DEMO_DAY, make_demo
from beds.services.opening import open_for_web, settings_in
from beds.web.app import create_app
from beds.web.server import listen
from beds.web.settings import WebSettings

PICTURES = Path("docs/pictures")
PASSWORD = "three-small-words"
GUIDE = {
    "today": ("coordinator", "/"),
    "upload": ("coordinator", "/import"),
    "policy": ("planner", "/policy"),
    "try-a-policy": ("planner", "/policy/change"),
    "record": ("planner", "/audit"),
    "reports": ("commissioner", "/reports/2026-07"),
    "users": ("administrator", "/users"),
    "user": ("administrator", "/users/planner"),
}
"""Each picture: who looks at what."""
MORE = {
    "policy-version": ("planner", "/policy/1"),
    "user-add": ("administrator", "/users/add"),
    "account": ("planner", "/account"),
    "help": ("planner", "/help"),
}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=PICTURES)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with _demo() as address, _chromium() as browser:
        for name, (user, path) in GUIDE.items():
            _signed_in(browser, address, user, WIDE, path).screenshot(path=asked.to / f"{name}.png")
        if asked.all:
            for name, (user, path) in {**GUIDE, **MORE}.items():
                page = _signed_in(browser, address, user, NARROW, path)
                page.screenshot(path=asked.to / f"{name}-narrow.png", full_page=True)
                page = _signed_in(browser, address, user, WIDE, path)
                page.screenshot(path=asked.to / f"{name}-wide.png", full_page=True)
                page.emulate_media(media="print")
                page.screenshot(path=asked.to / f"{name}-print.png", full_page=True)


@contextmanager
def _demo() -> Iterator[str]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_demo(folder, password=PASSWORD, history=True)
        store, key = open_for_web(settings_in(folder))
        settings = WebSettings(store, key, today=lambda: DEMO_DAY, demo=True, sign_in_limit="1000 per minute")
        server = listen(create_app(settings), "127.0.0.1", 0)
        # The thread ends with the program: nothing else waits for it.
        Thread(target=server.run, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            store.close()


@contextmanager
def _chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _signed_in(browser: Browser, address: str, user: str, viewport: dict[str, int], path: str) -> Page:
    page = browser.new_context(viewport=viewport, locale="en-GB").new_page()  # type: ignore[arg-type]
    page.goto(address + "/sign-in")
    page.fill("#user", user)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_selector(".beds-bar__who")
    page.goto(address + path)
    return page


if __name__ == "__main__":
    main()
