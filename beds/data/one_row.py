"""One row of a table, from the cells of a form: read and checked exactly as the same row of a file would be."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from beds.data.faults import Folder, find_faults
from beds.data.findings import Findings
from beds.data.raw_tables import RawTable
from beds.data.reading import ReadTable, read_table
from beds.data.tables import TABLES, Table, tables_by_name


def read_row(
    name: str, present: Any, cells: Mapping[str, str], ids: Mapping[str, Collection[str]], on: date
) -> Any:  # fmt: skip
    """The row of table ``name`` that ``present`` becomes with these cells.

    ``ids``: those that stand in other tables, by table, for references. Raises
    :class:`~beds.domain.errors.BadInput`; the column of each fault is the name of its cell.
    """
    table, findings = tables_by_name()[name], Findings()
    written = {column.name: column.kind.write(getattr(present, column.name)) for column in table.columns}
    header = tuple(written)
    row = tuple({**written, **cells}[column] for column in header)
    read = read_table(table, RawTable(name, name, header, 1, (row,), (2,)), findings)
    others = {other.name: _known(other, tuple(ids.get(other.name, ()))) for other in TABLES}
    find_faults(Folder({**others, name: read}, on), findings)
    # Only what was asked is told: what was there before is another form's.
    asked = [fault for fault in findings.faults if fault.column in cells]
    replace(findings, faults=asked).raise_faults()
    return replace(present, **{column: read.values[column][0] for column in cells})


def _known(table: Table, ids: tuple[str, ...]) -> ReadTable:
    """A table of which nothing is known but its ids."""
    values: dict[str, list[Any]] = {column.name: [column.kind.blank] * len(ids) for column in table.columns}
    values[table.key] = list(ids)
    present = frozenset({table.key} if ids else ())
    return ReadTable(table, table.name, bool(ids), present, range(2, len(ids) + 2), {}, values)
