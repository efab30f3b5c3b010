"""A run of the laboratory: the same files however the work is done, whatever happened on the way."""

from pathlib import Path

import distributed
import pytest

from beds.domain.errors import BadInput
from beds.services.running import Running
from beds.services.simulate import Simulated, ask, simulate
from beds.simulation.workforce import Workforce
from tests.services.laboratory import a_file, contents, two_files

ALONE = Running(workforce=Workforce(jobs=1))
FILES = {"report.html", "measures.csv", "compare.csv", "measures.xlsx", "weekly.csv", "people.csv", "waiting.svg"}


def run(folder: Path, running: Running = ALONE, out: str = "out") -> Simulated:
    asked = ask(two_files(folder), running)
    return simulate(asked, running, folder / out)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    run(folder)
    return contents(folder / "out")


def test_every_file_is_written_and_no_part_is_left(undisturbed: dict[str, bytes]) -> None:
    assert undisturbed.keys() >= FILES
    assert not any(name.startswith("parts") for name in undisturbed)


def test_processes_write_the_same_files(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    run(tmp_path, Running(workforce=Workforce(jobs=2)))
    assert contents(tmp_path / "out") == undisturbed


def test_a_cluster_writes_the_same_files(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
    ) as cluster:
        run(tmp_path, Running(workforce=Workforce(cluster=cluster.scheduler_address)))
    assert contents(tmp_path / "out") == undisturbed


def test_options_speak_louder_than_the_file(tmp_path: Path) -> None:
    for scenario in ask(two_files(tmp_path), Running(replications=2, weeks=12, seed=9)).scenarios:
        assert (scenario.replications, scenario.weeks, scenario.seed) == (2, 12, 9)


def test_two_scenarios_of_one_name_could_not_be_told_apart(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with pytest.raises(BadInput, match="two scenarios of this name"):
        ask([file, file], ALONE)


def test_nothing_is_written_among_the_facts_of_a_service(tmp_path: Path) -> None:
    asked = ask([a_file(tmp_path)], ALONE)
    with pytest.raises(BadInput, match="exchange folder"):
        simulate(asked, ALONE, Path(__file__).parents[2] / "scenarios" / "chrysalis")


def test_small_counts_are_hidden_only_where_people_are_real(tmp_path: Path) -> None:
    assert not ask([a_file(tmp_path)], ALONE).suppress
    real = tmp_path / "real.yaml"
    service = Path(__file__).parents[2] / "scenarios" / "chrysalis"
    real.write_text(f"start: 2026-11-23\nweeks: 8\nwarm_up_weeks: 2\nfrom_folder: {service}\n", "utf-8")
    assert ask([real], ALONE).suppress
    assert not ask([real], ALONE, suppression=False).suppress
