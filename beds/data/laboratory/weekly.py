"""weekly.csv: a row a scenario, replication, week and phase, as text of one replication at a time."""

import numpy as np

from beds.data.cells import guarded_for_csv
from beds.data.results.csv_files import quoted
from beds.domain.small_numbers import MARK, suppressed
from beds.simulation.measures.measure import ALL
from beds.simulation.records import COUNTS, Records

NAME = "weekly.csv"
HEADER = ",".join(("scenario", "replication", "week", "phase", *COUNTS)) + "\n"
BEDS = COUNTS.index("beds")
"""The one count that is not of people."""


def weekly_lines(records: Records, suppress: bool = False) -> str:
    """The rows of one replication, warm-up included; with ``suppress``, small counts of people are :data:`MARK`."""
    start = f"{quoted(guarded_for_csv(records.scenario))},{records.replication}"
    labels = (*(str(phase) for phase in records.phases), ALL)
    prefixes = [f"{start},{week},{label}," for week in range(records.weeks) for label in labels]
    rows = records.weekly.reshape(-1, len(COUNTS)).tolist()
    if suppress:
        for row, column in zip(*np.nonzero(_hidden(records)), strict=True):
            rows[row][column] = MARK
    return "".join([f"{prefix}{','.join(map(str, row))}\n" for prefix, row in zip(prefixes, rows, strict=True)])


def _hidden(records: Records) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Which counts are hidden, shape (weeks x phases, COUNTS): phases are the parts of a whole, ``all`` their total."""
    hidden = suppressed(records.weekly.transpose(0, 2, 1)).transpose(0, 2, 1).copy()
    hidden[:, :, BEDS] = False
    return hidden.reshape(-1, len(COUNTS))
