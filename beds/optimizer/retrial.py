"""The tiers tried again with changes to the week, many changes at a time, and yet each by itself.

Whatever is better than the answer makes use of an addition: one row asks for the use of exactly one, whosever it is.
The tiers are then gone through once for everybody still in question, and prices rule out all of them at once where no
mix of them promises anything. Whoever seems to be worth something is asked alone. An addition that lifts rows may help
without being used: such are tried together first, for what helps nobody together helps nobody alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from beds.optimizer.choices import Ints
from beds.optimizer.lexicographic import Face, Solved, with_row
from beds.optimizer.programme import EPSILON, ROUNDING, Deadline, Flags, Floats, Programme, Relaxed, whole
from beds.optimizer.simplex import Simplex

NEVER = Deadline()
THE_WEEKS_OWN = -1
LIFTED = 1e6
"""A limit that nothing in the model can reach."""

SPARING = 0.3
"""What an addition must be worth to be made use of, where it is asked which of them are worth anything."""

SPARED = 1_000
"""The columns that are likely are searched first where so many others are left out."""

Answered = Callable[[int, bool], None]
"""Told of each change and its answer."""


@dataclass(frozen=True)
class Addition:
    """What one change adds to the matrix: placements with their use of each row and their gains, and lifted rows."""

    uses: sparse.csc_array
    gains: Floats
    """Shape (tiers, placements)."""
    lifted: Ints


@dataclass(frozen=True)
class Retrial:
    """The solved week with additions. ``tier_gains`` has shape (tiers, columns)."""

    solved: Solved
    tier_gains: Floats
    additions: Sequence[Addition]

    @cached_property
    def gains(self) -> Floats:
        return np.hstack([self.tier_gains, *(addition.gains for addition in self.additions)])

    @cached_property
    def _asker(self) -> Ints:
        """The addition that each column belongs to, shape (columns and placements,)."""
        sizes = [self.tier_gains.shape[1], *(addition.gains.shape[1] for addition in self.additions)]
        return np.repeat(np.arange(THE_WEEKS_OWN, len(self.additions)), sizes)

    @cached_property
    def added(self) -> Flags:
        """The columns that belong to an addition."""
        return np.asarray(self._asker != THE_WEEKS_OWN, dtype=bool)

    @cached_property
    def x(self) -> Floats:
        """The answer, which makes use of no addition."""
        return np.append(self.solved.x, np.zeros(int(self.added.sum())))

    @cached_property
    def _programme(self) -> Programme:
        """The week's own rows with all additions, and after them the row of their use."""
        week, count = self.solved.faces[0].programme, int(self.added.sum())
        uses = sparse.hstack([addition.uses for addition in self.additions])
        rows = sparse.vstack([sparse.hstack([week.matrix, uses]), sparse.csr_array(self.added.astype(float)[None, :])])
        return Programme(
            sparse.csc_array(rows),
            np.append(week.limits, LIFTED),
            np.append(week.fixed, False),
            np.append(week.upper, np.ones(count)),
        )

    @property
    def _use(self) -> int:
        """The row that counts the use of additions."""
        return len(self.solved.faces[0].programme.limits)

    @cached_property
    def _simplex(self) -> Simplex:
        return Simplex(self._programme, self.gains, self._likely)

    def _relax(self, face: Face, gains: Floats) -> Relaxed | None:
        # The answer, which uses nothing, is where each question begins.
        self._simplex.free(self._use)
        return self._simplex.relax(face.programme, face.held, gains, face.alive, self._likely, NEVER)

    def face(self, tier: int) -> Face:
        """The answer's face before a tier with all additions."""
        return self._for(self._unlifted(tier), range(len(self.additions)))

    def _unlifted(self, tier: int) -> Face:
        """The answer's face before a tier with the placements of all additions, where every row still binds."""
        face = self.solved.faces[tier]
        matrix, programme, use = self._programme.matrix, face.programme, self._use
        if face.held:
            matrix = sparse.csc_array(sparse.vstack([matrix, sparse.csc_array(-self.gains[list(face.held)])]))
        limits, fixed = np.insert(programme.limits, use, LIFTED), np.insert(programme.fixed, use, False)
        return Face(
            Programme(matrix, limits, fixed, self._programme.upper),
            np.append(face.alive, np.ones(int(self.added.sum()), dtype=bool)),
            face.held,
        )

    def _for(self, face: Face, asking: Sequence[int], *, one: bool = False) -> Face:
        """A face with none but these additions, ``one`` of which must be used, and with the rows that they lift."""
        mine = np.zeros(len(self.additions) + 1, dtype=bool)
        mine[list(asking)] = True
        mine[THE_WEEKS_OWN] = True
        alive = face.alive & mine[self._asker]
        limits, fixed = face.programme.limits.copy(), face.programme.fixed.copy()
        hers = np.concatenate([self.additions[i].lifted for i in asking])
        limits[hers], fixed[hers] = LIFTED, False
        limits[self._use], fixed[self._use] = (1.0, True) if one else (LIFTED, False)
        return Face(replace(face.programme, limits=limits, fixed=fixed), alive, face.held)

    def settle(self, first: int, answered: Answered) -> None:
        """Answer for each addition whether it alone makes the tiers better; none does so before tier ``first``."""
        origin = self._unlifted(first)
        lifting = [i for i, addition in enumerate(self.additions) if len(addition.lifted)]
        using = [i for i, addition in enumerate(self.additions) if not len(addition.lifted)]
        if using:
            self._settle(using, origin, first, answered)
        if lifting and self._help(lifting, origin, first):
            for i in lifting:
                answered(i, self._help([i], origin, first))
        else:
            for i in lifting:
                answered(i, False)

    def _help(self, additions: list[int], origin: Face, first: int) -> bool:
        """Whether all of these additions at once make the tiers better."""
        face = self._for(origin, additions)
        for tier in range(first, len(self.gains)):
            relaxed, x = self._better(face, tier)
            if x is not None:
                return True
            assert relaxed is not None, "the answer itself lies on every face of its own"
            face = face.after(tier, self.gains[tier], relaxed, self.solved.values[tier])
        return False

    def _settle(self, asking: list[int], origin: Face, first: int, answered: Answered) -> None:
        face = origin
        for tier in range(first, len(self.gains)):
            relaxed: Relaxed | None = None
            while asking:
                face = self._for(face, asking, one=True)
                x = self._worth_something(face, asking, tier)
                if x is None:
                    relaxed, x = self._better(face, tier, vague=not self._is_fractional(tier))
                if x is None:
                    break
                used = set(self._asker[x > EPSILON].tolist()) & set(asking)
                for i in sorted(used):
                    proven = len(used) == 1 and self._is_fractional(tier)
                    answered(i, proven or self._is_better_alone(i, face, tier, x))
                asking = [i for i in asking if i not in used]
            if relaxed is None or relaxed.value < self.solved.values[tier] - ROUNDING:
                break
            face = face.after(tier, self.gains[tier], relaxed, self.solved.values[tier])
        for i in asking:
            answered(i, False)

    def _is_better_alone(self, i: int, face: Face, first: int, hint: Floats) -> bool:
        """Whether one addition makes a tier from ``first`` on better; looked for first among what ``hint`` uses."""
        face = self._for(face, [i], one=True)
        if self._is_fractional(first):
            close = face.alive & (self._likely | (hint > EPSILON) | self.added)
            if whole(self._beyond(face, first), np.zeros(len(close)), close, NEVER).x is not None:
                return True
        for tier in range(first, len(self.gains)):
            relaxed, x = self._better(face, tier)
            if x is not None:
                return True
            if relaxed is None or relaxed.value < self.solved.values[tier] - ROUNDING:
                return False
            face = face.after(tier, self.gains[tier], relaxed, self.solved.values[tier])
        return False

    def _worth_something(self, face: Face, asking: list[int], tier: int) -> Floats | None:
        """A solution, maybe in fractions, that is better for several additions.

        It only shows whom to ask; it is not looked for where relaxations promise too much anyhow.
        """
        if self._is_fractional(tier):
            return None
        face = self._for(face, asking)
        relaxed = self._relax(face, self.gains[tier] - SPARING * self.added)
        without = max(self.solved.values[tier], self.solved.relaxed[tier].value)
        if relaxed is None or relaxed.value < without + ROUNDING or not (relaxed.x[self.added] > EPSILON).any():
            return None
        return relaxed.x

    def _is_fractional(self, tier: int) -> bool:
        """Whether the relaxation promises more than whole numbers reach even without additions."""
        return self.solved.relaxed[tier].value - self.solved.values[tier] > 1 - ROUNDING

    @cached_property
    def _likely(self) -> Flags:
        """The columns that the answer or any tier's own relaxation uses."""
        used = (self.solved.x > 0) | np.any([relaxed.x > EPSILON for relaxed in self.solved.relaxed], axis=0)
        return np.append(used, np.zeros(int(self.added.sum()), dtype=bool))

    def _better(self, face: Face, tier: int, *, vague: bool = False) -> tuple[Relaxed | None, Floats | None]:
        """A tier's relaxation, and a whole solution (``vague``: any) that is better in this tier, None if none is."""
        value = self.solved.values[tier]
        relaxed = self._relax(face, self.gains[tier])
        if relaxed is None or np.floor(relaxed.value + ROUNDING) <= value:
            return relaxed, None
        if vague:
            return relaxed, relaxed.x
        spare = relaxed.value - (value + 1)
        useful = face.alive & (relaxed.reduced > -spare - ROUNDING)
        beyond = Face(self._beyond(face, tier), useful, face.held)
        return relaxed, find_whole(beyond, relaxed, self.x > 0, self._likely, self._simplex.inside)

    def _beyond(self, face: Face, tier: int) -> Programme:
        """The face's programme with a row that asks for more than the answer has in a tier."""
        return with_row(face.programme, -self.gains[tier], -(self.solved.values[tier] + 1))


def find_whole(face: Face, relaxed: Relaxed, *likely: Flags) -> Floats | None:
    """A whole solution on a face, given an optimal vertex of its relaxation; None: there is none.

    Looked for first among the columns that the vertex uses or that are ``likely``, one set after the other: one is
    mostly found there, and a search is the faster the fewer there are.
    """
    if relaxed.is_whole:
        return np.round(relaxed.x)
    nothing, vertex = np.zeros(len(face.alive)), relaxed.x > EPSILON
    for near in likely:
        few = face.alive & (near | vertex)
        if face.alive.sum() - few.sum() < SPARED:
            break
        found = whole(face.programme, nothing, few, NEVER).x
        if found is not None:
            return found
    return whole(face.programme, nothing, face.alive, NEVER).x
