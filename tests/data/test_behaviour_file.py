"""A fitted behaviour on paper: readable as YAML, with sources, small counts untold, and nobody's file overwritten."""

from pathlib import Path

import pytest

from beds.data.behaviour_file import MARK, behaviour_text, count_told, write_behaviour
from beds.data.yaml_tree import Entries, Scalar, Tree, parse
from beds.domain.errors import BadInput
from beds.simulation.fitting.estimates import Chance, Estimate, LengthOfStay
from beds.simulation.fitting.fit import Fit
from tests.builders import MONDAY

A_MEAN, A_CV = Estimate(30.04, 25, 36), Estimate(0.7, 0.5, 0.9)
A_FIT = Fit(
    on=MONDAY,
    since=None,
    stays={1: LengthOfStay(1, A_MEAN, A_CV, 45, 12, 8), 2: LengthOfStay(2, None, None, 1, 0, 4)},
    leaving={1: Chance(Estimate(0.01, 0.006, 0.014), 12, 1200.0), 2: Chance(Estimate(0.00001, 0, 0.1), 0, 40.0)},
    stepping_back={},
    returns={"planned": Chance(None, 0, 3), "unplanned": Chance(Estimate(0.5, 0.3, 0.7), 20, 40)},
)


def at(tree: Tree, *keys: str) -> str:
    for key in keys:
        assert isinstance(tree, Entries)
        tree = {name.text: value for name, value in tree}[key]
    assert isinstance(tree, Scalar)
    return tree.text


def test_estimates_stand_where_a_scenario_has_them() -> None:
    tree = parse(behaviour_text(A_FIT, "fitted", folder="borough", extends="baseline"))
    assert (at(tree, "name"), at(tree, "extends")) == ("fitted", "baseline")
    assert at(tree, "behaviour", "weeks_to_ready", "1", "mean") == "30"
    assert at(tree, "behaviour", "leave_per_week", "1") == "0.01"
    assert at(tree, "behaviour", "leave_per_week", "2") == "0.00001"
    assert at(tree, "behaviour", "return_within_52_weeks", "unplanned") == "0.5"
    assert at(tree, "sources", "behaviour.leave_per_week.1") == "Fitted to the stays of borough as at 2026-11-23"


def test_what_is_not_known_is_left_to_the_scenario_that_is_extended() -> None:
    tree = parse(behaviour_text(A_FIT, "fitted", folder="borough", extends="baseline"))
    with pytest.raises(KeyError):
        at(tree, "behaviour", "weeks_to_ready", "2", "mean")
    with pytest.raises(KeyError):
        at(tree, "behaviour", "return_within_52_weeks", "ready")


def test_estimates_from_few_are_marked_and_small_counts_are_not_told() -> None:
    lines = behaviour_text(A_FIT, "fitted", folder="borough", extends="baseline").splitlines()
    (well_founded,) = [line for line in lines if line.strip().startswith("1: {mean")]
    assert not well_founded.endswith("FEW")
    (poor,) = [line for line in lines if line.strip().startswith("1: 0.01")]
    assert poor.endswith("FEW")
    (none,) = [line for line in lines if line.strip().startswith("# 2: too few")]
    assert "still there: fewer than 5" in none
    assert [count_told(count) for count in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]


def test_an_earlier_fit_is_replaced_and_nothing_else_is(tmp_path: Path) -> None:
    file = tmp_path / "behaviour.yaml"
    for _ in range(2):
        write_behaviour(A_FIT, file, folder="borough", extends="baseline")
        assert file.read_text("utf-8").startswith(MARK)
    file.write_text("name: mine\n", "utf-8")
    with pytest.raises(BadInput, match="nothing is overwritten"):
        write_behaviour(A_FIT, file, folder="borough", extends="baseline")
    assert file.read_text("utf-8") == "name: mine\n"


def test_the_file_must_be_called_as_a_scenario_is(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a name in \.yaml"):
        write_behaviour(A_FIT, tmp_path / "behaviour.csv", folder="borough", extends="baseline")
