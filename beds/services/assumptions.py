"""What a forecast takes for granted: how people behave and how many are referred, from a scenario file."""

from importlib import import_module
from pathlib import Path

from beds.simulation.scenario import Scenario

BASELINE = "baseline"


def assumed(scenario: str | Path = BASELINE) -> Scenario:
    """The scenario at a path, such as one that ``beds fit`` writes, or the shipped one of that name.

    Of it a forecast uses behaviour and demand. Raises :class:`~beds.domain.errors.BadInput`.
    """
    read: Scenario = import_module("beds.services.scenarios").read_scenario(scenario)
    return read
