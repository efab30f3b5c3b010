"""The published schema and the page of scenario files, made from the same keys that the reader uses."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import isinf
from typing import Any

from beds.data.cells import Kind
from beds.data.kinds import Choice, Date, Flag, ListOf, Money, Number, Points, Whole
from beds.data.policy_keys import RuleOff
from beds.data.scenario.keys import PROFILE, SCENARIO
from beds.data.scenario.kinds import NextStep
from beds.data.yaml_keys import Fields, Groups, Key, Listed, Mapped, OneOr, Rows, Shape, Shares
from beds.domain.rule_ids import ALL_RULES, NEVER_OFF
from beds.simulation.scenario import MOVE_ON

Schema = dict[str, Any]
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
NULL: Schema = {"type": "null"}
MANY = 10**9


def schema() -> str:
    """The text of docs/scenario.schema.json (JSON Schema, draft 2020-12)."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of beds",
        "description": "What differs from the scenario that it extends. Made by `make docs`; not edited by hand.",
        **_shape(SCENARIO),
        "$defs": {key.name: _described(key) for key in PROFILE if isinstance(key.kind, Shares)},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _shape(shape: Shape) -> Schema:
    match shape:
        case Fields():
            return _fields(shape)
        case Mapped():
            value = _shape(shape.value)
            return {
                "type": "object",
                "propertyNames": _name(shape.key),
                "additionalProperties": _or_null(value) if shape.may_be_blank else value,
            }
        case Listed():
            item = _shape(shape.item) if not isinstance(shape.item, Fields) else _row(shape.item)
            items: Schema = {"type": "array", "items": item} | ({} if shape.may_be_empty else {"minItems": 1})
            return items if isinstance(shape.item, Fields) else {"anyOf": [items, item]}
        case Rows():
            by_id = {"type": "object", "additionalProperties": _fields(shape.fields)}
            return {"anyOf": [{"type": "array", "items": _row(shape.fields)}, by_id]}
        case OneOr():
            return {"anyOf": [_shape(shape.one), _shape(shape.other)]}
        case Shares():
            shares: Schema = {"type": "object", "propertyNames": _name(shape.value), "additionalProperties": SHARE}
            return {"anyOf": [SHARE if shape.number_of else _kind(shape.value), shares]}
        case Groups():
            return {
                "type": "object",
                "propertyNames": _name(shape.value),
                "additionalProperties": _row(shape.fields),
            }
        case Kind():
            return _kind(shape)


def _fields(shape: Fields) -> Schema:
    return {
        "type": "object",
        "properties": {key.name: _key(key) for key in shape},
        "additionalProperties": False,
    }


def _row(shape: Fields) -> Schema:
    return _fields(shape) | {"required": list(shape.required)}


def _key(key: Key) -> Schema:
    # A fact stands in the profile and in every group: said once, or the schema would have the size of a book.
    return {"$ref": f"#/$defs/{key.name}"} if isinstance(key.kind, Shares) else _described(key)


def _described(key: Key) -> Schema:
    shape = _shape(key.kind)
    described = {"description": key.help} | (_or_null(shape) if key.may_be_blank else shape)
    default = _plain(key.default)
    return described if default is None else described | {"default": default}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [*(schema["anyOf"] if set(schema) == {"anyOf"} else [schema]), NULL]}


def _name(kind: Kind) -> Schema:
    """What the names of a mapping may be: JSON has text only, and a blank one is "not known"."""
    if isinstance(kind, Choice):
        return {"enum": ["", *kind.options]}
    return {"pattern": "^[0-9]$"} if isinstance(kind, Whole) and kind.high == 9 else {}


