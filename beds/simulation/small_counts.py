"""Which weekly counts of a run that starts from real people may not be told, and which measures would tell them.

What ties the counts: phases add up to all of them; overdue <= occupied <= beds in every phase; and who waits or lives
here is who did the week before, with those who came and less those who left.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from beds.domain.small_numbers import LARGEST, suppressed
from beds.simulation.records import COUNTS

Flags = npt.NDArray[np.bool_]
LISTED, LIVED_IN = "waiting", ("occupied", "overdue")
FIRST_FLOW = COUNTS.index("arrived")


def hidden_stock(people: npt.NDArray[np.integer[Any]], count: str) -> Flags:
    """Which numbers of one count as at the end of the week are hidden; both (weeks, phases + 1), all phases last.

    Beds bound who lives there, so that one small number hides the whole row of phases; a list has no such bound.
    """
    if count == LISTED:
        return suppressed(people)
    if count in LIVED_IN:
        return np.broadcast_to(_small(people).any(axis=1, keepdims=True), people.shape)
    return np.zeros(people.shape, dtype=np.bool_)


def hidden_counts(weekly: npt.NDArray[np.integer[Any]]) -> Flags:
    """Which counts of one replication are hidden; both of shape (weeks, phases + 1, COUNTS), all phases last.

    Once a number is hidden among those that the balance ties, so are all flows of that week, and each may be anything.
    """
    stocks = [hidden_stock(weekly[:, :, place], count) for place, count in enumerate(COUNTS[:FIRST_FLOW])]
    tied = np.asarray((stocks[0] | stocks[1]).any(axis=1))
    shut = np.asarray(_small(weekly[:, :, FIRST_FLOW:]).any(axis=(1, 2)) | tied)
    shut[1:] |= tied[:-1]
    flows = np.broadcast_to(shut[:, None, None], weekly[:, :, FIRST_FLOW:].shape)
    return np.concatenate([np.stack(stocks, axis=2), flows], axis=2)


def _small(counts: npt.NDArray[np.integer[Any]]) -> Flags:
    small: Flags = (counts > 0) & (counts <= LARGEST)
    return small


def tally(weekly: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int64]:
    """Of these weeks, how many counts are hidden and what they add up to: shape (2, phases + 1, COUNTS)."""
    hidden = hidden_counts(weekly)
    return np.stack([hidden.sum(axis=0), np.where(hidden, weekly, 0).sum(axis=0, dtype=np.int64)])


def too_few(hidden: npt.NDArray[np.int64]) -> Flags:
    """Where a mean over all weeks would give hidden counts away, shape (phases + 1, COUNTS). ``hidden``: tallies added.

    Whoever knows what is shown can take it off the sum: what is left is that of the hidden ones, told only where they
    are many and many people.
    """
    number, sums = hidden
    parts = sums[:-1]
    few = suppressed(np.vstack([parts, parts.sum(axis=0)]).T).T
    return np.asarray(few | ((number > 0) & (number <= LARGEST)).any(axis=0))
