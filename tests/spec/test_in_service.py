"""in_service: the bed can take somebody new this week, which ends six days after the run date."""

from typing import Any

import pytest

from tests.builders import a_person, a_stay, days, somebody
from tests.spec.judging import PASSES, refused

LIVED_IN = "Somebody lives in this bed and is not leaving this week."


@pytest.mark.parametrize(
    ("bed", "refusal"),
    [
        ({}, PASSES),
        ({"open_from": days(-100)}, PASSES),
        ({"open_from": days(0)}, PASSES),
        ({"open_from": days(6)}, PASSES),
        ({"open_from": days(7)}, "This bed does not open until 2026-11-30."),
        ({"open_to": days(100)}, PASSES),
        ({"open_to": days(7)}, PASSES),
        ({"open_to": days(6)}, "This bed closes on 2026-11-29."),
        ({"open_to": days(-1)}, "This bed closes on 2026-11-22."),
        ({"open_from": days(-9), "open_to": days(7)}, PASSES),
        ({"open_from": days(6), "open_to": days(6)}, "This bed closes on 2026-11-29."),
        ({"open_from": days(7), "open_to": days(99)}, "This bed does not open until 2026-11-30."),
        ({"open_from": days(-9), "open_to": days(0)}, "This bed closes on 2026-11-23."),
    ],
)
def test_when_the_bed_is_open(bed: Any, refusal: str) -> None:
    assert refused("in_service", bed=bed) == refusal


@pytest.mark.parametrize(
    ("who_lives_there", "stay", "refusal"),
    [
        (somebody("bea"), {}, LIVED_IN),
        (somebody("bea"), {"leaving_on": days(7)}, LIVED_IN),
        (somebody("bea"), {"leaving_on": days(6)}, PASSES),  # a leaver
        (somebody("bea"), {"leaving_on": days(-20)}, PASSES),  # a leaver who should have gone
        (somebody("bea"), {"started_on": days(3)}, LIVED_IN),  # promised
        (somebody("bea"), {"ended_on": days(-1), "outcome": "moved_on"}, PASSES),
        (a_person("bea"), {}, PASSES),  # a mover: free if she moves
        (a_person("bea"), {"leaving_on": days(2)}, PASSES),
    ],
)
def test_who_lives_in_the_bed(who_lives_there: Any, stay: Any, refusal: str) -> None:
    assert refused("in_service", rows=[who_lives_there, a_stay("bea", "bed", **stay)]) == refusal


def test_a_bed_that_is_lived_in_and_closed_is_said_to_be_lived_in() -> None:
    assert refused("in_service", bed={"open_to": days(0)}, rows=[a_stay("bea", "bed")]) == LIVED_IN
