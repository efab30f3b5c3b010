"""Nobody who reads what a run from real people publishes can reckon what it hides."""

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array, lil_array

from beds.data.exchange import read_exchange
from beds.domain.frozen import FrozenMap
from beds.domain.small_numbers import LARGEST
from beds.simulation.compare import Difference, Estimate, differences, estimates, without_small_counts
from beds.simulation.gathered import Gathered, digest
from beds.simulation.records import COUNTS, Records
from beds.simulation.replication import simulate
from beds.simulation.small_counts import hidden_counts
from tests.simulation.builders import BEHAVIOUR, MONDAY, a_pathway
from tests.simulation.invented import records

CHRYSALIS = Path(__file__).parents[2] / "scenarios" / "chrysalis"
WEEKS = 5


@cache
def lived(replication: int, rate: float) -> Records:
    present, _warnings = read_exchange(CHRYSALIS, MONDAY)
    leaving = replace(BEHAVIOUR, leave_per_week=FrozenMap(dict.fromkeys(range(4), 0.05)))
    scenario = a_pathway(
        rate, present=present, policy=present.policy, stock=(), workers=None, weeks=WEEKS, behaviour=leaving
    )
    return simulate(scenario, replication)


class Reader:
    """All tables of counts that a reader cannot tell from the true one: what is published, and what ties it."""

    def __init__(self, weekly: npt.NDArray[np.int32]) -> None:
        self._weekly, self.hidden = weekly, hidden_counts(weekly)
        weeks, columns, counts = weekly.shape
        # Besides the counts she may think of moves: from each phase of the list, into and out of each phase of beds.
        self._of_counts, self._moves = weekly.size, weeks * (columns - 1)
        self._size = self._of_counts + 3 * self._moves
        self._equal: list[dict[int, int]] = []
        self._at_most: list[dict[int, int]] = []
        for week, phase in product(range(weeks), range(columns - 1)):
            self._tie_phase(week, phase)
        for week in range(weeks):
            for count in range(counts):
                self._equal.append(
                    {self._at(week, p, count): 1 for p in range(columns - 1)} | {self._at(week, -1, count): -1}
                )
            into, out = ({self._move(kind, week, p): s for p in range(columns - 1)} for kind, s in ((1, 1), (2, -1)))
            self._equal.append(into | out)
            self._equal.append(
                {self._move(0, week, p): 1 for p in range(columns - 1)} | {self._of(week, -1, "placed"): -1}
            )

    def range_of(self, week: int, phase: int, count: int) -> float:
        """How wide the range is of what a hidden count may be."""
        known = self._weekly.reshape(-1)[~self.hidden.reshape(-1)]
        bounds = np.zeros((self._size, 2))
        bounds[:, 1] = 200
        bounds[: self._of_counts][~self.hidden.reshape(-1)] = known[:, None]
        aim = np.zeros(self._size)
        aim[self._at(week, phase, count)] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * aim, self._matrix(self._at_most), np.zeros(len(self._at_most)),
                self._matrix(self._equal), np.zeros(len(self._equal)), bounds,
            )  # fmt: skip
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return float(ends[1] - ends[0])

    def _tie_phase(self, week: int, phase: int) -> None:
        def of(name: str, then: int = week) -> int:
            return self._of(then, phase, name)

        self._at_most += [
            {of("overdue"): 1, of("occupied"): -1}, {of("occupied"): 1, of("beds"): -1},
            {of("returned"): 1, of("arrived"): -1}, {of("placed"): 1, of("occupied"): -1},
        ]  # fmt: skip
        if week == 0:
            return
        self._at_most.append({of("moved_on"): 1, of("left_unplanned"): 1, of("occupied", week - 1): -1})
        from_list, into, out = (self._move(kind, week, phase) for kind in range(3))
        self._equal.append({
            of("waiting"): -1, of("waiting", week - 1): 1, of("arrived"): 1, from_list: -1, of("left_waiting"): -1,
        })  # fmt: skip
        self._equal.append({
            of("occupied"): -1, of("occupied", week - 1): 1, of("placed"): 1, into: 1, out: -1,
            of("moved_on"): -1, of("left_unplanned"): -1,
        })  # fmt: skip

    def _of(self, week: int, phase: int, name: str) -> int:
        return self._at(week, phase, COUNTS.index(name))

    def _at(self, week: int, phase: int, count: int) -> int:
        return int(np.ravel_multi_index((week, phase % self._weekly.shape[1], count), self._weekly.shape))

    def _move(self, kind: int, week: int, phase: int) -> int:
        return int(self._of_counts + kind * self._moves + week * (self._weekly.shape[1] - 1) + phase)

    def _matrix(self, rows: list[dict[int, int]]) -> csr_array:
        matrix = lil_array((len(rows), self._size))
        for place, row in enumerate(rows):
            for column, number in row.items():
                matrix[place, column] = number
        return csr_array(matrix)


