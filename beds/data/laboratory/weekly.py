"""weekly.csv: a row a scenario, replication, week and phase, as text of one replication at a time."""

import numpy as np

from beds.data.cells import guarded_for_csv
from beds.data.results.csv_files import quoted
from beds.domain.small_numbers import MARK
from beds.simulation.measures.measure import ALL
from beds.simulation.records import COUNTS, Records
from beds.simulation.small_counts import hidden_counts

NAME = "weekly.csv"
HEADER = ",".join(("scenario", "replication", "week", "phase", *COUNTS)) + "\n"


def weekly_lines(records: Records, suppress: bool = False) -> str:
    """The rows of one replication, warm-up included; with ``suppress``, small counts of people are :data:`MARK`."""
    start = f"{quoted(guarded_for_csv(records.scenario))},{records.replication}"
    labels = (*(str(phase) for phase in records.phases), ALL)
    prefixes = [f"{start},{week},{label}," for week in range(records.weeks) for label in labels]
    rows = records.weekly.reshape(-1, len(COUNTS)).tolist()
    if suppress:
        for row, column in zip(*np.nonzero(hidden_counts(records.weekly).reshape(-1, len(COUNTS))), strict=True):
            rows[row][column] = MARK
    return "".join([f"{prefix}{','.join(map(str, row))}\n" for prefix, row in zip(prefixes, rows, strict=True)])
