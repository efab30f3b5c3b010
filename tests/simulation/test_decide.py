"""The quick exact method and the full engine reach the same tiers, week after week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from beds.data.exchange import read_exchange
from beds.domain.decisions import Pin
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from beds.simulation import full_engine, offers
from beds.simulation.decide import Offer, decide
from beds.simulation.ground import Ground
from beds.simulation.scenario import Scenario
from beds.simulation.week import Weeks
from beds.simulation.woman import RESIDENT
from beds.simulation.world import World
from tests.simulation.builders import MONDAY, a_pathway, a_scheme, some_workers

WEEKS = 24

WORLDS: dict[str, dict[str, Any]] = {
    "workers with room": {},
    "few workers": {"workers": some_workers(5)},
    "far too few workers": {"workers": some_workers(4)},
    "small caseloads": {"workers": some_workers(8, 5)},
    "odd caseloads": {"workers": some_workers(6, 6.25)},
    "workers for one phase each": {
        "workers": (
            *some_workers(2, 10, covers=("crisis", "hostel")),
            *(w for w in some_workers(5, 9, covers=("semi", "flats"))[2:]),
        )
    },
    "a change of worker is counted": {"workers": some_workers(5), "policy": Policy(continuity="preferred")},
    "a change of worker is not counted": {"workers": some_workers(5), "policy": Policy(continuity="off")},
    "another order of what matters": {"policy": Policy(objective=("placed_A", "moves", "waiting", "placed_B"))},
    "nobody is asked for a worker": {"workers": None},
    "two hostels": {
        "stock": (
            a_scheme("a", 1, 6, needs_connection=True),
            a_scheme("b", 1, 5, min_age=25),
            a_scheme("c", 2, 5, max_age=40),
            a_scheme("d", 2, 4, routes=("SNAP",)),
            a_scheme("e", 3, 3),
        )
    },
    "much stepping back": {"facts": {"step_back_per_week": {2: 0.05, 3: 0.05}}},
}


def beds_of(world: World, made: Sequence[Offer]) -> list[str]:
    """The very bed of each offer: an empty one of its kind, or one that somebody leaves."""
    free = [list(beds) for beds in world.free]
    for offer in made:
        if offer.woman.state == RESIDENT:
            free[offer.woman.kind].append(offer.woman.bed)
    return [free[offer.kind].pop() for offer in made]


def assert_workers_can_hold(world: World, made: Sequence[Offer]) -> None:
    staff = world.staff
    if staff is None:
        return
    load = list(staff.load)
    for offer in made:
        if offer.woman.state == RESIDENT and offer.woman.worker >= 0:
            load[offer.woman.worker] -= staff.points(offer.woman.phase)
        load[offer.worker] += staff.points(world.kinds[offer.kind].scheme.phase)
        own = staff.own(offer.woman)
        scheme = world.kinds[offer.kind].scheme.scheme_id
        if world.policy.continuity == "required" and own is not None:
            assert offer.worker == own
        assert offer.worker in (own, *staff.takers(offer.woman, scheme))
    assert all(now <= max(cap, was) for now, cap, was in zip(load, staff.capacity, staff.load, strict=True))


def tiers_of(snapshot: Snapshot, on: date) -> tuple[dict[str, int], int]:
    answer = allocate(snapshot, on, explain=False)
    assert all(tier.proven for tier in answer.tiers)
    return {tier.name: tier.value for tier in answer.tiers}, sum(row.has_bed for row in answer.rows)


def the_sample_service() -> Scenario:
    """The sample folder, with its shared rooms, people kept apart, waivers and preferences."""
    present, _warnings = read_exchange(Path("scenarios/chrysalis"), MONDAY)
    return replace(a_pathway(weeks=WEEKS), present=present, policy=present.policy, workers=None)


@pytest.mark.parametrize("name", [*WORLDS, "a real folder"])
def test_the_quick_method_reaches_the_tiers_of_the_full_engine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def both(world: World, refused: set[int]) -> list[Offer]:
        nonlocal compared
        made = decide(world, refused)
        everybody = [w for w in (*world.waiting.values(), *world.movers.values()) if w.row not in refused]
        facts = full_engine.snapshot_of(world, everybody)
        pins = [
            Pin(offer.woman.person.person_id, bed, "pin") for offer, bed in zip(made, beds_of(world, made), strict=True)
        ]
        best, placed = tiers_of(facts, world.today)
        # Pinned, the quick answer passes every rule and the audit of the engine, and leaves nothing to gain.
        assert tiers_of(replace(facts, pins=(*facts.pins, *pins)), world.today) == (best, placed)
        assert placed == len(made)
        assert_workers_can_hold(world, made)
        compared += placed > 0
        return made

    monkeypatch.setattr(offers, "decide", both)
    scenario = a_pathway(weeks=WEEKS, **WORLDS[name]) if name in WORLDS else the_sample_service()
    world = World(Ground.of(scenario), 0)
    weeks = Weeks(world)
    for week in range(WEEKS):
        weeks.live(week)
    assert compared > 5
    assert world.recorder.full_engine <= world.recorder.decisions // 2
