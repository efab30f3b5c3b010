"""Whether the run had settled when measuring began, and whether it ever does: the doubts that a reader must be told.

The warm-up is judged by MSER-5 (White, 1997; White and Spratt, 2000) on the mean of all replications: the week from
which on the mean of what is left has the smallest standard error. Growth is judged by the slope of each replication.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from beds.domain.messages import _
from beds.simulation.compare import LEVEL
from beds.simulation.gathered import Gathered
from beds.simulation.measures.measure import YEAR

BATCH = 5
MATERIAL_SHARE, MATERIAL_PEOPLE = 0.05, 0.5
"""A start that differs by less than this share of the level, or by less than so many people, does no harm."""
GROWTH_SHARE, GROWTH_PEOPLE = 0.1, 1.0
"""A list that grows by less than this share of its mean, or by fewer people, in that half has settled."""


@dataclass(frozen=True)
class Settling:
    """How one scenario's run settled."""

    scenario: str
    measured_weeks: int
    warm_up_weeks: int
    settled_from: int | None
    """The week from which on waiting and occupancy had settled; None where they had not by the middle of the run."""
    disturbed: bool
    """Whether what came between the warm-up and that week differs by more than a trifle from what came after."""
    growth: float
    """People a year by which the waiting list grows in the later half of the measured weeks, and its 95 % interval."""
    growth_low: float
    growth_high: float
    growing: bool
    """Whether the list still grows then, clearly and by more than a trifle: more come than the beds can take."""


def settling(gathered: Gathered, scenario: str) -> Settling:
    """How the scenario's waiting list and occupancy settled, all phases together."""
    warm_up = gathered.warm_up_weeks(scenario)
    waiting = gathered.weeks(scenario, "waiting")[:, :, -1].astype(np.float64)
    occupied = gathered.weeks(scenario, "occupied")[:, :, -1].astype(np.float64)
    weeks = waiting.shape[1]
    means = [waiting.mean(axis=0), occupied.mean(axis=0)]
    starts = [mser(mean) for mean in means]
    growth, low, high, growing = _growth(waiting[:, (warm_up + weeks) // 2 :])
    known = [start for start in starts if start is not None]
    return Settling(
        scenario, weeks - warm_up, warm_up, max(known) if len(known) == len(starts) else None,
        any(_disturbed(mean, warm_up, start) for mean, start in zip(means, starts, strict=True)),
        growth, low, high, growing,
    )  # fmt: skip


def mser(series: npt.NDArray[np.float64]) -> int | None:
    """The week from which on a series (weeks) had settled, by MSER-5; None where that is not before its middle."""
    batches = len(series) // BATCH
    if batches < 4:
        return None
    means = series[: batches * BATCH].reshape(batches, BATCH).mean(axis=1)
    errors = [np.var(means[cut:]) / (batches - cut) for cut in range(batches - 1)]
    best = int(np.argmin(errors[: batches // 2 + 1]))
    return best * BATCH if best < batches // 2 else None


def doubts(of_all: Sequence[Settling]) -> Iterator[str]:
    """What a reader must know before she trusts the numbers, a sentence a doubt; none where all is well."""
    short = [one for one in of_all if one.measured_weeks <= YEAR]
    growing = [one for one in of_all if one.growing]
    disturbed = [one for one in of_all if one.disturbed and not one.growing]
    if short:
        yield _(
            "Only %(weeks)d weeks are measured (%(scenarios)s). What looks 52 weeks ahead, such as returns, is not "
            "known. Simulate more weeks.",
            weeks=min(one.measured_weeks for one in short), scenarios=_names(short),
        )  # fmt: skip
    if growing:
        grown = [
            _(
                "%(scenario)s (by %(growth).1f people a year, 95 %% interval %(low).1f to %(high).1f)",
                scenario=one.scenario, growth=one.growth, low=one.growth_low, high=one.growth_high,
            )
            for one in growing
        ]  # fmt: skip
        yield _(
            "The waiting list still grows when the run ends in %(scenarios)s: more people come than the beds can take. "
            "Waits there depend on how long the run is. Compare them between scenarios; do not read them as what "
            "somebody will wait.",
            scenarios=", ".join(grown),
        )  # fmt: skip
    if disturbed:
        yield _(
            "Things had not settled when measuring began (week %(week)d) in %(scenarios)s: the first measured weeks "
            "differ from the later ones. Unless something is meant to change on the way, simulate a longer warm-up.",
            week=disturbed[0].warm_up_weeks, scenarios=_names(disturbed),
        )  # fmt: skip


def _names(some: Sequence[Settling]) -> str:
    return ", ".join(one.scenario for one in some)


def _disturbed(mean: npt.NDArray[np.float64], warm_up: int, start: int | None) -> bool:
    """Whether the weeks before ``start`` (or before the middle) that are measured differ from those after it."""
    until = len(mean) // 2 if start is None else start
    if until <= warm_up or until >= len(mean):
        return False
    before, after = mean[warm_up:until].mean(), mean[until:].mean()
    return bool(abs(before - after) > max(MATERIAL_PEOPLE, MATERIAL_SHARE * after))


def _growth(waiting: npt.NDArray[np.float64]) -> tuple[float, float, float, bool]:
    replications, weeks = waiting.shape
    if weeks < 2 or replications < 2:
        return np.nan, np.nan, np.nan, False
    time = np.arange(weeks) - (weeks - 1) / 2
    slopes = waiting @ time / (time @ time) * YEAR
    half = float(student.ppf((1 + LEVEL) / 2, replications - 1) * slopes.std(ddof=1) / np.sqrt(replications))
    mean = float(slopes.mean())
    growing = mean - half > 0 and mean * weeks / YEAR > max(GROWTH_PEOPLE, GROWTH_SHARE * waiting.mean())
    return mean, mean - half, mean + half, bool(growing)
