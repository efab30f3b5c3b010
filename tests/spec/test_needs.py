"""needs: features that she must have, of the bed or of its scheme."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("needs", "of_bed", "of_scheme", "refusal"),
    [
        ((), (), (), PASSES),
        (("cot",), ("cot",), (), PASSES),
        (("cot",), (), ("cot",), PASSES),  # a bed has its scheme's features
        (("cot", "staffed_24h"), ("cot",), ("staffed_24h",), PASSES),
        (("cot",), (), (), "What is needed and missing here: cot."),
        (("cot",), ("en_suite",), ("staffed_24h",), "What is needed and missing here: cot."),
        (("cot", "en_suite"), ("en_suite",), (), "What is needed and missing here: cot."),
        (("cot", "en_suite"), (), (), "What is needed and missing here: cot, en_suite."),
        ((), ("cot",), ("en_suite",), PASSES),
    ],
)
def test_features_needed(needs: Any, of_bed: Any, of_scheme: Any, refusal: str) -> None:
    assert refused("needs", {"needs": needs}, {"features": of_scheme}, {"features": of_bed}) == refusal
