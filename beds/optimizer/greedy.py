"""An allocation at once, proven by nobody: what is shown when the time limit passes before the solver has one."""

import numpy as np
import numpy.typing as npt

from beds.optimizer.model import Model
from beds.optimizer.programme import EPSILON, Floats


def greedy(model: Model, tier_gains: Floats) -> Floats | None:
    """Pinned people first, then the choices that count most in the first tiers, as long as every row is kept.

    Returns the columns in whole numbers; None where the pins do not fit one after the other.
    """
    x = np.zeros(model.column_count)
    left = model.limits.copy()
    placements = model.placements
    placed: set[int] = set()
    pinned = np.isin(placements.person, list(model.pins))
    order = np.lexsort((*(-gains[: model.first_share] for gains in tier_gains[::-1]), ~pinned))
    for j in order.tolist():
        person = int(placements.person[j])
        if person in placed:
            continue
        for share in model.shares_for(placements, j):
            columns = [j] if share is None else [j, share]
            rows, values = _use(model, columns)
            if (values <= left[rows] + EPSILON).all():
                x[columns] += 1
                left[rows] -= values
                placed.add(person)
                break
    return x if set(model.pins) <= placed else None


def _use(model: Model, columns: list[int]) -> tuple[npt.NDArray[np.int64], Floats]:
    """The rows that these columns use together, and how much of each."""
    matrix = model.matrix
    cells = [np.arange(matrix.indptr[j], matrix.indptr[j + 1]) for j in columns]
    rows, position = np.unique(matrix.indices[np.concatenate(cells)], return_inverse=True)
    used = np.bincount(position, matrix.data[np.concatenate(cells)], len(rows))
    return rows.astype(np.int64), used.astype(np.float64)
