"""recourse: some schemes are paid for in a way that needs recourse to public funds."""

import pytest

from tests.builders import a_stay
from tests.spec.judging import PASSES, refused

NEEDS = "hostel needs recourse to public funds; "


@pytest.mark.parametrize(
    ("hers", "needed", "refusal"),
    [
        (True, True, PASSES),
        (False, True, NEEDS + "there is none."),
        (None, True, NEEDS + "whether there is recourse is not known."),
        (False, False, PASSES),
        (None, False, PASSES),
        (False, None, PASSES),  # a scheme column left blank restricts nobody
    ],
)
def test_recourse(hers: bool | None, needed: bool | None, refusal: str) -> None:
    assert refused("recourse", {"recourse": hers}, {"needs_recourse": needed}) == refusal


def test_residents_are_judged_like_anybody() -> None:
    assert refused("recourse", {"recourse": False}, {"needs_recourse": True}, rows=[a_stay("ann", "home")]) != PASSES
