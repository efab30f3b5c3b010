"""A rival: one plain integer programme a tier with HiGHS, each earlier tier's value held as a row."""

from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from beds.optimizer.programme import Floats, Programme
from tools.bench.figures import Reached

OPTIMAL, TIME_IS_UP = 0, 1


def plain_mip(programme: Programme, gains: Floats, cap: float) -> Reached:
    """Maximise the rows of ``gains`` (tiers, columns) one after the other, for at most ``cap`` seconds in all."""
    started = perf_counter()
    rows = [LinearConstraint(programme.matrix, np.where(programme.fixed, programme.limits, -np.inf), programme.limits)]
    values: list[int] = []
    for tier in gains:
        if not tier.any():
            values.append(0)  # nothing to decide: the rival is spared the solve
            continue
        left = cap - (perf_counter() - started)
        if left <= 0:
            return Reached(cap, tuple(values), False)
        found = milp(
            -tier,
            integrality=np.ones(len(tier)),
            bounds=Bounds(0, programme.upper),
            constraints=rows,
            options={"mip_rel_gap": 0.0, "time_limit": left},
        )
        if found.status == TIME_IS_UP:
            return Reached(cap, tuple(values), False)
        if found.status != OPTIMAL:
            raise RuntimeError(f"HiGHS: {found.message}")
        values.append(round(float(tier @ np.round(found.x))))
        rows.append(LinearConstraint(tier.reshape(1, -1), values[-1], np.inf))
    return Reached(perf_counter() - started, tuple(values), True)
