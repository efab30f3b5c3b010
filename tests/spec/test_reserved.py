"""reserved: some schemes are kept for certain groups."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused

RESERVED = "hostel is reserved for: care_leavers, exiting; none of these is recorded."


@pytest.mark.parametrize(
    ("groups", "reserved_for", "refusal"),
    [
        ((), (), PASSES),
        (("exiting",), (), PASSES),
        (("exiting",), ("care_leavers", "exiting"), PASSES),
        (("young", "care_leavers"), ("care_leavers", "exiting"), PASSES),
        ((), ("care_leavers", "exiting"), RESERVED),
        (("young",), ("care_leavers", "exiting"), RESERVED),
    ],
)
def test_reserved_schemes(groups: Any, reserved_for: Any, refusal: str) -> None:
    assert refused("reserved", {"groups": groups}, {"reserved_for": reserved_for}) == refusal