@pytest.mark.parametrize(("replication", "rate"), [(0, 0.5), (1, 2.0), (2, 8.0)])
def test_a_small_count_may_be_anything_that_the_beds_allow(replication: int, rate: float) -> None:
    weekly = lived(replication, rate).weekly
    reader, beds = Reader(weekly), COUNTS.index("beds")
    small = (weekly > 0) & (weekly <= LARGEST)
    small[:, :, beds] = False
    assert (reader.hidden | ~small).all()
    cells = np.argwhere(small)
    some = cells[np.random.default_rng(replication).choice(len(cells), 25, replace=False)]
    for week, phase, count in some:
        place_for = (
            np.inf if COUNTS[count] in ("waiting", "arrived", "left_waiting", "returned") else weekly[week, phase, beds]
        )
        told = (int(week), int(phase), COUNTS[count])
        assert reader.range_of(week, phase, count) >= min(LARGEST + 1, place_for) - 1e-6, told


def test_flows_are_told_in_a_week_that_hides_nothing() -> None:
    many = records(weeks=2, weekly={"waiting": (7, 9, 16), "occupied": (8, 5, 13), "beds": (9, 9, 18)})
    many.weekly[1, :, COUNTS.index("placed")] = (6, 0, 6)
    assert not hidden_counts(many.weekly).any()
    many.weekly[0, :, COUNTS.index("waiting")] = (3, 9, 12)
    assert hidden_counts(many.weekly)[:, :, COUNTS.index("placed")].all()


def hidden_measures(*runs: Records) -> set[tuple[str, str]]:
    gathered = Gathered(sorted({run.scenario for run in runs}))
    for run in runs:
        gathered.add(digest(run))
    compared = without_small_counts(differences(gathered), gathered, gathered.scenarios[:1])
    told: list[Estimate | Difference] = [*without_small_counts(estimates(gathered), gathered), *compared]
    assert all(np.isnan([one.mean, one.low, one.high]).all() for one in told if one.hidden)
    return {(one.measure, one.phase) for one in told if one.hidden}


def test_a_mean_of_one_week_hides_what_the_week_hides() -> None:
    small = {"waiting": (3, 2, 5), "occupied": (9, 8, 17), "beds": (9, 9, 18), "moved_on": (0, 0, 0)}
    hidden = hidden_measures(records(weeks=1, weekly=small))
    assert {("waiting_list", phase) for phase in ("1", "2", "all")} <= hidden
    assert ("occupancy", "1") not in hidden
    few = small | {"occupied": (1, 8, 9)}
    assert {("occupancy", "2"), ("void_weeks", "all")} <= hidden_measures(records(weeks=1, weekly=few))
    many = {"waiting": (9, 8, 17), "occupied": (9, 8, 17), "beds": (9, 9, 18)}
    assert not hidden_measures(records(weeks=1, weekly=many))
    against = records(weeks=1, weekly=many), records(weeks=1, weekly=small, scenario="other")
    assert ("waiting_list", "1") in hidden_measures(*against)


def test_a_mean_of_many_weeks_is_told_though_each_week_is_hidden() -> None:
    counts = {"waiting": (3, 8, 11), "occupied": (2, 8, 10), "beds": (9, 9, 18), "placed": (1, 1, 2)}
    assert not hidden_measures(records(weeks=60, weekly=counts))
    once = records(weeks=60, weekly=counts | {"left_unplanned": (0, 0, 0)})
    once.weekly[7, :, COUNTS.index("left_unplanned")] = (1, 0, 1)
    assert {("left_unplanned", phase) for phase in ("1", "all")} <= hidden_measures(once)
