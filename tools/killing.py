"""``python -m tools.killing N``: kills a process at N random moments of its work, and looks at what it leaves.

The work: making a database, imports, runs, approvals and answers to offers, decisions of several rows, users, a policy,
and going a step of the schema down and up. After each kill the database must be sound, its record must verify and
replay to the present state, and each action must have happened wholly or not at all. Exits with 1 where it is not so.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from beds.data.exchange import read_exchange, write_exchange
from beds.data.settings import Settings
from beds.data.store import guards, migrate
from beds.data.store.engine import make_engine, troubles_told
from beds.data.store.keys import read_keyring
from beds.data.store.revision import HEAD, REVISIONS, revision_of
from beds.data.store.store import Store, open_store, upgrade_store
from beds.data.store.tables.offers import OfferRow
from beds.domain.access import ROLES, Actor
from beds.domain.decisions import Pin, Waiver
from beds.domain.policy import Policy
from beds.domain.record import Event
from beds.domain.steps import NotNow
from beds.services.import_facts import carry_out, preview_import
from beds.services.offer.accept import accept
from beds.services.offer.decline import decline
from beds.services.policies import save_policy
from beds.services.proposal.approve import approve
from beds.services.run_week import run_week
from beds.services.stay.begin import begin
from beds.services.unit_of_work import changing
from beds.services.users import add_user
from tools.generated import ROOT
from tools.postgres import serving

ON = date(2026, 11, 23)
SOMEBODY = Actor("kit", ROLES)
LAST = {
    "imported": "import", "decided": "decision", "user_added": "user", "policy_saved": "policy",
    "proposal_decided": "approval",
}  # fmt: skip
"""The event with which each action ends."""
SIZES = {"decision": 3}
"""How many events an action has, where it is always the same number."""
ANSWERS = ("offer_accepted", "offer_declined", "stay_begun")
"""The events with which answers to offers begin; what follows depends on the chain, and the replay checks it."""
RENEWED = 10
"""Kills after which a new database is begun: to look through a long record takes longer than to kill."""


@dataclass
class Tally:
    """What was found over all kills of one engine."""

    kills: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    at_work: int = 0
    """Kills that hit while the work went on; the others came after it had refused something and ended."""
    faults: list[str] = field(default_factory=list)


def killing(new: Callable[[], Settings], folder: Path, kills: int, seed: int = 1) -> Tally:
    """Kills so often, each time at a random moment. ``new`` names an empty place, every ``RENEWED`` kills."""
    tally, luck = Tally(), random.Random(seed)
    folders = _folders(folder)
    settings = new()
    for kill in range(kills):
        if kill and kill % RENEWED == 0:
            settings = new()
        # A new database is made first, and that is killed too.
        during = "making" if kill % RENEWED == 0 else luck.choice(tuple(WORK))
        child = os.fork()
        if child == 0:
            _work(during, settings, folders, luck.random())
        time.sleep(luck.uniform(0, LASTS[during]))
        os.kill(child, signal.SIGKILL)
        _child, how = os.waitpid(child, 0)
        tally.at_work += os.WIFSIGNALED(how)
        tally.kills += 1
        tally.reached[during] += 1
        tally.faults += [f"kill {tally.kills} during {during}: {fault}" for fault in _faults(settings)]
        if tally.faults:
            break
    return tally


def _folders(place: Path) -> tuple[Path, Path]:
    """Two states of a service between which imports go to and fro."""
    snapshot, _warnings = read_exchange(ROOT / "scenarios" / "chrysalis", ON)
    other = replace(
        snapshot,
        people=tuple(replace(one, children=(one.children or 0) + 1) for one in snapshot.people),
        beds=tuple(replace(bed, features=(*bed.features, "garden")) for bed in snapshot.beds),
    )
    one, two = place / "one", place / "two"
    write_exchange(snapshot, one)
    write_exchange(other, two)
    return one, two


# ------------------------------------------------------------------------------ what is being done


def _work(during: str, settings: Settings, folders: tuple[Path, Path], luck: float) -> None:
    """In the child: works until it is killed. It never returns."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    try:
        with troubles_told():
            while True:
                WORK[during](settings, folders, luck)
                luck = (luck * 7919) % 1
    finally:
        os._exit(1)


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    upgrade_store(settings)
    store = open_store(settings)
    store.today = lambda: ON + timedelta(weeks=2)
    try:
        yield store
    finally:
        store.close()


