"""Rows that cut off halves of people where a mover frees less of her worker than the next person needs.

A worker is full, and one of hers moves on and gives half a point back: the relaxation places half a person who needs a
whole point. Movers move once, so a worker who has at most one half to come has no room for anybody: her room is
counted with every half as if it were there, rounded down to whole people, and what does not come is taken off again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Halves:
    """Per row: a worker, the size she is counted in, and what each of her movers is lent (scaled points).

    Each row is her own row and the rows of these movers (nobody is placed twice), added up, divided by the size, and
    rounded down.
    """

    workers: Ints
    units: Ints
    limits: Ints
    lent: tuple[dict[int, int], ...]

    def __len__(self) -> int:
        return len(self.workers)

    def cells(self, worker: Ints, person: Ints, points: Ints) -> tuple[Ints, Ints, Ints]:
        """(row, position, value) of what choices take of their workers' rows here; ``person`` is -1 for shares."""
        begin, end = np.searchsorted(self.workers, worker), np.searchsorted(self.workers, worker, side="right")
        count = end - begin
        position = np.repeat(np.arange(len(worker)), count)
        row = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + begin[position]
        value = (points[position] + self._lent_to(row, person[position])) // self.units[row]
        felt = value != 0
        return row[felt], position[felt], value[felt]

    def _lent_to(self, row: Ints, person: Ints) -> Ints:
        wanted = row * self._width + person + 1
        keys, points = self._lent
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, points[at], 0)

    @cached_property
    def _width(self) -> int:
        return 2 + max((person for lent in self.lent for person in lent), default=0)

    @cached_property
    def _lent(self) -> tuple[Ints, Ints]:
        cells = sorted((r * self._width + p + 1, t) for r, lent in enumerate(self.lent) for p, t in lent.items())
        keys, points = zip(*cells, strict=True) if cells else ((-1,), (0,))
        return np.array(keys, dtype=np.int64), np.array(points, dtype=np.int64)


def halves_of(freed: Iterable[tuple[int, int, int]], room_to_spare: Ints, units: Iterable[int]) -> Halves:
    """The rows for (worker, person, most points she may give back) of every mover; ``units`` as workers are counted in.

    One row a worker, in which all her movers are lent what a whole person is short of; where that leaves nothing to
    round off, one for each of them that leaves her out.
    """
    by_worker: dict[int, dict[int, int]] = {}
    for worker, person, points in freed:
        by_worker.setdefault(worker, {})[person] = points
    rows = [
        (worker, unit, lent)
        for worker, people in sorted(by_worker.items())
        for unit in units
        for lent in _roundings(int(room_to_spare[worker]), unit, {p: n % unit for p, n in people.items() if n % unit})
    ]
    return Halves(
        np.array([worker for worker, _unit, _lent in rows], dtype=np.int64),
        np.array([unit for _worker, unit, _lent in rows], dtype=np.int64),
        np.array([(room_to_spare[w] + sum(lent.values())) // unit for w, unit, lent in rows], dtype=np.int64),
        tuple(lent for _worker, _unit, lent in rows),
    )


def _roundings(room: int, unit: int, lent: dict[int, int]) -> Iterator[dict[int, int]]:
    if (room + sum(lent.values())) % unit:
        if lent:
            yield lent
        return
    for one in sorted(lent):
        if len(lent) > 1:
            yield {person: points for person, points in lent.items() if person != one}
