"""Writes down what happens, week by week, and hands it out as the records of a replication."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from beds.domain.places import Scheme
from beds.simulation.group_words import spelled
from beds.simulation.records import COUNTS, NONE, SPELL, STAY, Records, position
from beds.simulation.scenario import Scenario
from beds.simulation.woman import Woman

if TYPE_CHECKING:
    from beds.simulation.ground import Ground

GROUP_FACTS = ("ethnicity", "disability")
"""Facts that measures are broken down by, beside those of ``groups_of``."""

WAITING, OCCUPIED, BEDS, OVERDUE, ARRIVED, PLACED, MOVED_ON, LEFT_UNPLANNED, LEFT_WAITING, RETURNED = range(len(COUNTS))
PLACED_IN, SPELL_ENDED, REFUSALS = (position(SPELL, field) for field in ("placed", "ended", "refusals"))
STAY_ENDED, READY_IN = position(STAY, "ended"), position(STAY, "ready")
"""Where what changes stands in the rows; after an end comes its kind, after refusals the changes of key worker."""
LEVELS = OVERDUE + 1
"""The first counts are levels, carried over from week to week; the rest begin anew each week."""


class Recorder:
    """The counts of the present week and the rows of every referral and stay so far."""

    def __init__(self, scenario: Scenario, replication: int, ground: "Ground") -> None:
        self._scenario = scenario
        self.replication = replication
        self._phases = ground.phases
        self._column = {phase: i for i, phase in enumerate(ground.phases)}
        self._schemes = tuple(scheme.scheme_id for scheme in scenario.schemes)
        self._scheme = {scheme_id: i for i, scheme_id in enumerate(self._schemes)}
        self._levels = [[0] * LEVELS for _ in ground.phases]
        self._flows = [[0] * (len(COUNTS) - LEVELS) for _ in ground.phases]
        self._weekly: list[list[list[int]]] = []
        self._cost = [0.0] * len(ground.phases)
        self._costs: list[list[float]] = []
        self._caseload: list[tuple[float, float]] = []
        self._spells: list[list[Any]] = []
        self._stays: list[list[Any]] = []
        self._people: list[Woman] = []
        self._late: set[int] = set()
        self.decisions = 0
        self.full_engine = 0

    # ------------------------------------------------------------------------------------------ people

    def somebody(self, woman: Woman) -> None:
        self._people.append(woman)

    def spell_begins(self, woman: Woman, origin: int, day: int, route: int, first_phase: int) -> None:
        woman.spell_row = [
            woman.row, woman.spell, origin, day // 7, woman.band, route, first_phase, NONE, NONE, 0, 0, 0, day,
        ]  # fmt: skip
        self._spells.append(woman.spell_row)

    def referred(self, woman: Woman, origin: int, day: int, route: int, column: int) -> None:
        self.spell_begins(woman, origin, day, route, self._phases[column])
        self._levels[column][WAITING] += 1
        if origin < 2:
            self._flows[column][ARRIVED - LEVELS] += 1
            self._flows[column][RETURNED - LEVELS] += origin

    def left_list(self, woman: Woman, week: int, column: int) -> None:
        self._levels[column][WAITING] -= 1
        self._flows[column][LEFT_WAITING - LEVELS] += 1
        self.ended(woman, week, 1)

    def placed(self, woman: Woman, week: int, from_column: int, column: int) -> None:
        self._levels[from_column][WAITING] -= 1
        self._flows[column][PLACED - LEVELS] += 1
        woman.spell_row[PLACED_IN] = week

    def settled(self, woman: Woman, scheme: Scheme, column: int, day: int, stepped_back: bool) -> None:
        self._levels[column][OCCUPIED] += 1
        woman.stay_row = [
            woman.row, woman.spell, self._scheme[scheme.scheme_id], scheme.phase, day // 7, NONE, 0, NONE,
            stepped_back, day,
        ]  # fmt: skip
        self._stays.append(woman.stay_row)

    def ready(self, woman: Woman, week: int) -> None:
        woman.stay_row[READY_IN] = week

    def vacated(self, woman: Woman, week: int, ending: int, column: int) -> None:
        self._levels[column][OCCUPIED] -= 1
        if woman.row in self._late:
            self._late.discard(woman.row)
            self._levels[column][OVERDUE] -= 1
        if ending == 2:
            self._flows[column][MOVED_ON - LEVELS] += 1
        elif ending == 3:
            self._flows[column][LEFT_UNPLANNED - LEVELS] += 1
        woman.stay_row[STAY_ENDED : STAY_ENDED + 2] = (week, ending)

    def ended(self, woman: Woman, week: int, ending: int) -> None:
        woman.spell_row[SPELL_ENDED : SPELL_ENDED + 4] = (week, ending, woman.refusals, woman.changes)

    def overdue(self, woman: Woman, column: int) -> None:
        if woman.row not in self._late:
            self._late.add(woman.row)
            self._levels[column][OVERDUE] += 1

    # ------------------------------------------------------------------------------------------- service

    def beds_change(self, scheme: Scheme, beds: int) -> None:
        if beds:
            column = self._column[scheme.phase]
            self._levels[column][BEDS] += beds
            self._cost[column] += _cost_of(scheme, beds)

    def week_ends(self, held: float, capacity: float, shut: Iterable[tuple[Scheme, int]]) -> None:
        """The week is measured. ``shut``: beds of schemes that are there but not in service."""
        rows = [[*levels, *flows] for levels, flows in zip(self._levels, self._flows, strict=True)]
        costs = list(self._cost)
        for scheme, beds in shut:
            column = self._column[scheme.phase]
            rows[column][BEDS] -= beds
            costs[column] -= _cost_of(scheme, beds)
        self._weekly.append(rows)
        self._flows = [[0] * (len(COUNTS) - LEVELS) for _ in self._phases]
        self._costs.append(costs)
        self._caseload.append((held, capacity))

    def records(self, fresh_ids: Mapping[int, str]) -> Records:
        """Everything so far; ``fresh_ids`` are what people are called whose own id must not be told, by row."""
        for woman in self._people:
            if woman.spell_row:
                woman.spell_row[REFUSALS : REFUSALS + 2] = (woman.refusals, woman.changes)
        by_phase = np.array(self._weekly, dtype=np.int32).reshape(len(self._weekly), len(self._phases), len(COUNTS))
        cost = np.array(self._costs, dtype=np.float64).reshape(len(self._costs), len(self._phases))
        made_by = self._scenario.demand.profile.groups_of
        facts = dict.fromkeys((*made_by, *GROUP_FACTS))
        groups = {
            fact: tuple([spelled(woman.person, fact, made_by.get(fact, ())) for woman in self._people])
            for fact in facts
        }
        return Records(
            scenario=self._scenario.name,
            replication=self.replication,
            weeks=self._scenario.weeks,
            warm_up_weeks=self._scenario.warm_up_weeks,
            phases=self._phases,
            schemes=self._schemes,
            weekly=np.concatenate([by_phase, by_phase.sum(axis=1, keepdims=True)], axis=1),
            cost=np.concatenate([cost, cost.sum(axis=1, keepdims=True)], axis=1),
            caseload=np.array(self._caseload, dtype=np.float64).reshape(-1, 2),
            spells=_table(self._spells, SPELL, "spell"),
            stays=_table(self._stays, STAY, "started"),
            people_ids=tuple(fresh_ids.get(woman.row, woman.person.person_id) for woman in self._people),
            groups={fact: values for fact, values in groups.items() if any(values)},
            full_engine_weeks=self.full_engine,
            decisions=self.decisions,
        )


def _cost_of(scheme: Scheme, beds: int) -> float:
    """GBP a week; not a number where the scheme's cost is not known."""
    return beds * (float(scheme.weekly_cost) if scheme.weekly_cost is not None else float("nan"))


def _table(rows: list[list[Any]], dtype: np.dtype[np.void], within: str) -> npt.NDArray[np.void]:
    """The rows of each person together, in order of time."""
    table = np.array([tuple(row) for row in rows], dtype=dtype)
    return table[np.lexsort([table[within], table["spell"], table["person"]])]
