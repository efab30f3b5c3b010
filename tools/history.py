"""``python -m tools.history``: ten invented years of a borough in a database: 150 beds, moves every week.

Written by units of work with their events, so that the record is as long as the service is old.
"""

import random
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from beds.data.settings import Settings
from beds.data.store.store import Store, open_store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.runs import RunRow
from beds.data.store.tables.stays import StayRow
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.access import ROLES, Actor
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.workers import Worker
from beds.services.unit_of_work import changing

END = date(2026, 11, 23)
"""The Monday with which the history ends."""
YEARS, BEDS, WORKERS = 10, 150, 12
STAY_WEEKS = 26
"""How long a stay lasts in the middle; so some six beds become vacant every week."""
SETTLED = 0.8
"""How many of those who move in seek nothing else for the time being."""
SNAPSHOT_EVERY = 26
"""Weeks between runs of which the facts are stored: more would only make the file larger."""
CORA = Actor("cora", ROLES)
SUMMARY = {"policy": "", "candidates": 230, "placed": 6, "moved": 0, "tiers": []}
"""What a run of these weeks is said to have come to; nobody has really made them."""


def write_history(store: Store, *, years: int = YEARS, seed: int = 1, tell: Callable[[str], None] = print) -> None:
    """Fills an empty database with years of weeks that end on ``END``."""
    luck = random.Random(seed)
    first = END - timedelta(weeks=52 * years)
    with changing(store, CORA, "import_facts", now=_moment(first)) as work:
        facts = work.books.facts
        facts.add("schemes", [Scheme(f"S{n}", phase=n % 3, provider="north", area="east") for n in range(15)])
        facts.add("beds", [Bed(f"B{n:03}", f"S{n % 15}") for n in range(BEDS)])
        facts.add("workers", [Worker(f"KW{n}", capacity=Fraction(40), covers=("*",)) for n in range(WORKERS)])
        work.tell_each(lambda change: _kind(change.table))
    state = _State(luck)
    for week in range(52 * years):
        _week(store, state, first + timedelta(weeks=week), week)
        if week % 52 == 51:
            tell(f"{week // 52 + 1} years, {state.people} people")


class _State:
    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.people = 0
        self.waiting: list[str] = []
        self.lives: dict[str, tuple[str, str, date]] = {}
        """By bed: her stay, her id, when she leaves."""


def _week(store: Store, state: _State, on: date, week: int) -> None:
    luck = state.luck
    with changing(store, CORA, "change_people", now=_moment(on)) as work:
        facts, session = work.books.facts, work.books.session
        for bed, (stay_id, _person, leaves) in list(state.lives.items()):
            if leaves <= on:
                row = facts.get(StayRow, stay_id)
                row.ended_on, row.outcome = on, luck.choice(("moved_on", "moved_on", "abandoned", "returned"))
                facts.get(PersonRow, row.person_id).seeks = ()
                del state.lives[bed]
        work.tell_each(lambda change: "stay_ended" if change.table == "stays" else "person_changed")
        for _new in range(60 if week == 0 else luck.randint(4, 9)):
            state.people += 1
            person_id = f"P{state.people:05}"
            facts.add("people", [_somebody(person_id, on, luck)])
            session.add(WaitingRow(person_id=person_id, review_by=on + timedelta(weeks=26), seeks_when_closed=()))
            state.waiting.append(person_id)
        while len(state.waiting) > 80:
            gone = state.waiting.pop(0)
            row = facts.get(WaitingRow, gone)
            session.flush()
            row.closed_on, row.closed_text = on, "found a home of her own"
        work.tell_each(lambda change: _kind(change.table))
        for number in range(BEDS):
            bed = f"B{number:03}"
            if bed not in state.lives and state.waiting and (week == 0 or luck.random() < 0.8):
                person_id = state.waiting.pop(luck.randrange(len(state.waiting)))
                stay_id = f"T{week:03}-{number:03}"
                facts.add("stays", [Stay(stay_id, person_id, bed, on)])
                if luck.random() < SETTLED:
                    facts.get(PersonRow, person_id).seeks = ()
                weeks = max(1, round(luck.lognormvariate(3.26, 0.5)))
                state.lives[bed] = (stay_id, person_id, on + timedelta(weeks=weeks))
        work.tell_each(lambda change: "person_changed" if change.table == "people" else _kind(change.table))
        sha = work.books.snapshots.put(facts.snapshot(on), work.now) if week % SNAPSHOT_EVERY == 0 else None
        session.add(
            RunRow(
                run_id=week + 1, kind="allocation", status="done", run_on=on, asked_by="cora", asked_at=work.now,
                snapshot_sha256=sha, summary=SUMMARY,
            )
        )  # fmt: skip


def _somebody(person_id: str, on: date, luck: random.Random) -> Person:
    return Person(
        person_id, birth_date=date(luck.randint(1960, 2004), luck.randint(1, 12), 7), gender="woman", route="outreach",
        waiting_since=on - timedelta(days=luck.randint(0, 60)), band=luck.choice(("A", "B", "B", "C", "C", "D")),
        seeks=(0, 1, 2), substance=luck.choice(("", "", "active", "in_treatment")),
        groups=luck.choice(((), (), ("exiting",))), worker_id=f"KW{luck.randrange(WORKERS)}",
    )  # fmt: skip


def _kind(table: str) -> str:
    return {"waiting": "person_changed"}.get(table, f"{table.removesuffix('s')}_added").replace("people", "person")


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(9, 30), UTC)


def main() -> int:
    """Into the empty database that BEDS_DATABASE_URL names."""
    store = open_store(Settings(), create=True)
    write_history(store)
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
