"""How long people wait: of those placed, and of all by Kaplan and Meier, in whole weeks from the referral."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import CensoredData, ecdf

from beds.domain.messages import N_
from beds.simulation.measures.measure import YEAR, Key, Measure
from beds.simulation.measures.view import Flags, View, ratio
from beds.simulation.records import NONE

MEASURES = (
    Measure(
        "wait_placed_mean", N_("Mean wait of those placed"), "weeks", "lower",
        N_("Mean weeks from referral to first bed, of people referred in the measured weeks who got one before the "
           "run ended; who waits longest is not among them. By the phase sought first, as all waits."),
    ),
    Measure(
        "wait_placed_median", N_("Median wait of those placed"), "weeks", "lower",
        N_("Half of the same people waited no longer than this."),
    ),
    Measure(
        "wait_placed_p90", N_("90th-percentile wait of those placed"), "weeks", "lower",
        N_("Nine in ten of the same people waited no longer than this."),
    ),
    Measure(
        "wait_all_mean", N_("Mean wait of all, within 52 weeks"), "weeks", "lower",
        N_("Mean weeks waited in the first 52 after referral by everybody referred in the measured weeks: the area "
           "under the Kaplan-Meier curve, where those still waiting, and those who left the list, count until then."),
        not_reached=True,
    ),
    Measure(
        "wait_all_median", N_("Median wait of all"), "weeks", "lower",
        N_("Weeks after which half of everybody referred in the measured weeks would have a bed if nobody left the "
           "list (Kaplan-Meier; still waiting and left the list are censored); not reached where it is never half."),
        not_reached=True,
    ),
    Measure(
        "wait_all_p90", N_("90th-percentile wait of all"), "weeks", "lower",
        N_("The same for nine in ten."),
        not_reached=True,
    ),
    Measure(
        "never_placed_52", N_("Referrals not placed within 52 weeks"), "share", "lower",
        N_("Share of the people referred in the measured weeks who had no bed 52 weeks later, those who left the list "
           "included; of referrals with 52 more weeks simulated."),
    ),
)  # fmt: skip
_NEARLY = 1e-9


@dataclass(frozen=True)
class Waits:
    """The waits of some people: ``weeks`` until placed or last seen, and whether each ended with a bed."""

    weeks: npt.NDArray[np.int32]
    placed: Flags

    def some(self, chosen: Flags) -> "Waits":
        return Waits(self.weeks[chosen], self.placed[chosen])


def measured(view: View) -> Iterator[tuple[Key, float]]:
    columns = view.columns(view.spells["first_phase"][view.referred])
    waits = waits_of_the_referred(view)
    for label, chosen in view.of_each(columns):
        for measure, value in {**_of_the_placed(waits.some(chosen)), **_of_all(waits.some(chosen))}.items():
            yield (measure, label), value
    looked_at = view.referred & view.looked_at_for_a_year(view.spells["referred"])
    in_time = looked_at & placed_within_a_year(view)
    columns = view.columns(view.spells["first_phase"])
    never = 1 - ratio(view.counts(columns[in_time]), view.counts(columns[looked_at]))
    yield from view.by_phase("never_placed_52", never)


def waits_of_the_referred(view: View) -> Waits:
    """One wait for each spell referred in the measured weeks, in their order.

    Whoever left the list was there for that week's allocation, and whoever still waits for the last week's, so the
    wait at which she is censored is the number of weeks to it.
    """
    spells = view.spells[view.referred]
    placed = spells["placed"] != NONE
    left = np.where(spells["ended"] != NONE, spells["ended"], view.last - 1)
    return Waits(np.where(placed, spells["placed"], left) - spells["referred"], placed)


def placed_within_a_year(view: View) -> Flags:
    """Which spells had a bed by the 52nd week after the referral."""
    placed = view.spells["placed"]
    return np.asarray((placed != NONE) & (placed - view.spells["referred"] <= YEAR))


def mean_of_the_placed(waits: Waits) -> float:
    weeks = waits.weeks[waits.placed]
    return float(weeks.mean()) if len(weeks) else np.nan


def median_of_all(waits: Waits) -> float:
    """The Kaplan-Meier median, not a number where it is not reached."""
    return _reached(_curve(waits), 0.5) if waits.placed.any() else np.nan


def _of_the_placed(waits: Waits) -> dict[str, float]:
    weeks = waits.weeks[waits.placed]
    median, p90 = np.quantile(weeks, (0.5, 0.9)) if len(weeks) else (np.nan, np.nan)
    return {
        "wait_placed_mean": mean_of_the_placed(waits),
        "wait_placed_median": float(median),
        "wait_placed_p90": float(p90),
    }


def _of_all(waits: Waits) -> dict[str, float]:
    if not waits.placed.any():
        # Nobody placed: the curve never falls, and the year is waited in full if it was looked at.
        year = float(YEAR) if len(waits.weeks) and waits.weeks.max() >= YEAR else np.nan
        return {"wait_all_mean": year, "wait_all_median": np.nan, "wait_all_p90": np.nan}
    curve = _curve(waits)
    return {
        "wait_all_mean": _mean_within_a_year(curve, int(waits.weeks.max())),
        "wait_all_median": _reached(curve, 0.5),
        "wait_all_p90": _reached(curve, 0.9),
    }


def _curve(waits: Waits) -> Any:
    """The share still waiting after so many weeks: scipy's ``sf`` with ``quantiles`` and ``probabilities``."""
    return ecdf(CensoredData(uncensored=waits.weeks[waits.placed], right=waits.weeks[~waits.placed])).sf


def _reached(curve: Any, share: float) -> float:
    """The first week by which this share has a bed."""
    enough = curve.probabilities <= 1 - share + _NEARLY
    return float(curve.quantiles[enough.argmax()]) if enough.any() else np.nan


def _mean_within_a_year(curve: Any, longest: int) -> float:
    """The area under the curve to 52 weeks; not a number where nobody was looked at for so long."""
    if longest < YEAR and curve.probabilities[-1] > _NEARLY:
        return np.nan
    edges = np.concatenate(([0.0], np.minimum(curve.quantiles, YEAR), [YEAR]))
    heights = np.concatenate(([1.0], curve.probabilities))
    return float((np.diff(edges) * heights).sum())
