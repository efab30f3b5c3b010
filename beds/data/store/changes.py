"""What a unit of work has changed, row by row, before and after: collected while it is written, told by its events."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ColumnProperty, Mapper, Session, UOWTransaction

from beds.data.store.base import Base
from beds.data.store.columns import moment_text
from beds.domain.record import Change

HIDDEN = "[changed]"
_PLAIN = frozenset({str, int, float, bool, type(None)})
_SILENT = {"version"}
"""Columns that say nothing by themselves."""


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


class Collector:
    """Listens to a session and keeps every change of a recorded table until somebody tells it."""

    def __init__(self, session: Session) -> None:
        self._changes: list[tuple[Any, Change]] = []
        event.listen(session, "after_flush", self._flushed)
        event.listen(session, "do_orm_execute", _refuse_bulk_writes)

    def take(self) -> list[tuple[Any, Change]]:
        """The changes since the last time, with the row that each is of."""
        taken, self._changes = self._changes, []
        return taken

    def _flushed(self, session: Session, _context: UOWTransaction) -> None:
        for row in session.new:
            self._add(row, {}, columns_of(row))
        # The session holds these in no order; the record has one.
        for row in sorted(session.dirty, key=lambda row: (row.__tablename__, key_of(row))):
            before, after = _difference(row)
            if after:
                self._add(row, before, after)
        for row in session.deleted:
            self._add(row, columns_of(row), {})

    def _add(self, row: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
        if isinstance(row, Base) and row.recorded:
            self._changes.append((row, Change(row.__tablename__, key_of(row), before, after)))


def key_of(row: Any) -> str:
    """The primary key of a row, as text."""
    mapper: Mapper[Any] = inspect(type(row))
    return ";".join(str(part) for part in mapper.primary_key_from_instance(row))


def _shown(attribute: ColumnProperty[Any], value: Any) -> Any:
    return HIDDEN if attribute.columns[0].info.get("secret") else plain(value)


def columns_of(row: Any) -> dict[str, Any]:
    """Every column of a row, as the record tells it of a row that was added."""
    # What was never set is not there yet, and is null: asking the row for it would ask the database.
    held = inspect(row).dict
    return {
        attribute.key: _shown(attribute, held.get(attribute.key))
        for attribute in inspect(type(row)).column_attrs
        if attribute.key not in _SILENT
    }


def _difference(row: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in inspect(type(row)).column_attrs:
        history = inspect(row).attrs[attribute.key].history
        if attribute.key in _SILENT or not history.has_changes():
            continue
        assert history.deleted, f"{row.__tablename__}.{attribute.key} was changed without having been read"
        old, new = history.deleted[0], history.added[0]
        if isinstance(old, dict) and isinstance(new, dict):
            names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
            before[attribute.key] = {name: plain(old.get(name)) for name in names}
            after[attribute.key] = {name: plain(new.get(name)) for name in names}
        else:
            before[attribute.key], after[attribute.key] = _shown(attribute, old), _shown(attribute, new)
    return before, after


def _refuse_bulk_writes(state: Any) -> None:
    """A statement that changes recorded rows past the session would leave no trace of them."""
    if state.is_orm_statement and (state.is_update or state.is_delete or state.is_insert):
        mapper = state.bind_mapper
        assert mapper is None or not mapper.class_.recorded, f"{mapper} is changed through its rows only"
