"""Estimates find what stays were made with: their intervals hold the truth about as often as they say."""

import numpy as np
import pytest

from beds.simulation.fitting.estimates import (
    Estimate,
    LengthOfStay,
    length_of_stay,
    returned_within_a_year,
    weekly_chance,
)
from beds.simulation.fitting.spells import Departure, PhaseSpell

MEAN, CV, LEAVING, RETURNING = 30.0, 0.7, 0.01, 0.35


def some_spells(luck: np.random.Generator, people: int, looked_at: float = 104) -> list[PhaseSpell]:
    """People who came over two years, each ready after a gamma time, or gone before, or there still."""
    ready = luck.gamma(CV**-2, MEAN * CV**2, people)
    gone = luck.exponential(1 / LEAVING, people)
    until = luck.uniform(0, looked_at, people)
    first = np.minimum(np.minimum(ready, gone), until)
    endings = np.where(first == until, "", np.where(first == ready, "planned", "unplanned"))
    return [PhaseSpell(1, float(weeks), str(ending)) for weeks, ending in zip(first, endings, strict=True)]  # type: ignore[arg-type]


def holds(estimate: Estimate | None, truth: float) -> bool:
    assert estimate is not None
    return estimate.low <= truth <= estimate.high


def test_lengths_and_leaving_are_found_with_intervals_that_cover() -> None:
    luck = np.random.default_rng(20261123)
    rounds, kept = 25, np.zeros(3)
    for _ in range(rounds):
        spells = some_spells(luck, 120)
        found = length_of_stay(1, spells)
        leaving = weekly_chance(sum(s.ending == "unplanned" for s in spells), sum(s.weeks for s in spells))
        kept += [holds(found.mean, MEAN), holds(found.cv, CV), holds(leaving.value, LEAVING)]
    # 95 % of 25 is 24; fewer than 21 come by chance once in a hundred times.
    assert min(kept) >= 21
    assert kept.sum() < 3 * rounds, "intervals that always hold are too wide"


def test_people_who_are_still_there_are_not_forgotten() -> None:
    spells = some_spells(np.random.default_rng(1), 400)
    ended = [spell.weeks for spell in spells if spell.ending == "planned"]
    found = length_of_stay(1, spells).mean
    assert found is not None
    assert float(np.mean(ended)) < found.low, "the plain mean of those who left is too short"
    assert holds(found, MEAN)


def test_returns_within_a_year_count_who_left_lately_only_until_now() -> None:
    luck = np.random.default_rng(20261123)
    rounds, kept = 60, 0
    for _ in range(rounds):
        back = np.where(luck.random(150) < RETURNING, luck.uniform(0, 52, 150), np.inf)
        until = luck.uniform(0, 104, 150)
        gone = [Departure(False, float(min(b, u)), bool(b <= u)) for b, u in zip(back, until, strict=True)]
        kept += holds(returned_within_a_year(gone).value, RETURNING)
    assert 53 <= kept < 60


def test_what_never_happened_has_an_upper_bound_all_the_same() -> None:
    found = weekly_chance(0, 300).value
    assert found is not None
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.0122, abs=1e-3)


def test_nobody_there_is_no_estimate() -> None:
    assert weekly_chance(0, 0).value is None
    assert returned_within_a_year([]).value is None


@pytest.mark.parametrize("planned", [0, 1])
def test_a_length_needs_more_than_one_end(planned: int) -> None:
    spells = [PhaseSpell(1, 10, "planned")] * planned + [PhaseSpell(1, 5, "")]
    assert length_of_stay(1, spells) == LengthOfStay(1, None, None, planned, 0, 1)


def test_below_twenty_ends_an_estimate_is_called_a_poor_one() -> None:
    assert weekly_chance(19, 1000).few
    assert not weekly_chance(20, 1000).few
    assert length_of_stay(1, [PhaseSpell(1, weeks, "planned") for weeks in range(1, 20)]).few
