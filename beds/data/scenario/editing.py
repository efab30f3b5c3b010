"""Changing single keys of a scenario's text: whatever else stands in it, comments too, stays as somebody wrote it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROW_IDS = {"stock": "scheme_id", "workers": "worker_id"}
"""Lists whose rows are known by an id, so that a path may go through them."""
Path = tuple[str, ...]


@dataclass(frozen=True)
class Inherited:
    """In place of a value that what is extended says: the key is taken out. A row of a list inherits nothing: there the
    value is put."""

    value: Any = None


def edited(text: str, changes: Mapping[Path, Any]) -> str:
    """The text with other values at paths such as ``("policy", "stay_limit_weeks", "1")``.

    Mappings that are not there are made; a mapping that is left empty goes too. The text must be one that
    :func:`~beds.data.scenario_file.understand` takes.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 4096  # a line that somebody wrote stays one
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    if tree is None:
        tree = CommentedMap()
    for path, value in changes.items():
        if isinstance(value, Inherited):
            _take_out(tree, path, value)
        else:
            _put(tree, path, value)
    written = io.StringIO()
    yaml.dump(tree, written)
    return written.getvalue()


def part(text: str) -> Any:
    """A text of its own as a value for :func:`edited`: it is put as it stands, its comments too."""
    from ruamel.yaml import YAML

    return YAML(typ="rt", pure=True).load(text)


def _put(tree: Any, path: Path, value: Any) -> None:
    from ruamel.yaml.comments import CommentedMap

    at = tree
    for depth, name in enumerate(path[:-1]):
        inner = _within(at, name, path[:depth])
        if not isinstance(inner, dict | list):
            inner = CommentedMap()
            at[_key(at, name)] = inner
        at = inner
    at[_key(at, path[-1])] = _plain(value)


def _take_out(tree: Any, path: Path, inherited: Inherited) -> None:
    at, way = tree, []
    for depth, name in enumerate(path[:-1]):
        if isinstance(at, list):
            _put(tree, path, inherited.value)
            return
        way.append((at, name))
        at = _within(at, name, path[:depth])
        if not isinstance(at, dict | list):
            return
    if isinstance(at, dict) and _key(at, path[-1]) in at:
        del at[_key(at, path[-1])]
    for outer, name in reversed(way):
        if not outer[_key(outer, name)]:
            del outer[_key(outer, name)]


def _within(at: Any, name: str, path: Path) -> Any:
    """What stands under a key, or the row of this id."""
    if isinstance(at, list):
        return next(row for row in at if str(row[ROW_IDS[path[-1]]]) == name)
    return at.get(_key(at, name))


def _key(at: Any, name: str) -> Any:
    """The key as it stands there: a phase may be a number or a word."""
    if isinstance(at, dict):
        return next((key for key in at if str(key) == name), int(name) if name.isdigit() else name)
    return name


def _plain(value: Any) -> Any:
    """As the writer of YAML takes it: short lists and mappings on one line, days as they are written here."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, CommentedMap):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        mapped = CommentedMap({key: _plain(item) for key, item in value.items()})
        mapped.fa.set_flow_style()
        return mapped
    if isinstance(value, Sequence) and not isinstance(value, str):
        listed = CommentedSeq([_plain(item) for item in value])
        if all(not isinstance(item, dict) for item in listed):
            listed.fa.set_flow_style()
        return listed
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value
