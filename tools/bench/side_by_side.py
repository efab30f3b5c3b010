"""This solver and its rivals on the same matrix and the same tiers, in turn, so that a busy machine disturbs all alike.

The lottery, which decides between equals when all tiers are proven, is left out for all.
"""

import gc
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from beds.data.exchange import read_exchange
from beds.domain.week import Week
from beds.optimizer.build import model_of
from beds.optimizer.lexicographic import solve
from beds.optimizer.programme import Floats, Programme
from beds.optimizer.tiers import Gains
from tools.bench.child import answer, tell
from tools.bench.cp_sat import cp_sat
from tools.bench.figures import OURS, Reached, SideBySide
from tools.bench.plain_mip import plain_mip
from tools.bench.rounds import ENOUGH, Laps

RIVALS: Mapping[str, Callable[[Programme, Floats, float], Reached]] = {
    "HiGHS, a MIP a tier": plain_mip,
    "CP-SAT, tier by tier": cp_sat,
}


def side_by_side(size: str, folder: str, on: str, cap: float, repeats: int) -> SideBySide:
    """Measure the exchange folder, each rival for at most ``cap`` seconds an attempt; ``cap`` 0 means no rivals."""
    day = date.fromisoformat(on)
    snapshot, _warnings = read_exchange(Path(folder), day)
    model = model_of(Week(snapshot, day))
    gains = Gains(model.choices)
    worth = np.zeros((len(gains.tiers), model.column_count))
    worth[:, : model.first_share] = gains.all(model.placements)
    contestants = {OURS: ours, **(RIVALS if cap else {})}
    attempts: dict[str, list[Reached]] = {name: [] for name in contestants}
    for number in range(repeats):
        for name, contestant in contestants.items():
            if number and sum(attempt.seconds for attempt in attempts[name]) > ENOUGH:
                continue
            tell(f"{size}: side by side, {name}, attempt {number + 1}")
            gc.collect()
            attempts[name].append(contestant(model.programme, worth, cap))
    return SideBySide(gains.tiers, attempts)


def ours(programme: Programme, gains: Floats, cap: float) -> Reached:
    """This solver, without a cap."""
    laps = Laps()
    started = perf_counter()
    proofs = solve(programme, gains, progress=laps).proofs
    seconds = perf_counter() - started
    laps.end()
    return Reached(
        seconds,
        tuple(proof.value for proof in proofs),
        all(proof.proven for proof in proofs),
        tuple(laps.seconds[tier] for tier in range(len(gains))),
    )


if __name__ == "__main__":
    answer(side_by_side)
