"""What a simulation was asked for, as it stands in the options of its run, and what the laboratory makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from beds.data.frozen_scenario import Frozen, thaw
from beds.data.scenario_file import FactsOn
from beds.data.store.store import Books
from beds.data.store.tables.runs import RunRow
from beds.domain.errors import BadInput, Finding
from beds.domain.snapshot import Snapshot
from beds.services.running import refuse_equal_names
from beds.services.simulate import Asked, asked_of
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class AskedSimulation:
    """The scenarios as they were when they were asked for; the first is the one that the others are compared with."""

    scenarios: tuple[Frozen, ...]
    replications: int | None
    """Over what the scenarios say themselves."""
    language: str
    """Of whoever asked: its files are written in it."""
    kept: tuple[int, ...] = ()
    """The numbers of the kept scenarios, each in its place: who may see them may see what comes of it."""

    def to_options(self) -> dict[str, Any]:
        scenarios = [{"name": one.name, "files": dict(one.files)} for one in self.scenarios]
        return {
            "scenarios": scenarios, "replications": self.replications, "language": self.language,
            "kept": list(self.kept),
        }  # fmt: skip

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> "AskedSimulation":
        scenarios = tuple(Frozen(one["name"], one["files"]) for one in options["scenarios"])
        return cls(scenarios, options["replications"], options["language"], tuple(options.get("kept", ())))

    def understood(self, facts: FactsOn) -> Asked:
        """What the laboratory is to run. Raises :class:`BadInput` with the faults of all scenarios."""
        overrides = {} if self.replications is None else {"replications": self.replications}
        scenarios: list[Scenario] = []
        faults: dict[Finding, None] = {}
        warnings: dict[Finding, None] = {}
        for frozen in self.scenarios:
            try:
                understood = thaw(frozen, facts, overrides)
            except BadInput as bad:
                faults |= dict.fromkeys(bad.faults)
            else:
                scenarios.append(understood.scenario)
                warnings |= dict.fromkeys(understood.warnings)
        if faults:
            raise BadInput(tuple(faults))
        refuse_equal_names(scenarios)
        return asked_of(scenarios, tuple(warnings))


def asked_in(books: Books, row: RunRow) -> Asked:
    """What a stored run is to simulate, from the facts that were stored with it."""

    def stored(_on: date) -> Snapshot:
        assert row.snapshot_sha256, "a run that starts from the present has its facts stored"
        return books.snapshots.get(row.snapshot_sha256)

    return AskedSimulation.from_options(row.options).understood(stored)
