"""The pictures of the guides: ``python -m tools.screenshots`` opens the demo in Chromium and writes docs/pictures.

``--to FOLDER`` writes them elsewhere; ``--all`` every page narrow, wide and on paper besides, to look them through.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, Page, ViewportSize

from beds.domain.access import ROLES, Actor
from beds.services.demo import DEMO_DAY, make_demo
from beds.services.laboratory.change import change_scenario
from beds.services.laboratory.compare import ask_comparison
from beds.services.laboratory.keep import keep_shipped
from beds.services.log import make_logger
from beds.services.long_work.worker import Worker
from beds.services.offer.accept import accept
from beds.services.offer.show import offers
from beds.services.opening import Store, open_for_web, settings_in
from beds.services.proposal.approve import approve
from beds.services.proposal.show import show_proposal
from beds.services.run_week import run_week
from beds.simulation.workforce import Workforce
from beds.web.app import create_app
from beds.web.server import listen
from beds.web.settings import WebSettings
from tools.chromium import chromium

PICTURES = Path("docs/pictures")
PASSWORD = "three-small-words"
COORDINATOR = Actor("coordinator", ("coordinator",))
COMMISSIONER = Actor("commissioner", ("commissioner",))
GUIDE = {
    "today": ("coordinator", "/"),
    "waiting": ("coordinator", "/waiting"),
    "person": ("coordinator", "/people/P017"),
    "record-something": ("coordinator", "/people/P041/record/extend"),
    "allocation": ("coordinator", "/allocation"),
    "swap": ("coordinator", "/allocation/decide?kind=swap&person=P197"),
    "offer": ("coordinator", "/allocation/offers/1"),
    "beds": ("coordinator", "/beds"),
    "workers": ("coordinator", "/workers"),
    "upload": ("coordinator", "/import"),
    "policy": ("planner", "/policy"),
    "try-a-policy": ("planner", "/policy/change"),
    "record": ("planner", "/audit"),
    "reports": ("commissioner", "/reports/2026-07"),
    "laboratory": ("commissioner", "/lab"),
    "levers": ("commissioner", "/lab/2/change#levers-1"),
    "scenario": ("commissioner", "/lab/3"),
    "comparison": ("commissioner", "/lab/compare/5#found"),
    "over-time": ("commissioner", "/lab/compare/5#time"),
    "users": ("administrator", "/users"),
    "user": ("administrator", "/users/planner"),
}
"""Each picture: who looks at what."""
MORE = {
    "today-planner": ("planner", "/"),
    "today-commissioner": ("commissioner", "/"),
    "today-administrator": ("administrator", "/"),
    "not-for-her": ("commissioner", "/waiting"),
    "waiting-blocked": ("planner", "/waiting?blocked=yes"),
    "person-planner": ("planner", "/people/P017"),
    "person-resident": ("coordinator", "/people/P081"),
    "person-restricted": ("coordinator", "/people/P017?restricted=yes"),
    "record-facts": ("coordinator", "/people/P017/record/facts"),
    "record-restricted": ("coordinator", "/people/P017/record/restricted"),
    "record-seek": ("coordinator", "/people/P017/record/seek"),
    "refer": ("coordinator", "/waiting/record/refer"),
    "sheet": ("planner", "/allocation/4/sheet"),
    "compare": ("planner", "/allocation/4/compare"),
    "without": ("planner", "/allocation/4/without"),
    "passed-over": ("planner", "/allocation/4/passed-over"),
    "offers": ("planner", "/allocation/offers"),
    "beds-overdue": ("planner", "/beds?overdue=yes"),
    "bed": ("administrator", "/beds/RIVER-18"),
    "bed-void": ("administrator", "/beds/RIVER-18/record/void"),
    "worker-facts": ("coordinator", "/workers/KW-01/record/facts"),
    "policy-version": ("planner", "/policy/1"),
    "user-add": ("administrator", "/users/add"),
    "account": ("planner", "/account"),
    "help": ("planner", "/help"),
    "missing": ("planner", "/no-such-page"),
}
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=PICTURES)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with _demo() as address, chromium() as browser:
        readers: dict[str, Page] = {user: _signed_in(browser, address, user) for user in ROLES}

        def taken(pages: dict[str, tuple[str, str]], ending: str, viewport: ViewportSize, *, whole: bool) -> None:
            for name, (user, path) in pages.items():
                readers[user].set_viewport_size(viewport)
                # What a page fetches and draws by itself is on its picture too.
                readers[user].goto(address + path, wait_until="networkidle")
                readers[user].screenshot(path=asked.to / f"{name}{ending}.png", full_page=whole)

        taken(GUIDE, "", WIDE, whole=False)
        if asked.all:
            taken({**GUIDE, **MORE}, "-wide", WIDE, whole=True)
            taken({**GUIDE, **MORE}, "-narrow", NARROW, whole=True)
            for reader in readers.values():
                reader.emulate_media(media="print")
            taken({**GUIDE, **MORE}, "-print", WIDE, whole=True)


@contextmanager
def _demo() -> Iterator[str]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_demo(folder, password=PASSWORD, history=True)
        store, key = open_for_web(settings_in(folder, DEMO_DAY))
        _decide(store)
        _simulate(store)
        settings = WebSettings(store, key, demo=True, sign_in_limit="1000 per minute")
        server = listen(create_app(settings), "127.0.0.1", 0)
        # The thread ends with the program: nothing else waits for it.
        Thread(target=server.run, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            store.close()


def _decide(store: Store) -> None:
    """A week that is under way: two runs, some offers, one of them accepted."""
    run_week(store, COORDINATOR, DEMO_DAY)
    run = run_week(store, COORDINATOR, DEMO_DAY).run_id
    alone = [
        row.person_id
        for row in show_proposal(store, COORDINATOR).beds
        if row.status == "proposed" and not row.waits_for
    ]
    some = alone[: len(alone) // 2]
    approve(store, COORDINATOR, run, DEMO_DAY, only=some, reply_by=DEMO_DAY + timedelta(days=3))
    for offer in offers(store, COORDINATOR)[:2]:
        accept(store, COORDINATOR, offer.offer_id, DEMO_DAY)


def _simulate(store: Store) -> None:
    """The commissioner's question: what do shorter limits buy, for everybody or new stays alone, and three flats?"""
    shorter = {f"policy.stay_limit_weeks.{phase}": "13" for phase in (1, 2)}
    questions: dict[str, tuple[str, dict[str, str]]] = {
        "As it is": ("What happens if nothing changes?", {}),
        "13 weeks": ("What if phases 1 and 2 end after 13 weeks, for everybody at once?", shorter),
        "13 weeks for new stays": (
            "And if those already there keep their limits?", shorter | {"policy.stay_limit_applies_to": "new_stays"},
        ),
        "Three more flats": ("What do three more flats buy instead?", {"stock.flats.beds": "10"}),
    }  # fmt: skip
    for name, (question, levers) in questions.items():
        number = keep_shipped(store, COMMISSIONER, "baseline", name, question=question)
        change_scenario(store, COMMISSIONER, number, levers, name=name, question=question)
    ask_comparison(store, COMMISSIONER, ["1", "2", "3", "4"], 10)
    Worker(store, make_logger(), Workforce(jobs=2)).work_once()


def _signed_in(browser: Browser, address: str, user: str) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(address + "/sign-in")
    page.fill("#user", user)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_selector(".beds-bar__who")
    return page


if __name__ == "__main__":
    main()
