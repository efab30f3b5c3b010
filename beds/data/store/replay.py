"""The state that the record tells, held against the state that is there: whatever was changed past the record shows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from beds.data.store.base import Base
from beds.data.store.changes import columns_of, key_of
from beds.domain.record import Event

Rows = dict[tuple[str, str], dict[str, Any]]
"""Plain values by column, by table and key."""
SEEDED = ("reasons",)
"""Tables whose first rows come with the schema and not from anybody."""


def replayed_state(events: Iterable[Event]) -> Rows:
    """The rows that the events, oldest first, leave behind. An event whose text was erased leaves nothing."""
    rows: Rows = {}
    for event in events:
        for change in event.changes:
            place = (change.table, change.key)
            if change.before and not change.after:
                rows.pop(place, None)
            elif not change.before:
                rows[place] = dict(change.after)
            else:
                row = rows.setdefault(place, {})
                for name, value in change.after.items():
                    row[name] = _merged(row.get(name), change.before.get(name), value)
    return rows


def present_state(session: Session) -> Rows:
    """The rows that are there, of every table of which the record tells."""
    rows: Rows = {}
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__tablename__):
        if mapper.class_.recorded:
            for row in session.scalars(select(mapper.class_)):
                rows[mapper.class_.__tablename__, key_of(row)] = columns_of(row)
    return rows


def differences(told: Rows, present: Rows) -> list[str]:
    """Where the two states differ, as ``table key``, in order. Rows that came with the schema need no event."""
    found = []
    for place in sorted({*told, *present}):
        said, there = told.get(place), present.get(place)
        if place[0] in SEEDED and there is not None:
            there = {name: value for name, value in there.items() if name in (said or {})}
            said = said or {}
        if _known(said) != _known(there):
            found.append(" ".join(place))
    return found


def row_of(table: str, key: str, session: Session) -> Base | None:
    """The row of a change, by the key that the record knows it by."""
    row = next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == table)
    columns = inspect(row).primary_key
    parts = key.split(";") if len(columns) > 1 else [key]
    typed = tuple(column.type.python_type(part) for column, part in zip(columns, parts, strict=True))
    found: Base | None = session.get(row, typed)
    return found


def _merged(held: Any, before: Any, after: Any) -> Any:
    """Of a mapping the record holds only the entries that changed."""
    if isinstance(held, dict) and isinstance(before, dict) and isinstance(after, dict):
        return {**held, **after}
    return after


def _known(row: dict[str, Any] | None) -> dict[str, Any] | None:
    """The row without blanks: a column, or an entry of a mapping, that came later is blank in what was told before."""
    if row is None:
        return None
    known = {}
    for name, value in row.items():
        kept = {key: item for key, item in value.items() if item is not None} if isinstance(value, dict) else value
        if kept not in (None, "", [], {}):
            known[name] = kept
    return known
