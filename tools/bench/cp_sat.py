"""A rival: CP-SAT tier by tier with the best setting known, each earlier tier's value held as a row.

One worker and linearisation level 2 (by default, with more workers, it does not finish at 500/100); the model is built
once, and each tier begins from the solution of the one before.
"""

from time import perf_counter

import numpy as np
from ortools.sat.python import cp_model

from beds.optimizer.choices import Ints
from beds.optimizer.programme import Floats, Programme
from tools.bench.figures import Reached


def cp_sat(programme: Programme, gains: Floats, cap: float) -> Reached:
    """Maximise the rows of ``gains`` (tiers, columns) one after the other, for at most ``cap`` seconds in all."""
    started = perf_counter()
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, int(upper), "") for upper in programme.upper]
    matrix = programme.matrix.tocsr()
    used_by = matrix.indices.astype(np.int64)
    for row, (first, end) in enumerate(zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)):
        used = _sum(columns, used_by[first:end], matrix.data[first:end])
        limit = int(programme.limits[row])
        model.add(used == limit if programme.fixed[row] else used <= limit)
    values: list[int] = []
    for tier in gains:
        if not tier.any():
            values.append(0)  # nothing to decide: the rival is spared the solve
            continue
        gained = _sum(columns, np.flatnonzero(tier), tier[np.flatnonzero(tier)])
        model.maximize(gained)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = max(0.0, cap - (perf_counter() - started))
        status = solver.solve(model)
        if status in (cp_model.FEASIBLE, cp_model.UNKNOWN):
            return Reached(cap, tuple(values), False)
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"CP-SAT: {solver.status_name(status)}")
        values.append(round(solver.objective_value))
        model.add(gained >= values[-1])
        model.clear_hints()  # type: ignore[no-untyped-call]
        for column in columns:
            model.add_hint(column, solver.value(column))
    return Reached(perf_counter() - started, tuple(values), True)


def _sum(columns: list[cp_model.IntVar], which: Ints, weights: Floats) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([columns[j] for j in which], [int(weight) for weight in weights])
