"""marginal.csv: what a little more of each thing buys, a row a change and measure, the best change first."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from beds.data.all_or_nothing import replace_files
from beds.data.laboratory.cells import line, number
from beds.simulation.compare import Difference
from beds.simulation.one_more import OneMore

NAME = "marginal.csv"
COLUMNS = (
    "rank", "kind", "of", "change", "cost_a_year", "cost_a_person_admitted",
    "measure", "mean", "low", "high", "verdict",
)  # fmt: skip

Row = tuple[OneMore, Decimal | None, Sequence[Difference | None]]
"""A change, what each person more costs, and the differences that it makes."""


def write_marginal(folder: Path, rows: Iterable[Row]) -> None:
    """Writes the file; costs in GBP, blank where they are not known."""
    replace_files(folder, {NAME: "".join(_lines(rows)).encode("utf-8-sig")})


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    yield line(COLUMNS)
    for rank, (change, each, differences) in enumerate(rows, start=1):
        start = (rank, change.kind, change.of, change.title, number(change.cost_a_year), number(each))
        for one in differences:
            if one is not None:
                yield line((*start, one.measure, number(one.mean), number(one.low), number(one.high), one.verdict))
