"""What is kept of many replications while they come in: their measures, and the weeks that plots and warnings need.

A :class:`Digest` is made of one replication's records where it ran, is small and can be pickled; a :class:`Gathered`
takes digests in any order and gives matrices in the order of replications, so the same runs amount to the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from beds.domain.messages import _
from beds.simulation.measures import measure
from beds.simulation.measures.measure import ALL, Key
from beds.simulation.records import COUNTS, Records
from beds.simulation.small_counts import tally, too_few

KEPT = ("waiting", "occupied", "beds", "overdue")
"""The weekly counts that are kept of every replication, as at the end of the week."""


@dataclass(frozen=True)
class Digest:
    """What is kept of one replication of one scenario."""

    scenario: str
    replication: int
    warm_up_weeks: int
    phases: tuple[int, ...]
    measures: Mapping[Key, float]
    weekly: npt.NDArray[np.signedinteger[Any]]
    """Shape (KEPT, weeks, phases + 1); the last phase is all of them."""
    hidden: npt.NDArray[np.int64]
    """The :func:`~beds.simulation.small_counts.tally` of the measured weeks."""


def digest(records: Records) -> Digest:
    """The measures of one replication and its weeks of :data:`KEPT`."""
    kept = np.stack([records.weekly[:, :, COUNTS.index(count)] for count in KEPT])
    # Thousands of these are held at once, and hardly any service has 32,000 people.
    narrow = np.int16 if kept.max(initial=0) <= np.iinfo(np.int16).max else np.int32
    return Digest(
        records.scenario, records.replication, records.warm_up_weeks, records.phases,
        measure(records), kept.astype(narrow), tally(records.weekly[records.warm_up_weeks :]),
    )  # fmt: skip


class Gathered:
    """The digests of all scenarios of one call. The first scenario is the one that the others are compared with."""

    def __init__(self, scenarios: Sequence[str]) -> None:
        self.scenarios = tuple(scenarios)
        self._digests: dict[str, dict[int, Digest]] = {name: {} for name in self.scenarios}

    def add(self, one: Digest) -> None:
        """Takes one replication in; the same one again replaces itself."""
        self._digests[one.scenario][one.replication] = one

    def only(self, scenarios: Sequence[str], replications: int | None = None) -> "Gathered":
        """These scenarios alone, compared with the first of them; of each the first ``replications``."""
        found = Gathered(scenarios)
        for scenario in scenarios:
            for replication in self.replications(scenario)[:replications]:
                found.add(self._digests[scenario][replication])
        return found

    def replications(self, scenario: str) -> tuple[int, ...]:
        """The replications that have come in, ascending."""
        return tuple(sorted(self._digests[scenario]))

    def finished(self) -> bool:
        """Whether there is anything to compare: at least one replication of every scenario."""
        return all(self._digests.values())

    def keys_in_order(self) -> tuple[Key, ...]:
        """Every measure and phase that some replication has, in the order of the catalogue."""
        from beds.simulation.measures.catalogue import CATALOGUE

        order = {measure: place for place, measure in enumerate(CATALOGUE)}
        found = {key for of_one in self._digests.values() for one in of_one.values() for key in one.measures}

        def place(key: Key) -> tuple[str, int, str, bool, str]:
            measure, _colon, group = key[0].partition(":")
            return group.partition("=")[0], order[measure], group, key[1] == ALL, key[1]

        return tuple(sorted(found, key=place))

    def matrix(self, scenario: str, replications: Sequence[int] | None = None) -> npt.NDArray[np.float64]:
        """Shape (replications, keys): the measures of these replications (all that came in), NaN where not defined."""
        chosen = self.replications(scenario) if replications is None else replications
        of_scenario, keys = self._digests[scenario], self.keys_in_order()
        rows = [[of_scenario[number].measures.get(key, np.nan) for key in keys] for number in chosen]
        return np.array(rows, dtype=np.float64).reshape(len(chosen), len(keys))

    def phases(self, scenario: str) -> tuple[str, ...]:
        """The phases of the scenario's world as they stand in :meth:`weeks`, ``all`` last."""
        one = self._any(scenario)
        return (*(str(phase) for phase in one.phases), ALL)

    def weeks(self, scenario: str, count: str) -> npt.NDArray[np.signedinteger[Any]]:
        """Shape (replications, weeks, phases + 1): one of :data:`KEPT` in every week, the warm-up included."""
        of_scenario = self._digests[scenario]
        return np.stack([of_scenario[number].weekly[KEPT.index(count)] for number in self.replications(scenario)])

    def hidden(self, scenario: str) -> npt.NDArray[np.int64]:
        """The tallies of hidden counts, shape (replications, 2, phases + 1, COUNTS)."""
        of_scenario = self._digests[scenario]
        return np.stack([of_scenario[number].hidden for number in self.replications(scenario)])

    def too_few(self, scenario: str) -> frozenset[Key]:
        """The counts of weekly.csv, each with its phase, of which so little is hidden that a mean would tell it."""
        few = too_few(self.hidden(scenario).sum(axis=0))
        phases = self.phases(scenario)
        return frozenset((COUNTS[count], phases[column]) for column, count in zip(*np.nonzero(few), strict=True))

    def warm_up_weeks(self, scenario: str) -> int:
        return self._any(scenario).warm_up_weeks

    def _any(self, scenario: str) -> Digest:
        for one in self._digests[scenario].values():
            return one
        raise LookupError(_("No replication of %(scenario)s is finished.", scenario=scenario))
