"""Finished replications are kept whole, and found again only by those who ask the same question."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from beds.domain.frozen import FrozenMap
from beds.domain.policy import Policy
from beds.simulation.parts import Parts, from_bytes, scenario_key, to_bytes
from beds.simulation.records import Records
from beds.simulation.scenario import Behaviour, Gamma, Scenario
from tests.builders import a_bed, a_scheme, a_week, days
from tests.simulation.stand_in import a_scenario, simulate


def same(one: Records, other: Records) -> bool:
    def equal(name: str) -> bool:
        left, right = getattr(one, name), getattr(other, name)
        if isinstance(left, np.ndarray):
            return bool(left.dtype == right.dtype and left.tobytes() == right.tobytes())
        return bool(left == right)

    return all(equal(field.name) for field in fields(Records))


def test_records_come_back_as_they_were() -> None:
    records = simulate(a_scenario(), 2)
    assert same(from_bytes(to_bytes(records)), records)


def test_records_of_nobody_come_back_too() -> None:
    records = simulate(a_scenario(weeks=0), 0)
    assert records.people_ids == ()
    assert same(from_bytes(to_bytes(records)), records)


def test_equal_scenarios_have_one_key() -> None:
    assert scenario_key(a_scenario()) == scenario_key(a_scenario())


@pytest.mark.parametrize(
    "other",
    [
        a_scenario("another"),
        a_scenario(seed=8),
        a_scenario(weeks=21),
        a_scenario(start=days(7)),
        a_scenario(beds=7),
        a_scenario(policy=Policy(stay_limit_weeks=FrozenMap({1: 13}))),
        a_scenario(behaviour=Behaviour(weeks_to_ready=FrozenMap({1: Gamma(30, 0.7)}))),
        a_scenario(present=a_week(a_scheme(), a_bed()).snapshot),
    ],
)
def test_a_scenario_that_may_end_otherwise_has_another_key(other: Scenario) -> None:
    assert scenario_key(other) != scenario_key(a_scenario())


def test_words_and_the_number_of_replications_change_no_key() -> None:
    told = replace(a_scenario(), question="What if?", replications=500, sources=FrozenMap({"seed": "a die"}))
    assert scenario_key(told) == scenario_key(a_scenario())


def test_a_part_is_there_once_it_is_saved_and_until_all_are_removed(tmp_path: Path) -> None:
    parts, content = Parts(tmp_path), to_bytes(simulate(a_scenario(), 0))
    assert not parts.has("key", 0)
    parts.save("key", 0, content)
    assert parts.has("key", 0)
    assert not parts.has("key", 1)
    assert parts.load("key", 0) == content
    parts.remove()
    assert not parts.has("key", 0)
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_was_cut_off_does_not_count(tmp_path: Path) -> None:
    parts, content = Parts(tmp_path), to_bytes(simulate(a_scenario(), 0))
    parts.save("key", 0, content[:-10])
    assert not parts.has("key", 0)
