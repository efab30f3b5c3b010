"""The tiers tried again with changes to the week, many changes at a time, and yet each by itself.

Whatever is better than the answer makes use of an addition: one row asks for the use of exactly one, whosever it is.
The tiers are then gone through once for everybody still in question, and prices rule out all of them at once where no
mix of them promises anything. Whoever seems to be worth something is asked alone. An addition that lifts rows may help
without being used: such are tried together first, for what helps nobody together helps nobody alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from beds.optimizer.choices import Ints
from beds.optimizer.lexicographic import Face, Solved, with_row
from beds.optimizer.programme import EPSILON, ROUNDING, Deadline, Flags, Floats, Programme, Relaxed, relax, whole

NEVER = Deadline()
THE_WEEKS_OWN = -1
LIFTED = 1e6
"""A limit that nothing in the model can reach."""

SPARING = 0.3
"""What an addition must be worth to be made use of, where it is asked which of them are worth anything."""

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
    _entered: dict[int, Flags] = field(default_factory=dict, repr=False)
    """By tier the columns that any relaxation so far has used: those to begin the next one with."""

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

    def face(self, tier: int) -> Face:
        """The answer's face before a tier with all additions."""
        face = self.solved.faces[tier]
        uses = sparse.hstack([addition.uses for addition in self.additions])
        if face.held:
            held = sparse.csc_array(-self.gains[list(face.held)][:, self.added])
            uses = sparse.vstack([uses, held])
        programme, count = face.programme, int(self.added.sum())
        wider = Programme(
            sparse.csc_array(sparse.hstack([programme.matrix, uses])),
            programme.limits,
            programme.fixed,
            np.append(programme.upper, np.ones(count)),
        )
        alive = np.append(face.alive, np.ones(count, dtype=bool))
        extended = Face(with_row(wider, self.added.astype(np.float64), LIFTED), alive, face.held)
        return self._for(extended, range(len(self.additions)), extended)

    def _for(self, face: Face, asking: Sequence[int], origin: Face, *, one: bool = False) -> Face:
        """A face with none but these additions, ``one`` of which must be used; other lifted rows as in ``origin``."""
        mine = np.zeros(len(self.additions) + 1, dtype=bool)
        mine[list(asking)] = True
        mine[THE_WEEKS_OWN] = True
        alive = face.alive & mine[self._asker]
        limits, fixed = face.programme.limits.copy(), face.programme.fixed.copy()
        limits[self._lifted] = origin.programme.limits[self._lifted]
        fixed[self._lifted] = origin.programme.fixed[self._lifted]
        hers = np.concatenate([self.additions[i].lifted for i in asking])
        limits[hers], fixed[hers] = LIFTED, False
        use = len(origin.programme.limits) - 1
        limits[use], fixed[use] = (1.0, True) if one else (LIFTED, False)
        return Face(replace(face.programme, limits=limits, fixed=fixed), alive, face.held)

    @cached_property
    def _lifted(self) -> Ints:
        return np.unique(np.concatenate([addition.lifted for addition in self.additions]))

    def settle(self, first: int, answered: Answered) -> None:
        """Answer for each addition whether it alone makes the tiers better; none does so before tier ``first``."""
        origin = self.face(first)
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
        face = self._for(origin, additions, origin)
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
            seen = self._likely(tier)
            while asking:
                face = self._for(face, asking, origin, one=True)
                x = self._worth_something(face, asking, origin, tier, seen)
                if x is None:
                    relaxed, x = self._better(face, tier, vague=not self._is_fractional(tier))
                if x is None:
                    break
                seen |= x > EPSILON
                used = set(self._asker[x > EPSILON].tolist()) & set(asking)
                for i in sorted(used):
                    proven = len(used) == 1 and self._is_fractional(tier)
                    answered(i, proven or self._is_better_alone(i, face, origin, tier, x))
                asking = [i for i in asking if i not in used]
            if relaxed is None or relaxed.value < self.solved.values[tier] - ROUNDING:
                break
            face = face.after(tier, self.gains[tier], relaxed, self.solved.values[tier])
        for i in asking:
            answered(i, False)

    def _is_better_alone(self, i: int, face: Face, origin: Face, first: int, hint: Floats) -> bool:
        """Whether one addition makes a tier from ``first`` on better; looked for first among what ``hint`` uses."""
        face = self._for(face, [i], origin, one=True)
        close = face.alive & (self._likely(first) | (hint > EPSILON) | self.added)
        beyond = self._beyond(face, first)
        if whole(beyond, np.zeros(len(close)), close, NEVER).x is not None:
            return True
        for tier in range(first, len(self.gains)):
            relaxed, x = self._better(face, tier)
            if x is not None:
                return True
            if relaxed is None or relaxed.value < self.solved.values[tier] - ROUNDING:
                return False
            face = face.after(tier, self.gains[tier], relaxed, self.solved.values[tier])
        return False

    def _worth_something(self, face: Face, asking: list[int], origin: Face, tier: int, seen: Flags) -> Floats | None:
        """A solution, maybe in fractions, that is better for several additions, near what has been ``seen``.

        It only shows whom to ask; it is not looked for where relaxations promise too much anyhow.
        """
        if self._is_fractional(tier):
            return None
        face = self._for(face, asking, origin)
        gains = self.gains[tier] - SPARING * self.added
        relaxed = relax(face.programme, gains, face.alive & (seen | self.added), NEVER)
        without = max(self.solved.values[tier], self.solved.relaxed[tier].value)
        if relaxed is None or relaxed.value < without + ROUNDING or not (relaxed.x[self.added] > EPSILON).any():
            return None
        return relaxed.x

    def _is_fractional(self, tier: int) -> bool:
        """Whether the relaxation promises more than whole numbers reach even without additions."""
        return self.solved.relaxed[tier].value - self.solved.values[tier] > 1 - ROUNDING

    def _likely(self, tier: int) -> Flags:
        """The columns that the answer or the tier's own relaxation uses."""
        used = (self.solved.x > 0) | (self.solved.relaxed[tier].x > EPSILON)
        return np.append(used, np.zeros(int(self.added.sum()), dtype=bool))

    def _better(self, face: Face, tier: int, *, vague: bool = False) -> tuple[Relaxed | None, Floats | None]:
        """A tier's relaxation, and a whole solution (``vague``: any) that is better in this tier, None if none is."""
        value = self.solved.values[tier]
        entered = self._entered.setdefault(tier, self._likely(tier))
        relaxed = relax(face.programme, self.gains[tier], face.alive, NEVER, entered | self.added)
        if relaxed is not None:
            entered |= relaxed.x > EPSILON
        if relaxed is None or np.floor(relaxed.value + ROUNDING) <= value:
            return relaxed, None
        if vague:
            return relaxed, relaxed.x
        spare = relaxed.value - (value + 1)
        useful = face.alive & (relaxed.reduced > -spare - ROUNDING)
        return relaxed, find_whole(Face(self._beyond(face, tier), useful, face.held), relaxed, self.x)

    def _beyond(self, face: Face, tier: int) -> Programme:
        """The face's programme with a row that asks for more than the answer has in a tier."""
        return with_row(face.programme, -self.gains[tier], -(self.solved.values[tier] + 1))


def find_whole(face: Face, relaxed: Relaxed, x: Floats) -> Floats | None:
    """A whole solution on a face, given an optimal vertex of its relaxation and the answer itself; None: there is none.

    Looked for first among the columns that either of the two uses: there are few, and one is mostly found there.
    """
    if relaxed.is_whole:
        return np.round(relaxed.x)
    nothing = np.zeros(len(face.alive))
    near = face.alive & ((relaxed.x > EPSILON) | (x > 0))
    found = whole(face.programme, nothing, near, NEVER).x
    return found if found is not None else whole(face.programme, nothing, face.alive, NEVER).x
