"""programme_limit: too little is left of the whole programme to begin another stay."""

from datetime import date
from typing import Any

import pytest

from tests.builders import a_stay, days
from tests.spec.judging import PASSES, refused


def said(began: date, left: int, limit: int = 130, least: int = 4) -> str:
    whole_weeks = "1 whole week is" if left == 1 else f"{left} whole weeks are"
    return (
        f"The programme lasts {limit} weeks and began on {began}; {whole_weeks} left, "
        f"and a new stay needs at least {least} weeks."
    )


@pytest.mark.parametrize(
    ("began", "phase", "policy", "refusal"),
    [
        (None, 1, {}, PASSES),  # not yet in the programme
        (days(0), 1, {}, PASSES),
        (days(-7 * 126), 1, {}, PASSES),  # four weeks are left, to the day
        (days(-7 * 126 - 1), 1, {}, said(days(-7 * 126 - 1), 3)),
        (days(-7 * 127), 1, {}, said(days(-7 * 127), 3)),
        (days(-7 * 130), 1, {}, said(days(-7 * 130), 0)),
        (days(-7 * 200), 1, {}, said(days(-7 * 200), 0)),
        (days(-7 * 200), 0, {}, PASSES),  # never for crisis beds
        (days(-7 * 7), 2, {"programme_limit_weeks": 10}, said(days(-7 * 7), 3, limit=10)),
        (days(-7 * 7), 2, {"programme_limit_weeks": 10, "minimum_stay_weeks": 3}, PASSES),
        (days(-7 * 7 - 1), 2, {"programme_limit_weeks": 10, "minimum_stay_weeks": 3}, said(days(-7 * 7 - 1), 2, 10, 3)),
        (days(-7 * 10), 1, {"programme_limit_weeks": 10, "minimum_stay_weeks": 0}, PASSES),
        (days(9), 1, {}, PASSES),  # begins with a stay that is promised
    ],
)
def test_what_is_left_of_the_programme(began: date | None, phase: int, policy: Any, refusal: str) -> None:
    assert refused("programme_limit", {"programme_start": began}, {"phase": phase}, **policy) == refusal


def test_residents_are_judged_like_anybody() -> None:
    rows = [a_stay("ann", "home")]
    assert refused("programme_limit", {"programme_start": days(-900)}, rows=rows) == said(days(-900), 1)
