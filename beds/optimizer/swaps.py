"""Small exchanges against the answer: she takes a bed, whoever must gives way. One found is a proof without solving."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from beds.optimizer.choices import Columns
from beds.optimizer.lexicographic import Solved
from beds.optimizer.model import Model
from beds.optimizer.programme import EPSILON, Floats

DEEPEST = 4
"""How many people may give way before the question is left to the solver."""

TRIES = 150
"""How many exchanges of each depth are looked at before the question is left to the solver."""

TIER_BITS = 32
"""Far more than an exchange can change in any tier: tiers stand side by side in one whole number, and order as one."""

Rows = dict[int, float]
"""What is used of each row; freed where negative."""

GAIN = 0
"""Exchanges are worth more than this if the first tier that changes gets better."""


def keeping(tiers: int, of: int) -> int:
    """What exchanges are worth more than if the first ``tiers`` tiers get no worse."""
    spare = TIER_BITS * (of - tiers)
    return -(1 << (spare - 1)) if spare else -1


class Way(NamedTuple):
    """How somebody with a bed gives way: what it is worth in all tiers, which placement ends, what she uses then."""

    worth: int
    placement: int
    rows: Rows


@dataclass(frozen=True)
class Swaps:
    """The answer, ready for exchanges. ``tier_gains`` has shape (tiers, columns)."""

    model: Model
    tier_gains: Floats
    solved: Solved
    _rows: dict[int, Rows] = field(default_factory=dict)

    def any(self, columns: Columns, gains: Floats, bound_by: frozenset[str], least: int) -> bool:
        """Whether one of these new placements can be had by an exchange that is worth more than ``least``."""
        worth = _worth(gains)
        rows = self._rows_of_new(columns, bound_by)
        starts = [
            (worth[j], self._over({}, use))
            for j in np.argsort([-w for w in worth], kind="stable").tolist()
            if worth[j] > least
            for use in self._with_share(columns, j, rows[j])
        ]
        return any(self._settle(left, value, DEEPEST, frozenset(), least, iter(range(TRIES))) for value, left in starts)

    def _rows_of_new(self, columns: Columns, bound_by: frozenset[str]) -> list[Rows]:
        cells = self.model.entries_of(columns, bound_by=bound_by)
        rows: list[Rows] = [{} for _column in range(len(columns))]
        for row, column, value in zip(cells.row.tolist(), cells.column.tolist(), cells.value.tolist(), strict=True):
            rows[column][row] = rows[column].get(row, 0.0) + value
        return rows

    def _settle(
        self,
        left: Rows,
        worth: int,
        depth: int,
        gone: frozenset[int],
        least: int,
        tries: Iterator[int],
    ) -> bool:
        """Whether so many people can give way that every row is kept; ``left`` is what the exchange leaves of rows."""
        broken = [row for row, spare in left.items() if self._breaks(row, spare)]
        if not broken:
            return True
        if not depth:
            return False
        for way in min((self._ways_to_free(row) for row in broken), key=len):
            if worth + way.worth <= least:
                return False
            if way.placement in gone:
                continue
            if next(tries, None) is None:
                return False
            freed = self._over(left, way.rows)
            if self._settle(freed, worth + way.worth, depth - 1, gone | {way.placement}, least, tries):
                return True
        return False

    def _over(self, left: Rows, rows: Rows) -> Rows:
        over = dict(left)
        for row, value in rows.items():
            over[row] = over.get(row, self._slack[row]) - value
        return over

    def _breaks(self, row: int, spare: float) -> bool:
        return spare < -EPSILON or (spare > EPSILON and self._fixed[row])

    @cached_property
    def _slack(self) -> list[float]:
        return (self.model.limits - self.model.matrix @ self.solved.x).tolist()  # type: ignore[no-any-return]

    @cached_property
    def _fixed(self) -> list[bool]:
        return list(self.model.fixed.tolist())

    def _ways_to_free(self, row: int) -> list[Way]:
        """Everybody in a bed who uses some of a row up: those first whose going costs least."""
        return self._ways.get(row, [])

    @cached_property
    def _ways(self) -> dict[int, list[Way]]:
        ways: defaultdict[int, list[Way]] = defaultdict(list)
        chosen = np.flatnonzero(self.solved.x[: self.model.first_share])
        worth = _worth(self.tier_gains[:, chosen])
        for j, value in zip(chosen.tolist(), worth, strict=True):
            for rows in self._with_share(self.model.placements, j, self._rows_of(j), given=True):
                way = Way(-value, j, {row: -use for row, use in rows.items()})
                for row, use in rows.items():
                    if use > 0:
                        ways[row].append(way)
        for users in ways.values():
            users.sort(key=lambda way: -way.worth)
        return dict(ways)

    def _with_share(self, columns: Columns, j: int, rows: Rows, *, given: bool = False) -> Iterator[Rows]:
        """A placement together with each worker who may take, or (``given``) has taken, her."""
        for k in self.model.shares_for(columns, j):
            if k is None:
                yield rows
            elif not given or self.solved.x[k] > 0:
                together = dict(rows)
                for row, value in self._rows_of(k).items():
                    together[row] = together.get(row, 0.0) + value
                yield together

    def _rows_of(self, column: int) -> Rows:
        if column not in self._rows:
            matrix = self.model.matrix
            cells = slice(matrix.indptr[column], matrix.indptr[column + 1])
            self._rows[column] = dict(zip(matrix.indices[cells].tolist(), matrix.data[cells].tolist(), strict=True))
        return self._rows[column]


def _worth(gains: Floats) -> list[int]:
    """The gains of placements in all tiers as one whole number each, shape (placements,)."""
    whole: Any = np.rint(gains).astype(np.int64).astype(object)
    worth: Any = np.zeros(gains.shape[1], dtype=object)
    for of_tier in whole:
        worth = (worth << TIER_BITS) + of_tier
    return worth.tolist()  # type: ignore[no-any-return]
