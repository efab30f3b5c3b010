"""The use case behind ``beds forecast``: from a service as it stands to chances, waits and vacancies."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from beds.data.forecast_files import write_forecast
from beds.data.results import refuse_unfit_folder
from beds.domain.errors import Finding
from beds.domain.messages import _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.workers import Worker
from beds.rules.refusals import BIT, judge, rules_in
from beds.services.forecast_words import sentence
from beds.services.progress import Report, nobody
from beds.services.read import read_facts
from beds.simulation.forecasting import HORIZONS, Range, Runs, live_some, scenario_from, together
from beds.simulation.scenario import Demand, RateFrom, Scenario
from beds.simulation.workforce import Workforce, outcomes

ASSUMED = "baseline"
"""The shipped scenario whose behaviour and demand are taken for granted where none is named."""
RUNS = 500
PORTION = 10
"""Runs that a process does in one go."""


@dataclass(frozen=True)
class PersonForecast:
    """What is to be expected for one person who seeks a bed."""

    person: Person
    lives_here: bool
    """Whether she lives in the service and seeks to move; not where she must leave this week."""
    waiting_days: int
    chances: tuple[tuple[int, float], ...]
    """The share of runs with a bed within so many weeks; leaving the list is no bed."""
    wait: Range
    """Her wait in weeks as long as she stays: the middle of the runs and the 80 % range; None: after these weeks."""
    open_beds: int
    """Beds of the phases she seeks, lived in or not, that no rule refuses her."""
    may_be_held: bool
    """Whether some key worker, busy or not, could take her in one of these beds."""
    workers_there: bool
    """Whether there is any key worker who is not out."""
    in_the_way: tuple[tuple[str, int], ...]
    """Where no bed is open to her: each rule that refuses, and how many of ``beds_sought``."""
    beds_sought: int

    def within(self, weeks: int) -> float:
        return dict(self.chances)[weeks]


@dataclass(frozen=True)
class Vacancies:
    """Beds of a phase that become vacant in a week: mean over the runs, and 80 % range."""

    week: int
    begins: date
    phase: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class Forecast:
    """The whole forecast. ``illustrative``: behaviour and demand are those of the shipped example, nobody's own."""

    week: Week
    weeks: int
    runs: int
    seed: int
    assumptions: Scenario
    illustrative: bool
    people: tuple[PersonForecast, ...]
    vacancies: tuple[Vacancies, ...]
    settled_nearly: int
    allocations: int
    warnings: tuple[Finding, ...]

    @property
    def referrals(self) -> float:
        """Referrals a week at the beginning."""
        return self.assumptions.rate(0)


def forecast_folder(
    source: str | Path,
    on: date,
    out: str | Path | None,
    assumptions: Scenario,
    *,
    illustrative: bool = False,
    weeks: int = 26,
    runs: int = RUNS,
    seed: int = 1,
    referrals: float | None = None,
    jobs: int = -1,
    progress: Report = nobody,
) -> Forecast:
    """Forecasts the folder or workbook at ``source`` and writes the answer into the folder ``out``, where one is named.

    ``referrals`` a week replace those of the assumptions; ``jobs`` is a number of processes, -1 one for each core.
    Raises :class:`~beds.domain.errors.BadInput`; then nothing is written.
    """
    if out is not None:
        refuse_unfit_folder(out)
    progress(_("Reading the files"), 0, 1)
    facts = read_facts(source, on)
    if referrals is not None:
        demand = Demand((RateFrom(0, referrals),), assumptions.demand.profile)
        assumptions = replace(assumptions, demand=demand)
    asked = scenario_from(facts.week.snapshot, on, weeks, seed, assumptions.behaviour, assumptions.demand)
    lived = together(list(_live(asked, runs, jobs, progress)))
    forecast = Forecast(
        facts.week, weeks, runs, seed, assumptions, illustrative, _people(facts.week, lived), _vacancies(on, lived),
        lived.settled_nearly, lived.allocations, facts.warnings,
    )  # fmt: skip
    if out is not None:
        progress(_("Writing the answer"), 0, 1)
        write_forecast({"forecast": _rows(forecast), "vacancies": _vacancy_rows(forecast)}, values(forecast), out)
    return forecast


def _live(scenario: Scenario, runs: int, jobs: int, progress: Report) -> Iterator[Runs]:
    from joblib import effective_n_jobs

    portions = [(scenario, range(first, min(first + PORTION, runs))) for first in range(0, runs, PORTION)]
    done = 0
    progress(_("Running forward"), 0, runs)
    with Workforce(effective_n_jobs(jobs)).ready():
        for part in outcomes(live_some, portions):
            done += part.number
            progress(_("Running forward"), done, runs)
            yield part


