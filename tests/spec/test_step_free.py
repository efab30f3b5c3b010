"""step_free: the bed must have step-free access where she needs it."""

import pytest

from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("needed", "bed", "refusal"),
    [
        (True, True, PASSES),
        (True, False, "Step-free access is needed; this bed has none."),
        (True, None, "Step-free access is needed; whether this bed has it is not known."),
        (False, False, PASSES),
        (None, False, PASSES),
        (None, None, PASSES),
    ],
)
def test_step_free_access(needed: bool | None, bed: bool | None, refusal: str) -> None:
    assert refused("step_free", {"step_free_needed": needed}, bed={"step_free": bed}) == refusal
