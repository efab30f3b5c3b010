"""forbidden: a coordinator's own decision that this person shall not have this bed."""

from typing import Any

import pytest

from tests.builders import a_bed, a_forbid, a_pin, somebody
from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("pin", "refusal"),
    [
        (a_forbid("ann", "bed"), "A coordinator has decided that this bed shall not be offered here."),
        (a_forbid("ann", "other"), PASSES),
        (a_forbid("bea", "bed"), PASSES),
        (a_pin("ann", "bed"), PASSES),
    ],
)
def test_forbidden_pairs(pin: Any, refusal: str) -> None:
    assert refused("forbidden", rows=[pin, a_bed("other"), somebody("bea")]) == refusal