def _people(week: Week, lived: Runs) -> tuple[PersonForecast, ...]:
    refusals = judge(week, lived.people)
    found = []
    for i, person in enumerate(lived.people):
        # Whoever lives in a bed today may have left it by then.
        masks = refusals.masks[i] & ~BIT["in_service"]
        sought = (masks & BIT["phase"]) == 0
        open_places = np.flatnonzero(masks == 0)
        open_beds = int(refusals.sizes[open_places].sum())
        counts: dict[str, int] = {}
        for k in np.flatnonzero(sought) if not open_beds else ():
            for rule in rules_in(masks[k]):
                counts[rule.id] = counts.get(rule.id, 0) + int(refusals.sizes[k])
        chances = tuple((h, lived.chance(i, h)) for h in sorted({*HORIZONS, lived.weeks}) if h <= lived.weeks)
        found.append(
            PersonForecast(
                person=person,
                lives_here=week.is_mover(person.person_id),
                waiting_days=week.waiting_days(person),
                chances=chances,
                wait=lived.wait(i),
                open_beds=open_beds,
                may_be_held=_may_be_held(week, person, {refusals.places[k].scheme.scheme_id for k in open_places}),
                workers_there=bool(_workers_there(week)),
                in_the_way=tuple(sorted(counts.items(), key=lambda item: -item[1])),
                beds_sought=int(refusals.sizes[sought].sum()),
            )
        )
    return tuple(sorted(found, key=lambda one: (week.band(one.person), -one.waiting_days, one.person.person_id)))


def _may_be_held(week: Week, person: Person, schemes: Set[str]) -> bool:
    """Her own key worker keeps her anywhere; another one must cover the scheme and share a language with her."""
    if week.is_off("key_worker"):
        return True
    return any(
        worker.worker_id == person.worker_id
        or (worker.speaks_with(person.languages) and any(worker.covers_scheme(scheme) for scheme in schemes))
        for worker in _workers_there(week)
    )


def _workers_there(week: Week) -> tuple[Worker, ...]:
    return tuple(worker for worker in week.snapshot.workers if not worker.is_out(week.on))


def _vacancies(on: date, lived: Runs) -> tuple[Vacancies, ...]:
    mean, low, high = lived.to_come
    return tuple(
        Vacancies(w + 1, on + timedelta(days=7 * w), phase, float(mean[w, k]), int(low[w, k]), int(high[w, k]))
        for w in range(lived.weeks)
        for k, phase in enumerate(lived.phases)
    )


def _rows(forecast: Forecast) -> list[dict[str, Any]]:
    return [
        {
            "person_id": one.person.person_id,
            "band": forecast.week.band(one.person),
            "seeks": ";".join(map(str, one.person.seeks)),
            "waiting_days": one.waiting_days,
            "lives_here": "yes" if one.lives_here else "no",
            **{f"chance_within_{h}": dict(one.chances).get(h) for h in HORIZONS},
            "wait_low": one.wait.low,
            "wait_median": one.wait.median,
            "wait_high": one.wait.high,
            "open_beds": one.open_beds,
            "refused_by": "; ".join(f"{rule}={count}" for rule, count in one.in_the_way) or None,
            "sentence": sentence(one, forecast.weeks),
        }
        for one in forecast.people
    ]


def _vacancy_rows(forecast: Forecast) -> list[dict[str, Any]]:
    return [
        {
            "week": one.week,
            "begins": one.begins.isoformat(),
            "phase": one.phase,
            "mean": round(one.mean, 3),
            "low": one.low,
            "high": one.high,
        }
        for one in forecast.vacancies
    ]


def values(forecast: Forecast) -> dict[str, Any]:
    """What ``forecast.json`` holds, as plain values."""
    return {
        "on": forecast.week.on.isoformat(),
        "weeks": forecast.weeks,
        "runs": forecast.runs,
        "seed": forecast.seed,
        "inputs_sha256": forecast.week.snapshot.sha256(),
        "assumptions": forecast.assumptions.name,
        "illustrative": forecast.illustrative,
        "referrals_per_week": forecast.referrals,
        "allocations": forecast.allocations,
        "settled_nearly": forecast.settled_nearly,
        "people": _rows(forecast),
        "vacancies": _vacancy_rows(forecast),
    }
