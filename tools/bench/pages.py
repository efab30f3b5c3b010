"""``python -m tools.bench.pages``: every page over ten years of a borough, with twenty people at work at once.

They open one page after the other and look at each for some seconds; meanwhile something changes every quarter of a
minute, so that what is kept at hand must be read again. The server is a process of its own on the
loopback address; the number of requests is bounded. Exits with 1 where a page is over its limit.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookiejar import CookieJar
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from threading import Event, Thread
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

from flask import Response, g

from beds.data.store.store import Store, open_store
from beds.domain.access import ROLES, Role
from beds.services.opening import open_for_web, settings_in
from beds.services.proposal.approve import approve
from beds.services.proposal.show import show_proposal
from beds.services.run_week import run_week
from beds.services.users import add_user
from beds.services.waiting.keep import review
from beds.web.app import create_app
from beds.web.server import listen
from beds.web.settings import WebSettings
from tools.bench.child import tell
from tools.bench.table import aligned
from tools.history import CORA, END, YEARS, write_history

PEOPLE: dict[Role, int] = {"coordinator": 13, "planner": 4, "commissioner": 2, "administrator": 1}
"""Twenty, at work at once."""
CHANGES = 15.0
"""Seconds between two changes of the facts."""
LOOKS = (3.0, 9.0)
"""Seconds that somebody looks at a page before she opens the next one."""
MEDIAN, WORST = 0.3, 1.0
"""Seconds that a page may take in the middle, and at worst."""
PASSWORD = "three-small-words"
PROCESSOR = "X-Processor-Seconds"


@dataclass(frozen=True)
class Opened:
    """Seconds that a page took: by the clock, from asking to the last byte; and of the server's processor."""

    clock: float
    processor: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is opened")
    parser.add_argument("--in", dest="folder", default="", help="a folder to keep the database in, or to find it in")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="beds-bench-") as temporary:
        folder = Path(options.folder or temporary)
        if not (folder / "beds.db").exists():
            make(folder, options.years)
        pages = pages_of(folder)
        tell(f"{sum(PEOPLE.values())} people at work")
        taken = at_work(folder, pages, options.rounds)
    rows = [["page, milliseconds", "as", "processor", "worst", "clock", "worst", "times"]]
    over = []
    for (role, path), opened in sorted(taken.items(), key=lambda item: -median(one.clock for one in item[1])):
        processor, clock = [one.processor for one in opened], [one.clock for one in opened]
        figures = (median(processor), max(processor), median(clock), max(clock))
        rows.append([path, role, *(f"{1000 * seconds:,.0f}" for seconds in figures), str(len(opened))])
        if median(clock) > MEDIAN or max(clock) > WORST:
            over.append(f"{path} as {role}")
    print(aligned(rows))
    for name in over:
        print(f"OVER ITS LIMIT: {name}")
    return 1 if over else 0


