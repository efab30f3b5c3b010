"""Values of a program as YAML trees, so that an option of the command line is read and checked as a file is."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from beds.data.yaml_tree import Entries, Items, Scalar, Tree, parse


def tree_of(value: Any) -> Tree:
    """The tree of a value: text is read as YAML. Raises :class:`~beds.data.yaml_tree.YamlFault`."""
    if isinstance(value, str):
        return _without_lines(parse(value))
    if isinstance(value, Mapping):
        return Entries(0, tuple((Scalar(0, _text(key)), tree_of(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return Items(0, tuple(tree_of(item) for item in value))
    return Scalar(0, _text(value), is_null=value is None)


def _without_lines(tree: Tree) -> Tree:
    """What is typed on the command line stands in no line of a file."""
    match tree:
        case Scalar():
            return replace(tree, row=0)
        case Items():
            return Items(0, tuple(_without_lines(item) for item in tree.items))
        case Entries():
            doubled = tuple((replace(key, row=0), 0) for key, _row in tree.doubled)
            return Entries(0, tuple((replace(key, row=0), _without_lines(item)) for key, item in tree), doubled)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            # 0.1 + 0.2 is meant as 0.3; more digits than these are no number that anybody chose.
            return format(value, ".9g")
        case Decimal() | Fraction():
            return format(float(value), ".9g")
        case _:
            return str(value)
