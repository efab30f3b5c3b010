"""How the laboratory is run, whatever it is asked: the options that commands share, and the digests that come in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.services.progress import Report, nobody
from beds.simulation.compare import Difference, Estimate, differences, estimates
from beds.simulation.gathered import Digest, Gathered, digest
from beds.simulation.measures.measure import ALL
from beds.simulation.parts import Parts
from beds.simulation.records import Records
from beds.simulation.runner import Progress, run_replications
from beds.simulation.scenario import Scenario
from beds.simulation.workforce import Workforce


@dataclass(frozen=True)
class Running:
    """What the command line says over a scenario's own numbers, and who does the work."""

    replications: int | None = None
    seed: int | None = None
    weeks: int | None = None
    workforce: Workforce = field(default_factory=Workforce)
    resume: bool = False

    @property
    def overrides(self) -> Mapping[str, int]:
        """By key of the scenario; what was not given is left out."""
        given = {"replications": self.replications, "seed": self.seed, "weeks": self.weeks}
        return {key: value for key, value in given.items() if value is not None}


@dataclass(frozen=True)
class Effect:
    """What a change does to one measure: the measure with and without it, and the paired difference."""

    measure: str
    phase: str
    without: Estimate | None
    having: Estimate | None
    difference: Difference | None


class Lot:
    """The digests of every scenario of a run, by name, from which pairs are compared."""

    def __init__(self) -> None:
        self._digests: dict[str, list[Digest]] = {}

    def add(self, one: Digest) -> None:
        self._digests.setdefault(one.scenario, []).append(one)

    def effects(self, without: str, having: str) -> "Effects":
        """The scenario ``having`` less the scenario ``without``, on the same luck."""
        gathered = Gathered([without] if without == having else [without, having])
        for name in gathered.scenarios:
            for one in self._digests[name]:
                gathered.add(one)
        return Effects(
            without, having,
            {(one.scenario, one.measure, one.phase): one for one in estimates(gathered)},
            {(one.measure, one.phase): one for one in differences(gathered)},
        )  # fmt: skip


@dataclass(frozen=True)
class Effects:
    """The effects of one change on every measure."""

    without: str
    having: str
    estimates: Mapping[tuple[str, str, str], Estimate]
    differences: Mapping[tuple[str, str], Difference]

    def of(self, measure: str, phase: str = ALL) -> Effect:
        """On one measure; blanks where it is not defined."""
        return Effect(
            measure, phase,
            self.estimates.get((self.without, measure, phase)), self.estimates.get((self.having, measure, phase)),
            self.differences.get((measure, phase)),
        )  # fmt: skip


def run_lot(scenarios: Sequence[Scenario], running: Running, out: Path, progress: Report = nobody) -> Lot:
    """Runs all scenarios and keeps their digests; finished replications are kept in ``out`` until :func:`finish`.

    Raises the errors of :func:`~beds.simulation.runner.run_replications`.
    """
    lot = Lot()
    done = run_replications(
        scenarios, digested, workforce=running.workforce, parts=Parts(out), resume=running.resume,
        progress=simulating(progress),
    )  # fmt: skip
    for _position, one in done:
        lot.add(one)
    return lot


def digested(scenario: Scenario, records: Records) -> Digest:
    """What a worker sends back of one replication."""
    return digest(records)


def simulating(progress: Report) -> Progress:
    """Progress in replications, said in the reader's words."""
    stage = _("Simulating")
    return lambda finished, total: progress(stage, finished, total)


def finish(out: Path) -> None:
    """Once the files are written, the parts of the run are not kept: they hold whole lives, the files do not."""
    Parts(out).remove()


def refuse_equal_names(scenarios: Sequence[Scenario]) -> None:
    """Raises :class:`BadInput` where two scenarios could not be told apart in a table."""
    seen: set[str] = set()
    for scenario in scenarios:
        if scenario.name in seen:
            message = _("two scenarios of this name")
            raise BadInput([Finding("", 0, "name", scenario.name, message, _("each name once"))])
        seen.add(scenario.name)
