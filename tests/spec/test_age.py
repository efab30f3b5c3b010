"""age: completed years on the run date against the scheme's lowest and highest age."""

from datetime import date
from typing import Any

import pytest

from tests.spec.judging import PASSES, refused

FROM_18 = {"min_age": 18}
TO_25 = {"max_age": 25}
BOTH = FROM_18 | TO_25
UNDER = "hostel takes people from 18 years; the age on 2026-11-23 is %d."
OVER = "hostel takes people up to 25 years; the age on 2026-11-23 is %d."


@pytest.mark.parametrize(
    ("born", "scheme", "refusal"),
    [
        (date(2008, 11, 23), FROM_18, PASSES),  # 18 today
        (date(2008, 11, 24), FROM_18, UNDER % 17),  # tomorrow
        (date(2008, 12, 1), FROM_18, UNDER % 17),
        (date(2008, 1, 31), FROM_18, PASSES),
        (date(2000, 11, 24), TO_25, PASSES),  # 26 tomorrow
        (date(2000, 11, 23), TO_25, OVER % 26),
        (date(2000, 2, 1), BOTH, OVER % 26),
        (date(2010, 2, 1), BOTH, UNDER % 16),
        (date(2004, 2, 1), BOTH, PASSES),
        (None, BOTH, PASSES),  # not known: does not refuse, the check of the input warns
        (date(1930, 1, 1), {}, PASSES),
        (date(2026, 11, 23), {"min_age": 0}, PASSES),
        (date(2026, 1, 1), {"max_age": 0}, PASSES),
    ],
)
def test_ages(born: date | None, scheme: Any, refusal: str) -> None:
    assert refused("age", {"birth_date": born}, scheme) == refusal


@pytest.mark.parametrize(
    ("on", "old_enough"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),  # 18 on 1 March where there is no 29 February
        (date(2026, 2, 27), False),
    ],
)
def test_born_on_29_february_she_is_a_year_older_on_1_march(on: date, old_enough: bool) -> None:
    assert (refused("age", {"birth_date": date(2008, 2, 29)}, FROM_18, on=on) == PASSES) == old_enough


def test_born_on_29_february_her_birthday_in_a_leap_year_is_the_day_itself() -> None:
    born = {"birth_date": date(2008, 2, 29)}
    assert refused("age", born, {"min_age": 20}, on=date(2028, 2, 29)) == PASSES
    assert refused("age", born, {"min_age": 20}, on=date(2028, 2, 28)) == (
        "hostel takes people from 20 years; the age on 2028-02-28 is 19."
    )


def test_the_age_counts_on_the_run_date_not_on_the_day_she_would_start() -> None:
    assert refused("age", {"birth_date": date(2008, 11, 25)}, FROM_18, {"open_from": date(2026, 11, 26)}) != PASSES
