"""Everything a run reads, as one frozen value: the exchange folder once it has been understood."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from beds.domain.decisions import KeepApart, Pin, Waiver
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.policy import Policy
from beds.domain.workers import Worker

ORDERED_LISTS = frozenset({"seeks", "objective"})
"""Lists whose order means something; every other list is a set."""


@dataclass(frozen=True)
class Snapshot:
    """The facts, rows in canonical order whatever the order of the files (see :func:`snapshot`)."""

    schemes: tuple[Scheme, ...] = ()
    beds: tuple[Bed, ...] = ()
    people: tuple[Person, ...] = ()
    stays: tuple[Stay, ...] = ()
    workers: tuple[Worker, ...] = ()
    keep_apart: tuple[KeepApart, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    pins: tuple[Pin, ...] = ()
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        for name in (f.name for f in fields(self) if f.name != "policy"):
            object.__setattr__(self, name, _in_order(getattr(self, name)))

    def sha256(self) -> str:
        """The fingerprint of the content: equal for equal facts in any file, order or spelling."""
        content = {f.name: canonical(getattr(self, f.name)) for f in fields(self)}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _in_order(rows: Iterable[Any]) -> tuple[Any, ...]:
    """The rows by all their fields as text; where the first is an id that no two share, nothing else is looked at."""
    rows = tuple(rows)
    by_id = {str(getattr(row, _names(row.__class__)[0])): row for row in rows}
    if len(by_id) == len(rows):
        return tuple(by_id[key] for key in sorted(by_id))
    return tuple(sorted(rows, key=_row_key))


def _row_key(row: Any) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in _names(row.__class__))


def canonical(value: Any, name: str = "") -> Any:
    """A value as the fingerprint reads it: equal for equal facts. ``name``: its column, as some lists are ordered."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple):
        items = [canonical(item) for item in value]
        if len(items) < 2 or name in ORDERED_LISTS:
            return items
        return sorted(items, key=_as_text)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(Fraction(value))
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: canonical(getattr(value, name), name) for name in _names(value.__class__)}
    return value


_PLAIN = frozenset({str, int, float, bool, type(None)})
_as_text = json.JSONEncoder(sort_keys=True).encode


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))
