"""Do the forecasts hold? Histories are simulated, stopped, told as a folder, forecast, then lived on and compared.

`python -m tools.backtest` writes what it finds into docs/forecast.md, between two marks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.stats import binomtest

from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.domain.workers import Worker
from beds.simulation.forecasting import HORIZONS, Runs, live_some, scenario_from
from beds.simulation.ground import Ground
from beds.simulation.records import NONE
from beds.simulation.scenario import (
    MOVE_ON,
    Behaviour,
    Demand,
    Gamma,
    Profile,
    RateFrom,
    Scenario,
    SchemeStock,
    StartState,
)
from beds.simulation.told import folder_of, next_monday, told_id
from beds.simulation.week import Weeks
from beds.simulation.woman import WAITING, Woman
from beds.simulation.world import World
from tools.generated import ROOT

PAGE = ROOT / "docs" / "forecast.md"
BEGIN, END = "<!-- figures of the back-test -->", "<!-- end of the figures -->"
LEAVES_OUT = 0.1
OTHER_LUCK = 1_000_003
"""Added to the seed of a history for its forecast, which must know nothing of the luck to come."""


@dataclass(frozen=True)
class Case:
    """One person of one history: what was forecast, and what came."""

    history: int
    band: str
    waits: bool
    """On the waiting list; else she lives in the service and seeks to move."""
    possible: bool
    """Whether in some run of the forecast she has a bed."""
    stays: bool
    """Whether her own luck would keep her on the list, or in her stay, to the end: then the range is put to test."""
    held: bool
    """Whether what came lies in the range that is told, in whole weeks."""
    place: tuple[float, float]
    """Between which shares of the forecast, as long as she stays, what came lies."""
    chances: tuple[float, ...]
    came: tuple[bool, ...]
    """For each of HORIZONS within the weeks looked at: the chance that was told, and whether a bed came."""


@dataclass(frozen=True)
class Told:
    """One history: its people, and by phase the vacancies forecast (mean) and come, summed over the weeks."""

    cases: tuple[Case, ...]
    vacancies: tuple[tuple[float, int], ...]
    vacancies_held: tuple[bool, ...]


def a_service(rate: float = 0.9) -> Scenario:
    """An invented service of 39 beds in four phases with eight workers. Every figure is illustrative."""
    profile = Profile(
        FrozenMap(
            {
                "gender": {"woman": 1.0},
                "band": {"A": 0.1, "B": 0.3, "C": 0.4, "D": 0.2},
                "seeks": {"0;1": 0.5, "1": 0.5},
                "connection": {"yes": 0.8, "no": 0.2},
                "age": {"18-24": 0.3, "25-50": 0.7},
            }
        )
    )
    behaviour = Behaviour(
        weeks_to_ready=FrozenMap({0: Gamma(4, 0.6), 1: Gamma(30, 0.7), 2: Gamma(26, 0.6), 3: Gamma(50, 0.5)}),
        leave_per_week=FrozenMap({0: 0.02, 1: 0.01, 2: 0.006, 3: 0.004}),
        next_phase=FrozenMap({0: 1, 1: 2, 2: 3, 3: MOVE_ON}),
        refuse_offer=0.08,
        waiting_leave_per_week=0.01,
        move_at_limit=True,
        return_within_52_weeks=FrozenMap({"ready": 0.15, "not_ready": 0.35, "unplanned": 0.5}),
        step_back_per_week=FrozenMap({2: 0.002, 3: 0.003}),
        worker_leave_per_week=0.004,
    )
    beds = {"crisis": (0, 4), "hostel": (1, 18), "semi": (2, 10), "flats": (3, 7)}
    return Scenario(
        name="history",
        start=date(2026, 11, 23),
        seed=20261123,
        stock=tuple(
            SchemeStock(Scheme(name, phase, needs_connection=True if name == "hostel" else None), number)
            for name, (phase, number) in beds.items()
        ),
        workers=tuple(Worker(f"kw{n}", Fraction(6), covers=("*",)) for n in range(1, 9)),
        start_state=StartState(12, FrozenMap({"crisis": 3, "hostel": 17, "semi": 9, "flats": 6})),
        demand=Demand((RateFrom(0, rate),), profile),
        behaviour=behaviour,
    )


def told(
    scenario: Scenario, history: int, *, after: int, weeks: int, runs: int, believed: Behaviour | None = None
) -> Told:
    """One history of ``after`` weeks, forecast from there, and lived on for ``weeks``.

    ``believed`` is the behaviour that the forecast goes by, where that is not the true one.
    """
    world = World(Ground.of(replace(scenario, weeks=after + weeks, warm_up_weeks=0)), history)
    lived = Weeks(world)
    for week in range(after):
        lived.live(week)
    behaviour = believed or scenario.behaviour
    asked = scenario_from(
        folder_of(world, lived), next_monday(world), weeks, scenario.seed + OTHER_LUCK, behaviour, scenario.demand
    )
    forecast = live_some(asked, range(history * runs, (history + 1) * runs))
    women = {told_id(woman): woman for woman in world.women}
    sought = [women[person.person_id] for person in forecast.people]
    waits = [woman.state == WAITING for woman in sought]
    until = [_would_leave(woman) for woman in sought]
    for week in range(after, after + weeks):
        lived.live(week)
    records = world.recorder.records({})
    came = np.full(len(sought), weeks + 1)
    column = {woman.row: i for i, woman in enumerate(sought)}
    for stay in records.stays:
        i = column.get(int(stay["person"]))
        if i is not None and stay["started"] >= after:
            came[i] = min(came[i], int(stay["started"]) - after + 1)
    for spell in records.spells:
        i = column.get(int(spell["person"]))
        if i is not None and after <= spell["ended"] < after + came[i] - 1:
            came[i] = weeks + 1
    cases = [_case(history, forecast, i, waits[i], until[i] >= after + weeks, int(came[i])) for i in range(len(sought))]
    fallen = np.zeros((weeks, len(forecast.phases)), dtype=np.int64)
    for stay in records.stays:
        if stay["ended"] != NONE and stay["ended"] >= after:
            fallen[stay["ended"] - after, forecast.phases.index(stay["phase"])] += 1
    return Told(tuple(cases), *_vacancies(forecast, fallen))


def _vacancies(forecast: Runs, fallen: npt.NDArray[np.int64]) -> tuple[tuple[tuple[float, int], ...], tuple[bool, ...]]:
    """From the second week on: the first one's hold the empty beds of the start too."""
    mean, low, high = forecast.to_come
    held = (low[1:] <= fallen[1:]) & (fallen[1:] <= high[1:])
    sums = zip(mean[1:].sum(axis=0).tolist(), fallen[1:].sum(axis=0).tolist(), strict=True)
    return tuple(sums), tuple(bool(one) for one in held.ravel())


