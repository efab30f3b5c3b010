"""What a person's luck means under a scenario's behaviour: lengths of time in weeks, from her draws."""

from collections.abc import Sequence

import numpy as np
from scipy.special import gammainc, gammaincinv

from beds.simulation.luck import Cause, Draws, Luck
from beds.simulation.scenario import Behaviour, Gamma

NEVER = 1 << 30
"""Weeks until something that does not happen."""

PHASES = 16
"""Room for phases in the number of a draw: ordinal x PHASES + phase."""


class Source:
    """Everybody from one source, in its order; columns are drawn on first use, for all of them at once."""

    def __init__(self, luck: Luck, source: int, size: int, behaviour: Behaviour) -> None:
        self.keys = luck.keys(source, size)
        self._luck = luck
        self._source = source
        self._size = size
        self._behaviour = behaviour
        self._ready: dict[int, list[float]] = {}
        self._weeks: dict[tuple[Cause, int], list[int]] = {}
        self._draws: dict[tuple[Cause, int], list[float]] = {}

    def draw(self, cause: Cause, ordinal: int, number: int) -> float:
        """A plain number in [0, 1) of one person."""
        column = self._draws.get((cause, ordinal))
        if column is None:
            column = self._draws[cause, ordinal] = as_list(self._uniforms(cause, ordinal))
        return column[number]

    def ready(self, phase: int, ordinal: int, number: int) -> float:
        """Weeks from the start of her ``ordinal``-th stay in a phase until she is ready; ``inf`` for never."""
        slot = ordinal * PHASES + phase
        column = self._ready.get(slot)
        if column is None:
            gamma = self._behaviour.weeks_to_ready.get(phase)
            column = self._ready[slot] = as_list(quantile(gamma, self._uniforms(Cause.READY, slot)))
        return column[number]

    def ready_after(self, phase: int, elapsed: Sequence[float]) -> list[float]:
        """Weeks from the start of the stay until she is ready, given that it had not come in ``elapsed`` weeks."""
        gamma = self._behaviour.weeks_to_ready.get(phase)
        return as_list(quantile(gamma, self._uniforms(Cause.READY, phase), np.array(elapsed)))

    def leave(self, phase: int, ordinal: int, number: int) -> int:
        """Weeks, at least 1, until she would leave a stay unplanned."""
        return self._geometric(Cause.LEAVE, ordinal * PHASES + phase, number, self._behaviour.leave_per_week.get(phase))

    def step_back(self, phase: int, ordinal: int, number: int) -> int:
        """Weeks, at least 1, until she would step back from a stay."""
        chance = self._behaviour.step_back_per_week.get(phase)
        return self._geometric(Cause.STEP_BACK, ordinal * PHASES + phase, number, chance)

    def patience(self, spell: int, number: int) -> int:
        """Weeks on the waiting list, at least 1, at the end of which she would leave it."""
        return self._geometric(Cause.PATIENCE, spell, number, self._behaviour.waiting_leave_per_week)

    def elapsed(self, phase: int) -> list[float]:
        """Weeks that those in a phase at the start have stayed, as if it had always been so (age in equilibrium)."""
        gamma, chance = self._behaviour.weeks_to_ready.get(phase), self._behaviour.leave_per_week.get(phase)
        share, length = self._uniforms(Cause.ELAPSED_SHARE, 0), self._uniforms(Cause.ELAPSED, 0)
        if gamma is not None:
            return as_list(share * quantile(_length_biased(gamma), length))
        if chance:
            return [float(weeks - 1) for weeks in geometric(length, chance)]
        return [0.0] * self._size

    def waited(self, longest: int) -> list[int]:
        """Whole weeks that those on the list at the start have waited, at most ``longest``."""
        draws, chance = self._uniforms(Cause.ELAPSED, 0), self._behaviour.waiting_leave_per_week
        if chance:
            return [min(weeks - 1, longest) for weeks in geometric(draws, chance)]
        return [int(draw * longest) for draw in draws.tolist()]

    def _geometric(self, cause: Cause, ordinal: int, number: int, chance: float | None) -> int:
        if not chance:
            return NEVER
        column = self._weeks.get((cause, ordinal))
        if column is None:
            column = self._weeks[cause, ordinal] = geometric(self._uniforms(cause, ordinal), chance)
        return column[number]

    def _uniforms(self, cause: Cause, ordinal: int) -> Draws:
        return self._luck.uniforms(self._source, cause, ordinal, self._size)


def as_list(draws: Draws) -> list[float]:
    """Plain numbers, which are quicker to take one by one."""
    values: list[float] = draws.tolist()
    return values


def geometric(draws: Draws, chance: float) -> list[int]:
    """The week, from 1, in which something of this weekly chance first happens."""
    if chance <= 0 or chance >= 1:
        return [1 if chance else NEVER] * len(draws)
    weeks = np.ceil(np.log1p(-draws) / np.log1p(-chance))
    return [int(week) for week in np.clip(weeks, 1, NEVER).tolist()]


def quantile(gamma: Gamma | None, draws: Draws, elapsed: Draws | None = None) -> Draws:
    """Gamma quantiles in weeks, given that ``elapsed`` have passed; ``inf`` where it never happens."""
    if gamma is None:
        return np.full(len(draws), np.inf)
    if gamma.cv == 0 or gamma.mean == 0:
        always = np.full(len(draws), float(gamma.mean))
        return always if elapsed is None else np.array(np.maximum(always, elapsed), dtype=np.float64)
    shape = gamma.cv**-2
    scale = gamma.mean / shape
    if elapsed is None:
        return np.array(gammaincinv(shape, draws) * scale, dtype=np.float64)
    passed = gammainc(shape, elapsed / scale)
    # Far in the tail what is left is too little to be told from nothing.
    later = gammaincinv(shape, np.minimum(passed + draws * (1 - passed), 1 - 1e-12)) * scale
    return np.array(np.maximum(later, elapsed), dtype=np.float64)


def _length_biased(gamma: Gamma) -> Gamma:
    """Of those who are there on a given day, the long stays are met more often: shape + 1, the same scale."""
    if gamma.cv == 0:
        return gamma
    shape = gamma.cv**-2
    return Gamma(mean=gamma.mean * (shape + 1) / shape, cv=(shape + 1) ** -0.5)
