"""Common luck: the same people meet every scenario, and a lever moves nothing but what it moves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from beds.domain.frozen import FrozenMap
from beds.domain.policy import Policy
from beds.simulation.luck import Cause, Luck, thinned
from beds.simulation.records import NONE, Records
from beds.simulation.replication import simulate
from beds.simulation.scenario import Gamma, RateFrom, Scenario, StockChange
from tests.simulation.builders import BEHAVIOUR, a_pathway, some_workers
from tests.simulation.recount import count, origin

LEVERS: Mapping[str, Mapping[str, Any]] = {
    "shorter limits": {"policy": Policy(stay_limit_weeks=FrozenMap({0: 2, 1: 13, 2: 13, 3: 26}))},
    "more beds": {"stock_changes": (StockChange(0, "flats", 5),)},
    "fewer workers": {"workers": some_workers(4)},
    "longer until ready": {"facts": {"weeks_to_ready": FrozenMap({**BEHAVIOUR.weeks_to_ready, 1: Gamma(60, 0.5)})}},
    "nobody refuses": {"facts": {"refuse_offer": 0.0}},
}


def referred(run: Records) -> dict[str, tuple[Any, ...]]:
    """Everybody who was referred for the first time, with what is known of her then, by id."""
    first = run.spells[(run.spells["spell"] == 0) & origin(run.spells, "arrived", "waiting_at_start")]
    ethnicity = run.groups["ethnicity"]
    facts = ["origin", "referred", "band", "route", "first_phase"]
    return {run.people_ids[spell["person"]]: (*spell[facts].item(), ethnicity[spell["person"]]) for spell in first}


@pytest.mark.parametrize("lever", LEVERS)
def test_the_same_people_come_whatever_lever_is_moved(lever: str) -> None:
    one, other = simulate(a_pathway(), 0), simulate(a_pathway(**LEVERS[lever]), 0)
    assert referred(one) == referred(other)
    assert not np.array_equal(one.weekly, other.weekly)


def test_a_higher_rate_only_adds_people() -> None:
    few, many = (referred(simulate(a_pathway(rate), 0)) for rate in (0.7, 2.3))
    assert few.items() <= many.items()
    assert len(many) > 2 * len(few)


def test_a_rate_that_rises_later_changes_nothing_before() -> None:
    later = replace(a_pathway().demand, referrals_per_week=(RateFrom(0, 1.2), RateFrom(50, 3.0)))
    one, other = simulate(a_pathway(), 0), simulate(a_pathway(demand=later), 0)
    assert np.array_equal(one.weekly[:50], other.weekly[:50])
    assert count(other, "arrived")[50:].sum() > 1.5 * count(one, "arrived")[50:].sum()


def test_poisson_events_come_at_their_rate() -> None:
    weeks = thinned(Luck(1, 0), Cause.ARRIVALS, Cause.MARK, [2.5] * 4000)
    numbers = [len(week) for week in weeks]
    assert abs(np.mean(numbers) - 2.5) < 4 * (2.5 / 4000) ** 0.5
    assert abs(np.var(numbers) - 2.5) < 0.25


def test_patience_does_not_depend_on_the_beds() -> None:
    """Whoever leaves the list unplaced in both worlds leaves it in the same week."""

    def left(scenario: Scenario) -> dict[str, int]:
        run = simulate(scenario, 0)
        first = run.spells[(run.spells["spell"] == 0) & origin(run.spells, "arrived", "waiting_at_start")]
        gone = first[(first["placed"] == NONE) & (first["ended"] != NONE)]
        return {run.people_ids[spell["person"]]: spell["ended"] for spell in gone}

    one, other = left(a_pathway()), left(a_pathway(stock_changes=(StockChange(0, "flats", 9),)))
    both = one.keys() & other.keys()
    assert len(both) > 20
    assert all(one[who] == other[who] for who in both)


def test_more_beds_do_not_lengthen_the_list() -> None:
    def waiting(more: int, replication: int) -> float:
        changes = (StockChange(0, "flats", more), StockChange(0, "hostel", more))
        return float(count(simulate(a_pathway(2.0, stock_changes=changes), replication), "waiting").mean())

    gained = np.array([[waiting(0, r) - waiting(2, r), waiting(2, r) - waiting(6, r)] for r in range(6)])
    assert (gained.mean(axis=0) > 0).all()
    assert (gained > -2).all()
