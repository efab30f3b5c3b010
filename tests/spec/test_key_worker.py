"""key_worker (run): nobody is placed without a worker who can hold her."""

from fractions import Fraction
from typing import Any

import pytest

from tests.builders import a_bed, a_person, a_scheme, a_stay, a_worker, days, somebody
from tests.spec.allocating import given

BED = a_bed("bed")


@pytest.mark.parametrize(
    ("person", "worker", "takes_her"),
    [
        ({}, {}, True),
        ({}, {"capacity": 1}, True),
        ({}, {"capacity": Fraction(99, 100)}, False),
        ({}, {"covers": ("hostel", "flats")}, True),
        ({}, {"covers": ("flats",)}, False),
        ({}, {"covers": ()}, False),
        ({"languages": ("es",)}, {"languages": ("en", "es")}, True),
        ({"languages": ("es", "fr")}, {"languages": ("fr",)}, True),
        ({"languages": ("es",)}, {"languages": ("en",)}, False),
        ({"languages": ("es",)}, {}, False),
        ({"languages": ("es", "en")}, {"languages": ("fr",)}, True),
        ({}, {"languages": ("fr",)}, True),
        ({}, {"away_from": days(0), "away_to": days(1)}, False),  # away on the run date
        ({}, {"away_from": days(-5), "away_to": days(0)}, True),  # half-open: she is back
        ({}, {"away_from": days(1), "away_to": days(90)}, True),  # not yet gone
        ({}, {"away_from": days(-5)}, False),
        ({}, {"leaving_on": days(28)}, False),
        ({}, {"leaving_on": days(29)}, True),
        # her own worker, unless out, may keep her in any scheme
        ({"worker_id": "kit", "languages": ("es",)}, {"covers": ()}, True),
        ({"worker_id": "kit"}, {"away_from": days(0), "away_to": days(28)}, True),
        ({"worker_id": "kit"}, {"away_from": days(0), "away_to": days(29)}, False),
        ({"worker_id": "kit"}, {"away_from": days(0)}, False),
        ({"worker_id": "kit"}, {"leaving_on": days(1)}, False),
        ({"worker_id": "kit"}, {"capacity": 0}, False),
    ],
)
def test_who_takes_whom(person: Any, worker: Any, takes_her: bool) -> None:
    got = given(BED, a_person("ann", **person), a_worker("kit", **worker))
    assert got == ({"ann": ("bed", "kit")} if takes_her else {})


@pytest.mark.parametrize(
    ("continuity", "kit", "got"),
    [
        ("required", {}, "kit"),
        ("required", {"capacity": 0}, None),  # keeps her worker or is not placed
        ("required", {"leaving_on": days(9)}, "lou"),  # but a worker who is out need not be kept
        ("required", {"away_from": days(0), "away_to": days(5), "capacity": 0}, None),
        ("preferred", {}, "kit"),
        ("preferred", {"capacity": 0}, "lou"),
        ("off", {"capacity": 0}, "lou"),
    ],
)
def test_continuity(continuity: str, kit: Any, got: str | None) -> None:
    facts = (BED, a_person("ann", worker_id="kit"), a_worker("kit", **kit), a_worker("lou"))
    assert given(*facts, continuity=continuity) == ({"ann": ("bed", got)} if got else {})


def test_switched_off_no_worker_is_given() -> None:
    facts = (BED, a_person("ann", worker_id="kit"), a_worker("kit", 0))
    assert given(*facts, rules_off=("key_worker",)) == {"ann": ("bed", "")}


