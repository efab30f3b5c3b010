"""The answer as the very files that a run writes, in memory: what the database keeps, and reads back as an answer."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from beds.data.cells import LIST_SEPARATOR, unguarded
from beds.data.results.columns import RESULT_TABLES, ResultTable
from beds.data.results.csv_files import SUFFIX, csv_lines
from beds.data.results.summary import FILE as SUMMARY
from beds.data.results.summary import summary_text
from beds.domain.allocation import Allocation, Kept, Lottery, Row, SchemeExplanation, Skipped, Tier, Unplaced

_ROWS: Mapping[str, type] = {
    "allocation": Row, "explanations": SchemeExplanation, "unplaced": Unplaced, "skipped": Skipped,
}  # fmt: skip
KEYS: Mapping[str, int] = {"allocation": 1, "explanations": 2, "unplaced": 1, "skipped": 3}
"""How many columns name a row of each table."""
SECONDS = "seconds"


def answer_files(allocation: Allocation, warnings: int | None = None) -> dict[str, bytes]:
    """The CSV files and ``summary.json``, by name; the workbook can be made from them."""
    files = {
        table.name + SUFFIX: b"\xef\xbb\xbf" + "".join(csv_lines(table, allocation)).encode() for table in RESULT_TABLES
    }
    return {**files, SUMMARY: summary_text(allocation, warnings).encode()}


def answer_sha256(files: Mapping[str, bytes]) -> str:
    """The fingerprint of an answer: equal for equal answers, however long they took."""
    said = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != SUMMARY}
    told = {key: value for key, value in json.loads(files[SUMMARY]).items() if key != SECONDS}
    return hashlib.sha256(json.dumps([said, told], sort_keys=True).encode()).hexdigest()


def read_answer(files: Mapping[str, bytes], wanted: tuple[tuple[str, str], ...] = ()) -> Allocation:
    """The answer that the files hold. ``wanted``: the rows that were to be kept, which no file names.

    ``alone_rules`` is empty where it is blank, whether it was asked for or not.
    """
    told = json.loads(files[SUMMARY])
    tables: dict[str, Any] = {table.name: _rows(table, files[table.name + SUFFIX]) for table in RESULT_TABLES}
    kept = told.get("kept")
    return Allocation(
        on=date.fromisoformat(told["on"]),
        policy=told["policy"],
        inputs_sha256=told["inputs_sha256"],
        rows=tables["allocation"],
        tiers=tuple(Tier(**tier) for tier in told["tiers"]),
        unplaced=tables["unplaced"],
        skipped=tables["skipped"],
        explanations=tables["explanations"],
        lottery=Lottery(told["lottery"]["seed"], tuple(told["lottery"]["decided"])),
        engine=told["engine"],
        seconds=told[SECONDS],
        kept=Kept(wanted, kept["value"], kept["bound"]) if kept else None,
    )


def records(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file as they stand there."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _rows(table: ResultTable, content: bytes) -> tuple[Any, ...]:
    kind = _ROWS[table.name]
    hints = get_type_hints(kind)
    read = {column.name: _reader(column.name, hints[column.name]) for column in table.columns}
    return tuple(kind(**{name: read[name](cell) for name, cell in row.items()}) for row in records(content))


def _reader(name: str, hint: Any) -> Callable[[str], Any]:
    if name == "refused_by":
        return _counts
    if name == "alone_rules":
        return lambda cell: tuple(cell.split(LIST_SEPARATOR)) if cell else ()
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    blank = None if type(None) in parts else ""
    readers: Mapping[type, Callable[[str], Any]] = {
        int: int,
        date: date.fromisoformat,
        bool: lambda cell: cell == "yes",
    }
    read = next((readers[part] for part in parts if part in readers), unguarded)
    return lambda cell: read(cell) if cell else blank


def _counts(cell: str) -> tuple[tuple[str, int], ...]:
    pairs = (entry.split("=") for entry in cell.split("; ") if entry)
    return tuple((rule, int(count)) for rule, count in pairs)
