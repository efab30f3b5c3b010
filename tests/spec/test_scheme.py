"""scheme: schemes that she declined or is barred from."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("avoids", "scheme", "refusal"),
    [
        ((), {}, PASSES),
        (("flats",), {}, PASSES),
        (("hostel",), {}, "hostel is on the record as a scheme not to offer."),
        (("flats", "hostel"), {"name": "Elm House"}, "Elm House is on the record as a scheme not to offer."),
        (("Elm House",), {"name": "Elm House"}, PASSES),  # known by its id
    ],
)
def test_schemes_to_avoid(avoids: Any, scheme: Any, refusal: str) -> None:
    assert refused("scheme", {"avoid_schemes": avoids}, scheme) == refusal
