"""One more of each thing: a bed in every scheme, a worker, a week in every phase, and every rule that binds waived."""

from decimal import Decimal
from fractions import Fraction

import pytest

from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.simulation.one_more import OneMore, one_more_of_each
from beds.simulation.scenario import Demand, Profile, Scenario, SchemeStock, StockChange
from tests.builders import a_bed, a_person, a_scheme, a_week, a_worker, days
from tests.simulation.stand_in import a_scenario


def changes(scenario: Scenario, kind: str) -> list[OneMore]:
    return [one for one in one_more_of_each(scenario) if one.kind == kind]


def test_every_scheme_gets_a_bed_from_the_first_week_and_its_cost_a_year() -> None:
    stock = (SchemeStock(a_scheme("hostel", 1, weekly_cost=Decimal(450)), 18), SchemeStock(a_scheme("flats", 3), 7))
    opened = StockChange(20, "flats", -1)
    flats, hostel = changes(a_scenario(stock=stock, stock_changes=(opened,)), "bed")
    assert flats.scenario.stock_changes == (opened, StockChange(0, "flats", 1))
    assert hostel.scenario.stock_changes == (opened, StockChange(0, "hostel", 1))
    assert (flats.cost_a_year, hostel.cost_a_year) == (None, Decimal(450 * 52))


def test_the_new_worker_is_like_most_and_there_all_the_time() -> None:
    team = (a_worker("kit", 6), a_worker("lou", 8, away_from=days(0)), a_worker("max", 8))
    (one,) = changes(a_scenario(workers=team), "worker")
    assert one.scenario.workers is not None
    *before, new = one.scenario.workers
    assert tuple(before) == team
    assert (new.capacity, new.away_from) == (Fraction(8), None)
    assert len({worker.worker_id for worker in one.scenario.workers}) == 4


def test_the_workers_of_a_folder_get_one_more_too() -> None:
    (one,) = changes(a_scenario(stock=(), present=a_week(a_bed(), a_worker()).snapshot), "worker")
    assert one.scenario.workers is not None
    assert len(one.scenario.workers) == 2


def test_without_a_limit_of_workers_there_is_nothing_to_add() -> None:
    assert changes(a_scenario(workers=None), "worker") == []


def test_each_phase_that_there_is_gets_a_week() -> None:
    one, three = changes(a_scenario(), "week")
    assert one.scenario.policy.stay_limit_weeks == {0: 4, 1: 27, 2: 26, 3: 52}
    assert three.scenario.policy.stay_limit_weeks == {0: 4, 1: 26, 2: 26, 3: 53}


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("recourse", {"needs_recourse": True}),
        ("intentional", {"takes_intentional": False}),
        ("connection", {"needs_connection": True}),
        ("reserved", {"reserved_for": ("exiting",)}),
        ("age", {"min_age": 18}),
        ("substance", {"substance_policy": "abstinent"}),
    ],
)
def test_a_rule_that_some_scheme_asks_for_is_waived(rule: str, facts: dict[str, object]) -> None:
    asking = a_scenario(stock=(SchemeStock(Scheme("hostel", 1, **facts), 3),))  # type: ignore[arg-type]
    assert [one.of for one in changes(asking, "rule")] == [rule, "programme_limit"]
    assert [one.of for one in changes(a_scenario(), "rule")] == ["programme_limit"]
    assert changes(asking, "rule")[0].scenario.policy.rules_off == (rule,)


def test_schemes_that_people_avoid_are_a_rule_to_waive() -> None:
    profile = Profile(FrozenMap({"avoid_schemes": FrozenMap({"hostel": 0.1, "": 0.9})}))
    assert changes(a_scenario(demand=Demand((), profile)), "rule")[0].of == "scheme"
    real = a_week(a_bed(), a_person(avoid_schemes=("hostel",))).snapshot
    assert changes(a_scenario(stock=(), present=real), "rule")[0].of == "scheme"


def test_a_rule_that_is_off_already_is_not_waived_again() -> None:
    assert changes(a_scenario(policy=Policy(rules_off=("programme_limit",))), "rule") == []


def test_every_change_has_a_name_of_its_own() -> None:
    names = [one.scenario.name for one in one_more_of_each(a_scenario(workers=(a_worker(),)))]
    assert len({*names, "baseline"}) == len(names) + 1
