"""A scenario that is kept as text, frozen with every file that it extends: so it says the same for ever.

It is read on a machine that is not its author's: it extends shipped scenarios alone, and starts from no folder but the
facts of the service itself (:data:`~beds.data.scenario_file.PRESENT`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from beds.data.findings import Findings
from beds.data.scenario.layers import read_chain
from beds.data.scenario_file import FactsOn, Understood, understand
from beds.data.yaml_tree import Entries, Scalar, YamlFault, parse
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _

OWN = "scenario.yaml"
"""The file in which the text itself stands; what it extends stands under its own name."""


@dataclass(frozen=True)
class Frozen:
    """A named scenario as text with the texts of all that it extends, by file."""

    name: str
    files: Mapping[str, str]


def freeze(name: str, text: str, library: Path) -> Frozen:
    """The text with everything it extends, which stands in the ``library``. Raises :class:`BadInput`."""
    _refuse_other_folders(text)
    findings = Findings()
    with TemporaryDirectory() as folder:
        file = Path(folder) / OWN
        file.write_text(text, "utf-8")
        layers = read_chain(file, library, findings)
        findings.raise_faults()
        return Frozen(name, {layer.file: layer.path.read_text("utf-8-sig") for layer in layers if layer.path})


def thaw(frozen: Frozen, facts: FactsOn, overrides: Mapping[str, Any] | None = None) -> Understood:
    """The scenario under its name. ``facts`` gives the service's own on a day, for one that starts from them.

    Raises :class:`BadInput` with every fault.
    """
    with TemporaryDirectory() as folder:
        for name, text in frozen.files.items():
            (Path(folder) / name).write_text(text, "utf-8")
        understood = understand(Path(folder) / OWN, overrides, facts=facts)
    return replace(understood, scenario=replace(understood.scenario, name=frozen.name))


def _refuse_other_folders(text: str) -> None:
    """What it extends is named, never found by a path: else any file of the machine could be asked for."""
    try:
        tree = parse(text)
    except YamlFault:
        return  # told, with its line, by whoever reads the chain
    for key, value in tree if isinstance(tree, Entries) else ():
        if key.text != "extends" or not isinstance(value, Scalar) or value.is_null:
            continue
        if PurePath(value.text).name != value.text or "\\" in value.text:
            message, accepted = _("this is no name of a scenario"), _("the name of a shipped scenario")
            raise BadInput([Finding(OWN, value.row, "extends", value.text, message, accepted)])
