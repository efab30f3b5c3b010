"""The forecast as files: two tables and everything together as JSON, all of them or nothing."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from beds.data.all_or_nothing import replace_with
from beds.data.cells import CellValue, guarded_for_csv
from beds.data.results import CannotWrite, refuse_unfit_folder
from beds.data.results.csv_files import quoted

TABLES = ("forecast", "vacancies")
Row = Mapping[str, CellValue]


def write_forecast(tables: Mapping[str, Sequence[Row]], values: Mapping[str, Any], folder: str | Path) -> None:
    """Writes ``forecast.csv``, ``vacancies.csv`` and ``forecast.json``. Rows of a table have the same keys.

    Raises :class:`~beds.domain.errors.BadInput` where the folder is unfit, and :class:`CannotWrite`.
    """
    refuse_unfit_folder(folder)

    def write(aside: Path) -> None:
        for name in TABLES:
            with (aside / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                file.writelines(_line(cells) for cells in _lines(tables[name]))
        (aside / "forecast.json").write_text(
            json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
        )

    try:
        replace_with(Path(folder), write)
    except OSError as error:
        raise CannotWrite(Path(folder), error) from error


def _lines(rows: Sequence[Row]) -> list[list[CellValue]]:
    return [list(rows[0]), *(list(row.values()) for row in rows)] if rows else []


def _line(cells: Sequence[CellValue]) -> str:
    return ",".join(map(_text, cells)) + "\n"


def _text(cell: CellValue) -> str:
    if cell is None:
        return ""
    return quoted(guarded_for_csv(cell)) if isinstance(cell, str) else str(cell)
