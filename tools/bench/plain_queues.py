"""The same pathway as a plain queue in Ciw and in SimPy: no rules, bands, workers, refusals, returns or chains.

People come, wait in turn for a bed of the first phase, stay, and queue for the next; whoever is out of patience leaves.
Both begin empty and are spared the records, which is in their favour.
"""

import random
from collections.abc import Generator
from typing import Any

import ciw
import simpy

from tools.bench.pathway import BEDS, LEAVING, LOSING_CONTACT, READY, REFERRALS, STRAIGHT_TO_HOSTEL, WEEKS

FIRST = {0: REFERRALS * (1 - STRAIGHT_TO_HOSTEL), 1: REFERRALS * STRAIGHT_TO_HOSTEL}
"""Referrals a week to each phase."""
LAST = len(BEDS) - 1


def until_ready(phase: int) -> float:
    """Weeks from the start of a stay."""
    shape = READY[phase].cv ** -2
    return random.gammavariate(shape, READY[phase].mean / shape)


def in_simpy(seed: int) -> int:
    """Live the five years; how many people were ever housed."""
    random.seed(seed)
    world = simpy.Environment()
    phases = [simpy.Resource(world, capacity=beds) for beds in BEDS.values()]
    housed = 0

    def woman(phase: int) -> Generator[Any, Any, None]:
        nonlocal housed
        while True:
            with phases[phase].request() as asked:
                yield asked | world.timeout(random.expovariate(LOSING_CONTACT))
                if not asked.triggered:
                    return
                housed += 1
                ready, leaves = until_ready(phase), random.expovariate(LEAVING[phase])
                yield world.timeout(min(ready, leaves))
            if leaves < ready or phase == LAST:
                return
            phase += 1

    def referrals(phase: int) -> Generator[Any, Any, None]:
        while True:
            yield world.timeout(random.expovariate(FIRST[phase]))
            world.process(woman(phase))

    for phase in FIRST:
        world.process(referrals(phase))
    world.run(until=WEEKS)
    return housed


class Stay(ciw.dists.Distribution):  # type: ignore[misc]
    """Until ready, or until she leaves if that is sooner."""

    def __init__(self, phase: int) -> None:
        self._phase = phase

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        return min(until_ready(self._phase), random.expovariate(LEAVING[self._phase]))


def in_ciw(seed: int) -> int:
    """Live the five years; how many people have left."""
    ciw.seed(seed)
    phases = range(len(BEDS))
    onward = [1 - LEAVING[phase] * READY[phase].mean / 2 for phase in phases]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(FIRST[p]) if p in FIRST else None for p in phases],
        service_distributions=[Stay(phase) for phase in phases],
        number_of_servers=list(BEDS.values()),
        routing=[[onward[here] if there == here + 1 else 0.0 for there in phases] for here in phases],
        reneging_time_distributions=[ciw.dists.Exponential(LOSING_CONTACT) for _phase in phases],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(WEEKS)
    return len(simulation.nodes[-1].all_individuals)
