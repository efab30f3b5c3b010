"""Somebody who tries to reckon what is hidden from what is shown, with a linear program."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array

from beds.services.disclosure import Tie

MOST = 1000.0
"""She knows this much besides: no count is larger."""


def widths(counts: Mapping[str, int], ties: Sequence[Tie], shut: frozenset[str]) -> dict[str, float]:
    """How far apart the least and the most lie that each hidden count may be, for somebody who reads the rest.

    All of them are asked in one program: a block for each, of two tables that agree with what is shown.
    """
    keys = [key for key in counts if key in shut]
    matrix = csr_array([[tie.get(key, 0) for key in keys] for tie in ties])
    known = np.array([-sum(number * counts[key] for key, number in tie.items() if key not in shut) for tie in ties])
    both = block_diag([matrix, matrix])
    program = block_diag([both] * len(keys), format="csr")
    apart = np.concatenate([np.eye(2 * len(keys))[n + len(keys)] - np.eye(2 * len(keys))[n] for n in range(len(keys))])
    found = linprog(apart, A_eq=program, b_eq=np.tile(known, 2 * len(keys)), bounds=(0, MOST), method="highs-ds")
    assert found.status == 0, found.message
    tables = found.x.reshape(len(keys), 2, len(keys))
    return {key: float(tables[n, 0, n] - tables[n, 1, n]) for n, key in enumerate(keys)}
