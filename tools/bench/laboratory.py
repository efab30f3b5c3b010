"""The laboratory's speed: simulated weeks a second on one core, beside plain queues that decide nothing."""

import gc
import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

from beds.simulation.ground import Ground
from beds.simulation.replication import simulate
from tools.bench.child import answer, tell
from tools.bench.pathway import WEEKS, pathway
from tools.bench.plain_queues import in_ciw, in_simpy
from tools.bench.rounds import rounds
from tools.bench.table import aligned

OURS = "the laboratory, 8 workers"
ASKED_WEEKS = 10 * 200 * 260
"""Ten scenarios, 200 replications, five years."""
ASKED_CORES = 2


@dataclass(frozen=True)
class Laboratory:
    """Seconds of processor time by contestant, a replication of five years a round."""

    seconds: dict[str, list[float]]
    decisions: int
    by_full_engine: int
    """Of the decisions of the laboratory with 8 workers."""
    megabytes_after_first: float
    megabytes_after_last: float
    """Peak memory."""

    def weeks_a_second(self, name: str) -> float:
        return WEEKS / median(self.seconds[name])

    @property
    def minutes_asked(self) -> float:
        """What ten scenarios of 200 replications over five years take on two cores at this speed."""
        return ASKED_WEEKS / self.weeks_a_second(OURS) / ASKED_CORES / 60


def laboratory(replications: int) -> Laboratory:
    """Live ``replications`` runs of each contestant, in turn."""
    grounds = {OURS: Ground.of(pathway()), "the laboratory, 4 workers": Ground.of(pathway(workers=4))}
    decided = [0, 0]

    def ours(ground: Ground) -> Callable[[int], None]:
        def run(number: int) -> None:
            records = simulate(ground.scenario, number, ground=ground)
            if ground is grounds[OURS]:
                decided[0] += records.decisions
                decided[1] += records.full_engine_weeks

        return run

    contestants: dict[str, Callable[[int], object]] = {name: ours(ground) for name, ground in grounds.items()}
    contestants |= {"SimPy, no rules": in_simpy, "Ciw, no rules": in_ciw}
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for contestant in contestants.values():
        contestant(0)
    first = _peak_megabytes()
    decided[:] = [0, 0]
    for number in rounds(replications):
        tell(f"laboratory: replication {number + 1}")
        for name, contestant in contestants.items():
            gc.collect()
            started = process_time()
            contestant(number)
            seconds[name].append(process_time() - started)
    return Laboratory(seconds, decided[0], decided[1], first, _peak_megabytes())


def laboratory_table(measured: Laboratory) -> str:
    """Weeks a second of each and how many times the laboratory's; decisions, memory, and what was asked of it."""
    rows = [["laboratory, 39 beds, 60 waiting, 5 years", "weeks a second", "times ours"]]
    ours = measured.weeks_a_second(OURS)
    for name in measured.seconds:
        weeks = measured.weeks_a_second(name)
        rows.append([name, f"{weeks:,.0f}", f"{weeks / ours:.2f}"])
    told = (
        f"Replications measured: {len(measured.seconds[OURS])}; {measured.decisions:,} allocations decided, "
        f"{measured.by_full_engine:,} of them by the full engine.",
        f"Peak memory: {measured.megabytes_after_first:,.0f} MB after the first replication, "
        f"{measured.megabytes_after_last:,.0f} MB after the last.",
        "10 scenarios x 200 replications x 5 years on 2 cores, at this speed: "
        f"about {measured.minutes_asked:.1f} minutes.",
    )
    return "\n".join((aligned(rows), "", *told))


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    answer(laboratory)