def _making(settings: Settings, _folders: tuple[Path, Path], _luck: float) -> None:
    open_store(settings, create=True).close()


def _importing(settings: Settings, folders: tuple[Path, Path], luck: float) -> None:
    with _opened(settings) as store:
        carry_out(store, SOMEBODY, preview_import(store, SOMEBODY, folders[luck < 0.5], ON))
        carry_out(store, SOMEBODY, preview_import(store, SOMEBODY, folders[luck >= 0.5], ON))


def _deciding(settings: Settings, folders: tuple[Path, Path], luck: float) -> None:
    with _opened(settings) as store:
        with store.read() as books:
            snapshot = books.facts.snapshot(ON)
        if not snapshot.people:
            carry_out(store, SOMEBODY, preview_import(store, SOMEBODY, folders[0], ON))
            return
        for number in range(10):
            person = snapshot.people[int(luck * 1000 + number) % len(snapshot.people)].person_id
            bed = snapshot.beds[int(luck * 777 + number) % len(snapshot.beds)].bed_id
            with changing(store, SOMEBODY, "decide") as work:
                work.books.facts.add("waivers", [Waiver(person, "connection", "agreed", "kit", ON)])
                work.tell_each(lambda _change: "waiver_added")
                work.books.facts.add("pins", [Pin(person, bed, "forbid", "unsafe", "kit")])
                work.tell_each(lambda _change: "pin_added")
                work.tell("decided", subject=person, people=[person])


def _running(settings: Settings, folders: tuple[Path, Path], _luck: float) -> None:
    with _opened(settings) as store:
        _run(store, folders)


def _answering(settings: Settings, folders: tuple[Path, Path], luck: float) -> None:
    """Approves what a run proposes; some accept and move in, the others decline."""
    with _opened(settings) as store:
        run_id = _run(store, folders)
        with store.read() as books:
            open_offers = [offer.offer_id for offer in books.proposals.offers(only_open=True)]
        if not open_offers:
            approve(store, SOMEBODY, run_id, ON)
        for place, offer_id in enumerate(open_offers):
            with suppress(NotNow):
                if (place + int(luck * 100)) % 3:
                    accept(store, SOMEBODY, offer_id, ON)
                    begin(store, SOMEBODY, offer_id, ON + timedelta(weeks=2))
                else:
                    decline(store, SOMEBODY, offer_id, ON, "not_ready")


def _run(store: Store, folders: tuple[Path, Path]) -> int:
    with store.read() as books:
        is_empty = not books.facts.snapshot(ON).people
    if is_empty:
        carry_out(store, SOMEBODY, preview_import(store, SOMEBODY, folders[0], ON))
    return run_week(store, SOMEBODY, ON, explain=False).run_id


def _adding_users(settings: Settings, _folders: tuple[Path, Path], _luck: float) -> None:
    with _opened(settings) as store:
        for _number in range(10):
            add_user(store, SOMEBODY, f"user-{time.monotonic_ns()}", ("administrator",))


def _saving_policies(settings: Settings, _folders: tuple[Path, Path], luck: float) -> None:
    with _opened(settings) as store:
        for number in range(10):
            save_policy(store, SOMEBODY, Policy(lottery_seed=int(luck * 1000) + number), ON)


