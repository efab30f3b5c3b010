"""Queues solved exactly: one house of equal beds, Poisson referrals, people who lose patience.

Once in weekly steps, in the very order in which the laboratory lives a week (a Markov chain), and once in continuous
time (births and deaths), so that what the weekly step itself changes can be told from an error.
"""

from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, gamma, poisson

Matrix = npt.NDArray[np.float64]
DAYS = 365.25
WEEKS = DAYS / 7
"""Of a year."""
ROOM = 120
"""People on the list beyond which hardly anybody is ever seen in the queues solved here."""


@dataclass(frozen=True)
class Queue:
    """A house: beds, referrals a week, mean stay and mean patience in weeks (None: nobody loses patience)."""

    beds: int
    rate: float
    stay: float
    patience: float | None = None


@dataclass(frozen=True)
class Steady:
    """What holds in the long run."""

    admitted: float
    """People a year."""
    occupied: float
    waiting: float


@cache
def in_weekly_steps(queue: Queue) -> Steady:
    """The house as at the end of each week; stays and patience are geometric.

    Whoever lives there leaves with chance 1 / stay; referrals come; free beds are filled; then whoever still waits
    leaves the list with chance 1 / patience. People wait only while all beds are taken, so that one number, all who are
    there, says everything.
    """
    size = queue.beds + ROOM + 1
    leave, lose = 1 / queue.stay, 1 / queue.patience if queue.patience else 0.0
    there = np.arange(size)
    lived_in = np.minimum(there, queue.beds)
    list_ = there - lived_in
    leaving, coming, losing = (np.zeros((size, size)) for _step in range(3))
    for n in there:
        k = np.arange(lived_in[n] + 1)
        leaving[n, n - k] = binom.pmf(k, lived_in[n], leave)
        coming[n, n:] = poisson.pmf(np.arange(size - n), queue.rate)
        coming[n, -1] += 1 - coming[n].sum()
        k = np.arange(list_[n] + 1)
        losing[n, n - k] = binom.pmf(k, list_[n], lose)
    share = _stationary(leaving @ coming @ losing)
    occupied = float(share @ lived_in)
    return Steady(WEEKS * leave * occupied, occupied, float(share @ list_))


def in_continuous_time(queue: Queue) -> Steady:
    """The same house if people came, left and lost patience at any moment, with exponential times."""
    deaths = [
        min(n, queue.beds) / queue.stay + (max(n - queue.beds, 0) / queue.patience if queue.patience else 0.0)
        for n in range(queue.beds + ROOM + 1)
    ]
    logs = np.cumsum([0.0, *(log(queue.rate / death) for death in deaths[1:])])
    share = np.exp(logs - logs.max())
    share /= share.sum()
    there = np.arange(len(share))
    occupied = float(share @ np.minimum(there, queue.beds))
    return Steady(WEEKS * occupied / queue.stay, occupied, float(share @ np.maximum(there - queue.beds, 0)))


def weeks_stayed(mean: float, cv: float) -> float:
    """The mean stay in weeks where readiness is gamma: ready on the first Monday at or after, away the Monday after."""
    shape = cv**-2
    beyond = gamma.sf(np.arange(int(mean * 40)), shape, scale=mean / shape)
    return 1.0 + float(beyond.sum())


def _stationary(step: Matrix) -> Matrix:
    size = len(step)
    equations = np.vstack([step.T - np.eye(size), np.ones(size)])
    solved, *_rest = np.linalg.lstsq(equations, np.concatenate([np.zeros(size), [1.0]]), rcond=None)
    share: Matrix = np.maximum(solved, 0.0)
    return share
