"""What is to come for the people of a folder: many runs from its present state, and what they amount to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.people import Person
from beds.domain.snapshot import Snapshot
from beds.simulation.ground import Ground
from beds.simulation.records import NONE
from beds.simulation.replication import live
from beds.simulation.scenario import Behaviour, Demand, Scenario
from beds.simulation.world import World

HORIZONS = (4, 8, 12, 26)
"""Weeks within which the chance of a bed is told."""
OUTSIDE = 0.1
"""What an 80 % range leaves out at each end."""
Counts = npt.NDArray[np.int32]
AFTER = 1 << 20
"""A number of weeks beyond every horizon: no bed in this run."""


@dataclass(frozen=True)
class Range:
    """The middle and the 80 % range of a number of weeks, counted from 1; None: beyond the weeks looked at."""

    low: int | None
    median: int | None
    high: int | None


@dataclass(frozen=True)
class Runs:
    """What happened to whom in every run. Weeks count from 1: the allocation of the run date is week 1."""

    weeks: int
    people: tuple[Person, ...]
    """Everybody who seeks a bed on the run date, in order of ``person_id``."""
    placed: Counts
    """The week in which each has a new bed, shape (runs, people); ``AFTER`` where not within these weeks."""
    gone: Counts
    """The week in which each, without a new bed, leaves the list or the service; ``AFTER`` where she does not."""
    phases: tuple[int, ...]
    vacancies: Counts
    """Beds that become vacant, shape (runs, weeks, phases); in the first week those that stand empty too."""
    settled_nearly: int
    """Allocations that were settled nearly as well as possible, of ``allocations``."""
    allocations: int

    @property
    def number(self) -> int:
        return len(self.placed)

    def chance(self, person: int, within: int) -> float:
        """The share of the runs in which she has a bed within so many weeks; whoever leaves the list has none."""
        return float((self.placed[:, person] <= within).mean())

    def waited(self, person: int) -> npt.NDArray[np.float64]:
        """The chance of a bed within 1, 2, ... weeks as long as she stays, shape (weeks,).

        Leaving the list, and the end of the run, are censoring (Kaplan and Meier): in the model nobody leaves for
        being near to a bed or far from it.
        """
        from scipy.stats import CensoredData, ecdf

        placed, gone = self.placed[:, person], np.minimum(self.gone[:, person], self.weeks)
        has_bed = placed <= self.weeks
        sample = CensoredData(uncensored=placed[has_bed], right=gone[~has_bed])
        at = ecdf(sample).cdf
        return np.array([at.evaluate(week) for week in range(1, self.weeks + 1)], dtype=np.float64)

    def wait(self, person: int) -> Range:
        """Her wait as long as she stays on the list: a new draw lies in the range with 80 % or more.

        With n runs a further one is as likely to fall into each of the n + 1 gaps, so the ends are the runs of rank
        0.1 (n + 1), rounded outwards.
        """
        by_week, n = self.waited(person), self.number
        low = max(1, int(OUTSIDE * (n + 1))) / n
        return Range(_first(by_week, low), _first(by_week, 0.5), _first(by_week, 1 - low + 1 / n))

    @cached_property
    def to_come(self) -> tuple[npt.NDArray[np.float64], Counts, Counts]:
        """Vacancies by week and phase, each of shape (weeks, phases): mean, and the ends of the 80 % range."""
        ordered = np.sort(self.vacancies, axis=0)
        rank = max(1, int(OUTSIDE * (self.number + 1)))
        return self.vacancies.mean(axis=0), ordered[rank - 1], ordered[self.number - rank]


def _first(by_week: npt.NDArray[np.float64], share: float) -> int | None:
    """The first week by which this share is reached."""
    reached = np.flatnonzero(by_week >= share - 1e-9)
    return int(reached[0]) + 1 if len(reached) else None


def scenario_from(
    snapshot: Snapshot, on: date, weeks: int, seed: int, behaviour: Behaviour, demand: Demand
) -> Scenario:
    """The laboratory run that goes on from this state: the folder's beds, people, workers and policy."""
    return Scenario(
        name="forecast", start=on, weeks=weeks, warm_up_weeks=0, seed=seed, present=snapshot, policy=snapshot.policy,
        demand=demand, behaviour=behaviour,
    )  # fmt: skip


