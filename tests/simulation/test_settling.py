"""Whether a run had settled, on series whose answer is plain."""

import numpy as np
import numpy.typing as npt
import pytest

from beds.simulation.gathered import Digest, Gathered
from beds.simulation.settling import Settling, doubts, mser, settling

RNG = np.random.default_rng(7)
LEVEL = 20 + RNG.normal(0, 1, 200)


def a_run(waiting: npt.NDArray[np.float64], warm_up: int = 20) -> Settling:
    """How a run settled whose replications all follow this waiting list, but for some luck of their own."""
    gathered = Gathered(("baseline",))
    for number in range(20):
        weekly = np.zeros((4, len(waiting), 2), dtype=np.int32)
        weekly[0, :, 1] = np.round(waiting + np.random.default_rng(number).normal(0, 1, len(waiting)))
        weekly[1, :, 1] = 10
        gathered.add(Digest("baseline", number, warm_up, (1,), {}, weekly, np.zeros((2, 2, 10), dtype=np.int64)))
    return settling(gathered, "baseline")


def test_a_level_series_has_settled_from_the_first_weeks() -> None:
    start = mser(LEVEL)
    assert start is not None
    assert start <= 30


def test_a_start_that_is_unlike_the_rest_is_cut_off() -> None:
    start = mser(np.where(np.arange(200) < 60, np.linspace(0, 20, 200) * 0.5, LEVEL))
    assert start == 60


def test_a_series_that_only_climbs_never_settles() -> None:
    assert mser(np.linspace(0, 50, 200)) is None


def test_a_steady_run_leaves_no_doubt() -> None:
    one = a_run(LEVEL)
    assert (one.growing, one.disturbed) == (False, False)
    assert list(doubts([one])) == []


def test_a_list_that_grows_to_the_end_is_told() -> None:
    one = a_run(np.linspace(0, 50, 200))
    assert one.growing
    assert one.growth == pytest.approx(50 / 199 * 52, abs=0.5)
    (doubt,) = doubts([one])
    assert "still grows when the run ends in baseline (by 13." in doubt


def test_a_warm_up_that_is_too_short_is_told() -> None:
    one = a_run(np.where(np.arange(200) < 60, 3.0, LEVEL))
    assert (one.settled_from, one.disturbed, one.growing) == (60, True, False)
    (doubt,) = doubts([one])
    assert doubt.startswith("Things had not settled when measuring began (week 20) in baseline")


def test_a_start_that_lies_in_the_warm_up_does_no_harm() -> None:
    assert not a_run(np.where(np.arange(200) < 60, 3.0, LEVEL), warm_up=60).disturbed


def test_too_few_measured_weeks_are_told() -> None:
    (doubt,) = doubts([a_run(LEVEL[:60])])
    assert doubt.startswith("Only 40 weeks are measured (baseline).")
