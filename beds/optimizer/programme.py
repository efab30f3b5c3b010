"""One linear or integer programme as arrays: GLOP for single relaxations, HiGHS where whole numbers are asked for."""

import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.python import model_builder_helper as ortools
from scipy import sparse

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EPSILON = 1e-6
"""Smaller than this is nothing: every number in the model is whole, and prices are fractions of small ones."""

ROUNDING = 1e-4
"""How far a solver's value may stand from the whole number it means."""


class TimeIsUp(Exception):
    """The deadline passed before this programme was solved."""


@dataclass(frozen=True)
class Deadline:
    """A moment on the monotonic clock, or never."""

    at: float = float("inf")

    @classmethod
    def after(cls, seconds: float | None) -> "Deadline":
        return cls() if seconds is None else cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        return self.at - time.monotonic()


@dataclass(frozen=True)
class Programme:
    """Maximise gains over 0 <= columns <= upper with matrix @ columns <= limits, equal where ``fixed``.

    The rows alone keep every column within ``upper``: it helps the search in whole numbers, and has no price.
    """

    matrix: sparse.csc_array
    limits: Floats
    fixed: Flags
    upper: Floats


@dataclass(frozen=True)
class Relaxed:
    """An optimal vertex of a relaxation with its prices, both over all rows and columns of the programme."""

    value: float
    x: Floats
    prices: Floats
    reduced: Floats
    """Gain minus the priced-out use of rows: never positive for a column that was free to enter."""

    @property
    def is_whole(self) -> bool:
        return bool(np.abs(self.x - np.round(self.x)).max(initial=0) < ROUNDING)


@dataclass(frozen=True)
class Whole:
    """A solution in whole numbers and the proven bound on its value; ``x`` is None where there is none."""

    x: Floats | None
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        return self.x is not None and self.bound - self.value < 1 - ROUNDING


def relax(programme: Programme, gains: Floats, alive: Flags, deadline: Deadline) -> Relaxed | None:
    """Solve the relaxation over the columns that are alive, with GLOP. None where no solution exists."""
    if deadline.left <= 0:
        raise TimeIsUp
    columns = np.flatnonzero(alive)
    part, rows = _slice(programme, columns)
    limits = programme.limits[rows]
    model = ortools.ModelBuilderHelper()
    # The stub asks for arrays of no shape at all.
    arrays: list[Any] = [
        np.zeros(len(columns)),
        np.full(len(columns), np.inf),
        gains[columns],
        np.where(programme.fixed[rows], limits, -np.inf),
        limits,
    ]
    model.fill_model_from_sparse_data(arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], part)
    model.set_maximize(True)
    solver = ortools.ModelSolverHelper("glop")
    if deadline.left < float("inf"):
        solver.set_time_limit_in_seconds(deadline.left)
    solver.solve(model)
    match solver.status():
        case ortools.SolveStatus.OPTIMAL:
            return _relaxed(programme, gains, columns, rows, solver)
        case ortools.SolveStatus.INFEASIBLE:
            return None
    raise TimeIsUp if deadline.left <= 0 else RuntimeError(f"GLOP: {solver.status_string()} {solver.status()}")


def whole(programme: Programme, gains: Floats, alive: Flags, deadline: Deadline) -> Whole:
    """Solve in whole numbers over the columns that are alive, with HiGHS. Gains must be whole."""
    # Seldom needed, and a tenth of a second to import.
    from scipy.optimize import Bounds, LinearConstraint, milp

    if deadline.left <= 0:
        raise TimeIsUp
    columns = np.flatnonzero(alive)
    part, rows = _slice(programme, columns)
    limits = programme.limits[rows]
    solution = milp(
        -gains[columns],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, programme.upper[columns]),
        constraints=LinearConstraint(part, np.where(programme.fixed[rows], limits, -np.inf), limits),
        options={"mip_rel_gap": 0.0, **({"time_limit": deadline.left} if deadline.left < float("inf") else {})},
    )
    if solution.x is not None:
        x = np.zeros(len(alive))
        x[columns] = np.round(solution.x)
        return Whole(x, float(gains @ x), -float(solution.mip_dual_bound))
    if solution.status == _INFEASIBLE:
        return Whole(None, -np.inf, -np.inf)
    if deadline.left <= 0:
        raise TimeIsUp
    raise RuntimeError(f"HiGHS: {solution.message}")


_INFEASIBLE = 2


def stacked(above: sparse.csc_array, below: sparse.csc_array) -> sparse.csc_array:
    """The rows of one matrix and then those of another, which has the same columns."""
    # SciPy's own stacking takes ten times as long for matrices as small as a week's.
    columns = np.arange(above.shape[1])
    of_column = [np.repeat(columns, np.diff(part.indptr)) for part in (above, below)]
    order = np.argsort(np.concatenate(of_column), kind="stable")
    row = np.concatenate([above.indices, below.indices + above.indices.dtype.type(above.shape[0])])
    value = np.concatenate([above.data, below.data])
    shape = (above.shape[0] + below.shape[0], above.shape[1])
    return sparse.csc_array((value[order], row[order], above.indptr + below.indptr), shape=shape)


def engine() -> str:
    """The solver and its version, as it stands in the summary."""
    return f"HiGHS of SciPy {version('scipy')}; for what-if questions also GLOP of OR-Tools {version('ortools')}"


def _slice(programme: Programme, columns: npt.NDArray[np.int64]) -> tuple[sparse.csr_array, npt.NDArray[np.int64]]:
    """The rows that these columns touch (and those that ask for something whoever touches them), row by row."""
    part = programme.matrix[:, columns].tocsr()
    rows = np.flatnonzero((np.diff(part.indptr) > 0) | (programme.fixed & (programme.limits != 0)))
    return part[rows], rows


def _relaxed(
    programme: Programme,
    gains: Floats,
    columns: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    solver: ortools.ModelSolverHelper,
) -> Relaxed:
    x = np.zeros(programme.matrix.shape[1])
    x[columns] = solver.variable_values()
    prices = np.zeros(programme.matrix.shape[0])
    prices[rows] = solver.dual_values()
    prices[np.abs(prices) < EPSILON] = 0.0
    reduced = gains - programme.matrix.T @ prices
    return Relaxed(float(solver.objective_value()), x, prices, reduced)
