"""Forecasts: what the runs amount to, how a run goes on from a folder, and that the ranges hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from beds.data.exchange import read_exchange
from beds.domain.frozen import FrozenMap
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.snapshot import Snapshot
from beds.services.shipped import shipped_scenarios
from beds.simulation.forecasting import AFTER, Range, Runs, live_some, scenario_from
from beds.simulation.ground import Ground
from beds.simulation.replication import live, simulate
from beds.simulation.scenario import Behaviour, Demand, Profile, RateFrom, Scenario
from beds.simulation.week import Weeks
from beds.simulation.world import World
from tools.backtest import a_service, back_test, coverage

ON = date(2026, 11, 23)
NOBODY = Demand()


def runs(placed: list[int], gone: list[int]) -> Runs:
    beds, left = (np.array(values, dtype=np.int32).reshape(-1, 1) for values in (placed, gone))
    return Runs(26, (Person("p"),), beds, left, (1,), np.zeros((len(placed), 26, 1), dtype=np.int32), 0, 0)


def test_leaving_the_list_is_no_bed() -> None:
    assert runs([3] * 5 + [AFTER] * 5, [AFTER] * 5 + [2] * 5).chance(0, 26) == 0.5


def test_leaving_the_list_says_nothing_of_how_long_she_would_have_waited() -> None:
    stayed = runs([4] * 10 + [8] * 10, [AFTER] * 20)
    some_left = runs([4] * 10 + [8] * 10 + [AFTER] * 20, [AFTER] * 20 + [1] * 20)
    assert some_left.wait(0) == stayed.wait(0) == Range(4, 4, 8)


def test_a_range_leaves_out_a_tenth_at_each_end() -> None:
    assert runs(list(range(1, 20)), [AFTER] * 19).wait(0) == Range(2, 10, 18)


def test_a_bed_that_comes_to_few_has_no_end_of_the_range() -> None:
    assert runs([5] * 3 + [AFTER] * 16, [AFTER] * 19).wait(0) == Range(5, None, None)


def a_folder(*people: Person, stays: tuple[Stay, ...] = (), beds: int = 1) -> Snapshot:
    places = tuple(Bed(f"b{n}", "hostel") for n in range(1, beds + 1))
    policy = replace(Snapshot().policy, rules_off=("key_worker",))
    return Snapshot((Scheme("hostel", 1),), places, people, stays, policy=policy)


def waiting(person_id: str, **facts: object) -> Person:
    return replace(Person(person_id, waiting_since=ON, band="C", seeks=(1,)), **facts)  # type: ignore[arg-type]


def test_the_bed_of_somebody_who_leaves_in_the_week_is_given_in_that_week() -> None:
    leaver = Stay("s", "r", "b1", date(2026, 9, 1), leaving_on=ON + timedelta(days=4))
    found = live_some(
        scenario_from(a_folder(waiting("w"), Person("r"), stays=(leaver,)), ON, 3, 1, Behaviour(), NOBODY), [0]
    )
    assert found.placed.tolist() == [[1]]


def test_somebody_who_must_leave_and_seeks_a_bed_waits_for_it() -> None:
    leaver = Stay("s", "r", "b1", date(2026, 9, 1), leaving_on=ON + timedelta(days=4))
    found = live_some(
        scenario_from(a_folder(waiting("r"), stays=(leaver,), beds=2), ON, 3, 1, Behaviour(), NOBODY), [0]
    )
    assert [person.person_id for person in found.people] == ["r"]
    assert found.placed.tolist() == [[1]]


def test_who_left_before_the_start_may_come_back() -> None:
    left = Stay("s", "r", "b1", date(2026, 5, 4), ended_on=ON - timedelta(days=7), outcome="abandoned")
    behaviour = Behaviour(return_within_52_weeks=FrozenMap({"unplanned": 1.0}))
    records = simulate(scenario_from(a_folder(Person("r"), stays=(left,)), ON, 52, 1, behaviour, NOBODY), 0)
    assert records.weekly[:, -1, 9].sum() == 1


def test_a_resident_whom_the_folder_gives_no_band_is_referred_like_others_when_she_comes_back() -> None:
    lives = Stay("s", "r", "b1", date(2026, 5, 4))
    behaviour = Behaviour(leave_per_week=FrozenMap({1: 1.0}), return_within_52_weeks=FrozenMap({"unplanned": 1.0}))
    demand = Demand((), Profile(FrozenMap({"band": {"B": 1.0}, "seeks": {"1": 1.0}})))
    records = simulate(scenario_from(a_folder(Person("r"), stays=(lives,)), ON, 60, 1, behaviour, demand), 0)
    again = records.spells[records.spells["spell"] == 1]
    assert again["band"].tolist() == [1]
    assert again["first_phase"].tolist() == [1]


@pytest.fixture(scope="module")
def chrysalis() -> Scenario:
    snapshot, _warnings = read_exchange(shipped_scenarios() / "chrysalis", ON)
    behaviour = replace(a_service().behaviour, refuse_offer=0.2)
    return scenario_from(snapshot, ON, 12, 1, behaviour, Demand((RateFrom(0, 1.0),), a_service().demand.profile))


def test_beds_given_one_by_one_never_ask_more_of_a_worker_than_she_has(chrysalis: Scenario) -> None:
    world = World(Ground.of(chrysalis), 0, exact=False)
    weeks = Weeks(world)
    assert world.staff is not None
    for week in range(chrysalis.weeks):
        before = list(world.staff.load)
        weeks.live(week)
        held = zip(world.staff.load, world.staff.capacity, before, strict=True)
        assert all(load <= max(capacity, had) for load, capacity, had in held if load > had)
        lived_in = [woman.bed for woman in world.residents.values()]
        assert len(lived_in) == len(set(lived_in))
    assert world.recorder.full_engine > 0


def test_the_records_of_a_forecast_hold_no_id_of_a_real_person(chrysalis: Scenario) -> None:
    world = live(chrysalis, 0, exact=False)
    assert chrysalis.present is not None
    real = {person.person_id for person in chrysalis.present.people}
    assert not real & set(world.recorder.records(world.fresh_ids).people_ids)


def small() -> Scenario:
    service = a_service(0.5)
    return replace(service, stock=service.stock[1:3], workers=None, start_state=replace(service.start_state, waiting=6))


@pytest.mark.parametrize(
    ("believe", "holds"),
    [
        (lambda true: true, True),
        (lambda true: replace(true, leave_per_week=FrozenMap({1: 0.3, 2: 0.3})), False),
    ],
)
def test_ranges_hold_as_often_as_they_say_and_only_where_the_behaviour_is_true(
    believe: Callable[[Behaviour], Behaviour], holds: bool
) -> None:
    scenario = small()
    found = back_test(scenario, 16, after=30, weeks=13, runs=19, believed=believe(scenario.behaviour))
    told = coverage(case for one in found for case in one.cases)
    low = min(told.binomial[0], told.by_history[0])
    high = max(told.binomial[1], told.by_history[1])
    assert (low <= 0.8 <= high) == holds