def _kind(kind: Kind) -> Schema:
    match kind:
        case Flag():
            return {"enum": ["yes", "no", True, False]}
        case Whole():
            return {"type": "integer", "minimum": kind.low} | ({"maximum": kind.high} if kind.high < MANY else {})
        case Number():
            low = {"exclusiveMinimum" if kind.above_low else "minimum": kind.low}
            return {"type": "number", **low} | ({} if isinf(kind.high) else {"maximum": kind.high})
        case Points() | Money():
            return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}
        case Date():
            return {"type": "string", "format": "date"}
        case RuleOff():
            return {"enum": [rule for rule in ALL_RULES if rule not in NEVER_OFF]}
        case Choice():
            return {"enum": list(kind.options)}
        case NextStep():
            return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 9}, {"const": MOVE_ON}]}
        case ListOf():
            item = _kind(kind.item)
            return {"anyOf": [{"type": "array", "items": item}, {"type": ["string", "integer"]}]}
        case _:
            return {"type": ["string", "number"]}


def _plain(value: Any) -> Any:
    """The default as JSON; None where there is none worth a word."""
    match value:
        case bool() | int() | float() | str():
            return value if value != "" else None
        case Fraction() | Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case tuple() if all(isinstance(item, str | int) for item in value):
            return list(value) or None
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()} or None
        case _:
            return None


def page(made: str) -> str:
    """The text of docs/scenarios.md: every key with its kind, its default and its help."""
    introduction = (
        "A scenario is a YAML file that says what differs from the one that it `extends`: a file beside it, or one "
        "that comes with the program (`beds scenarios` lists them). Mappings merge; shares under `demand.profile` and "
        "lists are replaced whole; `null` takes back what is extended. `stock` and `workers` may also be changed row "
        "by row: `stock: {flats: {beds: 10}}`. Every fault of every file is told at once with its line. "
        "[scenario.schema.json](scenario.schema.json) says the same to editors."
    )
    example = "```yaml\n" + EXAMPLE + "```"
    tables = [_table(title, fields) for title, fields in _sections("", SCENARIO)]
    return "\n\n".join(["# Scenario files", introduction + " " + made, example, *tables]) + "\n"


EXAMPLE = """\
extends: baseline
question: What if each phase is shorter, and three flats are added in the second year?
policy:
  stay_limit_weeks: {1: 26, 2: 26, 3: 52}
stock_changes:
  - {week: 52, scheme_id: flats, beds: 3}
demand:
  profile:
    connection: 0.6                       # the share of yes
    seeks: {"0;1": 0.4, "1": 0.6}         # lists as in the exchange folder
sources:
  demand.profile.connection: Illustrative
"""


def _sections(dotted: str, fields: Fields) -> Iterator[tuple[str, Fields]]:
    """Every table of keys with its title, outer ones first."""
    yield dotted, fields
    for key in fields:
        inner = key.kind
        name = f"{dotted}.{key.name}" if dotted else key.name
        if isinstance(inner, Fields) and key.name != "groups_of":
            yield from _sections(name, inner)
        elif isinstance(inner, Rows):
            yield from _sections(f"{name}[]", inner.fields)
        elif isinstance(inner, Listed) and isinstance(inner.item, Fields):
            yield from _sections(f"{name}[]", inner.item)
        elif isinstance(inner, OneOr) and isinstance(inner.other.item, Fields):
            yield from _sections(f"{name}[]", inner.other.item)
        elif isinstance(inner, Mapped) and isinstance(inner.value, Fields):
            yield from _sections(f"{name}.*", inner.value)


def _table(title: str, fields: Fields) -> str:
    rows = [
        f"| `{key.name}` | {_cell(_accepted(key))} | {_default(key, key.name in fields.required)} | {_cell(key.help)} |"
        for key in fields
    ]
    heading = f"## `{title}`" if title else "## The keys"
    return "\n".join(
        [heading, "", "| key | what it takes | default | what it means |", "| --- | --- | --- | --- |", *rows]
    )


def _accepted(key: Key) -> str:
    if isinstance(key.kind, Fields):
        return "groups, see its help" if key.name == "groups_of" else "keys, see below"
    return "rows, see below" if isinstance(key.kind, Rows) else key.kind.accepted()


def _default(key: Key, is_required: bool) -> str:
    if is_required:
        return "must be given"
    default = _plain(key.default)
    if default is None:
        return ""
    text = ", ".join(map(str, default)) if isinstance(default, list) else str(default).replace("'", "")
    return f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
