"""The use cases of scenario files: one read with everything it extends, varied by dotted keys, or a folder listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beds.data.findings import Findings
from beds.data.scenario_file import Understood, understand
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.services.changes import Change, changes
from beds.services.shipped import SCENARIO_SUFFIX, locate, locate_scenario, shipped_scenarios
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class Listed:
    """One scenario of a folder. ``base`` is the scenario that it extends, None where it stands by itself."""

    path: Path
    scenario: Scenario
    base: Scenario | None
    changes: tuple[Change, ...]
    warnings: tuple[Finding, ...]


def read_scenario(scenario: str | Path, overrides: Mapping[str, Any] | None = None, option: str = "") -> Scenario:
    """The scenario at a path, or the shipped one of that name. See :func:`understand_scenario`."""
    return understand_scenario(scenario, overrides, option).scenario


def understand_scenario(
    scenario: str | Path, overrides: Mapping[str, Any] | None = None, option: str = ""
) -> Understood:
    """The same with its warnings. ``overrides`` are dotted keys and values, merged last and checked as a file is;
    ``option`` names how they were given. Raises :class:`~beds.domain.errors.BadInput` with every fault."""
    return understand(locate_scenario(scenario), overrides, library=shipped_scenarios(), option=option)


def apply_changes(scenario: str | Path, values: Mapping[str, Any], option: str = "--vary") -> Scenario:
    """The scenario with other values at dotted keys, such as ``{"behaviour.weeks_to_ready.1.mean": 25}``."""
    return read_scenario(scenario, values, option)


def list_scenarios(folder: str | Path | None = None) -> tuple[Listed, ...]:
    """Every scenario of a folder, or every shipped one, those that others extend first.

    Raises :class:`~beds.domain.errors.BadInput` with the faults of all of them at once.
    """
    place = shipped_scenarios() if folder is None else locate(folder)
    paths = sorted(path for path in place.glob("*") if path.suffix in (SCENARIO_SUFFIX, ".yml") and path.is_file())
    if not paths:
        raise BadInput([Finding(place.name, 0, "", "", _("there is no scenario here"), _("a folder of YAML files"))])
    findings = Findings()
    read: dict[Path, Understood] = {}
    for path in paths:
        try:
            read[path] = understand(path, library=shipped_scenarios())
        except BadInput as bad:
            findings.faults += [fault for fault in bad.faults if fault not in findings.faults]
    findings.raise_faults()
    listed = (_listed(path, understood) for path, understood in read.items())
    return tuple(sorted(listed, key=lambda one: (one.base is not None, one.path.name)))


def _listed(path: Path, understood: Understood) -> Listed:
    base = understand(understood.extends, library=shipped_scenarios()).scenario if understood.extends else None
    scenario = understood.scenario
    return Listed(path, scenario, base, changes(base, scenario) if base else (), understood.warnings)
