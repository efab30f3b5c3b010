"""From measures of many replications to means with intervals, paired differences and plain verdicts.

Intervals are Student's t at 95 %. Differences are paired: the same replication of two scenarios met the same luck.
Verdicts are plain, each by its own interval, so that the verdict and the interval beside it never contradict each
other; what would stay clear if all differences of a scenario were judged together (Holm's method) is told beside it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from beds.simulation.gathered import Gathered
from beds.simulation.measures.catalogue import described
from beds.simulation.measures.measure import Key

LEVEL = 0.95
Verdict = Literal["more", "fewer", "no clear difference", "not known"]
"""Not known where the measure is not defined for both."""
MOST_REPLICATIONS = 1_000_000
MOST_NOT_REACHED = 0.05
"""The share of replications in which a wait may be too long to be seen, before its mean means nothing."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A measure of a scenario: mean and 95 % interval over replications."""

    scenario: str
    measure: str
    phase: str
    mean: float
    low: float
    high: float
    replications: int
    """In how many it was defined."""
    undefined: int
    """In how many it was not: not reached, or nothing to divide by."""
    hidden: bool = False
    """Whether it may not be told, because it would tell small counts of real people."""

    def untold(self) -> "Estimate":
        return replace(self, mean=np.nan, low=np.nan, high=np.nan, hidden=True)


@dataclass(frozen=True)
class Difference:
    """A scenario's measure less the first scenario's, over the replications that both have."""

    scenario: str
    measure: str
    phase: str
    mean: float
    low: float
    high: float
    verdict: Verdict
    replications: int
    undefined: int
    needed: int | None
    """Replications that would make a difference of this size clear; None where none would, or it is not defined."""
    p: float
    clear_together: bool
    """Whether it is clear by Holm's method among all differences of this scenario."""
    hidden: bool = False
    """Whether it may not be told, because the measure may not of either scenario."""

    @property
    def is_known(self) -> bool:
        return self.verdict != "not known"

    def untold(self) -> "Difference":
        return replace(
            self, mean=np.nan, low=np.nan, high=np.nan, verdict="not known", needed=None, p=np.nan,
            clear_together=False, hidden=True,
        )  # fmt: skip


Number = TypeVar("Number", Estimate, Difference)


def estimates(gathered: Gathered) -> Iterator[Estimate]:
    """Every measure of every scenario, in the order of the catalogue."""
    keys = gathered.keys_in_order()
    for scenario in gathered.scenarios:
        matrix = gathered.matrix(scenario)
        summary = _summary(matrix, keys)
        columns = (summary.mean.tolist(), summary.half.tolist(), summary.count.tolist())
        for (measure, phase), mean, half, count in zip(keys, *columns, strict=True):
            yield Estimate(scenario, measure, phase, mean, mean - half, mean + half, count, len(matrix) - count)


def differences(gathered: Gathered) -> Iterator[Difference]:
    """Every measure of every scenario but the first, less the first's on equal replications."""
    keys = gathered.keys_in_order()
    first = gathered.scenarios[0]
    for scenario in gathered.scenarios[1:]:
        both = sorted({*gathered.replications(first)} & {*gathered.replications(scenario)})
        summary = _summary(gathered.matrix(scenario, both) - gathered.matrix(first, both), keys)
        together = holm(summary.p)
        for place, (measure, phase) in enumerate(keys):
            mean, half, count = float(summary.mean[place]), float(summary.half[place]), int(summary.count[place])
            yield Difference(
                scenario, measure, phase, mean, mean - half, mean + half, verdict(mean - half, mean + half),
                count, len(both) - count, needed(mean, float(summary.deviation[place])),
                float(summary.p[place]), bool(together[place]),
            )  # fmt: skip


