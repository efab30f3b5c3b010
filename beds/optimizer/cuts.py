"""Rows that whole people keep and halves of people break, found where a relaxation has split somebody.

Rows that are used up are added, the sum is halved and rounded down: whole numbers keep it, whatever the tiers ask for.
Which rows to add is a matter of odd and even alone: a sum in which every column in use is even, and the limit odd,
cuts off the point by a half (Chvátal-Gomory cuts with multipliers of one half; Caprara and Fischetti 1996, separated
by elimination modulo two after Koster, Zymolka and Kutschka 2009).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt
from scipy import sparse

from beds.optimizer.programme import EPSILON, Floats, Programme, stacked

Ints = npt.NDArray[np.int64]
Together = tuple[int, ...]
"""The rows that one cut adds up."""

MOST = 200
"""So many cuts are taken of one point, those of the fewest rows first."""


@dataclass(frozen=True)
class Cuts:
    """Rounds of cuts: in each the rows that are added up, shape (cuts, rows so far); its cuts are rows of the next."""

    rounds: tuple[sparse.csr_array, ...] = ()

    def uses(self, uses: sparse.csc_array) -> sparse.csc_array:
        """What columns use of a programme's rows, followed by what they use of the cuts."""
        for added in self.rounds:
            uses = stacked(uses, _halved(added @ uses))
        return uses

    def touching(self, rows: Ints) -> Ints:
        """These rows, and the cuts that hold only while they do."""
        if not (len(rows) and self.rounds):
            return rows
        touched = np.zeros(self.rounds[0].shape[1])
        touched[rows] = 1
        for added in self.rounds:
            touched = np.append(touched, added @ touched)
        return np.flatnonzero(touched)

    def and_of(self, programme: Programme, points: Iterable[Floats]) -> tuple["Cuts", Programme] | None:
        """With one more round, which cuts off the points of a programme, and that programme; None: no such cuts."""
        uses = programme.matrix.tocsr()
        found = sorted({cut for x in points for cut in _cuts_of(programme, uses, x)}, key=_fewest_rows)
        if not found:
            return None
        ends = np.cumsum([0, *(len(cut) for cut in found)])
        rows = np.concatenate([np.array(cut, dtype=np.int64) for cut in found])
        added = sparse.csr_array((np.ones(len(rows)), rows, ends), shape=(len(found), len(programme.limits)))
        within = replace(
            programme,
            matrix=Cuts((added,)).uses(programme.matrix),
            limits=np.append(programme.limits, np.floor(added @ programme.limits / 2)),
            fixed=np.append(programme.fixed, np.zeros(len(found), dtype=bool)),
        )
        return Cuts((*self.rounds, added)), within


def _halved(uses: sparse.csr_array) -> sparse.csc_array:
    halved = sparse.csc_array(uses)
    halved.data = np.floor(halved.data / 2)
    halved.eliminate_zeros()
    return halved


def find_cuts(programme: Programme, x: Floats) -> list[Together]:
    """Rows whose halved sums, rounded down, cut off a point of the relaxation; none where it is whole.

    Numbers in the programme must be whole.
    """
    return _cuts_of(programme, programme.matrix.tocsr(), x)


def _cuts_of(programme: Programme, uses: sparse.csr_array, x: Floats) -> list[Together]:
    """The same, with the programme's matrix row by row."""
    split = np.flatnonzero(np.abs(x - np.round(x)) > EPSILON)
    if not len(split):
        return []
    rows, odd = _used_up(programme.limits, uses, x, split)
    is_odd = np.round(programme.limits[rows]) % 2 == 1
    cuts = [tuple(sorted(rows[list(sums)].tolist())) for sums in _even_sums(odd) if is_odd[list(sums)].sum() % 2]
    return sorted(cuts, key=_fewest_rows)[:MOST]


def _fewest_rows(cut: Together) -> tuple[int, Together]:
    return (len(cut), cut)


def _used_up(limits: Floats, uses: sparse.csr_array, x: Floats, split: Ints) -> tuple[Ints, list[set[int]]]:
    """The rows without slack that have to do with split columns, and which columns in use are odd in each."""
    tight = np.abs(limits - uses @ x) < EPSILON
    row = np.repeat(np.arange(len(limits)), np.diff(uses.indptr))
    told = tight[row] & (x > EPSILON)[uses.indices] & (np.round(uses.data) % 2 == 1)
    odd: defaultdict[int, set[int]] = defaultdict(set)
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for r, column in zip(row[told].tolist(), uses.indices[told].tolist(), strict=True):
        odd[r].add(column)
        holding[column].append(r)
    concerned: set[int] = set()
    reached, new = set(split.tolist()), split.tolist()
    while new:
        rows = [r for r in holding[new.pop()] if r not in concerned]
        concerned.update(rows)
        found = set().union(*(odd[r] for r in rows)) - reached
        reached |= found
        new += found
    return np.array(sorted(concerned), dtype=np.int64), [odd[r] for r in sorted(concerned)]


def _even_sums(odd: list[set[int]]) -> list[frozenset[int]]:
    """Sets of rows in whose sum no column is odd: elimination modulo two, the least entangled columns first.

    ``odd`` is for each row the columns that are odd in it; used up on the way.
    """
    sums: list[frozenset[int]] = [frozenset([row]) for row in range(len(odd))]
    holding: defaultdict[int, set[int]] = defaultdict(set)
    for row, columns in enumerate(odd):
        for column in columns:
            holding[column].add(row)
    queue = [(len(rows), column) for column, rows in holding.items()]
    heapify(queue)
    spent: set[int] = set()
    while queue:
        count, column = heappop(queue)
        rows = holding[column]
        if not rows or count != len(rows):
            continue
        pivot = min(rows, key=lambda row: (len(odd[row]), len(sums[row]), row))
        for row in rows - {pivot}:
            sums[row] ^= sums[pivot]
            for other in odd[pivot]:
                holding[other] ^= {row}
            odd[row] ^= odd[pivot]
        for other in odd[pivot]:
            holding[other].discard(pivot)
            heappush(queue, (len(holding[other]), other))
        spent.add(pivot)
    return [sums[row] for row in range(len(odd)) if row not in spent]
