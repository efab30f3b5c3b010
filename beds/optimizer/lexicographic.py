"""Tier after tier, exactly: a relaxation each, restricted to its optimal face; whole numbers where fractions remain.

An optimal solution of a tier must leave at zero every column with a negative reduced gain and must use up
every row with a price (complementary slackness). The face so described holds all optimal solutions of the
tier, so the next tier is solved over it. Where a relaxation promises a fraction (27.5 people), whole numbers
cannot pass its whole part: that becomes a row, and columns that cost more than the rest are left out.

A whole solution on the last face attains every tier's bound: all tiers are proven at once. Where none is
known, rows that cut off the relaxations' points are added, and the tiers are gone through again. Where that
does not help either, the first tier whose face holds none is solved in whole numbers, its value becomes a
row, and the tiers after it go on from there.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from beds.optimizer.cuts import Cuts
from beds.optimizer.programme import (
    EPSILON,
    ROUNDING,
    Deadline,
    Flags,
    Floats,
    Programme,
    Relaxed,
    TimeIsUp,
    Whole,
    stacked,
    whole,
)
from beds.optimizer.simplex import Simplex

ROUNDS = 24
"""How often cuts are added before whole numbers are searched."""


ROUNDS_AT_ONCE = 3
"""How often they are looked for one after the other, where a tier's relaxation promises a fraction."""

NOTHING_WHOLE = Whole(None, -np.inf, -np.inf)


