"""What one more buys: every change beside the same scenario on the same luck, the most first."""

import csv

import pytest

from beds.services.marginal import BOUGHT, Marginal, marginal
from beds.services.running import Running
from beds.simulation.workforce import Workforce
from tests.services.laboratory import a_file


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Marginal:
    folder = tmp_path_factory.mktemp("marginal")
    running = Running(replications=12, weeks=56, workforce=Workforce(jobs=1))
    return marginal(a_file(folder), running, folder / "out")


def test_every_change_is_tried_and_the_most_comes_first(found: Marginal) -> None:
    kinds = sorted((one.change.kind, one.change.of) for one in found.bought)
    assert kinds == [
        ("bed", "flats"), ("bed", "hostel"), ("rule", "programme_limit"), ("week", "1"), ("week", "3"), ("worker", ""),
    ]  # fmt: skip
    gains = [one.gain for one in found.bought]
    assert gains == sorted(gains, reverse=True)


def test_a_bed_where_people_wait_admits_somebody(found: Marginal) -> None:
    (hostel,) = [one for one in found.bought if (one.change.kind, one.change.of) == ("bed", "hostel")]
    assert hostel.gain > 0


def test_a_rule_that_never_binds_buys_exactly_nothing(found: Marginal) -> None:
    (limit,) = [one for one in found.bought if one.change.kind == "rule"]
    assert limit.gain == 0


def test_the_file_has_a_row_a_change_and_measure(found: Marginal) -> None:
    with (found.out / "marginal.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["measure"] for row in rows if row["rank"] == "1"] == list(BOUGHT)
    assert {row["rank"] for row in rows} == {"1", "2", "3", "4", "5", "6"}
    assert {row["cost_a_year"] for row in rows if row["of"] == "hostel"} == {"23400.0"}
    assert {row["cost_a_year"] for row in rows if row["kind"] == "worker"} == {""}
