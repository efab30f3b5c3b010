"""consent: nothing is shared with a provider whom she does not consent to share with."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("withholds", "provider", "refusal"),
    [
        ((), "alder", PASSES),
        (("birch",), "alder", PASSES),
        (("alder",), "alder", "hostel is run by alder; there is no consent to share information with them."),
        (("birch", "alder"), "alder", "hostel is run by alder; there is no consent to share information with them."),
        (("alder",), "", PASSES),
        (("",), "", PASSES),  # two blanks are not the same provider
    ],
)
def test_consent_to_share(withholds: Any, provider: str, refusal: str) -> None:
    assert refused("consent", {"withhold_from": withholds}, {"provider": provider}) == refusal
