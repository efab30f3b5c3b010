"""The use case behind ``beds marginal``: a little more of each thing in turn, ranked by what it buys."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from beds.data.laboratory.marginal_file import write_marginal
from beds.data.results import refuse_unfit_folder
from beds.services.progress import Report, nobody
from beds.services.running import Effect, Running, finish, run_lot
from beds.services.scenarios import read_scenario
from beds.simulation.one_more import OneMore, one_more_of_each
from beds.simulation.scenario import Scenario

BOUGHT = ("admitted", "waiting_list", "wait_all_mean", "returned_52", "returns", "moved_on")
"""The measures that a small change is judged by, the one that ranks first."""


@dataclass(frozen=True)
class Bought:
    """One small change and its effects, in the order of :data:`BOUGHT`."""

    change: OneMore
    effects: tuple[Effect, ...]

    @property
    def gain(self) -> float:
        """People admitted a year more; nothing where it is not defined."""
        difference = self.effects[0].difference
        return 0.0 if difference is None or difference.mean != difference.mean else difference.mean

    @property
    def cost_each(self) -> Decimal | None:
        """GBP for each person more who is admitted, where the cost is known and clearly buys something."""
        difference, cost = self.effects[0].difference, self.change.cost_a_year
        if difference is None or difference.verdict != "more" or not cost:
            return None
        return (cost / Decimal(str(difference.mean))).quantize(Decimal(1))


@dataclass(frozen=True)
class Marginal:
    """What a little more of each thing buys, the most first."""

    scenario: Scenario
    out: Path
    bought: tuple[Bought, ...]


def marginal(scenario: str | Path, running: Running, out: str | Path, *, progress: Report = nobody) -> Marginal:
    """Runs the scenario with each small change beside the scenario itself and writes marginal.csv into ``out``.

    Raises the errors of reading scenarios and of running them.
    """
    out = Path(out)
    refuse_unfit_folder(out)
    base = read_scenario(scenario, running.overrides)
    changes = tuple(one_more_of_each(base))
    lot = run_lot([base, *(change.scenario for change in changes)], running, out, progress)
    bought = []
    for change in changes:
        effects = lot.effects(base.name, change.scenario.name)
        bought.append(Bought(change, tuple(effects.of(measure) for measure in BOUGHT)))
    found = Marginal(base, out, tuple(sorted(bought, key=lambda one: -one.gain)))
    write_marginal(
        out, [(one.change, one.cost_each, [effect.difference for effect in one.effects]) for one in found.bought]
    )
    finish(out)
    return found
