"""route: some schemes take referrals by certain routes only; people already in the service need no new referral."""

from typing import Any

import pytest

from tests.builders import a_stay, days
from tests.spec.judging import PASSES, refused

BY_TWO = {"routes": ("SNAP", "specialist")}
ONLY = "hostel takes referrals by SNAP, specialist only; "


@pytest.mark.parametrize(
    ("person", "scheme", "refusal"),
    [
        ({"route": "SNAP"}, {}, PASSES),
        ({"route": ""}, {}, PASSES),
        ({"route": "SNAP"}, BY_TWO, PASSES),
        ({"route": "specialist"}, BY_TWO, PASSES),
        ({"route": "internal"}, BY_TWO, PASSES),  # always
        ({"route": "outreach"}, BY_TWO, ONLY + "this referral came by outreach."),
        ({"route": "self"}, BY_TWO, ONLY + "this referral came by self."),
        ({}, BY_TWO, ONLY + "the route of this referral is not known."),
    ],
)
def test_the_route_of_the_referral(person: Any, scheme: Any, refusal: str) -> None:
    assert refused("route", person, scheme) == refusal


@pytest.mark.parametrize("route", ["outreach", "self", ""])
@pytest.mark.parametrize("stay", [{}, {"leaving_on": days(1)}, {"started_on": days(4)}])
def test_a_resident_is_never_referred_back_to_the_register(route: str, stay: Any) -> None:
    assert refused("route", {"route": route}, BY_TWO, rows=[a_stay("ann", "home", **stay)]) == PASSES


def test_whoever_has_left_is_no_resident() -> None:
    left = a_stay("ann", "home", ended_on=days(-1), outcome="abandoned")
    assert refused("route", {"route": "self"}, BY_TWO, rows=[left]) == ONLY + "this referral came by self."
