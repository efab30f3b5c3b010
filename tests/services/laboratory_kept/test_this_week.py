"""A scenario tried on this week: who is newly placed for those who may see people, how many for those who may not."""

from dataclasses import replace

import pytest

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.snapshot import Snapshot
from beds.services.laboratory.keep import keep_present
from beds.services.laboratory.look import one_scenario
from beds.services.laboratory.this_week import ThisWeek, try_on_this_week
from beds.services.runs import list_runs
from tests.builders import MONDAY, a_bed, a_person, a_policy, a_scheme
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill
from tests.services.laboratory_kept.keeping import moved

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


def connected(beds: int = 1, people: int = 1) -> Snapshot:
    """A hostel that asks for a connection, one person who has it, and others, more urgent, who have not."""
    return Snapshot(
        schemes=(a_scheme(needs_connection=True),), beds=tuple(a_bed(f"b{n}") for n in range(beds)),
        people=(a_person("bea", band="B", connection=True),
                *(a_person(f"ann{n}", band="A", connection=False) for n in range(people))),
        policy=a_policy(rules_off=("key_worker",)),
    )  # fmt: skip


def tried(store: Store, actor: Actor, **levers: str) -> ThisWeek:
    one = one_scenario(store, actor, keep_present(store, actor, MONDAY, "What if"))
    return try_on_this_week(store, actor, moved(store, one, actor, levers=levers), MONDAY)


def test_whoever_may_see_people_is_told_who(store: Store) -> None:
    fill(store, connected())
    found = tried(store, PLANNER, **{"policy.rules_off.connection": "yes"})
    assert found.comparison is not None
    assert [(change.person_id, change.kind) for change in found.comparison.people] == [
        ("ann0", "given"), ("bea", "without"),
    ]  # fmt: skip
    assert list_runs(store, COORDINATOR) == []


def test_whoever_may_not_is_told_how_many_and_small_numbers_not_at_all(store: Store) -> None:
    fill(store, connected(beds=7, people=6))
    few = tried(store, COMMISSIONER, **{"stock.hostel.beds": "6", "policy.rules_off.connection": "yes"})
    assert few.comparison is None
    assert few.counts["given"] is None or few.counts["given"] > 4
    assert not {1, 2, 3, 4} & {*few.counts.values()}


def test_large_numbers_are_told_to_everybody(store: Store) -> None:
    fill(store, connected(beds=7, people=6))
    found = tried(store, COMMISSIONER, **{"stock.hostel.needs_connection": "no"})
    assert dict(found.counts) == {"given": 6, "elsewhere": 0, "without": 0, "otherwise": 0}


def test_beds_that_are_added_are_given_and_beds_that_close_are_not(store: Store) -> None:
    facts = connected(beds=1, people=0)
    fill(store, replace(facts, people=(*facts.people, a_person("cat", band="C", connection=True))))
    more = tried(store, PLANNER, **{"stock.hostel.beds": "2"})
    assert more.comparison is not None
    assert [change.person_id for change in more.comparison.of("given")] == ["cat"]
    none = tried(store, PLANNER, **{"stock.hostel.beds": "0"})
    assert none.comparison is not None
    assert [change.person_id for change in none.comparison.of("without")] == ["bea"]


def test_what_says_nothing_of_this_week_is_named(store: Store) -> None:
    fill(store, connected())
    found = tried(store, PLANNER, **{"demand.referrals_per_week": "3"})
    assert (dict(found.counts), found.comparison) == ({}, None)
    assert found.left_out == ("Referrals a week",)
