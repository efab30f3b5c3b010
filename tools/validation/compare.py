"""Live a case many times and set its long run beside the exact answer."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

from beds.simulation.ground import Ground
from beds.simulation.records import COUNTS, ENDINGS, NONE, Records
from beds.simulation.replication import simulate
from tools.validation.cases import Case
from tools.validation.exact import WEEKS, Steady


@dataclass(frozen=True)
class Figure:
    """One number: exact, and as lived with its 95 % interval over replications."""

    what: str
    exact: float
    mean: float
    low: float
    high: float
    continuous: float | None = None

    @property
    def is_met(self) -> bool:
        return self.low <= self.exact <= self.high


@dataclass(frozen=True)
class Lived:
    """A case with its figures, and in how many of its runs people and weeks agree (Little's law)."""

    case: Case
    figures: tuple[Figure, ...]
    runs: int
    agreeing: int


def live(case: Case, replications: int, weeks: int) -> Lived:
    """Live ``replications`` runs of ``weeks`` measured weeks each."""
    warm_up = max(52, round(case.warm_up_stays * case.queue.stay))
    scenario = replace(case.scenario, weeks=warm_up + weeks, warm_up_weeks=warm_up)
    ground = Ground.of(scenario)
    runs = [simulate(scenario, number, ground=ground) for number in range(replications)]
    long_run = [_long_run(run) for run in runs]
    figures = tuple(
        _figure(
            what,
            np.array([getattr(steady, what) for steady in long_run]),
            getattr(case.exact, what),
            getattr(case.continuous, what, None),
        )
        for what in case.compared
    )
    return Lived(case, figures, len(runs), sum(map(obeys_little, runs)))


def obeys_little(run: Records) -> bool:
    """Whether the list's length summed over weeks is the waits summed over people, and so for beds and stays."""
    spells, stays = run.spells, run.stays
    spells = spells[spells["first_phase"] >= 0]
    left = np.where(spells["ending"] == ENDINGS.index("left_waiting"), spells["ended"], run.weeks)
    until = np.where(spells["placed"] == NONE, left, spells["placed"])
    waits = until - np.maximum(spells["referred"], 0)
    ended = np.where(stays["ended"] == NONE, run.weeks, stays["ended"])
    lengths = ended - np.maximum(stays["started"], 0)
    levels = run.weekly[:, -1].sum(axis=0)
    return bool(waits.sum() == levels[COUNTS.index("waiting")] and lengths.sum() == levels[COUNTS.index("occupied")])


def _long_run(run: Records) -> Steady:
    measured = run.weekly[run.warm_up_weeks :, -1].mean(axis=0)
    placed, occupied, waiting = (float(measured[COUNTS.index(name)]) for name in ("placed", "occupied", "waiting"))
    return Steady(WEEKS * placed, occupied, waiting)


def _figure(what: str, values: np.ndarray, exact: float, continuous: float | None) -> Figure:
    mean, spread = float(values.mean()), float(values.std(ddof=1))
    reach = float(student.ppf(0.975, len(values) - 1)) * spread / len(values) ** 0.5
    return Figure(what, exact, mean, mean - reach, mean + reach, continuous)
