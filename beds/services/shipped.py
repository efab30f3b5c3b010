"""The samples and scenarios shipped: found beside the package in a source tree, inside it once installed."""

from pathlib import Path

SCENARIOS = "scenarios"
SCENARIO_SUFFIX = ".yaml"
_PACKAGE = Path(__file__).parent.parent


def shipped_scenarios() -> Path:
    """The folder that holds the samples."""
    installed = _PACKAGE / SCENARIOS
    return installed if installed.is_dir() else _PACKAGE.parent / SCENARIOS


def locate(path: str | Path) -> Path:
    """The path itself where something stands there; for ``scenarios/NAME``, else the sample of that name.

    So that the commands of the guide work from any folder. A path that is neither comes back unchanged, for the
    reader of files to speak of.
    """
    asked = Path(path)
    if asked.exists() or asked.is_absolute() or asked.parts[:1] != (SCENARIOS,):
        return asked
    sample = shipped_scenarios().joinpath(*asked.parts[1:])
    return sample if sample.exists() and ".." not in asked.parts else asked


def locate_scenario(scenario: str | Path) -> Path:
    """The file of a scenario: a path where one stands there, else the shipped scenario of that name.

    What is neither comes back unchanged, for the reader of scenarios to speak of.
    """
    found = locate(scenario)
    if found.is_file():
        return found
    beside = Path(f"{scenario}{SCENARIO_SUFFIX}")
    if beside.is_file():
        return beside
    name = beside.name if beside.parts[:-1] in ((), (SCENARIOS,)) else ""
    spelled = [shipped_scenarios() / one for one in (name, name.removesuffix(SCENARIO_SUFFIX)) if one]
    return next((file for file in spelled if file.is_file()), found)