def live_some(scenario: Scenario, replications: Sequence[int], *, exact: bool = False) -> Runs:
    """These replications of a run from a folder. Only the process that lives them knows who is who."""
    assert scenario.present is not None, "a forecast begins with the people of a folder"
    ground = Ground.of(scenario)
    people = tuple(sorted((p for p in scenario.present.people if p.is_candidate), key=lambda p: p.person_id))
    column = {person.person_id: i for i, person in enumerate(people)}
    placed = np.full((len(replications), len(people)), AFTER, dtype=np.int32)
    gone = placed.copy()
    vacancies = np.zeros((len(replications), scenario.weeks, len(ground.phases)), dtype=np.int32)
    nearly = allocations = 0
    for run, replication in enumerate(replications):
        world = live(scenario, replication, ground, exact=exact)
        _read(world, column, placed[run], gone[run], vacancies[run])
        nearly += 0 if exact else world.recorder.full_engine
        allocations += world.recorder.decisions
    vacancies += _empty_or_opening(ground)
    return Runs(scenario.weeks, people, placed, gone, ground.phases, vacancies, nearly, allocations)


def _read(world: World, column: dict[str, int], placed: Counts, gone: Counts, vacancies: Counts) -> None:
    records = world.recorder.records(world.fresh_ids)
    # Only people of the folder: somebody who is referred later may bear an id that is there already.
    ids = {row: world.women[row].person.person_id for row in world.fresh_ids}
    rows = {row: column[person_id] for row, person_id in ids.items() if person_id in column}
    for stay in records.stays:
        if stay["started"] >= 0 and stay["person"] in rows:
            person = rows[stay["person"]]
            placed[person] = min(placed[person], stay["started"] + 1)
        if stay["ended"] != NONE:
            vacancies[stay["ended"], records.phases.index(stay["phase"])] += 1
    again = {(spell["person"], spell["referred"]) for spell in records.spells if spell["spell"]}
    for spell in records.spells:
        waits_on = (spell["person"], spell["ended"]) in again
        if spell["ended"] != NONE and spell["person"] in rows and not waits_on:
            person = rows[spell["person"]]
            gone[person] = min(gone[person], spell["ended"] + 1)
    gone[gone >= placed] = AFTER
    # Whoever leaves and comes back is referred anew: that is another wait.
    placed[gone < placed] = AFTER


def _empty_or_opening(ground: Ground) -> Counts:
    """Beds that nobody has to leave: empty at the start, or coming into service later, shape (weeks, phases)."""
    scenario, present = ground.scenario, ground.scenario.present
    assert present is not None
    lived_in = {stay.bed_id for stay in present.stays if stay.is_open}
    found = np.zeros((scenario.weeks, len(ground.phases)), dtype=np.int32)
    for kind in ground.kinds.members:
        for bed in kind.beds:
            opens = max(0, (bed.open_from - scenario.start).days // 7) if bed.open_from else 0
            shut = bed.open_to is not None and (bed.open_to - scenario.start).days < 7 * (opens + 1)
            if bed.bed_id not in lived_in and opens < scenario.weeks and not shut:
                found[opens, ground.phases.index(kind.scheme.phase)] += 1
    return found


def together(parts: Sequence[Runs]) -> Runs:
    """The runs of all parts, in their order."""
    first = parts[0]
    return Runs(
        first.weeks, first.people,
        np.concatenate([part.placed for part in parts]), np.concatenate([part.gone for part in parts]), first.phases,
        np.concatenate([part.vacancies for part in parts]), sum(part.settled_nearly for part in parts),
        sum(part.allocations for part in parts),
    )  # fmt: skip
