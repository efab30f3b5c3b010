"""Layers over each other (SPEC section 7): mappings merge, shares and lists are replaced whole, null takes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beds.data.findings import Findings
from beds.data.scenario.keys import NOT_INHERITED, SCENARIO
from beds.data.scenario.layers import Layer
from beds.data.yaml_keys import Fields, Mapped, Rows, Shape
from beds.data.yaml_values import ById
from beds.domain.messages import _


@dataclass(frozen=True)
class Stands:
    """Where something stands: the file, its line, and the folder that paths in it start from."""

    file: str
    row: int
    folder: Path


@dataclass
class Merged:
    """What all layers say together, and where each dotted key was said last."""

    values: dict[str, Any] = field(default_factory=dict)
    where: dict[str, Stands] = field(default_factory=dict)
    file: str = ""
    """The file that was asked for."""

    def stands(self, dotted: str) -> Stands:
        """Where the key stands, or the nearest key around it."""
        while dotted and dotted not in self.where:
            dotted = dotted.rpartition(".")[0]
        return self.where.get(dotted, Stands(self.file, 0, Path()))

    def get(self, dotted: str) -> Any:
        """The value of a dotted key; None where it is not given."""
        value: Any = self.values
        for part in dotted.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value


def merge_layers(layers: Sequence[Layer], asked: Layer, findings: Findings) -> Merged:
    """One mapping from all layers, the last one strongest. ``asked`` is the file that was asked for."""
    merged = Merged(file=asked.file)
    for layer in layers:
        # An option speaks of the scenario itself; a file that is extended only of its own name and question.
        own = layer is asked or layer.path is None
        given = {name: value for name, value in layer.values.items() if own or name not in NOT_INHERITED}
        _tell_unknown_rows(given, layer, merged, findings)
        sources = _sources(merged.values.get("sources") or {}, layer)
        merged.values = _over(SCENARIO, merged.values, {**given, "sources": None})
        merged.values["sources"] = {**sources, **(layer.values.get("sources") or {})}
        merged.where |= {key: Stands(layer.file, row, layer.folder) for key, row in layer.lines.items()}
    return merged


def _over(shape: Shape, base: Any, new: Any) -> Any:
    if new is None:
        return None
    if isinstance(shape, Fields):
        merged = dict(base or {})
        for name, value in new.items():
            merged[name] = _over(shape.by_name[name].kind, merged.get(name), value)
        return merged
    if isinstance(shape, Mapped):
        merged = dict(base or {})
        for name, value in new.items():
            merged[name] = _over(shape.value, merged.get(name), value)
        return merged
    if isinstance(shape, Rows) and isinstance(new, ById):
        rows = {row.get(shape.id, position): row for position, row in enumerate(base or ())}
        for name, changes in new.rows.items():
            rows[name] = {**rows.get(name, {shape.id: name}), **changes, shape.id: name}
        return tuple(rows.values())
    return new


def _tell_unknown_rows(given: Mapping[str, Any], layer: Layer, merged: Merged, findings: Findings) -> None:
    """A row that is changed by its id, is not there and is not whole, is a fault."""
    for name, value in given.items():
        shape = SCENARIO.by_name[name].kind
        if not isinstance(shape, Rows) or not isinstance(value, ById):
            continue
        rows = merged.values.get(name) or ()
        if not all(shape.id in row for row in rows):
            continue  # the row that is meant may be one whose id was not understood
        known = {row[shape.id] for row in rows}
        for id_, changes in value.rows.items():
            column = f"{name}.{id_}"
            said = {*changes, *(key for key in shape.fields.required if f"{column}.{key}" in layer.lines)}
            missing = [key for key in shape.fields.required if key != shape.id and key not in said]
            if id_ not in known and missing:
                message = _(
                    "there is no %(id)s to change, and for a new one %(keys)s is missing", id=id_, keys=missing[0]
                )
                accepted = _("one of: %(ids)s", ids=", ".join(sorted(known))) if known else ", ".join(missing)
                findings.fault(layer.file, layer.lines.get(column, 0), column, "", message, accepted)


def _sources(sources: Mapping[str, str], layer: Layer) -> dict[str, str]:
    """The sources said so far, without those of figures that this layer changes."""
    kept: dict[str, str] = {}
    for dotted, source in sources.items():
        if any(dotted == key or dotted.startswith(key + ".") for key in _leaves(layer)):
            continue
        partly = any(key.startswith(dotted + ".") for key in layer.lines)
        kept[dotted] = (
            _("%(source)s; in part changed by %(file)s", source=source, file=layer.file) if partly else source
        )
    return kept


def _leaves(layer: Layer) -> set[str]:
    """The dotted keys of a layer beneath which it says nothing more."""
    inner = {key.rpartition(".")[0] for key in layer.lines if not key.startswith("sources.")}
    return set(layer.lines) - inner
