"""keep_apart (pair): two people who must not live in the same room, scheme or area after the run."""

from typing import Any

import pytest

from tests.builders import a_bed, a_person, a_scheme, a_stay, apart, days, somebody
from tests.spec.allocating import beds_given

NO_WORKERS = {"rules_off": ("key_worker",)}
NORTH = a_scheme("hostel", area="north")


@pytest.mark.parametrize(
    ("scope", "free", "scheme", "placed"),
    [
        ("room", {"room_id": "one"}, NORTH, False),
        ("room", {"room_id": "two"}, NORTH, True),
        ("room", {"room_id": ""}, NORTH, True),
        ("room", {"room_id": "one"}, a_scheme("lodge", area="north"), True),  # rooms are read within their scheme
        ("scheme", {"room_id": "two"}, NORTH, False),
        ("scheme", {"room_id": "one"}, a_scheme("lodge", area="north"), True),
        ("area", {"room_id": "two"}, NORTH, False),
        ("area", {}, a_scheme("lodge", area="north"), False),
        ("area", {}, a_scheme("lodge", area="south"), True),
        ("area", {}, a_scheme("lodge", area=""), True),  # not known where
    ],
)
def test_she_is_kept_from_where_the_other_lives(scope: str, free: Any, scheme: Any, placed: bool) -> None:
    """Bea lives in the hostel in the north; there is one free bed."""
    schemes = {row.scheme_id: row for row in (NORTH, scheme)}.values()
    home, bed = a_bed("home", room_id="one"), a_bed("free", scheme.scheme_id, **free)
    for pair in (apart("ann", "bea", scope), apart("bea", "ann", scope)):
        got = beds_given(*schemes, home, bed, a_person("ann"), a_stay("bea", "home"), pair, **NO_WORKERS)
        assert got == ({"ann": "free"} if placed else {})


def test_two_schemes_whose_area_is_not_known_share_none_but_each_is_in_its_own() -> None:
    facts = (a_bed("home"), a_person("ann"), a_stay("bea", "home"), apart("ann", "bea", "area"))
    assert beds_given(*facts, a_bed("free", "lodge"), **NO_WORKERS) == {"ann": "free"}
    assert beds_given(*facts, a_bed("free", "hostel"), **NO_WORKERS) == {}


@pytest.mark.parametrize("scope", ["room", "scheme", "area"])
def test_of_two_candidates_kept_apart_only_the_more_urgent_is_placed(scope: str) -> None:
    facts = (NORTH, a_bed("b1", room_id="one"), a_bed("b2", room_id="one"), a_person("ann", band="A"), a_person("bea"))
    assert set(beds_given(*facts, **NO_WORKERS)) == {"ann", "bea"}
    assert set(beds_given(*facts, apart("ann", "bea", scope), **NO_WORKERS)) == {"ann"}


def test_two_who_live_together_already_are_left_where_they_are() -> None:
    together = (a_bed("b1", room_id="one"), a_bed("b2", room_id="one"), a_stay("ann", "b1"), a_stay("bea", "b2"))
    assert beds_given(*together, a_person("cat"), a_bed("b3"), apart("ann", "bea", "scheme"), **NO_WORKERS) == {
        "cat": "b3"
    }


@pytest.mark.parametrize(
    ("scope", "free_bed_in_the_room", "got"),
    [
        ("room", None, {"ann": "hers"}),  # she takes the very bed that Bea leaves
        ("scheme", None, {}),
        ("room", a_bed("beside", room_id="one"), {"ann": "hers"}),  # beside Bea they might overlap by days
    ],
)
def test_a_leaver_counts_where_she_lives_but_not_for_whoever_takes_her_very_bed(
    scope: str, free_bed_in_the_room: Any, got: dict[str, str]
) -> None:
    beds = [a_bed("hers", room_id="one"), *([free_bed_in_the_room] if free_bed_in_the_room else [])]
    leaves = a_stay("bea", "hers", leaving_on=days(3))
    assert beds_given(*beds, a_person("ann"), leaves, apart("ann", "bea", scope), **NO_WORKERS) == got


@pytest.mark.parametrize(
    ("bea", "stay", "got"),
    [
        (a_person("bea", seeks=(3,)), {}, {"ann": "away"}),  # a mover who stays
        (a_person("bea", seeks=(2,), band="A"), {}, {"bea": "semi", "ann": "beside"}),  # a mover who moves
        (a_person("bea", seeks=(3,)), {"leaving_on": days(3)}, {"ann": "beside"}),  # a candidate who leaves in any case
        (somebody("bea"), {"leaving_on": days(3)}, {"ann": "away"}),
        (somebody("bea"), {"started_on": days(3)}, {"ann": "away"}),  # the bed is promised
    ],
)
def test_who_counts_where(bea: Any, stay: Any, got: dict[str, str]) -> None:
    """Ann would rather live beside Bea than away from her, for the garden."""
    facts = (
        a_bed("home", room_id="one"),
        a_bed("beside", room_id="one", features=("garden",)),
        a_bed("away", "lodge"),
        a_bed("semi", "semi"),
        a_scheme("semi", 2),
        a_person("ann", prefers=("garden",)),
        bea,
        a_stay("bea", "home", **stay),
        apart("ann", "bea", "room"),
    )
    assert beds_given(*facts, **NO_WORKERS) == got
