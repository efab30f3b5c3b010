"""Small exchanges against the answer: she takes a bed, whoever must gives way. One found is a proof without solving."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from beds.optimizer.choices import Columns
from beds.optimizer.lexicographic import Solved
from beds.optimizer.model import Model
from beds.optimizer.programme import EPSILON, Floats

Accept = Callable[[Floats], bool]
"""Judges what an exchange changes in each tier of the policy, shape (tiers,)."""

DEEPEST = 4
"""How many people may give way before the question is left to the solver."""

TRIES = 150
"""How many exchanges are looked at before the question is left to the solver."""


def is_gain(change: Floats) -> bool:
    """Whether the first tier that changes gets better."""
    felt = np.flatnonzero(np.abs(change) > EPSILON)
    return len(felt) > 0 and change[felt[0]] > 0


def keeps(tiers: int) -> Accept:
    """Whether the first ``tiers`` tiers get no worse (better no exchange that keeps every row can make them)."""

    def no_loss(change: Floats) -> bool:
        felt = np.flatnonzero(np.abs(change[:tiers]) > EPSILON)
        return len(felt) == 0 or change[felt[0]] > 0

    return no_loss


class Use(NamedTuple):
    """What one placement, its share of a worker included, uses of each row, and its gain in each tier."""

    placement: int
    rows: dict[int, float]
    gains: Floats


@dataclass(frozen=True)
class Swaps:
    """The answer, ready for exchanges. ``tier_gains`` has shape (tiers, columns)."""

    model: Model
    tier_gains: Floats
    solved: Solved

    def any(self, columns: Columns, gains: Floats, bound_by: frozenset[str], accept: Accept) -> bool:
        """Whether one of these new placements can be had by an exchange whose change of the tiers is accepted."""
        cells = self.model.entries_of(columns, bound_by=bound_by)
        rows: list[dict[int, float]] = [{} for _column in range(len(columns))]
        for row, column, value in zip(cells.row.tolist(), cells.column.tolist(), cells.value.tolist(), strict=True):
            rows[column][row] = rows[column].get(row, 0.0) + value
        for j in range(len(columns)):
            change = gains[:, j]
            if not accept(change):
                continue
            tries = iter(range(TRIES))
            for use in self._with_share(j, columns, rows[j], change, only_given=False):
                over = self._over({}, use.rows, -1.0)
                if self._settle(over, use.gains, DEEPEST, frozenset(), accept, tries):
                    return True
        return False

    def _settle(
        self,
        spent: dict[int, float],
        change: Floats,
        depth: int,
        gone: frozenset[int],
        accept: Accept,
        tries: Iterator[int],
    ) -> bool:
        """Whether people can give way until every row is kept; ``spent`` is what the exchange leaves of each row."""
        broken = next((row for row, left in spent.items() if self._breaks(row, left)), None)
        if broken is None:
            return True
        if not depth:
            return False
        for use in self._users.get(broken, ()):
            if use.placement in gone or not accept(change - use.gains):
                continue
            if next(tries, None) is None:
                return False
            freed = self._over(spent, use.rows, 1.0)
            if self._settle(freed, change - use.gains, depth - 1, gone | {use.placement}, accept, tries):
                return True
        return False

    def _over(self, spent: dict[int, float], rows: dict[int, float], sign: float) -> dict[int, float]:
        left = dict(spent)
        for row, value in rows.items():
            left[row] = left.get(row, float(self._slack[row])) + sign * value
        return left

    def _breaks(self, row: int, left: float) -> bool:
        return left < -EPSILON or (left > EPSILON and bool(self.model.fixed[row]))

    @cached_property
    def _slack(self) -> Floats:
        return np.asarray(self.model.limits - self.model.matrix @ self.solved.x)

    @cached_property
    def _users(self) -> dict[int, list[Use]]:
        """For each row, the placements of the answer that use some of it up."""
        users: defaultdict[int, list[Use]] = defaultdict(list)
        for j in np.flatnonzero(self.solved.x[: self.model.first_share]).tolist():
            gains = self.tier_gains[:, j]
            for use in self._with_share(j, self.model.placements, self._rows_of(j), gains, only_given=True):
                for row, value in use.rows.items():
                    if value > 0:
                        users[row].append(use)
        return dict(users)

    def _with_share(
        self, j: int, columns: Columns, rows: dict[int, float], gains: Floats, *, only_given: bool
    ) -> Iterator[Use]:
        """A placement together with each worker who may take, or (``only_given``) has taken, her."""
        for k in self.model.shares_for(columns, j):
            if k is None:
                yield Use(j, rows, gains)
            elif not only_given or self.solved.x[k] > 0:
                together = dict(rows)
                for row, value in self._rows_of(k).items():
                    together[row] = together.get(row, 0.0) + value
                yield Use(j, together, gains)

    def _rows_of(self, column: int) -> dict[int, float]:
        matrix = self.model.matrix
        cells = slice(matrix.indptr[column], matrix.indptr[column + 1])
        return dict(zip(matrix.indices[cells].tolist(), matrix.data[cells].tolist(), strict=True))
