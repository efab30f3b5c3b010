"""Rows and the domain's frozen values, one into the other: the only place that knows both."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from beds.data.store.base import Base
from beds.data.store.tables.decisions import KeepApartRow, PinRow, WaiverRow
from beds.data.store.tables.people import SEALED, PersonRow
from beds.data.store.tables.places import BedRow, SchemeRow
from beds.data.store.tables.stays import StayRow
from beds.data.store.tables.workers import WorkerRow
from beds.domain.decisions import KeepApart, Pin, Waiver
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.workers import Worker


@dataclass(frozen=True)
class Mapped:
    """One table of the exchange format: its value, its row, and what makes two of its values the same thing."""

    table: str
    value: type
    row: type[Base]
    key: tuple[str, ...]
    """The columns by which a value of a folder is found again in the database."""
    has_id: bool = True
    """Whether the key is the row's own; decisions have a number instead, and equal ones may stand twice."""
    number: str = ""
    """The column of that number."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields of the value."""
        return tuple(field.name for field in fields(self.value))

    @cached_property
    def stored(self) -> frozenset[str]:
        """The columns of the row from which the value is made."""
        return frozenset(self.columns if self.table != "people" else (*self.columns, "restricted"))


MAPPED = (
    Mapped("schemes", Scheme, SchemeRow, ("scheme_id",)),
    Mapped("beds", Bed, BedRow, ("bed_id",)),
    Mapped("workers", Worker, WorkerRow, ("worker_id",)),
    Mapped("people", Person, PersonRow, ("person_id",)),
    Mapped("stays", Stay, StayRow, ("stay_id",)),
    Mapped("keep_apart", KeepApart, KeepApartRow, ("person_a", "person_b", "scope"), False, "keep_apart_id"),
    Mapped("waivers", Waiver, WaiverRow, ("person_id", "rule", "decided_on"), False, "waiver_id"),
    Mapped("pins", Pin, PinRow, ("person_id", "bed_id", "action"), False, "pin_id"),
)
"""In the order in which rows can be added: what is referred to comes first."""

_BLANK_IS_NULL = {("people", "worker_id"), ("pins", "worker_id")}
"""References that the domain leaves blank and the database must leave out."""
_OF_A_PERSON = tuple(field.name for field in fields(Person))


def mapped(table: str) -> Mapped:
    return next(entry for entry in MAPPED if entry.table == table)


def to_row(entry: Mapped, value: Any) -> Base:
    """A new row of a value."""
    row = entry.row()
    set_columns(entry, row, {field.name: getattr(value, field.name) for field in fields(value)})
    return row


def set_columns(entry: Mapped, row: Base, columns: Mapping[str, Any]) -> None:
    """Writes some of a value's fields into its row; the others stay as they are."""
    sealed = {}
    for name, value in columns.items():
        if entry.table == "people" and name in SEALED:
            sealed[name] = _plain(value)
        elif (entry.table, name) in _BLANK_IS_NULL:
            setattr(row, name, value or None)
        else:
            setattr(row, name, value)
    if sealed and isinstance(row, PersonRow):
        # A new mapping, so that the change is seen.
        row.restricted = {**(row.restricted or {}), **sealed}


def to_value(entry: Mapped, row: Any) -> Any:
    """The value that a row holds; anything that has the row's columns as attributes will do."""
    if entry.table == "people":
        return _person(row)
    columns = {name: getattr(row, name) for name in entry.columns}
    for table, name in _BLANK_IS_NULL:
        if table == entry.table:
            columns[name] = columns[name] or ""
    return entry.value(**columns)


def _person(row: Any) -> Person:
    opened = row.restricted
    columns: dict[str, Any] = {}
    for name in _OF_A_PERSON:
        if name not in SEALED:
            columns[name] = getattr(row, name)
        elif name in opened:
            value = opened[name]
            columns[name] = tuple(value) if isinstance(value, list) else value
    columns["worker_id"] = columns["worker_id"] or ""
    if columns.get("birth_date"):
        columns["birth_date"] = date.fromisoformat(columns["birth_date"])
    return Person(**columns)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
