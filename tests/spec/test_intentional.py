"""intentional: some schemes do not take people found intentionally homeless."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused

REFUSAL = "hostel does not take people found intentionally homeless, and such a finding is recorded."
LOOK_AGAIN = (
    " The record also says that violence was fled: it is not reasonable to stay where abuse is probable "
    "(Housing Act 1996, section 177), so this finding should be looked at again."
)


@pytest.mark.parametrize(
    ("person", "takes", "refusal"),
    [
        ({"intentional": True}, False, REFUSAL),
        ({"intentional": False}, False, PASSES),
        ({"intentional": None}, False, PASSES),  # not known is no finding
        ({"intentional": True}, True, PASSES),
        ({"intentional": True}, None, PASSES),
        ({"intentional": True, "connection_exempt": "violence"}, False, REFUSAL + LOOK_AGAIN),
        ({"intentional": True, "connection_exempt": "care_leaver"}, False, REFUSAL),
    ],
)
def test_a_finding_of_intentional_homelessness(person: Any, takes: bool | None, refusal: str) -> None:
    assert refused("intentional", person, {"takes_intentional": takes}) == refusal
