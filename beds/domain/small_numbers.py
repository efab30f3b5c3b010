"""Counts of real people from 1 to 4 are not published, nor what would give them away: for any table of counts.

This is the rule for one row of parts and their total. What a whole report hides, with margins that its tables share,
:mod:`beds.services.disclosure` says.
"""

import numpy as np
import numpy.typing as npt

LARGEST = 4
"""The largest count that could point at somebody."""
MARK = "[c]"
"""What stands in place of a suppressed count in a file: confidential, by the shorthand of government statistics."""


def suppressed(counts: npt.NDArray[np.integer], largest: int = LARGEST) -> npt.NDArray[np.bool_]:
    """Which cells of a table of counts may not be shown.

    ``counts`` has shape (..., parts + 1): the parts of a whole and, last, their total. A part or a total of 1 to
    ``largest`` is suppressed; and where that leaves one hidden cell in a row, or hidden parts that sum to ``largest``
    or less, the smallest part that is shown goes too (a 0 only if nothing else is left), so that no subtraction gives
    a small count away.
    """
    # A table of weeks repeats its rows: each is judged once.
    rows, places = np.unique(counts.reshape(-1, counts.shape[-1]), axis=0, return_inverse=True)
    hidden: npt.NDArray[np.bool_] = (rows > 0) & (rows <= largest)
    for row in np.flatnonzero(hidden.any(axis=1)):
        _hide_more(rows[row], hidden[row], largest)
    of_cells: npt.NDArray[np.bool_] = hidden[places.reshape(-1)].reshape(counts.shape)
    return of_cells


def _hide_more(counts: npt.NDArray[np.integer], hidden: npt.NDArray[np.bool_], largest: int) -> None:
    """Hides further cells of one row, in place, until no difference of what is shown is a small count."""
    parts = counts[:-1]
    while not hidden.all():
        # With the total shown, the hidden parts together are known; without it, each hidden part stands alone.
        together = int(parts[hidden[:-1]].sum())
        if hidden.sum() > 1 and (hidden[-1] or together > largest):
            return
        shown = np.flatnonzero(~hidden[:-1])
        if not len(shown):
            hidden[-1] = True
            return
        # Zeros hide nothing and are hidden last.
        order = np.where(parts[shown] == 0, np.iinfo(np.int64).max, parts[shown])
        hidden[shown[order.argmin()]] = True
