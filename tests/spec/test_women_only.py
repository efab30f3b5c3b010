"""women_only: who is admitted is the provider's recorded policy, never inferred."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused

ONLY = "hostel is women-only; "


@pytest.mark.parametrize(
    ("gender", "women_only", "policy", "refusal"),
    [
        ("woman", True, {}, PASSES),
        ("man", True, {}, ONLY + "the gender recorded is man."),
        ("non_binary", True, {}, ONLY + "the gender recorded is non-binary."),
        ("unknown", True, {}, ONLY + "gender is not known."),
        ("non_binary", True, {"women_only_accepts": ("woman", "non_binary")}, PASSES),
        ("unknown", True, {"women_only_accepts": ("woman", "unknown")}, PASSES),
        ("woman", True, {"women_only_accepts": ()}, ONLY + "the gender recorded is woman."),
        ("man", False, {}, PASSES),
        ("man", None, {}, PASSES),
    ],
)
def test_women_only_schemes(gender: str, women_only: bool | None, policy: Any, refusal: str) -> None:
    assert refused("women_only", {"gender": gender}, {"women_only": women_only}, **policy) == refusal
