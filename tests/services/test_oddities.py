"""What only rules and caseloads can see to be odd: told, once each, and in nobody's way."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from beds.domain.week import Week
from beds.services.oddities import find_oddities
from tests.builders import (
    a_bed,
    a_scheme,
    a_stay,
    a_waiver,
    a_week,
    a_worker,
    apart,
    days,
    somebody,
)  # fmt: skip


def odd(*rows: Any, source: str = "folder", **policy: Any) -> list[str]:
    """What is odd, without the note of where it stands."""
    return [found.message for found in find_oddities(a_week(*rows, **policy), Path(source))]


def test_a_resident_whom_a_rule_would_refuse_today_is_told_with_the_rules_own_sentence() -> None:
    (found,) = odd(somebody("ann", substance="active"), a_scheme(substance_policy="in_treatment"), a_stay("ann"))
    assert found.startswith("ann lives here; rule substance would refuse her today: hostel asks people")


def test_a_warning_names_the_file_and_the_bed() -> None:
    week = a_week(somebody("ann", pets=True), a_scheme(takes_pets=False), a_stay("ann"))
    (in_folder,) = find_oddities(week, Path("folder"))
    assert (in_folder.file, in_folder.row, in_folder.column, in_folder.value) == ("stays.csv", 0, "bed_id", "home")
    (in_book,) = find_oddities(week, Path("week.xlsx"))
    assert in_book.file == "week.xlsx, sheet stays"


@pytest.mark.parametrize(
    ("facts", "scheme"),
    [
        ({"seeks": ()}, {}),
        ({"seeks": (2,), "band": "B", "waiting_since": days(-9)}, {}),
        ({"route": "outreach"}, {"routes": ("SNAP",)}),
        ({"connection": False}, {"needs_connection": True}),
    ],
)
def test_what_residents_are_free_of_is_not_odd(facts: Any, scheme: Any) -> None:
    assert odd(somebody("ann", **facts), a_scheme(**scheme), a_stay("ann")) == []


def test_a_waiver_settles_it() -> None:
    rows = (somebody("ann", recourse=False), a_scheme(needs_recourse=True), a_stay("ann"))
    assert len(odd(*rows)) == 1
    assert odd(*rows, a_waiver("recourse")) == []


def test_a_rule_that_is_off_finds_nobody() -> None:
    rows = (somebody("ann", recourse=False), a_scheme(needs_recourse=True), a_stay("ann"))
    assert odd(*rows, rules_off=("recourse",)) == []


@pytest.mark.parametrize(
    ("bed", "stay", "count"),
    [
        ({"open_to": days(3)}, {}, 1),
        ({"open_to": days(3)}, {"leaving_on": days(2)}, 0),
        ({"open_to": days(7)}, {}, 0),
        ({"open_from": days(9)}, {}, 1),
        ({"open_from": days(9)}, {"started_on": days(9)}, 0),
        ({"open_from": days(9)}, {"started_on": days(8)}, 1),
        ({}, {}, 0),
    ],
)
def test_living_in_a_bed_that_closes_or_is_not_open_is_odd_unless_agreed(bed: Any, stay: Any, count: int) -> None:
    assert len(odd(somebody("ann"), a_bed("home", **bed), a_stay("ann", **stay))) == count


@pytest.mark.parametrize(
    ("scope", "area", "count"), [("scheme", "", 1), ("area", "north", 1), ("area", "", 0), ("room", "", 0)]
)
def test_people_kept_apart_who_live_together_are_told(scope: str, area: str, count: int) -> None:
    rows = (a_scheme(area=area), a_stay("ann", "b1"), a_stay("bea", "b2"), apart("ann", "bea", scope))
    assert len(odd(*rows)) == count


def test_people_kept_apart_who_share_a_room_are_told() -> None:
    rooms = (a_bed("b1", room_id="r"), a_bed("b2", room_id="r"))
    (found,) = odd(*rooms, a_stay("ann", "b1"), a_stay("bea", "b2"), apart("ann", "bea", "room"))
    assert found == "ann and bea are kept apart and live in the same room"


def test_a_worker_over_her_capacity_is_told_and_one_who_is_full_is_not() -> None:
    held = [somebody(name, worker_id="kit") for name in ("ann", "bea")]
    homes = [a_stay(name, f"home of {name}") for name in ("ann", "bea")]
    (found,) = odd(*held, *homes, a_worker(capacity=1))
    assert found.startswith("kit holds 2 points already")
    assert odd(*held, *homes, a_worker(capacity=2)) == []
    assert odd(*held, *homes, a_worker(capacity=1), rules_off=("key_worker",)) == []


def test_a_phase_without_a_stay_limit_is_told_once() -> None:
    (found,) = odd(a_scheme("one", 5), a_scheme("two", 5), a_scheme("hostel", 1))
    assert found.startswith("phase 5 has no stay limit")


def a_city(residents: int) -> Week:
    """Schemes of thirty, everybody of them odd in the same way."""
    beds = [a_bed(f"b{i}", f"s{i // 30}", features=(f"floor {i % 3}",)) for i in range(residents)]
    schemes = [a_scheme(f"s{i}", takes_pets=False) for i in range(residents // 30 + 1)]
    people = [somebody(f"p{i}", pets=True, birth_date=date(1990, 1, 1)) for i in range(residents)]
    stays = [a_stay(f"p{i}", f"b{i}") for i in range(residents)]
    return a_week(*schemes, *beds, *people, *stays)


def test_ten_thousand_residents_are_looked_at_in_two_seconds() -> None:
    week = a_city(10_000)
    before = time.process_time()
    assert len(find_oddities(week, Path("folder"))) == 10_000
    assert time.process_time() - before < 2
