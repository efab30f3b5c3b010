"""The files of a scenario: the one that was asked for, what it extends, and so on, each read by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beds.data.findings import Findings
from beds.data.likely import likely, probably
from beds.data.scenario.keys import SCENARIO
from beds.data.scenario.writing import tree_of
from beds.data.yaml_tree import Entries, Scalar, Tree, YamlFault, parse
from beds.data.yaml_values import Reader
from beds.domain.messages import _

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Layer:
    """One file, or one option of the command line: what it says, and the line of each dotted key."""

    file: str
    folder: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    path: Path | None = None


def read_chain(path: Path, library: Path | None, findings: Findings, text: str | None = None) -> tuple[Layer, ...]:
    """The layers from the last that is extended to the file itself. ``library`` holds the shipped scenarios.

    ``text`` is what the file would hold where it is kept elsewhere; then nothing but the library may be extended.
    """
    layers: list[Layer] = []
    seen: list[Path] = []
    at: Path | None = path
    while at is not None:
        seen.append(at.resolve())
        said = _read_file(at, findings) if text is None or layers else text
        if said is None:
            break
        layer = _read_text(at, said, findings)
        layers.append(layer)
        folders = [*([at.parent] if text is None else []), *([library] if library else [])]
        at = _extended(layer, at, folders, None if text is None else library, seen, findings)
    return tuple(reversed(layers))


def _read_file(path: Path, findings: Findings) -> str | None:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        findings.fault(path.name, 0, "", "", _("there is no such scenario") + probably(_near(path)))
    except IsADirectoryError:
        findings.fault(path.name, 0, "", "", _("this is a folder, no scenario"), _("a YAML file"))
    except UnicodeDecodeError:
        findings.fault(path.name, 0, "", "", _("this is not text in UTF-8"), _("a YAML file in UTF-8"))
    return None


def _read_text(path: Path, text: str, findings: Findings) -> Layer:
    try:
        tree = parse(text)
    except YamlFault as fault:
        findings.fault(path.name, fault.row, "", "", fault.message, _("keys and values of a scenario"))
        return Layer(path.name, path.parent, {}, path=path)
    if isinstance(tree, Scalar) and tree.is_null:
        tree = Entries(0)
    if not isinstance(tree, Entries):
        findings.fault(path.name, tree.row, "", "", _("there are no keys here"), _("lines such as “weeks: 260”"))
        tree = Entries(0)
    return _layer(path.name, path.parent, tree, findings, path)


def _layer(file: str, folder: Path, entries: Entries, findings: Findings, path: Path | None = None) -> Layer:
    reader = Reader(file, "", findings, keeps_rest=True)
    return Layer(file, folder, reader.fields(SCENARIO, entries), reader.lines, path)


def _near(path: Path) -> str | None:
    folder = path.parent
    names = [file.name for file in folder.iterdir() if file.suffix in SUFFIXES] if folder.is_dir() else []
    return likely(path.name, names)


def _extended(
    layer: Layer, path: Path, folders: list[Path], inside: Path | None, seen: list[Path], findings: Findings
) -> Path | None:
    """The file that a layer extends; None where it extends none, or a fault is told. ``inside``: in no other folder."""
    name = layer.values.get("extends")
    if not name:
        return None
    row = layer.lines["extends"]
    candidates = [
        file for file in scenario_paths(name, folders) if inside is None or file.resolve().parent == inside.resolve()
    ]
    # A file named as the shipped one it extends is what somebody writes who adapts it.
    found = [file for file in candidates if file.resolve() != path.resolve()] or candidates
    if not found:
        known = scenario_names(folders)
        message = _("there is no such scenario") + probably(likely(name, known))
        accepted = _("a file beside it, or one of: %(names)s", names=", ".join(known))
        findings.fault(layer.file, row, "extends", name, message, accepted)
        return None
    if found[0].resolve() in seen:
        circle = " → ".join(file.name for file in [*seen[seen.index(found[0].resolve()) :], found[0]])
        message = _("this goes round in a circle: %(circle)s", circle=circle)
        findings.fault(layer.file, row, "extends", name, message, _("a scenario that does not extend this one"))
        return None
    return found[0]


def scenario_paths(name: str, folders: list[Path]) -> list[Path]:
    """Every file that a scenario's name may mean, the nearest first."""
    spelled = [name, *(name + suffix for suffix in SUFFIXES)]
    return [folder / one for folder in folders for one in spelled if _is_file(folder / one)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as a name that is longer than any file's
        return False


def scenario_names(folders: list[Path]) -> list[str]:
    """The names of the scenarios that stand in these folders."""
    files = (file for folder in folders if folder.is_dir() for file in folder.iterdir())
    return sorted({file.stem for file in files if file.suffix in SUFFIXES and file.is_file()})


def override_layers(overrides: Mapping[str, Any], option: str, findings: Findings) -> tuple[Layer, ...]:
    """A layer for each dotted key, so that its faults name the option and the key as they were typed."""
    layers = []
    for dotted, value in overrides.items():
        label = f"{option} {dotted}" if option else dotted
        try:
            tree: Tree = tree_of(value)
        except YamlFault as fault:
            findings.fault(label, 0, dotted, str(value), fault.message, _("a value as it stands in a scenario"))
            continue
        for part in reversed(dotted.split(".")):
            tree = Entries(0, ((Scalar(0, part), tree),))
        assert isinstance(tree, Entries)
        layers.append(_layer(label, Path(), tree, findings))
    return tuple(layers)
