"""A world as a developer reads it in a failing test: one row a line, only what differs from the default."""

from dataclasses import MISSING, fields
from datetime import date
from fractions import Fraction
from typing import Any

from .worlds import World

TABLES = ("schemes", "beds", "people", "stays", "workers", "keep_apart", "waivers", "pins")
DULL = {"reason", "decided_by", "stay_id"}


def describe(world: World) -> str:
    lines = [
        f"world({world.flavour!r}, {world.seed}) on {world.on} ({world.on:%A})",
        f"  {_row(world.snapshot.policy)}",
    ]
    for table in TABLES:
        lines += [f"  {_row(row)}" for row in getattr(world.snapshot, table)]
    return "\n".join(lines)


def _row(row: Any) -> str:
    told = [f"{f.name}={_value(getattr(row, f.name))}" for f in fields(row) if f.name not in DULL and _tells(row, f)]
    return f"{type(row).__name__}({', '.join(told)})"


def _tells(row: Any, f: Any) -> bool:
    default = f.default_factory() if f.default_factory is not MISSING else f.default
    return bool(default is MISSING or getattr(row, f.name) != default)


def _value(value: Any) -> str:
    return str(value) if isinstance(value, date | Fraction) else repr(value)
