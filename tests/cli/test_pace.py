"""How long it will still take, as somebody who waits wants to hear it."""

import pytest

from beds.cli.pace import Pace, in_words


def test_the_rest_takes_as_long_as_each_step_has_taken() -> None:
    pace = Pace(began=100.0)
    assert pace.left(100.0, 0, 40) is None
    assert pace.left(110.0, 10, 40) == 30.0


def test_what_an_earlier_run_did_took_this_one_no_time() -> None:
    pace = Pace(began=0.0)
    assert pace.left(1.0, 30, 40) is None
    assert pace.left(10.0, 35, 40) == 10.0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (10, "less than a minute left"),
        (70, "about 1 minute left"),
        (170, "about 3 minutes left"),
        (3600 * 2.2, "about 2 hours left"),
    ],
)
def test_time_is_said_roughly(seconds: float, said: str) -> None:
    assert in_words(seconds) == said