def with_row(programme: Programme, row: Floats, limit: float) -> Programme:
    """The programme with one more row that stays within a limit."""
    return Programme(
        stacked(programme.matrix, sparse.csc_array(row.reshape(1, -1))),
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

    def holds(self, x: Floats) -> bool:
        """Whether a solution in whole numbers lies on this face."""
        own = self.programme
        if x[~self.alive].any():
            return False
        slack = own.limits - own.matrix @ x
        return bool((slack > -ROUNDING).all() and (slack[own.fixed] < ROUNDING).all())

    def within(self, tighter: Programme, rows: int) -> "Face":
        """The same with the rows that ``tighter`` has after its first ``rows``, which this face has too."""
        own, new = self.programme, slice(rows, None)
        matrix = tighter.matrix
        if self.held:
            matrix = stacked(matrix, sparse.csc_array(own.matrix.tocsr()[rows:]))
        limits = np.concatenate([own.limits[:rows], tighter.limits[new], own.limits[rows:]])
        fixed = np.concatenate([own.fixed[:rows], tighter.fixed[new], own.fixed[rows:]])
        return replace(self, programme=Programme(matrix, limits, fixed, own.upper))


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
    whole numbers reach. Where the deadline passed first they are there for some tiers only, and not ``finished``.
    """

    x: npt.NDArray[np.int64]
    proofs: tuple[Proof, ...]
    faces: tuple[Face, ...]
    relaxed: tuple[Relaxed, ...]
    values: tuple[float, ...]
    cuts: Cuts
    """What the faces have of rows after those of the week."""
    finished: bool = True


Progress = Callable[[int, int], None]


class Infeasible(Exception):
    """No solution at all: only pins can ask for the impossible."""


def solve(
    programme: Programme,
    gains: Floats,
    lots: Floats | None = None,
    *,
    instead: Callable[[], Floats | None] = lambda: None,
    deadline: Deadline = Deadline(),  # noqa: B008 - frozen, and means: never
    progress: Progress = lambda done, total: None,
) -> Solved:
    """Maximise the rows of ``gains`` (tiers, columns) lexicographically in whole numbers; ``lots`` decide the rest.

    When the deadline passes after the first tier, what ``instead`` gives is the answer, with the bounds known by then;
    before that, or where it gives None, :class:`TimeIsUp` is raised. Raises :class:`Infeasible` where there is no
    solution at all.
    """
    run = _Run(programme, gains, deadline, progress)
    try:
        run.relax_from(0)
        while (x := run.answer(lots, widely=False)) is None:
            tighter = run.tightened()
            if tighter is None:
                break
            tighter.relax_from(0)
            run = tighter
        if x is not None:
            return run.solved(x)
        while (x := run.answer(lots, widely=True)) is None:
            run.relax_from(run.mend_first_broken() + 1)
        return run.solved(x)
    except TimeIsUp:
        x = instead() if run.begun else None
        if x is None:
            raise
        return run.unfinished(x)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < ROUNDING


class _Run:
    def __init__(
        self,
        programme: Programme,
        gains: Floats,
        deadline: Deadline,
        progress: Progress,
    ) -> None:
        self.gains, self.deadline, self.progress, self.cuts = gains, deadline, progress, Cuts()
        columns = programme.matrix.shape[1]
        self.simplex = Simplex(programme, gains)
        self.faces = [Face(programme, np.ones(columns, dtype=bool))]
        self.relaxed: list[Relaxed] = []
        self.values: list[float] = []
        self.used = np.zeros(columns, dtype=bool)
        """The columns that some optimal vertex or whole solution has used: whole solutions are mostly made of these."""
        self.uncut: set[tuple[int, bytes]] = set()
        """Points that nothing cuts off, after so many rounds."""
        self.found: list[Floats] = []
        """Every whole solution that was found."""
        self.barren: list[tuple[Programme, Flags]] = []
        """Searches for whole numbers that found none: where, and among which columns. Fewer hold none either."""
        self.begun = False
        """Whether the first tier was ever reached: where cuts empty a face, its value is lost until it is again."""

    def tightened(self) -> "_Run | None":
        """The same, not begun, with rows that cut off the points of all relaxations; None where none are found."""
        points = [relaxed.x for relaxed in self.relaxed]
        again = copy(self)
        again.faces, again.relaxed, again.values = self.faces[:1], [], []
        return again if again._cut_off(points) else None

    def _cut_off(self, points: list[Floats]) -> bool:
        """Adds rows that no whole solution breaks, but these points do; whether there are any."""
        before, rounds = self.faces[0].programme, len(self.cuts.rounds)
        # Tier after tier often stands at one and the same point.
        new = {x.tobytes(): x for x in points if (rounds, x.tobytes()) not in self.uncut}
        found = self.cuts.and_of(before, new.values()) if rounds < ROUNDS else None
        if found is None:
            self.uncut.update((rounds, point) for point in new)
            return False
        self.cuts, tighter = found
        self.simplex.tighten(tighter)
        rows, more = len(before.limits), len(tighter.limits)
        nothing = np.zeros(more - rows)
        self.faces = [face.within(tighter, rows) for face in self.faces]
        self.relaxed = [replace(one, prices=np.insert(one.prices, rows, nothing)) for one in self.relaxed]
        return True

    def answer(self, lots: Floats | None, *, widely: bool) -> Floats | None:
        """A whole solution on the last face, the one that the lottery draws; None if none is known.

        Looked for among the columns used so far; ``widely``: where these hold none, among all that have been taken in.
        """
        if lots is None:
            return self._whole_on(len(self.gains), widely=widely)
        x = self._draw(lots)
        if x is None and widely and self._holds_whole(len(self.gains)):
            x = self._draw(lots)
        return x

    def solved(self, x: Floats) -> Solved:
        proofs = tuple(Proof(round(float(g @ x)), round(v)) for g, v in zip(self.gains, self.values, strict=True))
        return self._solved(x, proofs, finished=True)

    def _solved(self, x: Floats, proofs: tuple[Proof, ...], *, finished: bool) -> Solved:
        faces, relaxed, values = tuple(self.faces), tuple(self.relaxed), tuple(self.values)
        return Solved(x.astype(np.int64), proofs, faces, relaxed, values, self.cuts, finished)

    def unfinished(self, x: Floats) -> Solved:
        """The answer when time is up: each tier's bound holds while the tiers before it are at theirs."""
        proofs: list[Proof] = []
        for tier, gains in enumerate(self.gains):
            value = round(float(gains @ x))
            at_bounds = all(proof.proven for proof in proofs) and tier < len(self.values)
            bound = round(self.values[tier]) if at_bounds else round(float(np.maximum(self._best_each[tier], 0).sum()))
            proofs.append(Proof(value, max(value, bound)))
        return self._solved(x, tuple(proofs), finished=False)

    @property
    def _best_each(self) -> Floats:
        """What no solution can pass in any tier: everybody at her best, shape (tiers, rows)."""
        person_of = self.faces[0].programme.matrix.indices[self.faces[0].programme.matrix.indptr[:-1]]
        best = np.zeros((len(self.gains), self.faces[0].programme.matrix.shape[0]))
        for tier, gains in enumerate(self.gains):
            np.maximum.at(best[tier], person_of, gains)
        return best

    def relax_from(self, first: int) -> None:
        """Relax the tiers from ``first`` on, each over the face of those before it."""
        del self.relaxed[first:], self.values[first:], self.faces[first + 1 :]
        rounds, tiers = len(self.cuts.rounds), len(self.gains)
        while (tier := len(self.relaxed)) < tiers:
            self.progress(tier, tiers)
            relaxed = self._relaxed(tier)
            if relaxed is None:
                if len(self.cuts.rounds) == rounds:
                    raise Infeasible
                # Cuts have left nothing of the face, or nothing near: an earlier tier promised too much, as it seems.
                return self.relax_from(0)
            face, gains = self.faces[tier], self.gains[tier]
            self.used |= relaxed.x > EPSILON
            self.begun = True
            self.relaxed.append(relaxed)
            self.values.append(float(np.floor(relaxed.value + ROUNDING)))
            self.faces.append(face.after(tier, gains, relaxed, self.values[tier]))
        return None

    def _relaxed(self, tier: int) -> Relaxed | None:
        """A tier's relaxation. A value between two whole numbers shows that somebody is split, which cuts may mend."""
        relaxed = self._relax(self.faces[tier], self.gains[tier])
        for _round in range(ROUNDS_AT_ONCE):
            if relaxed is None or _is_whole(relaxed.value) or not self._cut_off([relaxed.x]):
                break
            relaxed = self._relax(self.faces[tier], self.gains[tier], near=True)
        return relaxed

    def _relax(self, face: Face, gains: Floats, *, near: bool = False) -> Relaxed | None:
        return self.simplex.relax(face.programme, face.held, gains, face.alive, self.used, self.deadline, near=near)

    def _whole_on(self, face_number: int, *, widely: bool) -> Floats | None:
        """A whole solution on a face, None if none is known."""
        face = self.faces[face_number]
        if face_number == len(self.gains) and self.relaxed[-1].is_whole:
            return np.round(self.relaxed[-1].x)
        return self._best_known(face, np.zeros(len(face.alive)), widely=widely).x

    def _holds_whole(self, face_number: int) -> bool:
        """Whether a face is known to hold a whole solution: one found before, or else one searched for."""
        face = self.faces[face_number]
        if any(face.holds(x) and not (x[~self.used] > 0).any() for x in self.found):
            return True
        return self._whole_on(face_number, widely=True) is not None

    def _best_known(self, face: Face, gains: Floats, *, widely: bool) -> Whole:
        """The best among the columns used so far; ``widely``: where they allow nothing, among all taken in."""
        best = self._search(face, gains, face.alive & self.used)
        if best.x is None and widely:
            best = self._search(face, gains, face.alive & (self.simplex.inside | self.used))
            if best.x is not None:
                self.used |= best.x > 0
        return best

    def _search(self, face: Face, gains: Floats, columns: Flags) -> Whole:
        """The best whole solution among these columns of a face; where it is known that there is none, at once."""
        if any(where is face.programme and not (columns & ~among).any() for where, among in self.barren):
            return NOTHING_WHOLE
        found = whole(face.programme, gains, columns, self.deadline)
        if found.x is None:
            self.barren.append((face.programme, columns))
        else:
            self.found.append(found.x)
        return found

    def mend_first_broken(self) -> int:
        """Find the first tier after which no whole solution is known, and settle what whole numbers reach in it.

        Faces are nested, so the tier is found by bisection. Its best among the columns used so far is beaten, or proven
        best, by searches over the columns that could still be part of anything better: those taken in, then all.
        """
        low, high = -1, len(self.gains) - 1
        while high - low > 1:
            middle = (low + high) // 2
            if self._holds_whole(middle + 1):
                low = middle
            else:
                high = middle
        tier, face, gains, relaxed = high, self.faces[high], self.gains[high], self.relaxed[high]
        promised = np.floor(relaxed.value + ROUNDING)
        best = self._best_known(face, gains, widely=True)
        searched: Flags | None = None
        for among in (self.simplex.inside | self.used, face.alive):
            if best.x is None or best.value < promised:
                spare = relaxed.value - best.value if best.x is not None else np.inf
                worth_it = face.alive & among & (relaxed.reduced > -spare - ROUNDING)
                if searched is None or not np.array_equal(worth_it, searched):
                    best, searched = self._search(face, gains, worth_it), worth_it
        if best.x is None:
            raise Infeasible
        if best.value < promised and not best.proven:
            raise TimeIsUp
        self.used |= best.x > 0
        self.values[tier] = best.value
        self.faces[tier + 1 :] = [face.after(tier, gains, relaxed, best.value)]
        return tier

    def _draw(self, lots: Floats) -> Floats | None:
        """The whole solution on the last face that the lottery draws, None if none is known: first who, then where.

        Where relaxations are not whole the draw is made among the columns used so far, in one go.
        """
        face = self.faces[-1]
        for tier, lot in enumerate(lots, start=len(self.gains)):
            relaxed = self._relax(face, lot)
            if relaxed is None:
                break
            self.used |= relaxed.x > EPSILON
            if tier == len(self.gains) + len(lots) - 1 and relaxed.is_whole:
                return np.round(relaxed.x)
            face = face.after(tier, lot, relaxed, relaxed.value)
        face = self.faces[-1]
        together = lots.T @ np.power(1.0 / (1 << 17), np.arange(len(lots)))
        return self._search(face, together, face.alive & self.used).x
