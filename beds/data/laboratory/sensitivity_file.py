"""sensitivity.csv: a row an input and value, with the measure and its difference from what it is compared with."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from beds.data.all_or_nothing import replace_files
from beds.data.laboratory.cells import line, number
from beds.simulation.compare import Difference, Estimate

NAME = "sensitivity.csv"
COLUMNS = (
    "key", "value", "measure", "phase", "mean", "low", "high", "difference", "difference_low", "difference_high",
    "verdict", "replications",
)  # fmt: skip

Row = tuple[str, str, Estimate | None, Difference | None]
"""Key, value, the measure there, and its difference."""


def write_sensitivity(folder: Path, measure: str, phase: str, rows: Iterable[Row]) -> None:
    """Writes the file; numbers are blank where the measure is not defined."""
    replace_files(folder, {NAME: "".join(_lines(measure, phase, rows)).encode("utf-8-sig")})


def _lines(measure: str, phase: str, rows: Iterable[Row]) -> Iterator[str]:
    yield line(COLUMNS)
    for key, value, there, difference in rows:
        of_one = (there.mean, there.low, there.high) if there else (None, None, None)
        of_both = (difference.mean, difference.low, difference.high) if difference else (None, None, None)
        yield line(
            (
                key, value, measure, phase, *map(number, of_one), *map(number, of_both),
                difference.verdict if difference else "not known", difference.replications if difference else None,
            )
        )  # fmt: skip
