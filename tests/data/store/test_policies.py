"""Policies: dated, versioned, and the one that holds on a day."""

from beds.data.store.store import Store
from beds.domain.policy import Policy
from beds.services.policies import save_policy
from tests.builders import MONDAY, a_policy, days
from tests.data.store.sample import COORDINATOR


def save(store: Store, day: int, **keys: object) -> int:
    return save_policy(store, COORDINATOR, a_policy(**keys), days(day), source="Cabinet", reason="agreed")


def test_before_anybody_has_decided_the_default_holds(store: Store) -> None:
    with store.read() as books:
        version = books.policies.in_force(MONDAY)
    assert (version.policy_version, version.policy) == (0, Policy())


def test_the_version_that_began_last_holds_and_before_the_first_the_first(store: Store) -> None:
    first, later = save(store, 0, follow_on_weeks=10), save(store, 7, follow_on_weeks=20)
    with store.read() as books:
        held = [books.policies.in_force(days(day)).policy_version for day in (-100, 0, 6, 7, 100)]
        assert books.policies.get(later).policy.follow_on_weeks == 20
    assert held == [first, first, first, later, later]


def test_a_version_saved_later_for_the_same_day_takes_the_place_of_the_first(store: Store) -> None:
    save(store, 0, follow_on_weeks=10)
    second = save(store, 0, follow_on_weeks=20)
    with store.read() as books:
        assert books.policies.in_force(MONDAY).policy_version == second
        assert len(books.policies.versions()) == 2


def test_a_policy_comes_back_with_its_sources(store: Store) -> None:
    policy = a_policy(sources={"continuity": "Cabinet paper"}, stay_limit_weeks={1: 13, 9: 2}, caseload_points={1: 1})
    number = save_policy(store, COORDINATOR, policy, MONDAY)
    with store.read() as books:
        assert books.policies.get(number).policy.sources == {"continuity": "Cabinet paper"}
        assert books.policies.get(number).policy.stay_limit_weeks[9] == 2
