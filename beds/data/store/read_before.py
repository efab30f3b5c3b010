"""Rows as they were read last: of a row in which not a character has changed, nothing is opened or built again."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Dialect, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from beds.data.store.mapping import Mapped, to_value


class ReadBefore:
    """The values of each table as they were read last, under what the database holds of them, sealed as it is there.

    A value depends on nothing else, so it does not matter which transaction reads or has read. One for each open
    database: what was opened with its key is not given to whoever opens another with the wrong one.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Mapping[Any, Any]] = {}

    def values(self, session: Session, entry: Mapped, counting: Sequence[ColumnElement[bool]]) -> list[Any]:
        """The values of the rows of a table for which all of ``counting`` holds."""
        session.flush()
        columns = [column for column in entry.row.__table__.columns if column.name in entry.stored]
        asked = select(*map(_as_it_is, columns)).where(*counting)
        found = [tuple(row) for row in session.connection().execute(asked)]
        before, dialect = self._kept.get(entry.table, {}), session.get_bind().dialect
        values = [before[row] if row in before else _opened(entry, columns, row, dialect) for row in found]
        self._kept[entry.table] = dict(zip(found, values, strict=True))
        return values


def _as_it_is(column: ColumnElement[Any]) -> Any:
    kind = column.type
    return type_coerce(column, kind.impl_instance) if isinstance(kind, TypeDecorator) else column


def _opened(entry: Mapped, columns: Sequence[Any], row: Sequence[Any], dialect: Dialect) -> Any:
    fields = {
        column.name: column.type.process_result_value(held, dialect) if isinstance(column.type, TypeDecorator) else held
        for column, held in zip(columns, row, strict=True)
    }
    return to_value(entry, SimpleNamespace(**fields))
