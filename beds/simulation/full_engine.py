"""A week of the simulation handed to the full engine, for what the quick exact method cannot settle."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from beds.domain.people import BANDS, Person, Stay
from beds.domain.places import Bed
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer.lottery import Draw
from beds.optimizer.programme import Deadline
from beds.optimizer.run import solve_week
from beds.rules.refusals import judge
from beds.simulation.woman import FOLLOW_ON, RESIDENT, Woman
from beds.simulation.world import World

T = TypeVar("T")


def decide(world: World, people: Sequence[Woman]) -> list[tuple[Woman, int, int]]:
    """The engine's allocation of the week among these people: (person, kind, worker)."""
    week = Week(snapshot_of(world, people), world.today)
    draw = Draw(f"{world.scenario.seed}|{world.recorder.replication}|{world.week}")
    answer = solve_week(week, judge(week), draw, deadline=Deadline.after(None), report=lambda stage, done, total: None)
    by_id = {woman.person.person_id: woman for woman in people}
    kinds = {bed: k for k, beds in enumerate(_beds(world)) for bed in beds}
    position = {w.worker_id: i for i, w in enumerate(world.staff.workers)} if world.staff else {}
    return [
        (by_id[who], kinds[given.bed_id], position.get(given.worker_id, -1))
        for who, given in answer.assignments.items()
    ]


def _beds(world: World) -> list[list[str]]:
    beds = [list(free) for free in world.free]
    for woman in world.residents.values():
        beds[woman.kind].append(woman.bed)
    return beds


def snapshot_of(world: World, people: Sequence[Woman]) -> Snapshot:
    """The week as an exchange folder would tell it; only ``people`` are candidates."""
    candidates = {woman.row for woman in people}
    present = world.scenario.present
    closing = {scheme_id for scheme_id, beds in world.to_close.items() if beds}
    lost = world.today + timedelta(days=1)
    beds = []
    for kind, ids in zip(world.kinds, _beds(world), strict=True):
        facts = kind.beds[0] if kind.beds else Bed("", kind.scheme.scheme_id)
        open_to = lost if kind.scheme.scheme_id in closing else facts.open_to
        room = facts.room_id if kind.place.room_shared else ""
        beds += [
            _as_before(
                world,
                bed_id,
                (facts, room, open_to),
                partial(replace, facts, bed_id=bed_id, room_id=room, open_to=open_to),
            )
            for bed_id in ids
        ]
    folk = [w for w in world.women if w.row in candidates or w.state in (RESIDENT, FOLLOW_ON)]
    known = {woman.person.person_id for woman in folk}
    return Snapshot(
        schemes=world.scenario.schemes,
        beds=tuple(beds),
        people=tuple(_person(world, woman, woman.row in candidates) for woman in folk),
        stays=tuple(_stay(world, woman, beds[0].bed_id) for woman in folk if woman.state in (RESIDENT, FOLLOW_ON)),
        workers=world.staff.present() if world.staff else (),
        **decisions_about(present, {who: who for who in known}, {bed.bed_id for bed in beds}),
        policy=world.engine_policy,
    )


def decisions_about(
    present: Snapshot | None, called: Mapping[str, str], beds: Collection[str] | None = None
) -> dict[str, tuple[Any, ...]]:
    """What a folder holds of decisions about these people, in force in every week: kept apart, waivers, forbidden beds.

    ``called`` is what each of them is called now; of forbidden beds only ``beds``, where they are given. A pin is a
    decision for the run that it was made for.
    """
    if present is None:
        return {}
    return {
        "keep_apart": tuple(
            replace(pair, person_a=called[pair.person_a], person_b=called[pair.person_b])
            for pair in present.keep_apart
            if {pair.person_a, pair.person_b} <= called.keys()
        ),
        "waivers": tuple(
            replace(waiver, person_id=called[waiver.person_id])
            for waiver in present.waivers
            if waiver.person_id in called
        ),
        "pins": tuple(
            replace(pin, person_id=called[pin.person_id])
            for pin in present.pins
            if pin.action == "forbid" and pin.person_id in called and (beds is None or pin.bed_id in beds)
        ),
    }


def _person(world: World, woman: Woman, is_candidate: bool) -> Person:
    worker = world.staff.workers[woman.worker].worker_id if world.staff and woman.worker >= 0 else ""
    seeks = woman.seeks if is_candidate else ()

    def told() -> Person:
        return replace(
            woman.person,
            band=BANDS[woman.band],
            seeks=seeks,
            waiting_since=world.scenario.start + timedelta(days=woman.since),
            worker_id=worker,
            programme_start=woman.programme_start,
        )

    facts = (woman.person, woman.band, seeks, woman.since, worker, woman.programme_start)
    return _as_before(world, woman.row, facts, told)


def _as_before(world: World, key: Hashable, facts: tuple[Any, ...], told: Callable[[], T]) -> T:
    """What was told of somebody or something in an earlier week, where the facts are still the same."""
    known = world.told.get(key)
    if known is None or known[0] != facts:
        known = world.told[key] = (facts, told())
    return known[1]


def _stay(world: World, woman: Woman, any_bed: str) -> Stay:
    who, start = woman.person.person_id, world.scenario.start
    if woman.state == FOLLOW_ON:
        ended = world.today - timedelta(days=7)
        return Stay(f"f-{woman.row}", who, any_bed, ended, ended_on=world.today, outcome="moved_on")
    extended = start + timedelta(days=woman.limit_day) if woman.limit_day is not None else None
    return Stay(f"s-{woman.row}", who, woman.bed, start + timedelta(days=woman.started_day), extended_to=extended)
