"""What the weekly counts should be, counted anew from the spells and stays of a run."""

import numpy as np
import numpy.typing as npt

from beds.simulation.records import COUNTS, ENDINGS, NONE, ORIGINS, Records

Counts = npt.NDArray[np.int64]


def count(records: Records, name: str) -> Counts:
    """One of COUNTS over all phases, a number a week."""
    return records.weekly[:, -1, COUNTS.index(name)].astype(np.int64)


def by_phase(records: Records, name: str) -> Counts:
    """One of COUNTS, shape (weeks, phases)."""
    return records.weekly[:, :-1, COUNTS.index(name)].astype(np.int64)


def origin(spells: npt.NDArray[np.void], *names: str) -> npt.NDArray[np.bool_]:
    return np.isin(spells["origin"], [ORIGINS.index(name) for name in names])


def off_the_list(records: Records) -> tuple[npt.NDArray[np.void], Counts]:
    """The spells that began on the waiting list, and the week in which each left it (the run's end, if later)."""
    spells = records.spells[~origin(records.spells, "resident_at_start")]
    left = np.where(spells["ending"] == ENDINGS.index("left_waiting"), spells["ended"], records.weeks)
    return spells, np.where(spells["placed"] != NONE, spells["placed"], left).astype(np.int64)


def waiting(records: Records) -> Counts:
    """Who waits at the end of each week, by the first phase sought, shape (weeks, phases)."""
    spells, until = off_the_list(records)
    return np.array(
        [
            [
                np.sum((spells["first_phase"] == phase) & (spells["referred"] <= week) & (week < until))
                for phase in records.phases
            ]
            for week in range(records.weeks)
        ]
    )


def occupied(records: Records) -> Counts:
    """Who lives where at the end of each week, shape (weeks, phases)."""
    stays = records.stays
    ended = np.where(stays["ended"] == NONE, records.weeks, stays["ended"])
    return np.array(
        [
            [
                np.sum((stays["phase"] == phase) & (stays["started"] <= week) & (week < ended))
                for phase in records.phases
            ]
            for week in range(records.weeks)
        ]
    )


def of_week(weeks: npt.NDArray[np.int32], length: int) -> Counts:
    """How often each week of the run is named."""
    return np.bincount(weeks[(weeks >= 0) & (weeks < length)], minlength=length)


def same(one: Records, other: Records) -> bool:
    """Whether two runs left the same records."""
    tables = ("weekly", "spells", "stays", "cost", "caseload")
    return one.people_ids == other.people_ids and all(
        getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in tables
    )
