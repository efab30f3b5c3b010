"""The door of scenarios: from a YAML file, and all that it extends, to one frozen scenario (SPEC section 7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from beds.data.exchange import read_exchange
from beds.data.findings import Findings
from beds.data.policy_file import merged as merged_policy
from beds.data.scenario.building import build
from beds.data.scenario.faults import find_faults, find_faults_of_world
from beds.data.scenario.layers import override_layers, read_chain
from beds.data.scenario.merging import Merged, merge_layers
from beds.data.yaml_tree import Entries, Scalar
from beds.data.yaml_values import Place
from beds.domain.errors import BadInput, Finding
from beds.domain.frozen import FrozenMap
from beds.domain.messages import _
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.simulation.scenario import Scenario

FactsOn = Callable[[date], Snapshot]
PRESENT = "present"
"""What ``from_folder`` says in a scenario that a service keeps: start from its own facts as they are on ``start``."""


@dataclass(frozen=True)
class Understood:
    """A scenario, what is odd about it, and the file that it extends (None for none)."""

    scenario: Scenario
    warnings: tuple[Finding, ...] = ()
    extends: Path | None = None
    lines: Mapping[str, int] = field(default_factory=FrozenMap)
    """The line of each dotted key in the file itself: what it says of its own."""


def read_scenario(
    path: str | Path, overrides: Mapping[str, Any] | None = None, *, library: Path | None = None, option: str = ""
) -> Scenario:
    """The scenario in a file with everything it extends. See :func:`understand`."""
    return understand(path, overrides, library=library, option=option).scenario


def understand(
    path: str | Path, overrides: Mapping[str, Any] | None = None, *, library: Path | None = None, option: str = "",
    facts: FactsOn | None = None, text: str | None = None,
) -> Understood:  # fmt: skip
    """The scenario in a file, merged over what it extends: a file beside it, or one of the ``library``.

    ``overrides`` are dotted keys (``behaviour.weeks_to_ready.1.mean``, ``stock.hostel.beds``) and values, merged last
    and checked as a file is; ``option`` is how they were given, for their faults. Where ``facts`` are given it starts
    from them or from its stock, and from no folder. ``text`` is what the file holds where it is kept elsewhere than at
    ``path``: then it extends nothing but the library and starts from no folder. Raises :class:`BadInput` with every
    fault of every file at once.
    """
    path = Path(path)
    findings = Findings()
    files = read_chain(path, library, findings, text)
    layers = (*files, *override_layers(overrides or {}, option, findings))
    order = tuple(layer.file for layer in reversed(files))
    if any(fault.column in ("", "extends") for fault in findings.faults):
        # With a file of the chain not read, what it holds would be told as missing everywhere else.
        findings.raise_faults(order)
    merged = merge_layers(layers, files[-1], findings)
    if text is not None:
        _refuse_folder(merged, findings)
    find_faults(merged, findings)
    present = _present(merged, findings, facts)
    if _is_known(merged, present, findings):
        find_faults_of_world(merged, present, findings)
    policy = _policy(merged, present, findings)
    findings.raise_faults(order)
    scenario = build(merged, path.stem, policy, present)
    extends = files[-2].path if len(files) > 1 else None
    warnings = findings.in_order(findings.warnings, order)
    return Understood(scenario, warnings, extends, FrozenMap(files[-1].lines))


def _refuse_folder(merged: Merged, findings: Findings) -> None:
    """What stands in no folder can name none: it would be one of the machine that happens to read it."""
    folder = merged.values.pop("from_folder", None)
    if folder:
        at = merged.stands("from_folder")
        message = _("a scenario that is kept here starts from no folder")
        findings.fault(at.file, at.row, "from_folder", folder, message, _("stock, workers and start_state"))


def _present(merged: Merged, findings: Findings, facts: FactsOn | None) -> Snapshot | None:
    """The folder that the scenario starts from, with its findings; None where there is none or it has faults."""
    folder, start = merged.get("from_folder"), merged.get("start")
    if not folder or not isinstance(start, date):
        return None
    if facts is not None:
        if folder == PRESENT:
            return facts(start)
        stands = merged.stands("from_folder")
        message, accepted = _("no folder is read here"), _("“%(present)s”: the service as it is", present=PRESENT)
        findings.fault(stands.file, stands.row, "from_folder", folder, message, accepted)
        return None
    try:
        snapshot, warnings = read_exchange(merged.stands("from_folder").folder / folder, start)
    except BadInput as bad:
        findings.faults += bad.faults
        findings.warnings += bad.warnings
        return None
    findings.warnings += warnings
    return snapshot


def _is_known(merged: Merged, present: Snapshot | None, findings: Findings) -> bool:
    """Whether it is known which schemes there are: else every reference to one would be told as a fault too."""
    rows = merged.get("stock") or ()
    is_named = all("scheme_id" in row for row in rows) and all(fault.column != "stock" for fault in findings.faults)
    return present is not None or (bool(rows) and is_named and not merged.get("from_folder"))


def _policy(merged: Merged, present: Snapshot | None, findings: Findings) -> Policy:
    values = {
        name: FrozenMap(value) if isinstance(value, Mapping) else value
        for name, value in (merged.get("policy") or {}).items()
    }
    given = {key.removeprefix("policy."): stands for key, stands in merged.where.items() if key.startswith("policy.")}
    entries = tuple((Scalar(at.row, key), Scalar(at.row, "")) for key, at in given.items())
    place = Place(merged.stands("policy").file, "policy.")
    return merged_policy(present.policy if present else Policy(), values, Entries(0, entries), place, findings)