@pytest.mark.parametrize(
    ("rows", "points"),
    [
        ([somebody("bea", worker_id="kit"), a_stay("bea", "home")], Fraction(1)),
        ([somebody("bea", worker_id="kit"), a_stay("bea", "home", started_on=days(5))], Fraction(1)),  # promised
        ([somebody("bea", worker_id="kit"), a_stay("bea", "home", leaving_on=days(3))], Fraction(1, 4)),
        ([a_person("bea", seeks=(2,), worker_id="kit"), a_stay("bea", "home")], Fraction(1)),  # a mover who stays
        ([a_person("bea", seeks=(2,), worker_id="kit"), a_stay("bea", "home", leaving_on=days(3))], Fraction(0)),
        ([a_person("bea", seeks=(2,), worker_id="kit")], Fraction(0)),  # waiting
        ([somebody("bea", worker_id="kit")], Fraction(0)),
        ([somebody("bea"), a_stay("bea", "home")], Fraction(0)),
    ],
)
def test_what_a_worker_holds_already(rows: list[Any], points: Fraction) -> None:
    """The bed is of phase 0: one point. Nobody else may have it but Ann."""
    facts = (a_scheme("crisis", 0), a_bed("bed", "crisis"), a_person("ann", seeks=(0,)), *rows)
    enough, too_few = a_worker("kit", points + 1), a_worker("kit", points + Fraction(999, 1000))
    assert given(*facts, enough) == {"ann": ("bed", "kit")}
    assert given(*facts, too_few) == {}


@pytest.mark.parametrize(
    ("ended", "outcome", "weeks", "counts"),
    [
        (0, "moved_on", 26, True),
        (-7 * 26 + 1, "moved_on", 26, True),
        (-7 * 26, "moved_on", 26, False),  # half-open
        (-7 * 26, "moved_on", 27, True),
        (-5, "abandoned", 26, False),
    ],
)
def test_people_in_follow_on_count(ended: int, outcome: str, weeks: int, counts: bool) -> None:
    moved_on = a_stay("bea", "old", started_on=days(-400), ended_on=days(ended), outcome=outcome)
    facts = (BED, a_bed("old", open_to=days(0)), a_person("ann"), somebody("bea", worker_id="kit"), moved_on)
    assert given(*facts, a_worker("kit", 1), follow_on_weeks=weeks) == ({} if counts else {"ann": ("bed", "kit")})
    assert given(*facts, a_worker("kit", Fraction(5, 4)), follow_on_weeks=weeks) == {"ann": ("bed", "kit")}


def test_points_are_those_of_the_new_phase_and_of_the_policy() -> None:
    flat = (a_scheme("flats", 3), a_bed("bed", "flats"), a_person("ann", seeks=(3,)))
    assert given(*flat, a_worker("kit", Fraction(1, 2))) == {"ann": ("bed", "kit")}
    assert given(*flat, a_worker("kit", Fraction(1, 2)), caseload_points={3: Fraction(2, 3)}) == {}
    assert given(*flat, a_worker("kit", Fraction(2, 3)), caseload_points={3: Fraction(2, 3)}) == {"ann": ("bed", "kit")}


def test_a_worker_with_too_many_already_keeps_them_and_may_keep_a_mover() -> None:
    """Kit holds two with a capacity of one: Bea may move on with her, but nobody new comes."""
    facts = (
        a_scheme("semi", 2),
        a_bed("bed", "semi"),
        a_bed("other"),
        a_person("bea", seeks=(2,), worker_id="kit"),
        a_stay("bea", "home"),
        somebody("cat", worker_id="kit"),
        a_stay("cat", "home2"),
        a_person("ann"),
        a_worker("kit", 1),
    )
    assert given(*facts) == {"bea": ("bed", "kit")}


def test_a_move_on_to_fewer_points_makes_room_for_somebody_new() -> None:
    """Two moves from the hostel (1 point) to flats (a half): one new person can be held."""
    facts = (
        a_scheme("flats", 3),
        a_bed("f1", "flats"),
        a_bed("f2", "flats"),
        *(
            row
            for who in ("bea", "cat")
            for row in (a_person(who, seeks=(3,), worker_id="kit"), a_stay(who, f"home {who}"))
        ),
        a_person("ann"),
        a_worker("kit", 2),
    )
    got = given(*facts)
    assert set(got) == {"ann", "bea", "cat"}
    assert {worker for _bed, worker in got.values()} == {"kit"}
