"""The answer as CSV files: streamed, because a large run explains millions of pairs of person and scheme."""

import operator
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from beds.data.cells import CellValue, guarded_for_csv
from beds.data.results.columns import RESULT_TABLES, ResultTable
from beds.domain.allocation import Allocation

SUFFIX = ".csv"
_NEEDS_QUOTES = frozenset(',"\r\n')


class Texts(dict[Any, str]):
    """The text of each distinct value of a column, quoted and all, made once: ids, counts and rules repeat endlessly.

    Joining ready texts takes a third of the time of the library's writer, which looks at every sign of every cell.
    """

    def __init__(self, cell: Callable[[Any], CellValue]) -> None:
        super().__init__()
        self._cell = cell

    def __missing__(self, value: Any) -> str:
        cell = self._cell(value)
        self[value] = "" if cell is None else quoted(guarded_for_csv(cell)) if isinstance(cell, str) else str(cell)
        return self[value]


def quoted(text: str) -> str:
    """The text as a field of a CSV file, in quotation marks where it needs them."""
    return text if _NEEDS_QUOTES.isdisjoint(text) else '"' + text.replace('"', '""') + '"'


def write_csv_files(allocation: Allocation, folder: Path) -> None:
    """Writes a file a table into the folder: UTF-8 with its mark, for spreadsheets. Equal answers, equal bytes."""
    for table in RESULT_TABLES:
        with (folder / (table.name + SUFFIX)).open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(csv_lines(table, allocation))


def csv_lines(table: ResultTable, allocation: Allocation) -> Iterator[str]:
    """The lines of a table's file, its header first."""
    yield ",".join(column.name for column in table.columns) + "\n"
    texts = [Texts(column.cell) for column in table.columns]
    for row in table.rows(allocation):
        yield ",".join(map(operator.getitem, texts, table.values(row))) + "\n"
