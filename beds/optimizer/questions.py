"""What-if questions about one person, asked of the solved week: would the tiers be better, could she have had that bed?

The prices of every tier's relaxation bound what a change could gain, so most questions are answered without
solving anything. The rest are solved over the faces of the answer, extended by the change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from beds.optimizer.choices import Columns, Ints, join
from beds.optimizer.lexicographic import Face, Progress, Solved, with_row
from beds.optimizer.model import Model
from beds.optimizer.pairs import PAIR_RULES
from beds.optimizer.programme import EPSILON, ROUNDING, Flags, Floats, relax
from beds.optimizer.retrial import NEVER, Addition, Retrial, find_whole
from beds.optimizer.swaps import GAIN, Swaps, keeping
from beds.optimizer.tiers import Gains

ROUNDS = 6
"""How often those who could be placed equally well are taken out, before each is asked about by herself."""

NO_ROWS: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Change:
    """Placements that would become possible, and rows that would no longer bind."""

    columns: Columns
    bound_by: frozenset[str] = PAIR_RULES
    lifted: Ints = field(default_factory=lambda: NO_ROWS)


@dataclass(frozen=True)
class Prospects:
    """For each new placement the first tier that it might help, and the first that it must harm; ``tiers`` for none.

    At most one of the two is set: a tier that is harmed rules out help in the tiers after it.
    """

    helps: Ints
    harms: Ints

    def take(self, which: Ints) -> "Prospects":
        return Prospects(self.helps[which], self.harms[which])


@dataclass(frozen=True)
class Questions:
    """The solved week, ready to be asked. ``tier_gains`` has shape (tiers, columns).

    Whether a change would be better is asked of the policy's tiers; what decided, also of a row after them that keeps
    an earlier proposal.
    """

    model: Model
    gains: Gains
    tier_gains: Floats
    solved: Solved

    @property
    def tiers(self) -> int:
        return len(self.tier_gains)

    # Better?

    def prospects(self, columns: Columns, bound_by: frozenset[str] = PAIR_RULES) -> "Prospects":
        """What prices alone say of new placements."""
        uses = self._uses(columns, bound_by)
        gains = self.gains.all(columns)
        helps = np.full(len(columns), self.tiers, dtype=np.int64)
        harms = np.full(len(columns), self.tiers, dtype=np.int64)
        unsettled = np.ones(len(columns), dtype=bool)
        for tier in range(self.tiers):
            if not unsettled.any():
                break
            reduced, gap = self._reduced(tier, uses, gains), self._gap(tier)
            harmful = unsettled & (reduced < -gap - (ROUNDING if gap > ROUNDING else EPSILON))
            harms[harmful] = tier
            unsettled &= ~harmful
            # Where whole numbers fell short of the relaxation by one or more, prices cannot rule out a gain.
            hopeful = unsettled & ((reduced > EPSILON) | (gap > 1 - ROUNDING))
            helps[hopeful] = tier
            unsettled &= ~hopeful
        return Prospects(helps, harms)

    def better(self, changes: Sequence[Change], progress: Progress = lambda done, total: None) -> list[bool]:
        """For each change by itself, whether the tiers would be better, compared lexicographically, were it made."""
        answers = [False] * len(changes)
        asking: list[int] = []
        helpful: list[Change] = []
        start = self.tiers
        for i, (change, prospects) in enumerate(zip(changes, self._prospects_of(changes), strict=True)):
            progress(i, len(changes))
            rows = self._lifted_by(change)
            lifted = next((tier for tier in range(self.tiers) if self._is_priced(tier, rows)), self.tiers)
            first = min(int(prospects.helps.min(initial=self.tiers)), lifted)
            if first == self.tiers:
                continue
            hers = replace(change, columns=change.columns.take(prospects.harms >= first))
            if self._is_better_at_once(hers):
                answers[i] = True
                continue
            asking.append(i)
            helpful.append(hers)
            start = min(start, first)

        def answered(k: int, better: bool) -> None:
            answers[asking[k]] = better

        if asking:
            self._retrial(helpful).settle(start, answered)
        return answers

    def _retrial(self, changes: Sequence[Change]) -> Retrial:
        additions = [
            Addition(
                self._uses(change.columns, change.bound_by), self.gains.all(change.columns), self._lifted_by(change)
            )
            for change in changes
        ]
        return Retrial(self.solved, self.tier_gains, additions)

    def _prospects_of(self, changes: Sequence[Change]) -> list["Prospects"]:
        """The prospects of every change, priced in one go for each kind of binding."""
        found: list[Prospects | None] = [None] * len(changes)
        for bound_by in {change.bound_by for change in changes}:
            which = [i for i, change in enumerate(changes) if change.bound_by == bound_by]
            prospects = self.prospects(join([changes[i].columns for i in which]), bound_by=bound_by)
            ends = np.cumsum([len(changes[i].columns) for i in which])
            for i, end in zip(which, ends, strict=True):
                found[i] = prospects.take(np.arange(end - len(changes[i].columns), end))
        return [prospects for prospects in found if prospects is not None]

    @cached_property
    def _swaps(self) -> Swaps:
        return Swaps(self.model, self.tier_gains, self.solved)

    def _is_better_at_once(self, change: Change) -> bool:
        """Whether one of the new placements can be had by a small exchange, and is worth it."""
        return self._swaps.any(change.columns, self.gains.all(change.columns), change.bound_by, GAIN)

    def _is_priced(self, tier: int, rows: Ints) -> bool:
        return bool(len(rows)) and (
            self._gap(tier) > 1 - ROUNDING or self.solved.relaxed[tier].prices[rows].max() > EPSILON
        )

    def _gap(self, tier: int) -> float:
        """How much more a tier's relaxation promises than whole numbers reach."""
        return max(0.0, self.solved.relaxed[tier].value - self.solved.values[tier])

    def _uses(self, columns: Columns, bound_by: frozenset[str]) -> sparse.csc_array:
        cells = self.model.entries_of(columns, bound_by=bound_by)
        shape = self.model.row_count, len(columns)
        return self.solved.cuts.uses(sparse.csc_array((cells.value, (cells.row, cells.column)), shape=shape))

    def _lifted_by(self, change: Change) -> Ints:
        """The rows that no longer bind, with the cuts that rest on them."""
        return self.solved.cuts.touching(change.lifted)

    def extended_uses(self, face: Face, uses: sparse.csc_array, gains: Floats) -> sparse.csc_array:
        """What new columns use of a face's rows, those that hold earlier tiers included."""
        if not face.held:
            return uses
        return sparse.csc_array(sparse.vstack([uses, sparse.csc_array(-gains[list(face.held)])]))

    def _reduced(self, tier: int, uses: sparse.csc_array, gains: Floats) -> Floats:
        face = self.solved.faces[tier]
        prices = self.solved.relaxed[tier].prices
        return np.asarray(gains[tier] - self.extended_uses(face, uses, gains).T @ prices)

    # Could she have had it?

    def first_worse(self, person: int, bed_class: int, *, exact: bool = True, may_solve: bool = True) -> int | None:
        """The first tier that would be worse had this person a bed of this class; ``tiers`` if none; None: impossible.

        Without ``exact`` prices answer: they name the last tier of the policy that it can be. That the lottery decided
        is said only where it is proven, for which ``may_solve`` must be given.
        """
        which = self._columns_of.get((person, bed_class))
        if which is None:
            return None
        deepest = int(self._deepest_alive[which].max())
        columns, gains = self.model.placements.take(which), self.tier_gains[:, which]
        if not may_solve:
            return min(deepest, self.tiers - 1)
        if (not exact and deepest < self.tiers) or self._swaps.any(
            columns, gains, PAIR_RULES, keeping(deepest, self.tiers)
        ):
            return deepest
        mine = np.zeros(self.model.column_count)
        mine[which] = 1
        if not exact:
            return deepest if self._has(deepest, mine) else deepest - 1
        return self._deepest_with(mine, deepest)

    @cached_property
    def _columns_of(self) -> dict[tuple[int, int], Ints]:
        """The placements of each person and class."""
        placements = self.model.placements
        order = np.lexsort((placements.bed_class, placements.person))
        cells = np.stack([placements.person[order], placements.bed_class[order]])
        edges = np.flatnonzero(np.any(cells[:, 1:] != cells[:, :-1], axis=0)) + 1
        starts = np.concatenate([[0], edges]) if len(order) else edges
        return (
            {
                (p, c): js
                for p, c, js in zip(
                    cells[0][starts].tolist(), cells[1][starts].tolist(), np.split(order, edges), strict=True
                )
            }
            if len(order)
            else {}
        )

    @cached_property
    def _deepest_alive(self) -> Ints:
        """The last tier before which each column is still alive, shape (columns,)."""
        alive = np.array([face.alive for face in self.solved.faces[: self.tiers + 1]])
        return np.asarray(alive.sum(axis=0) - 1, dtype=np.int64)

    def could_be_placed_equally(self, person: int) -> bool:
        """Whether an allocation equal in every tier places her: the lottery decided."""
        mine = np.zeros(self.model.column_count)
        mine[: self.model.first_share] = self.model.placements.person == person
        return self._has(self.tiers, mine)

    def possible(self, change: Change) -> bool:
        """Whether any allocation at all, however bad, makes use of one of the changed placements."""
        if not len(change.lifted):
            gains = self.gains.all(change.columns)
            if self._swaps.any(change.columns, gains, change.bound_by, keeping(0, self.tiers)):
                return True
        retrial = self._retrial([change])
        near = np.append(self.near, np.ones(len(change.columns), dtype=bool))
        return _holds_one_of(retrial.face(0), retrial.added.astype(float), retrial.x, near)

    @cached_property
    def near(self) -> Flags:
        """The columns of the people who are placed, and all that are no placements."""
        placements = self.model.placements
        near = np.ones(self.model.column_count, dtype=bool)
        near[: self.model.first_share] = np.isin(placements.person, self._placed)
        return near

    @cached_property
    def _placed(self) -> Ints:
        """The people with a bed from this run."""
        return np.unique(self.model.placements.person[np.flatnonzero(self.solved.x[: self.model.first_share])])

    def _deepest_with(self, wanted: Floats, deepest: int) -> int | None:
        """The last face, none after ``deepest``, that holds a solution with one of the wanted columns."""
        low, high, guess = -1, deepest + 1, deepest
        while high - low > 1:
            if self._has(guess, wanted):
                low = guess
            else:
                high = guess
            guess = (low + high) // 2
        return low if low >= 0 else None

    @cached_property
    def _out_of_reach(self) -> Flags:
        """Placements of people without a bed that no allocation equal in every tier holds, proven for all together."""
        face, placements = self.solved.faces[self.tiers], self.model.placements
        asked = face.alive.copy()
        asked[self.model.first_share :] = False
        asked[: self.model.first_share] &= ~np.isin(placements.person, self._placed)
        for _round in range(ROUNDS):
            relaxed = relax(face.programme, asked.astype(np.float64), face.alive, NEVER)
            if relaxed is None or relaxed.value < 1 - ROUNDING:
                return asked
            asked &= relaxed.x < EPSILON
        return np.zeros(len(asked), dtype=bool)

    def _has(self, tier: int, wanted: Floats) -> bool:
        """Whether the face before ``tier`` holds a whole solution with one of the wanted columns."""
        if tier == self.tiers and not (self.solved.faces[tier].alive & (wanted > 0) & ~self._out_of_reach).any():
            return False
        return _holds_one_of(self.solved.faces[tier], wanted, self.solved.x.astype(float), self.near)


def _holds_one_of(face: Face, wanted: Floats, x: Floats, near: Flags) -> bool:
    """Whether a face holds a whole solution that uses one of the wanted columns.

    Looked for first among the columns ``near`` the answer: a smaller programme, and mostly enough.
    """
    if not face.alive[wanted > 0].any():
        return False
    held = replace(face, programme=with_row(face.programme, -wanted, -1))
    for alive in (face.alive & (near | (wanted > 0)), face.alive):
        relaxed = relax(face.programme, wanted, alive, NEVER)
        possible = relaxed is not None and relaxed.value > 1 - ROUNDING
        if relaxed is not None and possible and find_whole(replace(held, alive=alive), relaxed, x > 0) is not None:
            return True
    return False
