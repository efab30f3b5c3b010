"""What groups are called in records: as a scenario file spells them."""

from dataclasses import replace
from datetime import date

import pytest

from beds.domain.frozen import FrozenMap
from beds.domain.people import Person
from beds.simulation.group_words import spelled
from beds.simulation.replication import simulate
from beds.simulation.scenario import Group, Profile
from tests.simulation.builders import a_pathway

HER = Person(
    "ada", birth_date=date(2001, 11, 24), waiting_since=date(2026, 11, 23), connection=False, pets=True, children=0,
    seeks=(0, 1), ethnicity="x",
)  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        ("connection", "no"),
        ("pets", "yes"),
        ("recourse", ""),
        ("children", "0"),
        ("seeks", "0;1"),
        ("needs", ""),
        ("ethnicity", "x"),
    ],
)
def test_a_group_is_called_as_a_scenario_file_spells_it(fact: str, word: str) -> None:
    assert spelled(HER, fact) == word


def test_a_group_of_ages_is_the_one_that_she_was_in_when_referred() -> None:
    assert spelled(HER, "age", ("18-24", "25-40")) == "18-24"
    assert spelled(HER, "age", ("25-40", "")) == "25-40"  # a day before her birthday, as drawing ages leaves it
    assert spelled(HER, "age", ("30",)) == ""


def test_the_records_of_a_run_call_groups_so() -> None:
    made_by = {
        "connection": {"yes": Group(0.5), "no": Group(0.5)},
        "age": {"18-24": Group(0.4), "25-40": Group(0.6)},
    }
    groups_of = FrozenMap({fact: FrozenMap(groups) for fact, groups in made_by.items()})
    profile = Profile(FrozenMap({"seeks": FrozenMap({"1": 1.0})}), groups_of)
    run = simulate(a_pathway(weeks=30, warm_up_weeks=0, demand=replace(a_pathway().demand, profile=profile)), 0)
    assert {fact: set(words) for fact, words in run.groups.items()} == {
        fact: set(groups) for fact, groups in made_by.items()
    }