def without_small_counts(
    found: Iterable[Number], gathered: Gathered, against: Collection[str] = ()
) -> Iterator[Number]:  # fmt: skip
    """The same, and no number where it would tell hidden counts of weekly.csv; for runs that start from real people.

    ``against``: scenarios whose numbers stand in every one of these too.
    """
    few = {scenario: gathered.too_few(scenario) for scenario in gathered.scenarios}
    for one in found:
        shut = few[one.scenario].union(*(few[scenario] for scenario in against))
        keys = ((count, one.phase) for count in described(one.measure).counts)
        yield one if shut.isdisjoint(keys) else one.untold()


def verdict(low: float, high: float) -> Verdict:
    """What an interval of a difference says in a word."""
    if np.isnan(low) or np.isnan(high):
        return "not known"
    return "more" if low > 0 else "fewer" if high < 0 else "no clear difference"


def needed(difference: float, deviation: float) -> int | None:
    """The fewest replications whose 95 % interval would leave out zero, if the difference and the standard deviation
    of the paired differences stay what they are; None where no number would do.
    """
    if np.isnan(difference) or np.isnan(deviation) or difference == 0:
        return None
    fewest, most = 2, 4
    while most < MOST_REPLICATIONS and not _clear(difference, deviation, most):
        most *= 2
    if most >= MOST_REPLICATIONS:
        return None
    while fewest < most:
        middle = (fewest + most) // 2
        fewest, most = (fewest, middle) if _clear(difference, deviation, middle) else (middle + 1, most)
    return fewest


def holm(p: Floats) -> npt.NDArray[np.bool_]:
    """Which of these are clear when judged together: the smallest p against 5 % of all, the next against the rest."""
    clear = np.zeros(len(p), dtype=np.bool_)
    defined = np.flatnonzero(~np.isnan(p))
    for rank, place in enumerate(defined[np.argsort(p[defined], kind="stable")]):
        if p[place] > (1 - LEVEL) / (len(defined) - rank):
            break
        clear[place] = True
    return clear


@dataclass(frozen=True)
class _Summary:
    mean: Floats
    half: Floats
    deviation: Floats
    count: npt.NDArray[np.int64]
    p: Floats


def _summary(matrix: Floats, keys: Sequence[Key]) -> _Summary:
    """Mean and half-width of each column over the rows in which it is defined.

    Where "not a number" means "longer than could be seen", a mean of the others is too small, so there is none where
    that happens in more than :data:`MOST_NOT_REACHED` of the rows.
    """
    known = ~np.isnan(matrix)
    count = known.sum(axis=0)
    mean = _divided(np.where(known, matrix, 0).sum(axis=0), count)
    # Equal values must have no spread at all: a sum of them may miss their mean by a rounding error.
    equal = np.array([len({*column[defined]}) == 1 for column, defined in zip(matrix.T, known.T, strict=True)])
    mean = np.where(equal, np.where(known, matrix, -np.inf).max(axis=0, initial=-np.inf), mean)
    squares = np.where(known, (matrix - mean) ** 2, 0).sum(axis=0)
    deviation = np.sqrt(_divided(squares, count - 1))
    error = deviation / np.sqrt(np.maximum(count, 1))
    half = error * student.ppf((1 + LEVEL) / 2, np.maximum(count - 1, 1))
    ratio = np.divide(np.abs(mean), error, out=np.where(mean == 0, 0.0, np.inf), where=error > 0)
    p = np.where(np.isnan(deviation), np.nan, 2 * student.sf(ratio, np.maximum(count - 1, 1)))
    counts_longer = np.array([described(measure).not_reached for measure, _phase in keys], dtype=np.bool_)
    too_many = counts_longer & (len(matrix) - count > MOST_NOT_REACHED * len(matrix))
    mean, half, deviation, p = (np.where(too_many, np.nan, values) for values in (mean, half, deviation, p))
    return _Summary(mean, half, deviation, count, p)


def _divided(above: Floats, below: npt.NDArray[np.int64]) -> Floats:
    quotient: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return quotient


def _clear(difference: float, deviation: float, replications: int) -> bool:
    half = student.ppf((1 + LEVEL) / 2, replications - 1) * deviation / np.sqrt(replications)
    return bool(abs(difference) > half)
