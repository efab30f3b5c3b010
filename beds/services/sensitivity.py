"""The use case behind ``beds sensitivity``: one input at a time is varied, to find where the verdict changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from beds.data.laboratory.plots.plot import save_plots
from beds.data.laboratory.plots.varied import Varied, varied_plot
from beds.data.laboratory.sensitivity_file import write_sensitivity
from beds.data.likely import likely, probably
from beds.data.results import refuse_unfit_folder
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.services.progress import Report, nobody
from beds.services.running import Effect, Running, finish, refuse_equal_names, run_lot
from beds.services.scenarios import apply_changes, read_scenario
from beds.simulation.compare import Verdict
from beds.simulation.measures.catalogue import CATALOGUE
from beds.simulation.measures.measure import ALL
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class Vary:
    """A dotted key of the scenario and the values that it takes in turn, as they are written."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """The scenario with one input at one value, beside what it is compared with."""

    key: str
    value: str
    effect: Effect

    @property
    def verdict(self) -> Verdict:
        return self.effect.difference.verdict if self.effect.difference else "not known"


@dataclass(frozen=True)
class Flip:
    """Two neighbouring values of an input between which the verdict changes."""

    before: Point
    after: Point


@dataclass(frozen=True)
class Sensitivity:
    """What one measure does as inputs vary. ``against`` None: compared with the scenario itself, unvaried."""

    scenario: Scenario
    against: Scenario | None
    measure: str
    phase: str
    out: Path
    points: tuple[Point, ...]

    @property
    def flips(self) -> tuple[Flip, ...]:
        pairs = (pair for points in by_key(self.points) for pair in pairwise(points))
        return tuple(Flip(before, after) for before, after in pairs if before.verdict != after.verdict)


def by_key(points: Sequence[Point]) -> list[list[Point]]:
    """The points of each input in the order of its values."""
    keys = dict.fromkeys(point.key for point in points)
    return [[point for point in points if point.key == key] for key in keys]


def sensitivity(
    scenario: str | Path,
    varied: Sequence[Vary],
    measure: str,
    running: Running,
    out: str | Path,
    *,
    phase: str = ALL,
    against: str | Path | None = None,
    progress: Report = nobody,
) -> Sensitivity:
    """Runs the scenario at every value, and ``against`` (with the same value) or the scenario unvaried beside it.

    Writes sensitivity.csv and a picture as .svg and .png into ``out``. Raises the errors of reading scenarios and of
    running them; an unknown key, value or measure is :class:`~beds.domain.errors.BadInput`.
    """
    out = Path(out)
    refuse_unfit_folder(out)
    _refuse_unknown(measure)
    base = read_scenario(scenario, running.overrides)
    other = None if against is None else read_scenario(against, running.overrides)
    _refuse_groups_of_real_people(measure, base, other)
    refuse_equal_names([base, *([other] if other else [])])
    scenarios = {} if other else {base.name: base}
    pairs: list[tuple[Vary, str, str, str]] = []
    for vary in varied:
        for value in vary.values:
            one = _at(scenario, base, vary.key, value, running)
            beside = _at(against, other, vary.key, value, running) if other and against is not None else base
            scenarios |= {one.name: one, beside.name: beside}
            pairs.append((vary, value, beside.name, one.name))
    lot = run_lot(list(scenarios.values()), running, out, progress)
    points = tuple(
        Point(vary.key, value, lot.effects(without, having).of(measure, phase))
        for vary, value, without, having in pairs
    )
    found = Sensitivity(base, other, measure, phase, out, points)
    _write(found)
    finish(out)
    return found


def _at(path: str | Path, scenario: Scenario, key: str, value: str, running: Running) -> Scenario:
    changed = apply_changes(path, {**running.overrides, key: value})
    return replace(changed, name=f"{scenario.name}, {key}={value}")


def _refuse_unknown(measure: str) -> None:
    name = measure.partition(":")[0]
    if name not in CATALOGUE:
        guess = likely(name, CATALOGUE)
        message = _("this measure is not known") + probably(guess)
        raise BadInput([Finding("--measure", 0, "", measure, message, guess or ", ".join(CATALOGUE))])


def _refuse_groups_of_real_people(measure: str, base: Scenario, other: Scenario | None) -> None:
    """Small groups of real people are not to be told apart: here no number is large enough to hide them among."""
    if ":" in measure and (base.present or (other and other.present)):
        message = _("measures of groups are not shown here where a run starts from a folder")
        raise BadInput([Finding("--measure", 0, "", measure, message, _("a measure of everybody"))])


def _write(found: Sensitivity) -> None:
    rows = [(point.key, point.value, point.effect.having, point.effect.difference) for point in found.points]
    write_sensitivity(found.out, found.measure, found.phase, rows)
    lines = [
        Varied(points[0].key, [(point.value, point.effect.difference) for point in points])
        for points in by_key(found.points)
    ]
    against = found.against.name if found.against else None
    save_plots(found.out, [varied_plot(found.scenario.name, against, found.measure, lines)])
