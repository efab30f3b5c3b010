"""Means, intervals, paired differences and verdicts, against values worked out by hand or by scipy."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from beds.simulation.compare import Difference, Estimate, differences, estimates, holm, needed, verdict
from beds.simulation.gathered import Digest, Gathered, digest
from beds.simulation.measures.measure import Key
from beds.simulation.records import COUNTS
from tests.simulation.invented import a_toy_run

ADMITTED: Key = ("admitted", "all")
MEDIAN: Key = ("wait_all_median", "all")
NOTHING_HIDDEN = np.zeros((2, 2, len(COUNTS)), dtype=np.int64)


def gathered(of_scenarios: Mapping[str, Mapping[int, Mapping[Key, float]]]) -> Gathered:
    everything = Gathered(tuple(of_scenarios))
    for name, runs in of_scenarios.items():
        for number, measures in runs.items():
            everything.add(
                Digest(name, number, 0, (1,), measures, np.zeros((4, 10, 2), dtype=np.int32), NOTHING_HIDDEN)
            )
    return everything


def of(*values: float, key: Key = ADMITTED) -> dict[int, dict[Key, float]]:
    return {number: {key: value} for number, value in enumerate(values)}


def the_estimate(everything: Gathered) -> Estimate:
    (one,) = estimates(everything)
    return one


def the_difference(everything: Gathered) -> Difference:
    (one,) = differences(everything)
    return one


def test_the_interval_is_students_t() -> None:
    values = (3.0, 5.0, 4.0, 8.0)
    one = the_estimate(gathered({"baseline": of(*values)}))
    low, high = stats.t.interval(0.95, 3, np.mean(values), stats.sem(values))
    assert (one.mean, one.low, one.high) == pytest.approx((5, low, high))
    assert one.replications == 4


def test_one_replication_has_a_mean_and_no_interval() -> None:
    one = the_estimate(gathered({"baseline": of(3.0)}))
    assert one.mean == 3
    assert math.isnan(one.low)


def test_differences_are_paired_by_replication() -> None:
    # Each replication gains one or two, far less than replications differ among themselves.
    everything = gathered({"baseline": of(10, 20, 30, 40), "more": of(11, 22, 31, 42)})
    one = the_difference(everything)
    expected = stats.ttest_1samp([1, 2, 1, 2], 0)
    assert (one.mean, one.p) == pytest.approx((1.5, expected.pvalue))
    assert (one.low, one.high) == pytest.approx(tuple(expected.confidence_interval(0.95)))
    assert one.verdict == "more"


def test_only_replications_that_both_have_are_compared() -> None:
    everything = gathered(
        {"baseline": of(10, 20, 30), "stopped": {1: {ADMITTED: 21}, 2: {ADMITTED: 33}, 5: {ADMITTED: 0}}}
    )
    one = the_difference(everything)
    assert (one.mean, one.replications) == (2, 2)


def test_the_order_in_which_replications_come_in_makes_no_difference() -> None:
    runs = [digest(a_toy_run(name, number, weeks=80, warm_up=10)) for name in ("a", "b") for number in range(3)]
    there, back = Gathered(("a", "b")), Gathered(("a", "b"))
    for run in runs:
        there.add(run)
    for run in reversed(runs):
        back.add(run)
    assert [repr(one) for one in differences(there)] == [repr(one) for one in differences(back)]
    assert (there.weeks("a", "waiting") == back.weeks("a", "waiting")).all()


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.1, 2, "more"), (-2, -0.1, "fewer"), (-1, 1, "no clear difference"), (0, 0, "no clear difference"),
     (0, 1, "no clear difference"), (math.nan, math.nan, "not known")],
)  # fmt: skip
def test_the_verdict_is_the_interval_in_a_word(low: float, high: float, said: str) -> None:
    assert verdict(low, high) == said


def test_the_same_numbers_are_no_clear_difference() -> None:
    one = the_difference(gathered({"baseline": of(0.1, 0.2, 0.7), "same": of(0.1, 0.2, 0.7)}))
    assert (one.mean, one.low, one.high, one.verdict, one.p) == (0, 0, 0, "no clear difference", 1)


def test_a_difference_that_never_varies_is_clear() -> None:
    one = the_difference(gathered({"baseline": of(0, 0, 0), "dearer": of(0.1, 0.1, 0.1)}))
    assert (one.mean, one.low, one.high, one.verdict, one.p) == (0.1, 0.1, 0.1, "more", 0)


def test_a_wait_that_is_often_not_reached_has_no_mean_and_says_how_often() -> None:
    one = the_estimate(gathered({"baseline": of(10, math.nan, 12, key=MEDIAN)}))
    assert math.isnan(one.mean)
    assert (one.replications, one.undefined) == (2, 1)


def test_a_wait_that_is_hardly_ever_not_reached_has_a_mean() -> None:
    one = the_estimate(gathered({"baseline": of(*[10] * 19, math.nan, key=MEDIAN)}))
    assert (one.mean, one.undefined) == (10, 1)


def test_what_is_not_defined_for_one_of_a_pair_is_left_out_and_counted() -> None:
    one = the_difference(gathered({"baseline": of(1, math.nan, 3), "other": of(2, 5, 5)}))
    assert (one.mean, one.replications, one.undefined) == (1.5, 2, 1)


def test_a_measure_that_nobody_has_is_nothing() -> None:
    one = the_difference(gathered({"baseline": of(math.nan, math.nan), "other": of(1, 2)}))
    assert math.isnan(one.mean)
    assert (one.verdict, one.needed, one.clear_together) == ("not known", None, False)


@pytest.mark.parametrize(("difference", "deviation"), [(1.0, 1.0), (0.2, 3.0), (-5.0, 1.0)])
def test_as_many_replications_are_needed_as_leave_zero_out_of_the_interval(difference: float, deviation: float) -> None:
    def half(replications: int) -> float:
        return float(stats.t.ppf(0.975, replications - 1) * deviation / math.sqrt(replications))

    count = needed(difference, deviation)
    assert count is not None
    assert half(count) < abs(difference)
    assert count == 2 or half(count - 1) >= abs(difference)


def test_no_number_of_replications_makes_nothing_clear() -> None:
    assert needed(0.0, 1.0) is None
    assert needed(math.nan, 1.0) is None
    assert needed(1e-9, 1.0) is None


def test_holm_asks_more_of_many() -> None:
    assert holm(np.array([0.04])).tolist() == [True]
    assert holm(np.array([0.04, 0.01, math.nan, 0.03])).tolist() == [False, True, False, False]
    assert holm(np.array([0.01, 0.02, 0.03])).tolist() == [True, True, True]


def test_measures_stand_in_the_order_of_the_catalogue_and_phases_before_all() -> None:
    run = digest(a_toy_run(weeks=80, warm_up=10))
    everything = Gathered(("baseline",))
    everything.add(run)
    keys = everything.keys_in_order()
    assert keys[:4] == (("admitted", "1"), ("admitted", "2"), ("admitted", "3"), ("admitted", "all"))
    assert keys[-1][0].startswith("group_")
    assert len(keys) == len(run.measures)
