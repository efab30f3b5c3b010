"""substance: some schemes ask for treatment, some for abstinence."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused

IN_TREATMENT = "hostel asks people who use drugs or alcohol to be in treatment; active use is recorded."
ABSTINENT = "hostel asks for abstinence; what is recorded is: %s."


@pytest.mark.parametrize(
    ("hers", "asked", "refusal"),
    [
        ("active", "any", PASSES),
        ("", "any", PASSES),
        ("active", "in_treatment", IN_TREATMENT),
        ("in_treatment", "in_treatment", PASSES),
        ("abstinent", "in_treatment", PASSES),
        ("", "in_treatment", PASSES),  # not known to be active
        ("active", "abstinent", ABSTINENT % "active use"),
        ("in_treatment", "abstinent", ABSTINENT % "in treatment"),
        ("", "abstinent", ABSTINENT % "not known"),
        ("abstinent", "abstinent", PASSES),
    ],
)
def test_substance_use(hers: Any, asked: Any, refusal: str) -> None:
    assert refused("substance", {"substance": hers}, {"substance_policy": asked}) == refusal
