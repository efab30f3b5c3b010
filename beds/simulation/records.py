"""What happened: the flat records of one replication, the only thing that a simulation gives out.

Three tables of whole numbers. Weeks count from 0, the scenario's start; a week before it is negative (people who were
there already); -1 in a field marked "or NONE" would be such a week, so "not so" is ``NONE``, far below any week.
Measures, comparisons and files are pure functions of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

NONE = -(2**30)
"""Never, or not yet."""

COUNTS = (
    "waiting", "occupied", "beds", "overdue",
    "arrived", "placed", "moved_on", "left_unplanned", "left_waiting", "returned",
)  # fmt: skip
"""The counts of weekly.csv, in its order. The first four as at the end of the week, the rest over the week.

``arrived`` counts every referral, ``returned`` those of them that are returns; ``placed`` counts those placed from the
waiting list (as the outcome of that name does), under the phase of the bed; moves within the service are in the stays.
So over all phases: waiting = before + arrived - placed - left_waiting, and
occupied = before + placed - moved_on - left_unplanned.
"""

ORIGINS = ("arrived", "returned", "waiting_at_start", "resident_at_start", "follow_on_at_start")
ENDINGS = ("", "left_waiting", "moved_on_ready", "moved_on_not_ready", "left_unplanned")
"""How a referral ended; the first while it has not."""
STAY_ENDINGS = ("", "moved_phase", "moved_on", "left_unplanned")

SPELL = np.dtype(
    [
        ("person", np.int32),  # row of ``people_ids``; a returning person keeps hers
        ("spell", np.int16),  # 0 her first referral, 1 her first return, ...
        ("origin", np.int8),  # of ORIGINS
        ("referred", np.int32),  # week of the referral
        ("band", np.int8),  # of BANDS, at referral, before route_priority
        ("route", np.int8),  # of ROUTES, -1 not known
        ("first_phase", np.int8),  # first of her seeks at referral; -1 for those who were residents at the start
        ("placed", np.int32),  # week of her first placement in this spell, or NONE (residents at the start too)
        ("ended", np.int32),  # week in which she left the list or the service, or NONE
        ("ending", np.int8),  # of ENDINGS
        ("refusals", np.int16),  # offers that she refused
        ("worker_changes", np.int16),  # times her key worker became another one, not counting the first
        ("referred_day", np.int32),  # day of the referral, from the start: a Monday, but for those of a folder
    ]
)
"""One referral and all that came of it, until she leaves or the run ends."""

STAY = np.dtype(
    [
        ("person", np.int32),
        ("spell", np.int16),
        ("scheme", np.int16),  # index into ``schemes``
        ("phase", np.int8),
        ("started", np.int32),  # week, negative for those there at the start
        ("ended", np.int32),  # week, or NONE while open
        ("ending", np.int8),  # of STAY_ENDINGS
        ("ready", np.int32),  # week she became ready, or NONE
        ("stepped_back", np.bool_),  # whether the stay began with a step back
        ("started_day", np.int32),  # day, from the start: a Monday, but for those of a folder
    ]
)
"""One stay in one scheme, ``[started, ended)`` in weeks."""


def position(table: "np.dtype[np.void]", field: str) -> int:
    """Where a field stands in a row of a table while it is written."""
    assert table.names is not None
    return table.names.index(field)


@dataclass(frozen=True)
class Records:
    """Everything that one replication of one scenario gives out."""

    scenario: str
    replication: int
    weeks: int
    warm_up_weeks: int
    phases: tuple[int, ...]
    """The phases that the world has, ascending; the last column of ``weekly`` is ``all``."""
    schemes: tuple[str, ...]
    weekly: npt.NDArray[np.int32]
    """Shape (weeks, phases + 1, COUNTS): as at the end of each week; the last phase is all of them."""
    cost: npt.NDArray[np.float64]
    """GBP a week of the beds in service, shape (weeks, phases + 1); NaN where a scheme's cost is not known."""
    caseload: npt.NDArray[np.float64]
    """Caseload points held and capacity in each week, shape (weeks, 2); capacity NaN without limit."""
    spells: npt.NDArray[np.void]
    """dtype SPELL, in order of person and spell."""
    stays: npt.NDArray[np.void]
    """dtype STAY, in order of person, spell and start."""
    people_ids: tuple[str, ...]
    """A fresh id a person, in order of first appearance: nothing of a real person is in it."""
    groups: Mapping[str, tuple[str, ...]]
    """Each group fact (``ethnicity``): its value for every person, in order of ``people_ids``; ``""`` not known."""
    full_engine_weeks: int = 0
    """Decisions that the quick exact method could not settle and the full engine did."""
    decisions: int = 0
    """Allocations that were decided, repeats after a refused offer included."""
