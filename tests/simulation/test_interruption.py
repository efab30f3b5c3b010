"""Ctrl-C as a terminal sends it, to the program and all its workers at once: what is finished is kept, quietly."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from beds.simulation.interruption import Gate, gate
from beds.simulation.parts import FOLDER, Parts, to_bytes
from beds.simulation.records import Records
from beds.simulation.runner import run_replications
from beds.simulation.scenario import Scenario
from beds.simulation.workforce import Workforce
from tests.simulation.stand_in import a_scenario, simulate

ROOT = Path(__file__).parents[2]
RUN = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
import cloudpickle
sys.path.insert(0, "{root}")
for name in ("tests", "tests.builders", "tests.simulation", "tests.simulation.stand_in"):
    file = Path("{root}", *name.split("."))
    spec = spec_from_file_location(name, file.with_suffix(".py"))
    if file.with_suffix(".py").exists():
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
stand_in = sys.modules["tests.simulation.stand_in"]
cloudpickle.register_pickle_by_value(stand_in)
from beds.domain.errors import BedsError
from beds.simulation.parts import Parts
from beds.simulation.records import Records
from beds.simulation.runner import run_replications
from beds.simulation.scenario import Scenario
from beds.simulation.workforce import Workforce
def len_of(scenario, records):
    return len(records.spells)
try:
    for _ in run_replications([stand_in.a_scenario("slow", replications=200)], len_of, workforce=Workforce(jobs={jobs}),
                              parts=Parts(Path("{out}")), simulate=stand_in.simulate):
        pass
except BedsError as stopped:
    print(stopped)
    sys.exit(stopped.exit_code)
"""


def content(scenario: Scenario, records: Records) -> bytes:
    return to_bytes(records)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_what_is_finished_and_the_rest_is_gone_on_with(tmp_path: Path, jobs: int) -> None:
    script = RUN.format(root=ROOT, out=tmp_path, jobs=jobs)
    started = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    kept = tmp_path / FOLDER
    until = time.monotonic() + 60
    while not list(kept.glob("*/*.npz")) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)
    told, noise = started.communicate(timeout=60)
    finished = len(list(kept.glob("*/*.npz")))
    assert (started.returncode, noise) == (130, "")
    assert 0 < finished < 200
    assert f"Of 200 replications {finished} " in told
    asked = a_scenario("slow", replications=finished + 1)
    again = run_replications(
        [asked], content, workforce=Workforce(jobs=1), parts=Parts(tmp_path), resume=True, simulate=simulate
    )
    assert [made for _, made in again] == [to_bytes(simulate(asked, r)) for r in range(finished + 1)]


def test_a_knock_while_a_result_is_put_away_is_heeded_afterwards() -> None:
    stop = Gate()
    stop.knock(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt):
        stop.heed()


def test_a_second_knock_is_heeded_at_once() -> None:
    stop = Gate()
    stop.knock(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt):
        stop.knock(signal.SIGINT, None)


def test_while_nobody_knocks_results_go_through() -> None:
    with gate() as stop:
        assert stop.next_of(iter([1])) == 1
        stop.heed()
