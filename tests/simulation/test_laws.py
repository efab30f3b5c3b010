"""Laws that the records of any run keep."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from beds.data.exchange import read_exchange
from beds.domain.frozen import FrozenMap
from beds.domain.policy import Policy
from beds.simulation.records import ENDINGS, NONE, STAY_ENDINGS, Records
from beds.simulation.replication import simulate
from beds.simulation.scenario import RateFrom, StartState, StockChange
from tests.simulation import recount
from tests.simulation.builders import BEHAVIOUR, MONDAY, PROFILE, a_pathway, some_workers
from tests.simulation.recount import by_phase, count, origin

FOLDERS = Path(__file__).parents[2] / "scenarios"

WORLDS: dict[str, dict[str, Any]] = {
    "pathway": {},
    "hardly anybody comes": {"rate": 0.1},
    "nobody is there and nobody comes": {"rate": 0.0, "start_state": StartState()},
    "far too many come": {"rate": 6.0, "weeks": 40},
    "few workers": {"workers": some_workers(5)},
    "small caseloads": {"workers": some_workers(8, 5)},
    "workers come and go": {"facts": {"worker_leave_per_week": 0.1}},
    "no workers, no follow-on": {"workers": None, "policy": Policy(follow_on_weeks=0)},
    "change allowed": {"policy": Policy(continuity="preferred"), "weeks": 52},
    "beds come and go": {
        "stock_changes": (
            StockChange(3, "hostel", -9),
            StockChange(20, "hostel", 4),
            StockChange(30, "flats", 3),
            StockChange(40, "crisis", -9),
            StockChange(60, "crisis", 2),
        )
    },
    "much lapsing and leaving": {
        "facts": {
            "step_back_per_week": FrozenMap({1: 0.05, 2: 0.05, 3: 0.05}),
            "leave_per_week": FrozenMap({0: 0.1, 1: 0.05, 2: 0.05, 3: 0.05}),
            "return_within_52_weeks": FrozenMap({"ready": 0.9, "not_ready": 0.9, "unplanned": 0.9}),
        }
    },
    "few homes": {"facts": {"move_on_homes_per_week": 0.1}},
    "everybody refuses": {"facts": {"refuse_offer": 1.0}},
    "Chrysalis": {"folder": "chrysalis", "weeks": 60},
    "borough": {"folder": "borough", "weeks": 3},
}


@cache
def lived(name: str, replication: int = 0) -> Records:
    changes = dict(WORLDS[name])
    folder = changes.pop("folder", None)
    if folder:
        present, _warnings = read_exchange(FOLDERS / folder, MONDAY)
        changes |= {"present": present, "policy": present.policy, "stock": (), "workers": None}
    return simulate(a_pathway(**changes), replication)


every_world = pytest.mark.parametrize("name", WORLDS)


@every_world
def test_whoever_waited_or_came_waits_still_or_was_placed_or_left(name: str) -> None:
    run = lived(name)
    at_start = np.sum(origin(run.spells, "waiting_at_start"))
    before = np.concatenate([[at_start], count(run, "waiting")[:-1]])
    now = before + count(run, "arrived") - count(run, "placed") - count(run, "left_waiting")
    assert np.array_equal(now, count(run, "waiting"))


@every_world
def test_whoever_lived_there_or_was_placed_lives_there_still_or_left(name: str) -> None:
    run = lived(name)
    at_start = np.sum(origin(run.spells, "resident_at_start"))
    before = np.concatenate([[at_start], count(run, "occupied")[:-1]])
    now = before + count(run, "placed") - count(run, "moved_on") - count(run, "left_unplanned")
    assert np.array_equal(now, count(run, "occupied"))


@every_world
def test_the_weekly_counts_are_those_of_the_spells_and_stays(name: str) -> None:
    run = lived(name)
    assert np.array_equal(recount.waiting(run), by_phase(run, "waiting"))
    assert np.array_equal(recount.occupied(run), by_phase(run, "occupied"))
    spells = run.spells
    flows = {
        "arrived": spells["referred"][origin(spells, "arrived", "returned")],
        "returned": spells["referred"][origin(spells, "returned")],
        "placed": spells["placed"],
        "left_waiting": spells["ended"][spells["ending"] == ENDINGS.index("left_waiting")],
        "moved_on": run.stays["ended"][run.stays["ending"] == STAY_ENDINGS.index("moved_on")],
        "left_unplanned": spells["ended"][spells["ending"] == ENDINGS.index("left_unplanned")],
    }
    for kind, weeks in flows.items():
        assert np.array_equal(recount.of_week(weeks, run.weeks), count(run, kind)), kind


@every_world
def test_all_phases_together_are_the_last_column(name: str) -> None:
    run = lived(name)
    assert np.array_equal(run.weekly[:, :-1].sum(axis=1), run.weekly[:, -1])
    assert (run.weekly >= 0).all()


@every_world
def test_no_more_people_live_there_than_there_are_beds(name: str) -> None:
    run = lived(name)
    assert (by_phase(run, "occupied") <= by_phase(run, "beds")).all()
    assert (by_phase(run, "overdue") <= by_phase(run, "occupied")).all()


@every_world
def test_nobody_lives_in_two_beds(name: str) -> None:
    stays = lived(name).stays
    same_person = stays["person"][1:] == stays["person"][:-1]
    assert (stays["ended"][:-1][same_person] != NONE).all()
    assert (stays["ended"][:-1][same_person] <= stays["started"][1:][same_person]).all()


@every_world
def test_everybodys_dates_stand_in_order(name: str) -> None:
    run = lived(name)
    spells, stays = run.spells, run.stays
    placed, ended = spells[spells["placed"] != NONE], spells[spells["ended"] != NONE]
    assert (placed["placed"] >= np.maximum(placed["referred"], 0)).all()
    assert (
        ended["ended"] >= np.maximum(ended["referred"], np.where(ended["placed"] == NONE, 0, ended["placed"]))
    ).all()
    assert ((spells["ended"] == NONE) == (spells["ending"] == 0)).all()
    over, ready = stays[stays["ended"] != NONE], stays[stays["ready"] != NONE]
    assert (over["ended"] > over["started"]).all()
    assert ((stays["ended"] == NONE) == (stays["ending"] == 0)).all()
    assert (ready["ready"] > np.minimum(ready["started"], -2)).all()
    same_person = spells["person"][1:] == spells["person"][:-1]
    assert (spells["ended"][:-1][same_person] < spells["referred"][1:][same_person]).all()


@every_world
def test_a_spell_is_one_way_through_the_service(name: str) -> None:
    run = lived(name)
    of_spell: dict[tuple[int, int], list[Any]] = {}
    for stay in run.stays:
        of_spell.setdefault((stay["person"], stay["spell"]), []).append(stay)
    for spell in run.spells:
        stays = of_spell.get((spell["person"], spell["spell"]), [])
        from_list = spell["first_phase"] >= 0
        assert bool(stays) == (spell["placed"] != NONE or not from_list)
        if stays and from_list:
            assert stays[0]["started"] == spell["placed"]
        for one, after in pairwise(stays):
            assert one["ended"] == after["started"]
            assert STAY_ENDINGS[one["ending"]] == "moved_phase"
        if stays:
            assert stays[-1]["ended"] == spell["ended"]
            assert STAY_ENDINGS[stays[-1]["ending"]] == ENDINGS[spell["ending"]].removesuffix("_ready").removesuffix(
                "_not"
            )


@every_world
def test_people_times_weeks_are_the_same_counted_by_person_and_by_week(name: str) -> None:
    """Little's law over a whole run, exactly: the list's length summed is the waits within the run summed."""
    run = lived(name)
    spells, until = recount.off_the_list(run)
    assert count(run, "waiting").sum() == (until - np.maximum(spells["referred"], 0)).sum()
    ended = np.where(run.stays["ended"] == NONE, run.weeks, run.stays["ended"])
    assert count(run, "occupied").sum() == (ended - np.maximum(run.stays["started"], 0)).sum()


@every_world
def test_what_a_run_leaves_behind_is_complete_and_nameless(name: str) -> None:
    run = lived(name)
    shape = (run.weeks, len(run.phases) + 1)
    assert run.weekly.shape[:2] == run.cost.shape == shape
    assert run.caseload.shape == (run.weeks, 2)
    assert len(set(run.people_ids)) == len(run.people_ids)
    assert all(len(values) == len(run.people_ids) for values in run.groups.values())
    if "folder" in WORLDS[name]:
        real = {p.person_id for p in read_exchange(FOLDERS / WORLDS[name]["folder"], MONDAY)[0].people}
        assert not real & set(run.people_ids)


def test_what_beds_cost_is_known_where_every_bed_has_a_cost() -> None:
    run = lived("pathway")
    assert np.allclose(run.cost[:, -1], 4 * 620 + 7 * 250 + 18 * 450 + 10 * 300)


def test_the_same_seed_gives_the_same_records_whatever_else_was_lived() -> None:
    scenario = a_pathway(weeks=52)
    first = simulate(scenario, 3)
    simulate(a_pathway(weeks=30, rate=3.0, facts={"refuse_offer": 0.5}), 3)
    simulate(scenario, 4)
    assert recount.same(first, simulate(scenario, 3))


def test_another_replication_or_seed_is_another_run() -> None:
    scenario = a_pathway(weeks=30)
    runs = [simulate(scenario, 0), simulate(scenario, 1), simulate(replace(scenario, seed=5), 0)]
    assert not any(recount.same(a, b) for i, a in enumerate(runs) for b in runs[:i])


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    short, long = simulate(a_pathway(weeks=40), 0), simulate(a_pathway(weeks=60), 0)
    assert np.array_equal(short.weekly, long.weekly[:40])


def test_the_order_of_schemes_in_a_file_does_not_matter() -> None:
    scenario = a_pathway(weeks=40)
    turned = replace(scenario, stock=scenario.stock[::-1])
    assert recount.same(simulate(scenario, 0), simulate(turned, 0))


def test_a_scenario_may_say_next_to_nothing() -> None:
    bare = replace(
        a_pathway(weeks=20),
        behaviour=replace(BEHAVIOUR, weeks_to_ready=FrozenMap(), next_phase=FrozenMap(), leave_per_week=FrozenMap()),
        demand=replace(a_pathway().demand, profile=replace(PROFILE, facts=FrozenMap(), groups_of=FrozenMap())),
        start_state=StartState(),
        workers=None,
    )
    run = simulate(bare, 0)
    assert run.phases == (0, 1, 2, 3)
    assert count(run, "occupied")[-1] == 4


def test_referrals_follow_their_rate() -> None:
    steps = (RateFrom(0, 0.0), RateFrom(10, 4.0), RateFrom(20, 0.0))
    demand = replace(a_pathway().demand, referrals_per_week=steps)
    run = simulate(a_pathway(weeks=30, demand=demand, facts={"return_within_52_weeks": FrozenMap()}), 0)
    arrived = count(run, "arrived")
    assert arrived[:10].sum() == arrived[20:].sum() == 0
    assert 20 <= arrived[10:20].sum() <= 65
