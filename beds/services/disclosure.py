"""Which counts of a whole report may not be shown: the small ones, and what would give them away by subtraction.

One rule for everything that is published together: tables with margins, tables that share a margin, and balances.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from beds.domain.small_numbers import LARGEST

Tie = Mapping[str, int]
"""What readers may reckon with: the counts of these keys, each times its number, add up to nought."""
Floats = npt.NDArray[np.float64]
ELSEWHERE = 1000.0
"""How many times dearer it is to hide a count that another report shows too."""
_NEARLY = 1e-6


def total(of: str, parts: Iterable[str]) -> Tie:
    """The tie of a total and its parts, none of which stands twice."""
    return {of: -1, **dict.fromkeys(parts, 1)}


def hidden(
    counts: Mapping[str, int], ties: Sequence[Tie], largest: int = LARGEST, elsewhere: Collection[str] = ()
) -> frozenset[str]:
    """The keys of the counts that may not be shown.

    Every count from 1 to ``largest``, and as many others as it takes that each hidden count may still be anything in a
    range wider than ``largest``, for a reader who knows all that is shown, all ties, and that no count is below nought.
    Counts that another report shows too, ``elsewhere``, hide others only where nothing else can.
    """
    tied = tuple(tuple(tie.items()) for tie in ties)
    return _hidden_once(tuple(counts.items()), tied, largest, frozenset(elsewhere))


@lru_cache(maxsize=32)
def _hidden_once(
    pairs: tuple[tuple[str, int], ...], ties: tuple[tuple[tuple[str, int], ...], ...], largest: int,
    elsewhere: frozenset[str],
) -> frozenset[str]:  # fmt: skip
    """The same, once for a page and the files of it."""
    counts = dict(pairs)
    small = {key for key, count in pairs if 0 < count <= largest}
    found: set[str] = set()
    for keys, tied in _apart(counts, [dict(tie) for tie in ties]):
        if small.intersection(keys):
            dear = np.array([ELSEWHERE if key in elsewhere else 1.0 for key in keys])
            found.update(_hidden(keys, counts, tied, small, largest, dear))
    return frozenset(found)


def _apart(counts: Mapping[str, int], ties: Sequence[Tie]) -> Iterable[tuple[list[str], list[Tie]]]:
    """The counts in groups that no tie joins, each with its ties."""
    group = {key: {key} for key in counts}
    for tie in ties:
        joined = set().union(*(group[key] for key in tie))
        for key in joined:
            group[key] = joined
    seen: set[int] = set()
    for key in counts:
        keys = group[key]
        if id(keys) not in seen:
            seen.add(id(keys))
            yield [one for one in counts if one in keys], [tie for tie in ties if not keys.isdisjoint(tie)]


def _hidden(
    keys: list[str], counts: Mapping[str, int], ties: Sequence[Tie], small: set[str], largest: int, dear: Floats
) -> Iterable[str]:  # fmt: skip
    values = np.array([counts[key] for key in keys], dtype=np.float64)
    matrix = np.array([[tie.get(key, 0) for key in keys] for tie in ties], dtype=np.float64).reshape(-1, len(keys))
    shut = np.array([key in small for key in keys])
    worth = _worth(values, matrix) * dear
    # What each count has been in some table that differs from the true one in hidden counts alone.
    low, high = values.copy(), values.copy()
    while True:
        narrow = np.flatnonzero(shut & (high - low <= largest + 1 - _NEARLY))
        if not len(narrow):
            return [key for key, hide in zip(keys, shut, strict=True) if hide]
        # The narrowest first: what hides it often hides the others as well.
        one = int(narrow[np.argmin((high - low)[narrow])])
        for table in _two_tables(one, largest + 1, values, matrix, np.where(shut, 0.001, worth)):
            low, high = np.minimum(low, table), np.maximum(high, table)
            shut |= np.abs(table - values) > _NEARLY


def _worth(values: Floats, matrix: Floats) -> Floats:
    """How much is lost with a count: large ones and totals are worth more, and a nought hides nothing."""
    is_total = (matrix < 0).sum(axis=0)
    worth: Floats = (1 + np.log1p(values)) * 3.0**is_total * np.where(values == 0, 20, 1)
    return worth


def _two_tables(
    one: int, apart: int, values: Floats, matrix: Floats, price: Floats
) -> tuple[Floats, Floats]:  # fmt: skip
    """Two tables that keep every tie and in which one count lies ``apart``, at the least price of what is changed."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack, vstack

    # Columns: up and down in the first table, up and down in the second. Rows: the ties of each, then the gap.
    size, many = len(values), len(matrix)
    change = hstack([csr_array(matrix), csr_array(-matrix)])
    nothing = csr_array(change.shape)
    gap = np.zeros((1, 4 * size))
    gap[0, [one, size + one, 2 * size + one, 3 * size + one]] = [1, -1, -1, 1]
    rows = vstack([hstack([change, nothing]), hstack([nothing, change]), csr_array(gap)], format="csr")
    least, most = np.append(np.zeros(2 * many), apart), np.append(np.zeros(2 * many), np.inf)
    upper = np.tile([np.full(size, np.inf), values], (2, 1)).reshape(-1)
    # In whole numbers it would be a search; as it is, a linear program.
    found = milp(np.tile(price, 4), constraints=LinearConstraint(rows, least, most), bounds=Bounds(0, upper))
    # Any count can grow where the totals above it grow with it.
    assert found.status == 0, found.message
    up, down, up_too, down_too = found.x.reshape(4, size)
    return values + up - down, values + up_too - down_too