def _would_leave(woman: Woman) -> int:
    """The week in which her own luck ends her wait or her stay, whatever else happens."""
    source, number = woman.source, woman.number
    if woman.state == WAITING:
        return max(int(woman.spell_row[3]), 0) + source.patience(woman.spell, number) - 1
    began = max(woman.started_day // 7, -1)
    return began + source.leave(woman.phase, woman.lived[woman.phase] - 1, number)


def _case(history: int, forecast: Runs, i: int, waits: bool, stays: bool, came: int) -> Case:
    by_week, wait = forecast.waited(i), forecast.wait(i)
    edges = [0.0, *by_week.tolist(), 1.0]
    low, high = wait.low or forecast.weeks + 1, wait.high or forecast.weeks + 1
    horizons = [h for h in HORIZONS if h <= forecast.weeks]
    return Case(
        history=history,
        band=forecast.people[i].band or "",
        waits=waits,
        possible=forecast.chance(i, forecast.weeks) > 0,
        stays=stays,
        held=low <= came <= high,
        place=(edges[came - 1], edges[came]),
        chances=tuple(forecast.chance(i, h) for h in horizons),
        came=tuple(came <= h for h in horizons),
    )


def back_test(
    scenario: Scenario, histories: int, *, after: int, weeks: int, runs: int, jobs: int = 1,
    believed: Behaviour | None = None,
) -> list[Told]:  # fmt: skip
    """Many histories, each forecast once."""
    one = delayed(told)
    work = (one(scenario, h, after=after, weeks=weeks, runs=runs, believed=believed) for h in range(histories))
    found: list[Told] = Parallel(n_jobs=jobs)(work)
    return found


@dataclass(frozen=True)
class Coverage:
    """How often ranges held: in whole weeks, and with the steps of whole weeks smoothed out, which should be 0.8."""

    people: int
    whole: float
    smooth: float
    binomial: tuple[float, float]
    """95 % for ``smooth`` were all people independent."""
    by_history: tuple[float, float]
    """95 % for ``smooth`` with people of one history taken together."""


def coverage(cases: Iterable[Case]) -> Coverage:
    """Of those for whom a bed is possible and whose own luck keeps them there, so that their wait is seen."""
    tested = [case for case in cases if case.possible and case.stays]
    smooth = np.array([_share_within(case.place) for case in tested])
    n = len(tested)
    interval = binomtest(round(float(smooth.sum())), n).proportion_ci(method="wilson")
    histories = np.array([case.history for case in tested])
    residual = [float((smooth[histories == h] - smooth.mean()).sum()) for h in np.unique(histories)]
    error = 1.96 * float(np.sqrt(np.square(residual).sum())) / n
    mean = float(smooth.mean())
    whole = sum(case.held for case in tested) / n
    return Coverage(n, whole, mean, (interval.low, interval.high), (mean - error, mean + error))


def _share_within(place: tuple[float, float]) -> float:
    """How much of this stretch of the forecast lies within its middle 80 %."""
    low, high = place
    if high <= low:
        return float(LEAVES_OUT <= low <= 1 - LEAVES_OUT)
    return max(0.0, min(high, 1 - LEAVES_OUT) - max(low, LEAVES_OUT)) / (high - low)


def page(found: Sequence[Told], *, after: int, weeks: int, runs: int) -> str:
    """The figures as Markdown."""
    cases = [case for one in found for case in one.cases]
    lines = [
        f"{len(found)} histories of {after} weeks, each forecast for {weeks} weeks from {runs} runs;",
        f"{len(cases)} people, of whom {sum(case.possible for case in cases)} had a bed in some run.",
        "",
        "| 80 % range of the wait | people | held, whole weeks | held, smoothed | 95 %, binomial | 95 %, by history |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    groups = [("all", cases)]
    groups += [(f"band {band}", [case for case in cases if case.band == band]) for band in "ABCD"]
    groups += [("waiting list", [c for c in cases if c.waits]), ("movers", [c for c in cases if not c.waits])]
    for title, some in groups:
        if any(case.possible and case.stays for case in some):
            c = coverage(some)
            lines.append(
                f"| {title} | {c.people} | {c.whole:.3f} | {c.smooth:.3f} | {c.binomial[0]:.3f} to {c.binomial[1]:.3f} "
                f"| {c.by_history[0]:.3f} to {c.by_history[1]:.3f} |"
            )
    lines += ["", "| a bed within | told on average | came |", "| --- | --- | --- |"]
    possible = [case for case in cases if case.possible]
    for k, horizon in enumerate(h for h in HORIZONS if h <= weeks):
        said, was = (float(np.mean([getattr(c, name)[k] for c in possible])) for name in ("chances", "came"))
        lines.append(f"| {horizon} weeks | {said:.3f} | {was:.3f} |")
    lines += ["", "| chance told (any of these weeks) | cases | came |", "| --- | --- | --- |"]
    pairs = [(chance, came) for c in possible for chance, came in zip(c.chances, c.came, strict=True)]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = [came for chance, came in pairs if low <= chance < low + 0.2 or (low == 0.8 and chance == 1)]
        if inside:
            lines.append(f"| {low:.0%} to {low + 0.2:.0%} | {len(inside)} | {np.mean(inside):.3f} |")
    sums = np.array([one.vacancies for one in found])
    said, was = sums[:, :, 0].mean(axis=0), sums[:, :, 1].mean(axis=0)
    held = np.mean([one for history in found for one in history.vacancies_held])
    shown = "; ".join(f"phase {k}: {s:.1f} and {w:.1f}" for k, (s, w) in enumerate(zip(said, was, strict=True)))
    lines += ["", f"Vacancies of weeks 2 to {weeks}, told on average and come: {shown}.",
              f"Their weekly 80 % ranges, in whole beds, held in {held:.3f} of all weeks and phases."]  # fmt: skip
    return "\n".join(lines)


@click.command()
@click.option("--histories", default=60, show_default=True)
@click.option("--runs", default=99, show_default=True)
@click.option("--after", default=104, show_default=True)
@click.option("--weeks", default=26, show_default=True)
@click.option("--rate", default=0.9, show_default=True)
@click.option("--jobs", default=2, show_default=True)
@click.option("--write/--print", default=True, help="Into docs/forecast.md, or to the console.")
def main(histories: int, runs: int, after: int, weeks: int, rate: float, jobs: int, write: bool) -> None:
    """Back-test the forecasts and write the figures."""
    figures = page(
        back_test(a_service(rate), histories, after=after, weeks=weeks, runs=runs, jobs=jobs),
        after=after, weeks=weeks, runs=runs,
    )  # fmt: skip
    if write:
        put(PAGE, figures)
    else:
        click.echo(figures)


def put(path: Path, figures: str) -> None:
    """The page with these figures between its marks."""
    text = path.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
