"""room_gender (pair): people of different gender do not share a room, except in a women-only scheme."""

from typing import Any

import pytest

from tests.builders import a_bed, a_person, a_scheme, a_stay, days, somebody
from tests.spec.allocating import beds_given

NO_WORKERS = {"rules_off": ("key_worker",)}
ROOM = (a_bed("home", room_id="one"), a_bed("free", room_id="one"))


@pytest.mark.parametrize(
    ("hers", "other", "women_only", "policy", "placed"),
    [
        ("woman", "woman", None, {}, True),
        ("woman", "man", None, {}, False),
        ("woman", "man", False, {}, False),
        ("woman", "non_binary", None, {}, False),
        ("unknown", "woman", None, {}, False),  # not known is not the same
        ("unknown", "unknown", None, {}, True),
        ("woman", "non_binary", True, {}, True),  # a women-only scheme admits by its own policy
        ("woman", "man", None, {"rules_off": ("key_worker", "room_gender")}, True),
    ],
)
def test_who_shares_a_room(hers: str, other: str, women_only: bool | None, policy: Any, placed: bool) -> None:
    facts = (
        *ROOM,
        a_scheme("hostel", women_only=women_only),
        a_person("ann", gender=hers),
        somebody("bea", gender=other),
        a_stay("bea", "home"),
    )
    assert beds_given(*facts, **(NO_WORKERS | policy)) == ({"ann": "free"} if placed else {})


@pytest.mark.parametrize(
    ("home", "free"),
    [
        (a_bed("home", room_id="one"), a_bed("free", room_id="two")),
        (a_bed("home"), a_bed("free")),
        (a_bed("home", room_id="one"), a_bed("free", "lodge", room_id="one")),
    ],
)
def test_rooms_of_their_own_are_shared_with_nobody(home: Any, free: Any) -> None:
    bob = (somebody("bob", gender="man"), a_stay("bob", "home"))
    assert beds_given(home, free, a_person("ann"), *bob, **NO_WORKERS) == {"ann": "free"}


def test_of_two_candidates_of_different_gender_one_gets_a_bed_in_the_room() -> None:
    people = (a_person("ann", band="A"), a_person("bob", gender="man"), a_person("cat", band="C"))
    assert set(beds_given(*ROOM, *people, **NO_WORKERS)) == {"ann", "cat"}


def test_two_who_share_already_are_left_where_they_are() -> None:
    bob = (somebody("bob", gender="man"), a_stay("bob", "free"))
    facts = (*ROOM, a_stay("bea", "home"), *bob, a_person("ann"), a_bed("other"))
    assert beds_given(*facts, **NO_WORKERS) == {"ann": "other"}


@pytest.mark.parametrize(
    ("bob", "stay", "got"),
    [
        (somebody("bob", gender="man"), {"leaving_on": days(3)}, {"ann": "home"}),  # his very bed, not beside him
        (a_person("bob", gender="man", seeks=(3,)), {}, {}),  # a mover who stays
        (a_person("bob", gender="man", seeks=(2,), band="A"), {}, {"bob": "semi", "ann": "free"}),
        (a_person("bob", gender="man", seeks=(3,)), {"leaving_on": days(3)}, {"ann": "free"}),
    ],
)
def test_who_counts_where(bob: Any, stay: Any, got: dict[str, str]) -> None:
    """Ann would rather have the bed that is free already, if she may."""
    facts = (
        a_bed("home", room_id="one"),
        a_bed("free", room_id="one", features=("garden",)),
        a_bed("semi", "semi"),
        a_scheme("semi", 2),
        a_person("ann", prefers=("garden",)),
        bob,
        a_stay("bob", "home", **stay),
    )
    assert beds_given(*facts, **NO_WORKERS) == got
