"""household: children and pets."""

from typing import Any

import pytest

from tests.spec.judging import PASSES, refused

TAKES_NONE = {"takes_children": False, "takes_pets": False}
ONE = "hostel takes no children; one child comes along."
TWO = "hostel takes no children; 2 children come along."
PET = "hostel takes no pets; a pet comes along."


@pytest.mark.parametrize(
    ("person", "scheme", "refusal"),
    [
        ({}, TAKES_NONE, PASSES),
        ({"children": 0, "pets": False}, TAKES_NONE, PASSES),
        ({"children": 1}, TAKES_NONE, ONE),
        ({"children": 2}, TAKES_NONE, TWO),
        ({"pets": True}, TAKES_NONE, PET),
        ({"children": 2, "pets": True}, TAKES_NONE, f"{TWO} {PET}"),
        ({"children": 1, "pets": True}, {"takes_children": True, "takes_pets": False}, PET),
        ({"children": 1, "pets": True}, {"takes_children": False, "takes_pets": True}, ONE),
        ({"children": 1, "pets": True}, {"takes_children": True, "takes_pets": True}, PASSES),
        ({"children": 1, "pets": True}, {}, PASSES),  # left blank: restricts nobody
        ({"children": 1, "pets": True}, {"takes_pets": False}, PET),
    ],
)
def test_children_and_pets(person: Any, scheme: Any, refusal: str) -> None:
    assert refused("household", person, scheme) == refusal
