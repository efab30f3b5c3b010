"""Estimates from spells and departures, each with its 95 % interval: by SciPy, who still lives there censored."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beds.simulation.fitting.spells import Departure, PhaseSpell

LEVEL = 0.95
YEAR = 52.0
FEW = 20
"""Ends below which an estimate says little."""
FEWEST = 2
"""Ends without which there is no length to estimate."""
FEWEST_DEPARTURES = 5
"""Of fewer people a share would tell who they are."""
SMALLEST_CV, LARGEST_CV = 0.02, 10.0
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A number and its 95 % interval. A bound that the data do not set is infinite, or the end of its range."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class LengthOfStay:
    """Weeks to a planned move, as a gamma distribution; without numbers where too few have ended."""

    phase: int
    mean: Estimate | None
    cv: Estimate | None
    planned: int
    otherwise: int
    """Ended in another way: what would have been is not known (censored)."""
    open: int

    @property
    def few(self) -> bool:
        return self.planned < FEW


@dataclass(frozen=True)
class Chance:
    """A weekly chance, or one within 52 weeks. ``of`` is person-weeks, or departures."""

    value: Estimate | None
    events: int
    of: float

    @property
    def few(self) -> bool:
        return self.events < FEW


def length_of_stay(phase: int, spells: Sequence[PhaseSpell]) -> LengthOfStay:
    """The gamma distribution that makes these spells of one phase most likely; intervals by profile likelihood."""
    planned = np.array([spell.weeks for spell in spells if spell.ending == "planned"])
    others = np.array([spell.weeks for spell in spells if spell.ending != "planned"])
    still = sum(not spell.ending for spell in spells)
    counts = len(planned), len(others) - still, still
    if len(planned) < FEWEST or np.ptp(planned) == 0:
        return LengthOfStay(phase, None, None, *counts)
    mean, cv = _gamma(planned, others)
    return LengthOfStay(phase, *_profiled(planned, others, mean, cv), *counts)


def weekly_chance(events: int, weeks: float) -> Chance:
    """The chance a week of what happened so often in so many person-weeks; interval by Clopper and Pearson."""
    from scipy.stats import binomtest

    at_risk = max(round(weeks), events)
    if not at_risk:
        return Chance(None, 0, weeks)
    interval = binomtest(events, at_risk).proportion_ci(LEVEL, method="exact")
    return Chance(Estimate(events / at_risk, float(interval.low), float(interval.high)), events, weeks)


def returned_within_a_year(departures: Sequence[Departure]) -> Chance:
    """The share that comes back within 52 weeks, by Kaplan and Meier: who left lately is looked at only until now."""
    from scipy.stats import CensoredData, ecdf

    back = [gone.weeks for gone in departures if gone.returned]
    events = sum(weeks <= YEAR for weeks in back)
    away = [gone.weeks for gone in departures if not gone.returned]
    if len(departures) < FEWEST_DEPARTURES or not events:
        return Chance(None, events, len(departures))
    staying = ecdf(CensoredData(uncensored=back, right=away)).sf
    with warnings.catch_warnings():
        # Before the first return and after the last departure there is no interval; only that at a year is asked for.
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = staying.confidence_interval(LEVEL, method="log-log")
    value = 1 - float(staying.evaluate(YEAR))
    with_bounds = (1 - float(bound.evaluate(YEAR)) for bound in (interval.high, interval.low))
    low, high = (bound if np.isfinite(bound) else edge for bound, edge in zip(with_bounds, (0.0, 1.0), strict=True))
    return Chance(Estimate(value, low, high), events, len(departures))


def _gamma(planned: Floats, others: Floats) -> tuple[float, float]:
    """Mean and coefficient of variation of the likeliest gamma distribution."""
    from scipy.stats import CensoredData, gamma

    shape, _location, scale = gamma.fit(CensoredData(uncensored=planned, right=others), floc=0)
    return float(shape * scale), float(min(max(shape**-0.5, SMALLEST_CV), LARGEST_CV))


def _log_likelihood(planned: Floats, others: Floats, mean: float, cv: float) -> float:
    from scipy.stats import gamma

    shape, scale = cv**-2, mean * cv**2
    total = gamma.logpdf(planned, shape, scale=scale).sum() + gamma.logsf(others, shape, scale=scale).sum()
    return float(total) if np.isfinite(total) else -1e12


def _profiled(planned: Floats, others: Floats, mean: float, cv: float) -> tuple[Estimate, Estimate]:
    """Both estimates with the values that 95 % profile likelihood does not rule out."""
    from scipy.optimize import minimize_scalar
    from scipy.stats import chi2

    worst = _log_likelihood(planned, others, mean, cv) - float(chi2.ppf(LEVEL, 1)) / 2

    def best(of: Callable[[float], float], around: float) -> float:
        """The largest likelihood over the other parameter, on a log scale about its estimate."""
        found = minimize_scalar(
            lambda log: -of(float(np.exp(log))), bounds=(np.log(around) - 3, np.log(around) + 3), method="bounded",
            options={"xatol": 1e-4},
        )  # fmt: skip
        return float(-found.fun)

    def of_mean(value: float) -> float:
        return best(lambda other: _log_likelihood(planned, others, value, other), cv) - worst

    def of_cv(value: float) -> float:
        return best(lambda other: _log_likelihood(planned, others, other, value), mean) - worst

    return (
        Estimate(mean, _bound(of_mean, mean, 1 / 1.3, 0.0), _bound(of_mean, mean, 1.3, np.inf)),
        Estimate(cv, _bound(of_cv, cv, 1 / 1.3, 0.0), _bound(of_cv, cv, 1.3, np.inf)),
    )


def _bound(excess: Callable[[float], float], estimate: float, step: float, otherwise: float) -> float:
    """Where the likelihood has fallen so far that a value is ruled out, sought in steps away from the estimate."""
    from scipy.optimize import brentq

    inside, outside = estimate, estimate * step
    for _ in range(16):
        if excess(outside) < 0:
            return float(brentq(excess, *sorted((inside, outside)), rtol=1e-4))
        inside, outside = outside, outside * step
    return otherwise
