"""The scenario files that come with the program: they read, say what they ask, and are honest about their figures."""

from collections.abc import Iterator
from math import exp, log
from pathlib import Path

import pytest

from beds.data.scenario_file import understand
from beds.simulation.scenario import Scenario

FOLDER = Path(__file__).parents[2] / "scenarios"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
ASKED_FOR = {
    "baseline", "shortened-timeframes", "shortened-timeframes-grandfathered", "longer-flats", "more-flats",
    "direct-referral", "connection-waived", "abstinent-flats", "close-a-phase", "returners-first", "staff-shortage",
}  # fmt: skip


def read(name: str) -> Scenario:
    return understand(FOLDER / f"{name}.yaml").scenario


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return read("baseline")


def test_every_question_of_a_commissioner_has_its_scenario() -> None:
    assert set(NAMES) >= ASKED_FOR


@pytest.mark.parametrize("name", NAMES)
def test_each_reads_without_a_warning_and_is_called_as_its_file(name: str) -> None:
    understood = understand(FOLDER / f"{name}.yaml")
    assert understood.warnings == ()
    assert understood.scenario.name == name


@pytest.mark.parametrize("name", NAMES)
def test_each_asks_something_and_says_which_figures_are_illustrative(name: str) -> None:
    question = read(name).question
    assert len(question) > 150
    assert "illustrative" in question or "the check's own" in question


def test_the_baseline_is_39_beds_in_four_phases_and_eight_workers(baseline: Scenario) -> None:
    assert {stock.scheme.phase: stock.beds for stock in baseline.stock} == {0: 4, 1: 18, 2: 10, 3: 7}
    assert baseline.workers is not None
    assert len(baseline.workers) == 8
    assert {phase: baseline.policy.stay_limit_weeks[phase] for phase in (1, 2, 3)} == {1: 39, 2: 52, 3: 104}
    assert [stock.scheme.weekly_cost for stock in baseline.stock] == [620, 450, 300, 250]


def figures(scenario: Scenario) -> Iterator[str]:
    """The dotted key of every figure that a scenario of this folder may set."""
    yield from ("policy.stay_limit_weeks", "policy.programme_limit_weeks", "workers", "start_state")
    yield "demand.referrals_per_week"
    for stock in scenario.stock:
        yield f"stock.{stock.scheme.scheme_id}.beds"
        yield f"stock.{stock.scheme.scheme_id}.weekly_cost"
    yield from (f"demand.profile.{fact}" for fact in scenario.demand.profile.facts)
    behaviour = vars(scenario.behaviour)
    yield from (f"behaviour.{name}" for name, value in behaviour.items() if value)


def test_every_figure_of_the_baseline_has_a_source_or_is_called_illustrative(baseline: Scenario) -> None:
    assert set(figures(baseline)) - set(baseline.sources) == set()
    assert all(baseline.sources.values())


def test_the_hostel_can_be_filled_all_the_time(baseline: Scenario) -> None:
    """More women come in than could leave even if every hostel stay lasted no longer than until she is ready."""
    ready = baseline.behaviour.weeks_to_ready[1]
    assert ready is not None
    leaving = 18 * (1 / ready.mean + baseline.behaviour.leave_per_week[1])
    facts = baseline.demand.profile.facts
    connected = facts["connection"]["yes"] + facts["connection"]["no"] * (1 - facts["connection_exempt"][""])
    assert baseline.rate(0) * connected * facts["recourse"]["yes"] > leaving


def test_grandfathering_keeps_the_limits_of_those_who_are_there_when_measuring_begins(baseline: Scenario) -> None:
    policy = read("shortened-timeframes-grandfathered").policy
    first = policy.stay_limit_from
    assert first is not None
    assert (first - baseline.start).days == 7 * baseline.warm_up_weeks
    assert policy.stay_limit_weeks_before == baseline.policy.stay_limit_weeks
    assert policy.stay_limit_weeks == read("shortened-timeframes").policy.stay_limit_weeks


def admissions_a_year(scenario: Scenario) -> float:
    """People admitted a year in the long run: a queue of memoryless times with many servers and impatience."""
    (stock,) = scenario.stock
    leaving = scenario.behaviour.leave_per_week[stock.scheme.phase]
    losing_contact = -log(1 - scenario.behaviour.waiting_leave_per_week)
    weight, total, served = 1.0, 1.0, 0.0
    for people in range(1, stock.beds + 400):
        in_beds = min(people, stock.beds)
        weight *= scenario.rate(0) / (in_beds * leaving + (people - in_beds) * losing_contact)
        total += weight
        served += weight * in_beds
    return 365 / 7 * leaving * served / total


@pytest.mark.parametrize(
    ("name", "a_year"),
    [
        ("check-hostel", 21.6),
        ("check-shortening-hostel", 25.4),
        ("check-flats", 4.0),
        ("check-shortening-flats", 5.2),
        ("check-shortening-flats-twice", 6.0),
    ],
)
def test_the_checks_on_shortening_say_what_they_check(name: str, a_year: float) -> None:
    scenario = read(name)
    assert admissions_a_year(scenario) == pytest.approx(a_year, abs=0.06)
    assert f"{a_year:.1f}" in scenario.question
    assert scenario.behaviour.waiting_leave_per_week == pytest.approx(
        1 - exp(-7 / (30 if "hostel" in name else 60)), abs=1e-6
    )
