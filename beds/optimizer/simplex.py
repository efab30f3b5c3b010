"""The relaxation kept warm from tier to tier: each begins where the one before ended, and takes in columns by price.

A tier's optimal vertex lies on its face, so it is a feasible start for the next tier. Only columns whose price has
once been good are in the programme at all: in a city one in ten.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

# The HiGHS that SciPy brings, by the only way in that keeps a basis: SciPy's public functions begin anew each time,
# OR-Tools' GLOP took several times as many steps when kept warm, and highspy cannot be loaded beside OR-Tools.
from scipy.optimize._highspy import _core

from beds.optimizer.lottery import mix
from beds.optimizer.programme import EPSILON, ROUNDING, Deadline, Flags, Floats, Programme, Relaxed, TimeIsUp

highs: Any = _core
Ints = npt.NDArray[np.int64]

TAKEN_IN = 2
"""How many columns are taken in at a time of those that share their first row: of each person, as a rule."""

FEW = 2_000
"""So few columns are taken in at once."""

_PRIMAL, _DUAL = 4, 1
"""What is optimal for one tier is a feasible start for the next, which suits the primal simplex."""

_OPTIONS = {
    "output_flag": False,
    "presolve": "off",
    "solver": "simplex",
    "simplex_scale_strategy": 0,  # the numbers are small and whole already
    "threads": 1,
    "parallel": "off",
}


class Simplex:
    """A programme and its faces, relaxed one after the other. ``tier_gains`` are the gains of the tiers to come.

    It begins with the columns in ``first``; without, with two a person.
    """

    def __init__(self, programme: Programme, tier_gains: Floats, first: Flags | None = None) -> None:
        self._programme, self._tier_gains = programme, tier_gains
        self._uses = programme.matrix.T
        rows, columns = programme.matrix.shape
        self._inside: Ints = np.zeros(0, dtype=np.int64)
        """The columns that have been taken in, in the order of the solver's own."""
        self._open = np.zeros(columns, dtype=bool)
        """The columns inside that may be used."""
        self._fixed, self._limits = np.zeros(rows, dtype=bool), programme.limits.copy()
        self._rows: Ints = np.arange(rows)
        """Where each row of the programme stands among the solver's own."""
        self._held: dict[int, int] = {}
        """The tiers whose values stand as rows, and where."""
        self._first_row = programme.matrix.indices[programme.matrix.indptr[:-1]].astype(np.int64)
        self._highs = highs._Highs()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        nothing = np.zeros(0)
        lower = np.full(rows, -np.inf)
        self._highs.addRows(rows, lower, programme.limits, 0, _whole(np.zeros(rows)), _whole(nothing), nothing)
        if first is None:
            first = np.ones(columns, dtype=bool)
            if columns > FEW:
                first = self._best_of_each(_spread(columns), first)
        self._take_in(first | ~tier_gains.any(axis=0))

    def relax(
        self,
        programme: Programme,
        held: tuple[int, ...],
        gains: Floats,
        alive: Flags,
        used: Flags,
        deadline: Deadline,
        *,
        near: bool = False,
    ) -> Relaxed | None:
        """An optimal vertex of a face and its prices; None where no solution exists.

        ``programme`` is the one that this was made of, but for its limits and what is fixed, or has a row at its end
        for the value of each tier in ``held``. The columns in ``used`` are taken in at once. ``near``: None also where
        the columns that are open hold no solution, whatever the others hold; to know better may cost all of them.
        """
        if deadline.left <= 0:
            raise TimeIsUp
        own = len(self._rows)
        self._hold(held, programme.limits[own:])
        self._bind(self._fixed & programme.fixed[:own], programme.limits[:own])
        self._take_in(used)
        self._set_open(self._open & alive)
        wanting = programme.fixed[:own] & ~self._fixed & (programme.limits[:own] > 0)
        if wanting.any():
            asked = np.asarray(self._uses @ wanting.astype(np.float64))
            most = self._optimum(asked, alive, deadline)
            if most is None or most.value < programme.limits[:own][wanting].sum() - ROUNDING:
                return None
        self._bind(programme.fixed[:own], programme.limits[:own])
        relaxed = self._optimum(gains, alive, deadline, near=near)
        if relaxed is None:
            return None
        at = np.append(self._rows, [self._held[tier] for tier in held]).astype(np.int64)
        return replace(relaxed, prices=relaxed.prices[at])

    def tighten(self, programme: Programme) -> None:
        """The programme is this one now, which has more rows at its end. Where it stands is where it goes on."""
        new = np.arange(len(self._rows), len(programme.limits))
        part = sparse.csr_array(programme.matrix.tocsr()[new][:, self._inside])
        start = len(self._rows) + len(self._held)
        limits = programme.limits[new]
        lower = np.full(len(new), -np.inf)
        self._highs.addRows(
            len(new), lower, limits, part.nnz, _whole(part.indptr[:-1]), _whole(part.indices), part.data
        )
        self._programme, self._uses = programme, programme.matrix.T
        self._rows = np.append(self._rows, start + np.arange(len(new)))
        self._fixed = np.append(self._fixed, np.zeros(len(new), dtype=bool))
        self._limits = np.append(self._limits, limits)

    def free(self, row: int) -> None:
        """A row of the programme is not fixed any more: what fixed it may now ask for something else."""
        fixed = self._fixed.copy()
        fixed[row] = False
        self._bind(fixed, self._limits)

    @property
    def inside(self) -> Flags:
        """The columns that have been taken in so far."""
        inside = np.zeros(len(self._open), dtype=bool)
        inside[self._inside] = True
        return inside

    def _optimum(self, gains: Floats, alive: Flags, deadline: Deadline, *, near: bool = False) -> Relaxed | None:
        """The optimum over everything alive; prices are over the solver's own rows. None where no solution exists."""
        inside = len(self._inside)
        self._highs.changeColsCost(inside, _whole(np.arange(inside)), -gains[self._inside])
        while True:
            if len(self._inside) and not self._run(deadline):
                if near:
                    return None
                # Prices cannot say which columns would make it possible: all may.
                if (alive & ~self._open).any():
                    self._take_in(alive, gains)
                    continue
                # A basis that has gone bad must not prove anything.
                self._highs.clearSolver()
                if not self._run(deadline):
                    return None
            solution = self._highs.getSolution()
            prices = -np.asarray(solution.row_dual) if len(self._inside) else np.zeros(self._highs.getNumRow())
            prices[np.abs(prices) < EPSILON] = 0.0
            reduced = gains - self._uses @ prices[self._rows]
            for tier, row in self._held.items():
                reduced += prices[row] * self._tier_gains[tier]
            good = alive & ~self._open & (reduced > EPSILON)
            if not good.any():
                break
            self._take_in(good if good.sum() <= FEW else self._best_of_each(reduced, good), gains)
        x = np.zeros(len(gains))
        x[self._inside] = solution.col_value
        return Relaxed(-float(self._highs.getInfo().objective_function_value), x, prices, reduced)

    def _run(self, deadline: Deadline) -> bool:
        """Whether there is a solution among the columns that are open."""
        status = highs.HighsModelStatus
        for strategy in (_PRIMAL, _DUAL):
            if deadline.left < float("inf"):
                self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.0, deadline.left))
            self._highs.setOptionValue("simplex_strategy", strategy)
            self._highs.run()
            reached = self._highs.getModelStatus()
            if reached in (status.kOptimal, status.kInfeasible):
                return bool(reached == status.kOptimal)
            if deadline.left <= 0:
                raise TimeIsUp
            # A basis that has gone bad is thrown away.
            self._highs.clearSolver()
        raise RuntimeError(f"HiGHS: {self._highs.modelStatusToString(reached)}")

    def _take_in(self, columns: Flags, gains: Floats | None = None) -> None:
        """Columns that come in for the first time are added; all of them are opened."""
        new = np.flatnonzero(columns & ~self.inside)
        if len(new):
            part = self._cells(new)
            cost = np.zeros(len(new)) if gains is None else -gains[new]
            self._highs.addCols(
                len(new),
                cost,
                np.zeros(len(new)),
                np.full(len(new), np.inf),
                part.nnz,
                _whole(part.indptr[:-1]),
                _whole(part.indices),
                part.data,
            )
            self._inside = np.concatenate([self._inside, new])
            self._open[new] = True
        self._set_open(self._open | columns)

    def _cells(self, columns: Ints) -> sparse.csc_array:
        """What columns use of the solver's own rows."""
        part = self._programme.matrix[:, columns]
        if not self._held:
            return part
        both = sparse.vstack([part, sparse.csr_array(-self._tier_gains[list(self._held)][:, columns])])
        order = np.argsort(np.append(self._rows, list(self._held.values())))
        return sparse.csc_array(sparse.csr_array(both)[order])

    def _set_open(self, wanted: Flags) -> None:
        at = np.flatnonzero((wanted != self._open)[self._inside])
        upper = np.where(wanted[self._inside[at]], np.inf, 0.0)
        self._highs.changeColsBounds(len(at), _whole(at), np.zeros(len(at)), upper)
        self._open[self._inside[at]] = wanted[self._inside[at]]

    def _bind(self, fixed: Flags, limits: Floats) -> None:
        """The rows of the programme stay within these limits; the ``fixed`` meet them exactly."""
        for row in np.flatnonzero((fixed != self._fixed) | (limits != self._limits)):
            lower = float(limits[row]) if fixed[row] else -np.inf
            self._highs.changeRowBounds(int(self._rows[row]), lower, float(limits[row]))
        self._fixed, self._limits = fixed.copy(), limits.copy()

    def _hold(self, held: tuple[int, ...], limits: Floats) -> None:
        """The values of these tiers, and of no others, stand as rows."""
        for tier in held:
            if tier not in self._held:
                mine = -self._tier_gains[tier][self._inside]
                cells = np.flatnonzero(mine)
                self._highs.addRow(-np.inf, np.inf, len(cells), _whole(cells), mine[cells])
                self._held[tier] = len(self._rows) + len(self._held)
        limit_of = dict(zip(held, limits.tolist(), strict=True))
        for tier, row in self._held.items():
            self._highs.changeRowBounds(row, -np.inf, limit_of.get(tier, np.inf))

    def _best_of_each(self, score: Floats, among: Flags) -> Flags:
        """Those of the columns with the best scores of all that share their first row."""
        columns = np.flatnonzero(among)
        order = columns[np.lexsort((-score[columns], self._first_row[columns]))]
        groups = self._first_row[order]
        starts = np.flatnonzero(np.append(True, groups[1:] != groups[:-1])) if len(order) else order
        rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
        best = np.zeros(len(among), dtype=bool)
        best[order[rank < TAKEN_IN]] = True
        return best


def _whole(numbers: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
    return numbers.astype(np.int32)


def _spread(columns: int) -> Floats:
    """Numbers without a pattern, the same on every machine."""
    words = np.arange(columns, dtype=np.uint64)
    return (mix(words, words) >> np.uint64(12)).astype(np.float64)
