"""However the work is done, and however often it is broken off, the same records come out in the same order."""

import os
import signal
import sys
import threading
from pathlib import Path

import cloudpickle
import pytest

from beds.simulation import runner
from beds.simulation.parts import Parts, to_bytes
from beds.simulation.records import Records
from beds.simulation.runner import Interrupted, Simulate, run_replications
from beds.simulation.scenario import Scenario
from beds.simulation.workforce import NoCluster, Workforce
from tests.simulation.stand_in import a_scenario, simulate

# Workers cannot count on finding the tests: what these define is sent along whole.
cloudpickle.register_pickle_by_value(sys.modules[simulate.__module__])
cloudpickle.register_pickle_by_value(sys.modules[__name__])

ALONE = Workforce(jobs=1)
TWO = [a_scenario(replications=9), a_scenario("more-beds", beds=8, replications=7)]


def content(scenario: Scenario, records: Records) -> bytes:
    return to_bytes(records)


def number(scenario: Scenario, records: Records) -> int:
    return records.replication


def ran(scenarios: list[Scenario] = TWO, workforce: Workforce = ALONE, **options: object) -> list[tuple[int, bytes]]:
    told = {"simulate": simulate} | options
    return list(run_replications(scenarios, content, workforce=workforce, **told))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def undisturbed() -> list[tuple[int, bytes]]:
    return ran()


def test_replications_come_in_order_the_first_scenario_first(undisturbed: list[tuple[int, bytes]]) -> None:
    came = list(run_replications(TWO, number, workforce=ALONE, simulate=simulate))
    assert came == [(s, r) for r in range(9) for s in (0, 1) if r < TWO[s].replications]
    assert len(undisturbed) == 16


def test_processes_give_the_same(undisturbed: list[tuple[int, bytes]]) -> None:
    assert ran(workforce=Workforce(jobs=2)) == undisturbed


def test_a_cluster_gives_the_same(undisturbed: list[tuple[int, bytes]]) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
    ) as cluster:
        assert ran(workforce=Workforce(cluster=cluster.scheduler_address)) == undisturbed


def test_halts_change_nothing(undisturbed: list[tuple[int, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MOST_HELD", 1)
    monkeypatch.setattr(runner, "TASKS_EACH", 1)
    assert ran(workforce=Workforce(jobs=2)) == undisturbed


def test_a_cluster_that_is_not_there_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beds.simulation.workforce.PATIENCE", 0.2)
    with pytest.raises(NoCluster, match=r"There is no cluster at tcp://127\.0\.0\.1:9"):
        ran(workforce=Workforce(cluster="tcp://127.0.0.1:9"))


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[tuple[int, int]] = []
    ran(progress=lambda finished, total: told.append((finished, total)))
    assert told[0] == (0, 16)
    assert told[-1] == (16, 16)
    assert [finished for finished, _ in told] == sorted(finished for finished, _ in told)


def broken_off(after: int) -> Simulate:
    """The stand-in, which is interrupted by the keyboard after so many replications."""
    left = iter(range(after))

    def interrupted(scenario: Scenario, replication: int) -> Records:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGINT)
        return simulate(scenario, replication)

    return interrupted


def test_what_is_finished_is_kept_and_gone_on_from(tmp_path: Path, undisturbed: list[tuple[int, bytes]]) -> None:
    parts = Parts(tmp_path)
    with pytest.raises(Interrupted, match=r"Of 16 replications 5 are finished and kept; .*--resume") as stopped:
        ran(parts=parts, simulate=broken_off(after=5))
    assert stopped.value.exit_code == 130
    told: list[tuple[int, int]] = []
    done: list[int] = []

    def counted(scenario: Scenario, replication: int) -> Records:
        done.append(replication)
        return simulate(scenario, replication)

    again = ran(parts=parts, resume=True, simulate=counted, progress=lambda *so_far: told.append(so_far))
    assert again == undisturbed
    assert told[0] == (5, 16)
    assert len(done) == 11


def test_without_being_asked_to_go_on_a_run_begins_anew(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    ran(parts=parts)
    done: list[int] = []

    def counted(scenario: Scenario, replication: int) -> Records:
        done.append(replication)
        return simulate(scenario, replication)

    ran(parts=parts, simulate=counted)
    assert len(done) == 16


def test_a_later_run_may_ask_for_more_replications(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    ran([a_scenario(replications=2)], parts=parts)
    assert ran([a_scenario(replications=4)], parts=parts, resume=True) == ran([a_scenario(replications=4)])


def test_without_a_place_to_keep_them_nothing_is_promised() -> None:
    with pytest.raises(Interrupted, match=r"^Stopped. Of 16 replications 1 is finished\.$"):
        ran(simulate=broken_off(after=1))


def test_a_defect_in_a_replication_is_seen_as_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        ran(workforce=Workforce(jobs=2), simulate=defective)


def defective(scenario: Scenario, replication: int) -> Records:
    raise ZeroDivisionError


def test_ctrl_c_is_as_before_once_the_run_is_over() -> None:
    before = signal.getsignal(signal.SIGINT)
    ran()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_run_works_in_a_thread_where_no_signal_comes(undisturbed: list[tuple[int, bytes]]) -> None:
    came: list[list[tuple[int, bytes]]] = []
    thread = threading.Thread(target=lambda: came.append(ran()))
    thread.start()
    thread.join()
    assert came == [undisturbed]
