"""What a report is made from, and the measures that it puts first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from beds.data.laboratory.plots.ranges import Found, found
from beds.data.laboratory.tables import small_groups
from beds.simulation.compare import Difference, Estimate, Number, differences, estimates, without_small_counts
from beds.simulation.gathered import Gathered
from beds.simulation.measures.measure import ALL
from beds.simulation.scenario import Scenario
from beds.simulation.settling import doubts, settling

HEADLINES = (
    "admitted", "moved_on", "moved_on_not_ready", "left_unplanned", "returned_52", "wait_all_median",
    "wait_placed_mean", "never_placed_52", "waiting_list", "occupancy", "overdue", "worker_changes",
    "cost_bed_week", "cost_admitted", "cost_move_on",
)  # fmt: skip
"""The measures of the first table, in its order."""


AT_A_GLANCE = ("admitted", "moved_on", "returned_52", "wait_placed_mean", "never_placed_52", "cost_move_on")
"""The measures of the table that sets many scenarios side by side."""


class Changed(Protocol):
    """One input in which a scenario differs from the first."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class Report:
    """A run of the laboratory, finished or stopped half-way, as the report and the files tell it."""

    scenarios: tuple[Scenario, ...]
    gathered: Gathered
    changes: Mapping[str, Sequence[Changed]]
    """By scenario: in what it differs from the first."""
    version: str
    suppress: bool = False
    """Whether small counts of real people are hidden: where the run starts from a folder, unless told otherwise."""
    notes: Sequence[str] = field(default_factory=tuple)
    """What else a reader must know: a run that was stopped, warnings about the inputs."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.gathered.scenarios

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        return tuple(self._told(estimates(self.gathered)))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(self._told(differences(self.gathered), self.names[:1]))

    def _told(self, found: Iterator[Number], against: Sequence[str] = ()) -> Iterator[Number]:
        return without_small_counts(found, self.gathered, against) if self.suppress else found

    @cached_property
    def found(self) -> Found:
        return found(self.estimates)

    @cached_property
    def compared(self) -> Mapping[tuple[str, str, str], Difference]:
        """The differences by scenario, measure and phase."""
        return {(one.scenario, one.measure, one.phase): one for one in self.differences}

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What a reader must know before she trusts the numbers."""
        return (*self.notes, *doubts([settling(self.gathered, name) for name in self.names]))

    @cached_property
    def hidden(self) -> frozenset[tuple[str, str]]:
        """Scenarios and groups of too few people to speak of."""
        return small_groups(self.estimates) if self.suppress else frozenset()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The group facts that there are measures of."""
        of_groups = (measure.partition(":")[2] for _scenario, measure, _phase in self.found)
        return tuple(sorted({group.partition("=")[0] for group in of_groups if group}))

    def estimate(self, scenario: str, measure: str, phase: str = ALL) -> Estimate | None:
        return self.found.get((scenario, measure, phase))

    def difference(self, scenario: str, measure: str, phase: str = ALL) -> Difference | None:
        return self.compared.get((scenario, measure, phase))
