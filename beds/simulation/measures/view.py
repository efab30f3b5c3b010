"""The measured part of one replication, looked at from the sides that several measures share."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.simulation.measures.measure import ALL, YEAR, Key
from beds.simulation.records import COUNTS, ENDINGS, NONE, ORIGINS, Records

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PLANNED = (ENDINGS.index("moved_on_ready"), ENDINGS.index("moved_on_not_ready"))
UNPLANNED = ENDINGS.index("left_unplanned")
_REFERRED = (ORIGINS.index("arrived"), ORIGINS.index("returned"))
_HOUSED_AT_START = (ORIGINS.index("resident_at_start"), ORIGINS.index("follow_on_at_start"))


class View:
    """Records of one replication from ``warm_up_weeks`` on: ``[first, last)`` in weeks.

    Arrays "by phase" have one entry for each of ``records.phases`` and a last one for all of them.
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self.first, self.last = records.warm_up_weeks, records.weeks
        self.years = (self.last - self.first) / YEAR
        self.weekly = records.weekly[self.first : self.last]
        self.spells, self.stays = records.spells, records.stays
        self.labels = (*(str(phase) for phase in records.phases), ALL)

    def total(self, count: str) -> Floats:
        """A count of weekly.csv summed over the measured weeks, by phase."""
        total: Floats = self.weekly[:, :, COUNTS.index(count)].sum(axis=0, dtype=np.float64)
        return total

    def measured(self, weeks: npt.NDArray[np.int32]) -> Flags:
        """Which of these weeks are measured ones."""
        return (weeks >= self.first) & (weeks < self.last)

    def looked_at_for_a_year(self, weeks: npt.NDArray[np.int32]) -> Flags:
        """Which of these weeks are measured ones with 52 more weeks simulated after them."""
        return (weeks >= self.first) & (weeks + YEAR < self.last)

    def columns(self, phases: npt.NDArray[np.int8]) -> Ints:
        """Where each phase stands in arrays by phase; -1 for a phase that this world does not have."""
        found = np.full(len(phases), -1, dtype=np.int64)
        for column, phase in enumerate(self.records.phases):
            found[phases == phase] = column
        return found

    def counts(self, columns: Ints, weights: npt.NDArray[np.generic] | None = None) -> Floats:
        """How many (or how much) there is by phase; what has no phase here counts among all only."""
        width = len(self.records.phases)
        known = columns >= 0
        of_known = None if weights is None else weights[known].astype(np.float64)
        by_phase = np.bincount(columns[known], of_known, width).astype(np.float64)
        return np.append(by_phase, len(columns) if weights is None else weights.sum(dtype=np.float64))

    def of_each(self, columns: Ints) -> Iterator[tuple[str, Flags]]:
        """For each phase and for all of them: its name, and which rows belong to it."""
        for column, label in enumerate(self.labels):
            yield label, np.ones(len(columns), dtype=np.bool_) if label == ALL else columns == column

    def by_phase(self, measure: str, values: Floats) -> Iterator[tuple[Key, float]]:
        """The values of one measure under their keys."""
        return (((measure, label), float(value)) for label, value in zip(self.labels, values, strict=True))

    @cached_property
    def referred(self) -> Flags:
        """Which spells began with a referral in the measured weeks, returns among them.

        Who was waiting at the start is none of them, though week 0 may be the one in which she was referred.
        """
        return self.measured(self.spells["referred"]) & np.isin(self.spells["origin"], _REFERRED)

    @cached_property
    def housed_at_start(self) -> Flags:
        return np.isin(self.spells["origin"], _HOUSED_AT_START)

    @cached_property
    def housed_before(self) -> Flags:
        """Which spells are of people whom the service had housed before that spell."""
        housed = (self.spells["placed"] != NONE) | self.housed_at_start
        before = np.cumsum(housed) - housed
        starts = np.searchsorted(self.spells["person"], self.spells["person"])
        return np.asarray(before > before[starts]) | self.housed_at_start

    @cached_property
    def departed(self) -> Flags:
        """Which spells ended in the measured weeks with leaving the service."""
        return self.measured(self.spells["ended"]) & np.isin(self.spells["ending"], (*PLANNED, UNPLANNED))

    @cached_property
    def planned(self) -> Flags:
        return np.isin(self.spells["ending"], PLANNED)

    @cached_property
    def _stay_bounds(self) -> tuple[Ints, Ints]:
        of_spell = self.spells["person"].astype(np.int64) << 16 | self.spells["spell"]
        of_stay = self.stays["person"].astype(np.int64) << 16 | self.stays["spell"]
        return np.searchsorted(of_stay, of_spell, "left"), np.searchsorted(of_stay, of_spell, "right")

    @cached_property
    def first_stay(self) -> Ints:
        """Row of each spell's first stay, -1 where there is none."""
        begin, end = self._stay_bounds
        return np.where(begin < end, begin, -1)

    @cached_property
    def last_stay(self) -> Ints:
        """Row of each spell's last stay, -1 where there is none."""
        begin, end = self._stay_bounds
        return np.where(begin < end, end - 1, -1)

    def columns_of_stays(self, rows: Ints) -> Ints:
        """Where the phases of these stays stand; -1 for a row of -1."""
        if not len(self.stays):
            return np.full(len(rows), -1, dtype=np.int64)
        return np.where(rows >= 0, self.columns(self.stays["phase"])[rows], -1)


def ratio(numerator: Floats | float, denominator: Floats | float) -> Floats:
    """Their quotient, not a number where there is nothing to divide by."""
    above, below = np.broadcast_arrays(np.asarray(numerator, np.float64), np.asarray(denominator, np.float64))
    quotient: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return quotient
