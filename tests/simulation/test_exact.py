"""The laboratory meets queues that are solved exactly; docs/validation.md has the same at length."""

from dataclasses import replace
from math import factorial

import numpy as np
import pytest

from tools.validation import __main__ as validation
from tools.validation.cases import CASES, LOSS, SHORTER, Case
from tools.validation.compare import live
from tools.validation.exact import WEEKS, Queue, in_continuous_time, in_weekly_steps, weeks_stayed

RUNS = 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_laboratory_meets_the_exact_answer_within_its_interval(case: Case) -> None:
    # How many wait varies far more from run to run than how many are admitted.
    runs = 3 * RUNS if "waiting" in case.compared else RUNS
    lived = live(case, runs, 400)
    for figure in lived.figures:
        assert figure.is_met, figure
        # An interval that holds everything would show nothing.
        assert figure.what == "waiting" or figure.high - figure.low < 0.4 * figure.exact
    assert lived.agreeing == lived.runs == runs


def test_an_interval_notices_another_house() -> None:
    case = next(case for case in CASES if case.name == "18 beds, 270 days")
    other = replace(case, queue=replace(case.queue, stay=180 / 7))
    (figure,) = live(case, RUNS, 400).figures
    assert not figure.low <= other.exact.admitted <= figure.high


def test_the_figures_on_shortening_are_those_of_the_field() -> None:
    told = {
        "18 beds, 270 days": 21.6,
        "18 beds, 180 days": 25.4,
        "7 flats, 18 months": 4.0,
        "7 flats, 12 months": 5.2,
        "7 flats, 6 months": 6.0,
    }
    solved = {case.name: in_continuous_time(case.queue).admitted for case in CASES if case.group == SHORTER}
    assert {name: round(admitted, 1) for name, admitted in solved.items()} == told


def test_weekly_steps_change_little_where_stays_and_patience_are_long() -> None:
    for case in CASES:
        if case.continuous is not None:
            assert case.exact.admitted == pytest.approx(case.continuous.admitted, rel=0.01)


def test_the_chain_in_continuous_time_is_erlangs() -> None:
    offered = 3.0
    waiting = offered**4 / factorial(4) * 4 / (4 - offered)
    share = waiting / (sum(offered**n / factorial(n) for n in range(4)) + waiting)
    steady = in_continuous_time(Queue(4, 0.3, 10))
    assert steady.waiting == pytest.approx(share * offered / (4 - offered))
    assert steady.occupied == pytest.approx(offered)


def test_the_weekly_chain_of_one_bed_is_a_renewal() -> None:
    """One bed, nobody waits: a stay, then the weeks until somebody comes."""
    stay, rate = 6.0, 0.4
    empty = np.exp(-rate) / (1 - np.exp(-rate))
    assert in_weekly_steps(Queue(1, rate, stay, 1.0)).admitted == pytest.approx(WEEKS / (stay + empty))


def test_a_fixed_time_until_ready_is_a_week_longer_as_a_stay() -> None:
    assert weeks_stayed(9, 0.02) == pytest.approx(10.5, abs=0.2)


def test_the_page_says_what_was_lived() -> None:
    lived = [live(case, 2, 10) for case in CASES if case.group == LOSS]
    text = validation.page(lived, 10)
    assert "2 runs of 10 weeks" in text
    assert text.count("people admitted a year") == 2
    assert f"{lived[0].case.exact.admitted:.2f}" in text
    assert "4 of 4 runs" in text
