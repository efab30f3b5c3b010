"""Small scenarios for tests: a pathway of four phases in the shape of Chrysalis; only what matters is said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.domain.workers import Worker
from beds.simulation.scenario import (
    MOVE_ON,
    Behaviour,
    Demand,
    Gamma,
    Group,
    Profile,
    RateFrom,
    Scenario,
    SchemeStock,
    StartState,
)

MONDAY = date(2026, 11, 23)


def a_scheme(scheme_id: str, phase: int, beds: int, cost: int = 300, **facts: Any) -> SchemeStock:
    return SchemeStock(Scheme(scheme_id, phase, weekly_cost=Decimal(cost), **facts), beds)


def some_workers(number: int, capacity: float = 8, **facts: Any) -> tuple[Worker, ...]:
    facts = {"covers": ("*",), **facts}
    return tuple(Worker(f"kw{n}", Fraction(capacity), **facts) for n in range(1, number + 1))


PROFILE = Profile(
    FrozenMap(
        {
            "gender": {"woman": 1.0},
            "route": {"SNAP": 0.7, "specialist": 0.2, "outreach": 0.1},
            "band": {"A": 0.1, "B": 0.3, "C": 0.5, "D": 0.1},
            "seeks": {"0;1": 0.5, "1": 0.5},
            "connection": {"yes": 0.7, "no": 0.3},
            "age": {"18-24": 0.3, "25-50": 0.7},
        }
    ),
    FrozenMap({"ethnicity": FrozenMap({"x": Group(0.2, FrozenMap({"band": {"A": 0.2, "B": 0.8}})), "y": Group(0.8)})}),
)

BEHAVIOUR = Behaviour(
    weeks_to_ready=FrozenMap({0: Gamma(4, 0.6), 1: Gamma(30, 0.7), 2: Gamma(26, 0.6), 3: Gamma(50, 0.5)}),
    leave_per_week=FrozenMap({0: 0.02, 1: 0.01, 2: 0.006, 3: 0.004}),
    next_phase=FrozenMap({0: 1, 1: 2, 2: 3, 3: MOVE_ON}),
    refuse_offer=0.08,
    waiting_leave_per_week=0.02,
    move_at_limit=True,
    return_within_52_weeks=FrozenMap({"ready": 0.15, "not_ready": 0.35, "unplanned": 0.5}),
    step_back_per_week=FrozenMap({2: 0.002, 3: 0.003}),
    worker_leave_per_week=0.004,
)


def a_pathway(rate: float = 1.2, facts: Mapping[str, Any] = FrozenMap(), **changes: Any) -> Scenario:
    """39 beds in four phases and eight workers; ``facts`` are changes of the behaviour."""
    scenario = Scenario(
        name="pathway",
        start=MONDAY,
        weeks=104,
        warm_up_weeks=26,
        seed=20261123,
        policy=Policy(),
        stock=(
            a_scheme("crisis", 0, 4, 620, min_age=18),
            a_scheme("flats", 3, 7, 250),
            a_scheme("hostel", 1, 18, 450, needs_connection=True),
            a_scheme("semi", 2, 10, 300),
        ),
        workers=some_workers(8),
        start_state=StartState(12, FrozenMap({"crisis": 3, "hostel": 16, "semi": 9, "flats": 6})),
        demand=Demand((RateFrom(0, rate),), PROFILE),
        behaviour=replace(BEHAVIOUR, **facts),
    )
    return replace(scenario, **changes)
