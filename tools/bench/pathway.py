"""The pathway that the laboratory is measured on: the size of Chrysalis. Figures are illustrative."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.domain.workers import Worker
from beds.simulation.scenario import (
    MOVE_ON,
    Behaviour,
    Demand,
    Gamma,
    Profile,
    RateFrom,
    Scenario,
    SchemeStock,
    StartState,
)

BEDS = {"crisis": 4, "hostel": 18, "semi": 10, "flats": 7}
"""By phase, from 0."""
WEEKS = 260
REFERRALS = 1.2
STRAIGHT_TO_HOSTEL = 0.5
READY = (Gamma(4, 0.6), Gamma(30, 0.7), Gamma(26, 0.6), Gamma(50, 0.5))
LEAVING = (0.02, 0.01, 0.006, 0.004)
LOSING_CONTACT = 0.02

PROFILE = Profile(
    FrozenMap(
        {
            "gender": {"woman": 1.0},
            "route": {"SNAP": 0.7, "specialist": 0.2, "outreach": 0.1},
            "band": {"A": 0.1, "B": 0.3, "C": 0.5, "D": 0.1},
            "seeks": {"0;1": 1 - STRAIGHT_TO_HOSTEL, "1": STRAIGHT_TO_HOSTEL},
            "connection": {"yes": 0.7, "no": 0.3},
            "age": {"18-24": 0.3, "25-50": 0.7},
        }
    )
)


def pathway(workers: int = 8) -> Scenario:
    """39 beds, 60 people waiting at the start, so many workers of eight points, five years; every behaviour is on."""
    stock = [
        SchemeStock(
            Scheme(name, phase, women_only=True, min_age=18, weekly_cost=Decimal(300), needs_connection=phase == 1),
            beds,
        )
        for phase, (name, beds) in enumerate(BEDS.items())
    ]
    return Scenario(
        name="pathway",
        start=date(2026, 11, 23),
        weeks=WEEKS,
        seed=20261123,
        stock=tuple(sorted(stock, key=lambda one: one.scheme.scheme_id)),
        workers=tuple(Worker(f"kw{number}", Fraction(8), covers=("*",)) for number in range(1, workers + 1)),
        start_state=StartState(60, FrozenMap({"crisis": 3, "hostel": 16, "semi": 9, "flats": 6})),
        demand=Demand((RateFrom(0, REFERRALS),), PROFILE),
        behaviour=Behaviour(
            weeks_to_ready=FrozenMap(dict(enumerate(READY))),
            leave_per_week=FrozenMap(dict(enumerate(LEAVING))),
            next_phase=FrozenMap({0: 1, 1: 2, 2: 3, 3: MOVE_ON}),
            refuse_offer=0.08,
            waiting_leave_per_week=LOSING_CONTACT,
            move_at_limit=True,
            return_within_52_weeks=FrozenMap({"ready": 0.15, "not_ready": 0.35, "unplanned": 0.5}),
            step_back_per_week=FrozenMap({2: 0.002, 3: 0.003}),
            worker_leave_per_week=0.004,
        ),
    )