def _migrating(settings: Settings, _folders: tuple[Path, Path], _luck: float) -> None:
    upgrade_store(settings)
    engine = make_engine(settings.database_url, read_keyring(settings))
    with Session(engine) as session:
        # A step down takes away what only the newest schema holds: that is its way, and no fault of a kill.
        is_lived_in = session.scalar(select(OfferRow.offer_id).limit(1)) is not None
    if not is_lived_in:
        migrate.downgrade(engine, REVISIONS[-2])
    migrate.upgrade(engine)
    engine.dispose()


WORK: dict[str, Callable[[Settings, tuple[Path, Path], float], None]] = {
    "making": _making, "import": _importing, "run": _running, "answer": _answering, "decision": _deciding,
    "user": _adding_users, "policy": _saving_policies, "migration": _migrating,
}  # fmt: skip
LASTS = {
    "making": 0.4,
    "import": 2.0,
    "run": 5.0,
    "answer": 8.0,
    "decision": 0.6,
    "user": 0.4,
    "policy": 0.4,
    "migration": 1.0,
}
"""Seconds within which the moment of the kill lies."""


# ------------------------------------------------------------------------------------- what is left


def _faults(settings: Settings) -> Iterator[str]:
    engine = make_engine(settings.database_url, read_keyring(settings))
    try:
        with engine.connect() as connection:
            revision, standing = revision_of(connection), guards.standing(connection)
            expected = guards.expected(connection)
    finally:
        engine.dispose()
    if revision is None:
        open_store(settings, create=True).close()
    elif revision == HEAD and standing != expected:
        yield f"guards: {expected ^ standing}"
    elif revision != HEAD and standing & expected:
        yield f"guards stand on an older schema: {standing & expected}"
    with _opened(settings) as store, store.read() as books:
        for check in books.health.checks():
            yield from (f"{check}: {fault}" for fault in check.faults)
        actions: defaultdict[str, list[Event]] = defaultdict(list)
        for event in books.record.events():
            actions[event.action].append(event)
    for action, events in actions.items():
        if not _is_whole(events):
            yield f"action {action} happened in part: {[event.kind for event in events[-3:]]}"


def _is_whole(events: list[Event]) -> bool:
    """Whether every event of an action is there, as far as the action itself says how many there must be."""
    kinds = [event.kind for event in events]
    if kinds[0] == "run_stored":
        # Whoever begins a closed swap is told of twice: proposed, and bound to whoever closes it.
        rows = {event.subject for event in events if event.kind in ("row_proposed", "row_without_bed")}
        return len(rows) == sum(int(events[0].words[name]) for name in ("placed", "moved", "without"))
    if kinds[0] in ANSWERS:
        return True
    kind = LAST.get(kinds[-1])
    return kind is not None and len(kinds) == SIZES.get(kind, len(kinds))


def main(arguments: list[str] | None = None) -> int:
    """Kill and tell; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.killing", description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    failed = False
    for engine in ("sqlite", "postgres") if options.engine == "both" else (options.engine,):
        with tempfile.TemporaryDirectory(prefix="beds-killing-") as folder, _places(engine, Path(folder)) as new:
            found = killing(new, Path(folder), options.kills, options.seed)
        told = f"{found.kills} kills, {found.at_work} at work ({dict(found.reached)})"
        print(f"{engine}: {told}, faults: {found.faults or 'none'}", flush=True)
        failed = failed or bool(found.faults)
    return 1 if failed else 0


@contextmanager
def _places(engine: str, folder: Path) -> Iterator[Callable[[], Settings]]:
    """Names an empty place whenever it is asked."""
    numbers = count(1)
    if engine == "sqlite":
        yield lambda: Settings(database_url=str(folder / f"{next(numbers)}.db"))
        return
    with serving() as server:
        yield lambda: Settings(
            database_url=server.url(server.new_database()), key_file=str(folder / f"{next(numbers)}.key")
        )


if __name__ == "__main__":
    sys.exit(main())
