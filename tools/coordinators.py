"""``python -m tools.coordinators N``: two coordinators do N random things in turn, each on what she has last seen.

A model knows what must come of it: no double booking, no lost update, and a record that replays to the present state.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from beds.data.settings import Settings
from beds.data.store.facts import NotFound
from beds.data.store.replay import differences, present_state, replayed_state
from beds.data.store.store import open_store
from beds.data.store.tables.decisions import ReasonRow, WaiverRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import StayRow
from beds.data.store.tables.voids import VoidRow
from beds.domain.access import Actor
from beds.domain.decisions import Waiver
from beds.domain.errors import DoubleBooking, StaleEdit
from beds.domain.people import BANDS, Person, Stay
from beds.domain.places import Bed, Scheme
from beds.services.unit_of_work import changing
from tools.postgres import serving

DAY = date(2026, 11, 23)
PEOPLE, BEDS = tuple(f"p{n}" for n in range(5)), tuple(f"b{n}" for n in range(4))
BOTH = (Actor("cora", ("coordinator",)), Actor("dora", ("coordinator",)))
Place = Callable[[], Settings]

who, person, bed = st.sampled_from((0, 1)), st.sampled_from(PEOPLE), st.sampled_from(BEDS)
day = st.integers(0, 60)


@dataclass
class Model:
    """What must be so."""

    bands: dict[str, str] = field(default_factory=lambda: dict.fromkeys(PEOPLE, "B"))
    versions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PEOPLE, 1))
    stays: dict[str, tuple[str, str, int, int | None]] = field(default_factory=dict)
    """Person, bed, first day, end."""
    voids: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    waivers: int = 0
    done: int = 0
    refused: int = 0

    def clashes(self, bed: str, first: int, end: int | None, person: str = "") -> bool:
        """Whether a stay of the person, or a void, would meet a stay or a void that is there."""
        stays = any(
            (person == whose or bed == where) and _meet(first, end, begun, ended)
            for whose, where, begun, ended in self.stays.values()
        )
        return stays or any(
            bed == where and _meet(first, end, begun, ended) for where, begun, ended in self.voids.values()
        )


def machine(place: Place, *, tally: list[Model] | None = None) -> type[RuleBasedStateMachine]:
    """The machine over databases that ``place`` names, each of the newest schema and empty."""

    class Coordinators(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.model = Model()
            if tally is not None:
                tally.append(self.model)
            found = place()
            self.stores = (open_store(found), open_store(found))
            self.seen: dict[tuple[int, str], int] = {}

        @initialize()
        def begin(self) -> None:
            with changing(self.stores[0], BOTH[0], "change_people") as work:
                facts = work.books.facts
                facts.add("schemes", [Scheme("hostel", 1)])
                facts.add("beds", [Bed(one, "hostel") for one in BEDS])
                facts.add("people", [Person(one, band="B", seeks=(1,), waiting_since=DAY) for one in PEOPLE])
                work.tell_each(lambda change: f"{change.table}_added")

        @rule(who=who, person=person)
        def look(self, who: int, person: str) -> None:
            with self.stores[who].read() as books:
                row = books.facts.get(PersonRow, person)
                assert row.band == self.model.bands[person]
                self.seen[who, person] = row.version

        @rule(who=who, person=person, band=st.sampled_from(BANDS))
        def edit_what_she_has_seen(self, who: int, person: str, band: str) -> None:
            seen = self.seen.get((who, person))
            if seen is None:
                return

            def edit(work: Any) -> None:
                row = work.books.facts.get(PersonRow, person, version=seen)
                row.band = band
                work.tell("person_changed", subject=person)

            stale = seen != self.model.versions[person]
            self._do(who, edit, StaleEdit if stale else None)
            if not stale and band != self.model.bands[person]:
                self.model.bands[person] = band
                self.model.versions[person] += 1

        @rule(who=who, person=person, bed=bed, first=day, nights=st.none() | st.integers(1, 40))
        def move_in(self, who: int, person: str, bed: str, first: int, nights: int | None) -> None:
            end = None if nights is None else first + nights
            stay_id = f"stay-{self.model.done}"

            def move(work: Any) -> None:
                outcome: Any = "" if end is None else "moved_on"
                ended = None if end is None else DAY + timedelta(end)
                stay = Stay(stay_id, person, bed, DAY + timedelta(first), ended_on=ended, outcome=outcome)
                work.books.facts.add("stays", [stay])
                work.tell("stay_added", subject=stay_id)

            clash = self.model.clashes(bed, first, end, person)
            self._do(who, move, DoubleBooking if clash else None)
            if not clash:
                self.model.stays[stay_id] = (person, bed, first, end)

        @rule(who=who, pick=st.integers(0, 100), nights=st.integers(1, 40))
        def end_a_stay(self, who: int, pick: int, nights: int) -> None:
            running = sorted(stay for stay, (_p, _b, _first, end) in self.model.stays.items() if end is None)
            if not running:
                return
            stay_id = running[pick % len(running)]
            whose, where, first, _end = self.model.stays[stay_id]

            def end(work: Any) -> None:
                row = work.books.facts.get(StayRow, stay_id)
                row.ended_on, row.outcome = DAY + timedelta(first + nights), "moved_on"
                work.tell("stay_ended", subject=stay_id)

            self._do(who, end, None)
            self.model.stays[stay_id] = (whose, where, first, first + nights)

        @rule(who=who, bed=bed, first=day, nights=st.integers(1, 20))
        def close_a_bed(self, who: int, bed: str, first: int, nights: int) -> None:
            end = first + nights
            numbers: list[int] = []

            def close(work: Any) -> None:
                row = VoidRow(
                    bed_id=bed, started_on=DAY + timedelta(first), ended_on=DAY + timedelta(end),
                    reason_code=self.reason, reason_text="works", recorded_by="cora",
                )  # fmt: skip
                work.books.session.add(row)
                work.tell("void_added", subject=bed)
                numbers.append(row.void_id)

            clash = self.model.clashes(bed, first, end)
            self._do(who, close, DoubleBooking if clash else None)
            if not clash:
                self.model.voids[numbers[0]] = (bed, first, end)

        @rule(who=who, person=person)
        def waive(self, who: int, person: str) -> None:
            def waive(work: Any) -> None:
                work.books.facts.add("waivers", [Waiver(person, "connection", "agreed", BOTH[who].user_id, DAY)])
                work.tell("waiver_added", subject=person)

            self._do(who, waive, None)
            self.model.waivers += 1

        @rule(who=who, person=person)
        def break_off(self, who: int, person: str) -> None:
            """She begins, and something goes wrong before the end: nothing of it is there."""

            def broken(work: Any) -> None:
                work.books.facts.get(PersonRow, person).band = "D"
                work.tell("person_changed", subject=person)
                work.books.facts.get(StayRow, "no such stay")

            self._do(who, broken, NotFound)

        @invariant()
        def what_is_there_is_what_must_be(self) -> None:
            with self.stores[self.model.done % 2].read() as books:
                people = {row.person_id: row.band for row in books.session.query(PersonRow)}
                stays = {
                    row.stay_id: (row.person_id, row.bed_id, (row.started_on - DAY).days,
                                  None if row.ended_on is None else (row.ended_on - DAY).days)
                    for row in books.session.query(StayRow)
                }  # fmt: skip
                assert not people or people == self.model.bands
                assert stays == self.model.stays
                assert books.session.query(WaiverRow).count() == self.model.waivers
                assert books.session.query(VoidRow).count() == len(self.model.voids)

        def teardown(self) -> None:
            with self.stores[0].read() as books:
                assert books.record.verify().broken is None
                assert differences(replayed_state(books.record.events()), present_state(books.session)) == []
            for store in self.stores:
                store.close()

        @property
        def reason(self) -> str:
            with self.stores[0].read() as books:
                return min(row.code for row in books.session.query(ReasonRow) if row.list == "void")

        def _do(self, who: int, act: Callable[[Any], None], expected: type[Exception] | None) -> None:
            self.model.done += 1
            found: type[Exception] | None = None
            try:
                with changing(self.stores[who], BOTH[who], "change_people") as work:
                    act(work)
            except (StaleEdit, DoubleBooking, NotFound) as refused:
                found = type(refused)
                self.model.refused += 1
            assert found is expected, f"found {found}, expected {expected}"

    return Coordinators


def _meet(first: int, end: int | None, other_first: int, other_end: int | None) -> bool:
    return (other_end is None or first < other_end) and (end is None or other_first < end)


def run(place: Place, actions: int, *, steps: int = 50, derandomize: bool = False) -> tuple[int, int]:
    """Runs until so many actions were done, and how many of them were rightly refused."""
    done = refused = 0
    while done < actions:
        tally: list[Model] = []
        examples = max(1, min(20, (actions - done) // 30))
        asked = settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=derandomize,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        run_state_machine_as_test(machine(place, tally=tally), settings=asked)
        done += sum(model.done for model in tally)
        refused += sum(model.refused for model in tally)
    return done, refused


def main(arguments: list[str] | None = None) -> int:
    """Run on both engines and tell; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.coordinators", description=__doc__.splitlines()[0])
    parser.add_argument("actions", type=int, nargs="?", default=2000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="beds-coordinators-") as folder, serving() as server:
        for engine in ("sqlite", "postgres"):
            done, refused = run(places(Path(folder) / engine, server.url if engine == "postgres" else None,
                                       server.new_database), options.actions)  # fmt: skip
            print(f"{engine}: {done} actions, {refused} of them rightly refused; all is as it must be", flush=True)
    return 0


def places(folder: Path, url: Callable[[str], str] | None, new: Callable[..., str]) -> Place:
    """Gives an empty database of the newest schema whenever it is asked: a copy of one that is made once."""
    folder.mkdir(parents=True)
    key, made = str(folder / "beds.key"), folder / "made.db"
    address = url(new()) if url else str(made)
    open_store(Settings(database_url=address, key_file=key), create=True).close()
    number = iter(range(1_000_000))

    def place() -> Settings:
        if url:
            return Settings(database_url=url(new(address.rsplit("/", 1)[1])), key_file=key)
        file = folder / f"{next(number)}.db"
        shutil.copy(made, file)
        return Settings(database_url=str(file), key_file=key)

    return place


if __name__ == "__main__":
    sys.exit(main())
