"""area: places that she asked to avoid."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused


@pytest.mark.parametrize(
    ("avoids", "scheme", "refusal"),
    [
        ((), {"area": "north"}, PASSES),
        (("south",), {"area": "north"}, PASSES),
        (("north",), {"area": "north"}, "hostel is in north, an area to be avoided."),
        (("south", "north"), {"area": "north", "name": "Elm House"}, "Elm House is in north, an area to be avoided."),
        (("north",), {"area": ""}, PASSES),  # not known where
        (("",), {"area": ""}, PASSES),  # two blanks are not the same place
        (("hostel",), {"area": "north"}, PASSES),  # a scheme is no area
    ],
)
def test_areas_to_avoid(avoids: Any, scheme: Any, refusal: str) -> None:
    assert refused("area", {"avoid_areas": avoids}, scheme) == refusal
