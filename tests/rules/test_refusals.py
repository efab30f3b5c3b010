"""The catalogue applied to a whole week: beds that no rule can tell apart are judged together and counted apart."""

import numpy as np
import pytest

from beds.domain.week import Week
from beds.rules.columns import place_of
from beds.rules.refusals import judge, places_of, rules_in
from tests.agreement.reference import Reference
from tests.agreement.worlds import FLAVOURS, world
from tests.builders import a_bed, a_forbid, a_person, a_scheme, a_stay, a_week, days, somebody


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_judged_week_says_what_the_reference_says_of_every_candidate_and_bed(flavour: str) -> None:
    for seed in range(15):
        tiny = world(flavour, seed)
        week, reference = Week(tiny.snapshot, tiny.on), Reference(tiny.snapshot, tiny.on)
        refusals = judge(week)
        assert [person.person_id for person in refusals.people] == sorted(reference.facts.candidates)
        assert sorted(bed_id for beds in refusals.beds for bed_id in beds) == sorted(week.beds)
        for person_id, i in refusals.row.items():
            assert refusals.people[i].person_id == person_id
            assert refusals.eligible_beds[i] == len(reference.eligible_beds(person_id))
            own = reference.facts.own_bed(person_id)
            assert refusals.own_place[i] == (refusals.place_of_bed[own] if own else -1)
            for bed_id, k in refusals.place_of_bed.items():
                said = {rule.id for rule in refusals.rules_at(i, k)}
                assert said == reference.refusals(person_id, bed_id)


def test_beds_that_no_rule_can_tell_apart_are_one_place() -> None:
    week = a_week(
        a_scheme("hostel"),
        a_scheme("attic"),
        a_bed("h1"), a_bed("h2"), a_bed("h3", step_free=True), a_bed("h4"), a_bed("a1", "attic"),
        a_bed("h5", open_to=days(9)), a_bed("h6"), a_bed("h7"), a_bed("h8", features=("cot",)),
        a_stay("bea", "h6"), a_stay("cat", "h7", leaving_on=days(1)),
        a_person("ann"), a_person("dot"), a_forbid("ann", "h4"),
    )  # fmt: skip
    places, beds = places_of(week)
    assert beds == (("a1",), ("h1", "h2"), ("h3",), ("h4",), ("h5",), ("h6",), ("h7",), ("h8",))
    assert [place.scheme.scheme_id for place in places] == ["attic", *["hostel"] * 7]
    refusals = judge(week)
    assert refusals.sizes.tolist() == [1, 2, 1, 1, 1, 1, 1, 1]
    assert refusals.eligible_beds.tolist() == [7, 8]  # h6 is lived in; h4 is forbidden to Ann


def test_the_bed_she_lives_in_is_not_counted_as_eligible() -> None:
    week = a_week(a_bed("home"), a_bed("other"), a_person("ann"), a_stay("ann", "home"), a_person("bea"))
    refusals = judge(week)
    assert refusals.eligible_beds.tolist() == [1, 2]
    assert refusals.own_place.tolist() == [refusals.place_of_bed["home"], -1]
    assert refusals.rules_at(0, refusals.place_of_bed["home"]) == ()


def test_her_own_bed_counts_for_nothing_where_it_is_refused_to_her_anyhow() -> None:
    week = a_week(a_bed("home", open_to=days(2)), a_bed("other"), a_person("ann"), a_stay("ann", "home"))
    assert judge(week).eligible_beds.tolist() == [1]


def test_anybody_can_be_judged_not_only_candidates() -> None:
    week = a_week(a_bed("bed"), a_person("ann"), somebody("bea"))
    refusals = judge(week, [week.people["bea"]])
    assert [rule.id for rule in refusals.rules_at(0, 0)] == ["phase"]
    assert refusals.row == {"bea": 0}


def test_a_week_without_beds_offers_nothing() -> None:
    refusals = judge(a_week(a_person("ann")))
    assert refusals.masks.shape == (1, 0)
    assert refusals.eligible_beds.tolist() == [0]


def test_a_week_without_candidates_asks_for_nothing() -> None:
    refusals = judge(a_week(a_bed("bed")))
    assert refusals.masks.shape == (0, 1)
    assert refusals.eligible_beds.tolist() == []


def test_no_bit_is_no_rule() -> None:
    assert rules_in(np.uint32(0)) == ()


@pytest.mark.parametrize(
    ("rows", "lived_in_by"),
    [
        ((), "nobody"),
        ((somebody("bea"), a_stay("bea", "bed")), "resident"),
        ((a_person("bea"), a_stay("bea", "bed")), "mover"),
        ((a_person("bea"), a_stay("bea", "bed", leaving_on=days(6))), "leaver"),
        ((somebody("bea"), a_stay("bea", "bed", leaving_on=days(6))), "leaver"),
        ((somebody("bea"), a_stay("bea", "bed", leaving_on=days(7))), "resident"),
    ],
)
def test_a_place_says_who_lives_there(rows: tuple[object, ...], lived_in_by: str) -> None:
    assert place_of("bed", a_week(a_bed("bed"), *rows)).lived_in_by == lived_in_by


def test_a_place_has_its_schemes_features_and_knows_whether_its_room_is_shared() -> None:
    week = a_week(
        a_scheme("hostel", features=("staffed_24h",)),
        a_bed("b1", features=("cot",), room_id="one", open_from=days(1), open_to=days(9), step_free=True),
        a_bed("b2", room_id="one"),
        a_bed("b3", room_id="two"),
        a_forbid("ann", "b1"),
        a_person("ann"),
    )
    place = place_of("b1", week)
    assert place.features == {"cot", "staffed_24h"}
    assert (place.room_shared, place_of("b2", week).room_shared, place_of("b3", week).room_shared) == (
        True,
        True,
        False,
    )
    assert (place.open_from, place.open_to, place.step_free) == (days(1), days(9), True)
    assert place.forbidden_to == {"ann"}
    assert place_of("b2", week).forbidden_to == frozenset()
