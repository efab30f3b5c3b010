"""From a folder of stays to a scenario that reads."""

from pathlib import Path

import pytest

from beds.data.scenario_file import read_scenario
from beds.services.fit import fit_folder
from beds.services.shipped import shipped_scenarios
from tests.builders import MONDAY


def test_a_shipped_service_is_fitted_and_reads_as_a_scenario(tmp_path: Path) -> None:
    fitted = fit_folder("scenarios/chrysalis", MONDAY, tmp_path / "behaviour.yaml")
    scenario = read_scenario(fitted.out, library=shipped_scenarios())
    mean = fitted.fit.stays[1].mean
    ready = scenario.behaviour.weeks_to_ready[1]
    assert mean is not None
    assert ready is not None
    assert ready.mean == pytest.approx(mean.value, rel=0.01)
    assert scenario.sources["behaviour.weeks_to_ready.1"].startswith("Fitted to the stays of chrysalis")
