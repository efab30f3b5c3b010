"""One line of a laboratory's CSV file: guarded text, numbers that read the same everywhere, blanks for the unknown."""

import math
from collections.abc import Iterable
from decimal import Decimal

from beds.data.cells import CellValue, guarded_for_csv
from beds.data.results.csv_files import quoted

PLACES = 6


def number(value: float | Decimal | None) -> float | None:
    """A number as it stands in a file; None where it is not known."""
    return None if value is None or math.isnan(value) else round(float(value), PLACES) + 0.0


def line(cells: Iterable[CellValue]) -> str:
    """The cells as a line of a CSV file."""
    texts = (
        quoted(guarded_for_csv(cell)) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells
    )
    return ",".join(texts) + "\n"
