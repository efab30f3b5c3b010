"""Tier after tier, exactly: one relaxation each, restricted to its optimal face; whole numbers where that leaves fractions.

An optimal solution of a tier must leave at zero every column with a negative reduced gain and must use up
every row with a price (complementary slackness). The face so described holds all optimal solutions of the
tier, so the next tier is solved over it. Where a relaxation promises a fraction (27.5 people), whole numbers
cannot pass its whole part: that becomes a row, and columns that cost more than the rest are left out.

A whole solution on the last face attains every tier's bound: all tiers are proven at once. Where the last
face holds none, the first tier whose face holds none is solved in whole numbers, its value becomes a row,
and the tiers after it go on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from beds.optimizer.programme import (
    EPSILON,
    ROUNDING,
    Deadline,
    Flags,
    Floats,
    Programme,
    Relaxed,
    TimeIsUp,
    relax,
    whole,
)


def with_row(programme: Programme, row: Floats, limit: float) -> Programme:
    """The programme with one more row that stays within a limit."""
    return Programme(
        sparse.csc_array(sparse.vstack([programme.matrix, sparse.csc_array(row.reshape(1, -1))])),
        np.append(programme.limits, limit),
        np.append(programme.fixed, False),
        programme.upper,
    )


@dataclass(frozen=True)
class Face:
    """The solutions that are optimal in every tier so far: the columns still alive, the rows now fixed."""

    programme: Programme
    alive: Flags
    held: tuple[int, ...] = ()
    """The tiers whose values stand as rows at the end of the programme."""

    def after(self, tier: int, gains: Floats, relaxed: Relaxed, value: float) -> "Face":
        """The part of this face that reaches ``value`` (at most what the relaxation promised) in this tier."""
        gap = relaxed.value - value
        alive = self.alive & (relaxed.reduced > -gap - (ROUNDING if gap > ROUNDING else EPSILON))
        if gap <= ROUNDING:
            fixed = self.programme.fixed | (relaxed.prices > EPSILON)
            return Face(replace(self.programme, fixed=fixed), alive, self.held)
        return Face(with_row(self.programme, -gains, -value), alive, (*self.held, tier))


@dataclass(frozen=True)
class Proof:
    """What one tier reached, in the sense of maximising, and the bound that was proven."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True)
class Solved:
    """The answer: whole numbers for each column, a proof a tier, and what later questions need.

    ``faces[k]`` is the face before tier ``k`` (the last: after all), ``relaxed[k]`` its relaxation, ``values[k]`` what
    whole numbers reach.
    """

    x: npt.NDArray[np.int64]
    proofs: tuple[Proof, ...]
    faces: tuple[Face, ...]
    relaxed: tuple[Relaxed, ...]
    values: tuple[float, ...]


Progress = Callable[[int, int], None]


class Infeasible(Exception):
    """No solution at all: only pins can ask for the impossible."""


def solve(
    programme: Programme,
    gains: Floats,
    *,
    deadline: Deadline = Deadline(),  # noqa: B008 - frozen, and means: never
    progress: Progress = lambda done, total: None,
) -> Solved:
    """Maximise the rows of ``gains`` (tiers, columns) lexicographically in whole numbers.

    Raises :class:`Infeasible`, and :class:`TimeIsUp` when the deadline passes first.
    """
    return _Run(programme, gains, deadline, progress).solve()


class _Run:
    def __init__(self, programme: Programme, gains: Floats, deadline: Deadline, progress: Progress) -> None:
        self.gains, self.deadline, self.progress = gains, deadline, progress
        self.faces = [Face(programme, np.ones(programme.matrix.shape[1], dtype=bool))]
        self.relaxed: list[Relaxed] = []
        self.values: list[float] = []

    def solve(self) -> Solved:
        """Relax every tier; while the last face holds no whole solution, mend the first tier that is to blame."""
        self._relax_from(0)
        while (x := self._whole_on_last()) is None:
            self._relax_from(self._hold_first_broken() + 1)
        proofs = tuple(Proof(round(float(g @ x)), round(v)) for g, v in zip(self.gains, self.values, strict=True))
        return Solved(x.astype(np.int64), proofs, tuple(self.faces), tuple(self.relaxed), tuple(self.values))

    def _relax_from(self, first: int) -> None:
        del self.relaxed[first:], self.values[first:], self.faces[first + 1 :]
        for tier in range(first, len(self.gains)):
            self.progress(tier, len(self.gains))
            relaxed = relax(self.faces[tier].programme, self.gains[tier], self.faces[tier].alive, self.deadline)
            if relaxed is None:
                raise Infeasible
            self.relaxed.append(relaxed)
            self.values.append(float(np.floor(relaxed.value + ROUNDING)))
            self.faces.append(self.faces[tier].after(tier, self.gains[tier], relaxed, self.values[tier]))

    def _whole_on_last(self) -> Floats | None:
        """A whole solution on the last face: the last vertex if it is whole, else what whole numbers find."""
        last, face = self.relaxed[-1], self.faces[-1]
        if last.is_whole:
            return np.round(last.x)
        return whole(face.programme, np.zeros(len(face.alive)), face.alive, self.deadline).x

    def _hold_first_broken(self) -> int:
        """Find the first tier none of whose optimal solutions is whole, and hold it at what whole numbers reach.

        Faces are nested; looking from the last is cheapest, for a face without whole solutions is soon seen to be so.
        """
        for tier in reversed(range(len(self.gains))):
            face, gains = self.faces[tier], self.gains[tier]
            best = whole(face.programme, gains, face.alive, self.deadline)
            if best.x is not None:
                if not best.proven:
                    raise TimeIsUp
                self.values[tier] = best.value
                self.faces[tier + 1 :] = [face.after(tier, gains, self.relaxed[tier], best.value)]
                return tier
        raise Infeasible
