"""A stand-in for the simulation where a test is not about it: quick, repeatable records of an invented queue.

Its numbers depend on the scenario's beds, on seed and replication, as those of the real one do; a scenario named
``slow`` takes its time.
"""

import time
import zlib

import numpy as np

from beds.domain.places import Scheme
from beds.simulation.records import COUNTS, NONE, SPELL, STAY, Records
from beds.simulation.scenario import Demand, RateFrom, Scenario, SchemeStock
from tests.builders import MONDAY

SLOW_SECONDS = 0.1


def a_scenario(name: str = "baseline", beds: int = 6, **keys: object) -> Scenario:
    """A hostel and a few flats over twenty weeks, four of them warm-up, and three replications."""
    usual: dict[str, object] = {
        "start": MONDAY, "weeks": 20, "warm_up_weeks": 4, "replications": 3, "seed": 7,
        "stock": (SchemeStock(Scheme("hostel", 1), beds), SchemeStock(Scheme("flats", 3), 2)),
        "demand": Demand((RateFrom(0, 1.2),)),
    }  # fmt: skip
    return Scenario(name, **(usual | keys))  # type: ignore[arg-type]


def simulate(scenario: Scenario, replication: int) -> Records:
    """Everybody waits for a bed of the hostel and moves on from it after six weeks."""
    if scenario.name == "slow":
        time.sleep(SLOW_SECONDS)
    luck = np.random.default_rng([scenario.seed, replication])
    arrivals = luck.poisson(scenario.rate(0), scenario.weeks)
    beds = sum(stock.beds for stock in scenario.stock if stock.scheme.phase == 1)
    weekly = np.zeros((scenario.weeks, 3, len(COUNTS)), np.int32)
    spells: list[list[int]] = []
    stays: list[tuple[object, ...]] = []
    waiting: list[int] = []
    living: list[int] = []
    for week in range(scenario.weeks):
        gone = [person for person in living if spells[person][7] + 6 <= week]
        for person in gone:
            spells[person][8:10] = [week, 2]
            stays.append((person, 0, 1, 1, spells[person][7], week, 2, week, False, 7 * spells[person][7]))
        living = [person for person in living if person not in gone]
        for _ in range(arrivals[week]):
            waiting.append(len(spells))
            spells.append([len(spells), 0, 0, week, 1, 0, 1, NONE, NONE, 0, 0, 0, 7 * week])
        placed = waiting[: max(0, beds - len(living))]
        for person in placed:
            spells[person][7] = week
        waiting, living = waiting[len(placed) :], living + placed
        told = (len(waiting), len(living), beds, 0, arrivals[week], len(placed), len(gone), 0, 0, 0)
        weekly[week, 0] = weekly[week, 2] = told
    people = [f"{replication}-{number}" for number in range(len(spells))]
    return Records(
        scenario.name, replication, scenario.weeks, scenario.warm_up_weeks, (1, 3), ("flats", "hostel"), weekly,
        np.full((scenario.weeks, 3), 450.0 * beds), np.full((scenario.weeks, 2), np.nan),
        np.array([tuple(row) for row in spells], SPELL), np.array(stays, STAY), tuple(people),
        {"ethnicity": tuple("xy"[zlib.crc32(person.encode()) % 2] for person in people)},
    )  # fmt: skip