def make(folder: Path, years: int) -> None:
    """The history with two runs of its last week, some offers, and a user a role."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(settings_in(folder, END), create=True)
    try:
        tell(f"writing {years} years")
        write_history(store, years=years, tell=tell)
        for role in sorted(ROLES, key=lambda role: role != "administrator"):
            add_user(store, CORA, role, (role,), name=role, password=PASSWORD)
        tell("two runs of the last week, and some offers")
        run_week(store, CORA, END)
        run = run_week(store, CORA, END).run_id
        beds = [row.person_id for row in show_proposal(store, CORA, run).beds if not row.waits_for]
        approve(store, CORA, run, END, only=beds[:3])
    finally:
        store.close()


def pages_of(folder: Path) -> dict[Role, tuple[str, ...]]:
    """Every page that is looked at, by the role that looks."""
    store = open_store(settings_in(folder, END))
    try:
        run = show_proposal(store, CORA)
        person, bed = _somebody(store)
    finally:
        store.close()
    of_run = tuple(f"/allocation/{run.run_id}{page}" for page in ("", "/sheet", "/without", "/passed-over", "/compare"))
    looking = (
        "/", "/waiting", "/waiting?blocked=yes&sort=wait&down=yes", f"/people/{person}", "/beds", f"/beds/{bed}",
        "/workers", "/allocation", *of_run, "/allocation/offers", "/policy", "/audit", "/help",
    )  # fmt: skip
    return {
        "coordinator": (*looking, "/allocation/offers/1", "/allocation/decide", "/import", "/account"),
        "planner": ("/", "/policy/change", "/runs"),
        "commissioner": ("/", "/policy", "/runs"),
        "administrator": ("/users", "/audit?kind=run_stored"),
    }


def at_work(folder: Path, pages: dict[Role, tuple[str, ...]], rounds: int) -> dict[tuple[Role, str], list[Opened]]:
    """What every opening of a page took."""
    context = get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=serve, args=(folder, there))
    server.start()
    taken: dict[tuple[Role, str], list[Opened]] = defaultdict(list)
    try:
        address = f"http://127.0.0.1:{here.recv()}"
        people = []
        for role, count in PEOPLE.items():
            luck = random.Random(role)
            to_open = [path for path in pages[role] for _round in range(rounds)]
            luck.shuffle(to_open)
            for number in range(count):
                mine = to_open[number::count]
                browser = signed_in(address, role)
                people.append(Thread(target=_look, args=(browser, address, role, mine, taken, random.Random(number))))
        for person in people:
            person.start()
        over = Event()
        changing = Thread(target=_change, args=(folder, over))
        changing.start()
        for person in people:
            person.join()
        over.set()
        changing.join()
    finally:
        here.send("end")
        server.join(10)
        server.kill()
    return taken


def serve(folder: Path, parent: Connection) -> None:
    """The server, in a process of its own, until the parent says that it may end."""
    store, key = open_for_web(settings_in(folder, END))
    app = create_app(_settings(store, key))
    app.extensions["beds_log"] = _Silent()
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_tell_processor)
    server = listen(app, "127.0.0.1", 0)
    parent.send(server.effective_port)
    Thread(target=server.run, daemon=True).start()
    parent.recv()


def _begin() -> None:
    g.processor_begun = time.thread_time()


def _tell_processor(answer: Response) -> Response:
    answer.headers[PROCESSOR] = str(time.thread_time() - g.processor_begun)
    return answer


def signed_in(address: str, user: str) -> OpenerDirector:
    """A browser in which the user has signed in."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))
    page = browser.open(f"{address}/sign-in").read().decode()
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]
    sent = urlencode({"user": user, "password": PASSWORD, "csrf_token": token}).encode()
    with browser.open(f"{address}/sign-in", sent) as answer:
        assert "/sign-in" not in answer.url, "the user can sign in"
    return browser


def _look(
    browser: OpenerDirector, address: str, role: Role, paths: Sequence[str],
    taken: dict[tuple[Role, str], list[Opened]], luck: random.Random,
) -> None:  # fmt: skip
    time.sleep(luck.uniform(0, LOOKS[1]))
    for path in paths:
        begun = time.perf_counter()
        with browser.open(address + path) as answer:
            answer.read()
            processor = float(answer.headers[PROCESSOR])
        taken[role, path].append(Opened(time.perf_counter() - begun, processor))
        time.sleep(luck.uniform(*LOOKS))


def _change(folder: Path, over: Event) -> None:
    """Somebody's place on the list is reviewed, again and again."""
    store = open_store(settings_in(folder, END))
    try:
        with store.read() as books:
            waiting = [person.person_id for person in books.facts.snapshot(END).people if person.is_candidate]
        while not over.wait(CHANGES):
            review(store, CORA, waiting.pop(), END)
    finally:
        store.close()


def _settings(store: Store, key: bytes) -> WebSettings:
    return WebSettings(store, key, sign_in_limit="1000 per minute")


def _somebody(store: Store) -> tuple[str, str]:
    """Somebody who lives in a bed, and the bed."""
    with store.read() as books:
        stay = next(stay for stay in books.facts.snapshot(END).stays if stay.is_open)
    return stay.person_id, stay.bed_id


class _Silent:
    """A log that says nothing: lines on a console take time, too."""

    def info(self, event: str, **words: object) -> None: ...
    def error(self, event: str, **words: object) -> None: ...


if __name__ == "__main__":
    sys.exit(main())
