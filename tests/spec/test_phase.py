"""phase: a scheme is offered only to those who seek its phase."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("seeks", "scheme", "refusal"),
    [
        ((1,), {"phase": 1}, PASSES),
        ((0, 1), {"phase": 1}, PASSES),
        ((1, 0), {"phase": 0}, PASSES),
        ((2,), {"phase": 1}, "hostel is Hostel; what is sought is Semi-independent hostel."),
        ((0, 3), {"phase": 1, "name": "Elm House"}, "Elm House is Hostel; what is sought is Crisis, Third-phase flat."),
        ((1,), {"phase": 7}, "hostel is phase 7; what is sought is Hostel."),  # a phase that the policy does not name
        ((), {"phase": 1}, "hostel is Hostel; what is sought is nothing at present."),
    ],
)
def test_the_phase_sought(seeks: Any, scheme: Any, refusal: str) -> None:
    assert refused("phase", {"seeks": seeks}, scheme) == refusal


def test_phases_are_named_as_the_policy_names_them() -> None:
    said = refused("phase", {"seeks": (2,)}, phase_names={1: "Assessment", 2: "Shared house"})
    assert said == "hostel is Assessment; what is sought is Shared house."
