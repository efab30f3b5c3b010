"""YAML as plain text with line numbers: words stay words (``NO``, ``off``), and every fault knows its line.

Policy files read from it, and so can scenario files. Numbers, dates and flags are understood later, by the kind that is
meant there, from the very text that was written: 0.1 is one tenth, not the nearest float.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from beds.domain.messages import _

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""An escape such as ``\\0`` or ``\\ud800`` writes what neither a database nor a page can take."""
_NULLS = ("", "~", "null", "Null", "NULL")


class YamlFault(Exception):
    """The text is no YAML that is read here. ``row`` is the line, from 1."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row
        self.message = message


@dataclass(frozen=True)
class Scalar:
    """One word, number or text, exactly as written. ``is_null`` for a blank, ``~`` or ``null`` without quotes."""

    row: int
    text: str
    is_null: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    row: int
    items: tuple["Tree", ...]


@dataclass(frozen=True)
class Entries:
    """A mapping, in its order. ``doubled`` holds keys that stand twice, each with the line of the first."""

    row: int
    entries: tuple[tuple[Scalar, "Tree"], ...] = ()
    doubled: tuple[tuple[Scalar, int], ...] = ()

    def __iter__(self) -> Iterator[tuple[Scalar, "Tree"]]:
        return iter(self.entries)


Tree = Scalar | Items | Entries


@lru_cache(maxsize=128)
def parse(text: str, row: int | None = None) -> Tree:
    """The tree of one YAML document; nothing at all is a null. ``row`` replaces the lines, for YAML inside a cell.

    The same few policies and scenarios are read again and again, and to parse one takes longer than all that follows.
    Raises :class:`YamlFault` for text that is no YAML, keys that are no words, anchors and aliases, and for what is
    nested so deep that nobody can have meant it.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(text)
        return _tree(node, row, set()) if node is not None else Scalar(row or 1, "", is_null=True)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        what = error.problem or error.context or ""
        raise YamlFault(row or line, _("this is not YAML (%(error)s)", error=what)) from None
    except YAMLError as error:
        what = str(error).splitlines()[0]
        raise YamlFault(row or 0, _("this is not YAML (%(error)s)", error=what)) from None
    except RecursionError:
        raise YamlFault(row or 0, _("this is nested too deep")) from None


def _tree(node: Any, fixed: int | None, seen: set[int]) -> Tree:
    row = fixed or node.start_mark.line + 1
    if id(node) in seen:
        # An alias stands for a whole other part; a few nested ones would grow to any size.
        raise YamlFault(row, _("anchors and aliases (& and *) are not read here"))
    seen.add(id(node))
    if node.id == "sequence":
        return Items(row, tuple(_tree(item, fixed, seen) for item in node.value))
    if node.id == "mapping":
        return _entries(node, row, fixed, seen)
    if _NO_TEXT.search(node.value):
        raise YamlFault(row, _("there is a sign in it that no text can hold"))
    return Scalar(row, str(node.value), is_null=node.style is None and node.value in _NULLS)


def _entries(node: Any, row: int, fixed: int | None, seen: set[int]) -> Entries:
    entries: dict[str, tuple[Scalar, Tree]] = {}
    doubled: list[tuple[Scalar, int]] = []
    for key_node, value_node in node.value:
        key = _tree(key_node, fixed, seen)
        if not isinstance(key, Scalar):
            raise YamlFault(key.row, _("a key must be a word or a number"))
        if key.text in entries:
            doubled.append((key, entries[key.text][0].row))
        else:
            value = _tree(value_node, fixed, seen)
            # A value left out is placed by the parser where the next thing stands.
            is_left_out = isinstance(value, Scalar) and value.is_null and not value.text
            entries[key.text] = (key, replace(value, row=key.row) if is_left_out else value)
    return Entries(row, tuple(entries.values()), tuple(doubled))


def quoted(text: str) -> str:
    """The text as a scalar that reads back as itself on one line, in quotation marks only where they are needed."""
    if _is_plain(text):
        return text
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(sign) or (sign if sign.isprintable() else _escaped(sign)) for sign in text) + '"'


def _is_plain(text: str) -> bool:
    words = text.replace("_", " ").replace("-", " ").split(" ")
    return text[:1].isalpha() and text.isascii() and all(word.isalnum() for word in words) and text not in _NULLS


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"
