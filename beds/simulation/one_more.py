"""What could be had a little more of: one bed, one key worker, one week, one rule fewer. From a scenario to others."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from beds.domain.frozen import FrozenMap
from beds.domain.messages import _
from beds.domain.rule_ids import WAIVABLE
from beds.domain.workers import Worker
from beds.rules.catalogue import CATALOGUE
from beds.simulation.scenario import Scenario, StockChange

Kind = Literal["bed", "worker", "week", "rule"]
WEEKS_A_YEAR = 52


def _binds(rule: str, scenario: Scenario) -> bool:
    """Whether anything in the scenario asks for what the rule is about; else waiving it need not be tried."""
    schemes = scenario.schemes
    match rule:
        case "recourse":
            return any(scheme.needs_recourse for scheme in schemes)
        case "intentional":
            return any(scheme.takes_intentional is False for scheme in schemes)
        case "connection":
            return any(scheme.needs_connection for scheme in schemes)
        case "reserved":
            return any(scheme.reserved_for for scheme in schemes)
        case "age":
            return any(scheme.min_age is not None or scheme.max_age is not None for scheme in schemes)
        case "substance":
            return any(scheme.substance_policy != "any" for scheme in schemes)
        case "scheme":
            people = scenario.present.people if scenario.present else ()
            return "avoid_schemes" in scenario.demand.profile.facts or any(one.avoid_schemes for one in people)
        case _:
            return True


@dataclass(frozen=True)
class OneMore:
    """One small change, the scenario with it, and what it costs a year where that is known."""

    kind: Kind
    of: str
    """The scheme, the phase or the rule; blank for a key worker."""
    title: str
    scenario: Scenario
    cost_a_year: Decimal | None


def one_more_of_each(scenario: Scenario) -> Iterator[OneMore]:
    """The scenario with each small change in turn, each under a name of its own."""
    yield from _beds(scenario)
    yield from _workers(scenario)
    yield from _weeks(scenario)
    yield from _rules(scenario)


def _beds(scenario: Scenario) -> Iterator[OneMore]:
    for scheme in scenario.schemes:
        changes = (*scenario.stock_changes, StockChange(0, scheme.scheme_id, 1))
        cost = None if scheme.weekly_cost is None else scheme.weekly_cost * WEEKS_A_YEAR
        title = _("one more bed in %(scheme)s", scheme=scheme.title)
        yield _changed(scenario, "bed", scheme.scheme_id, title, cost, stock_changes=changes)


def _workers(scenario: Scenario) -> Iterator[OneMore]:
    workers = scenario.workers
    if workers is None and scenario.present is not None:
        workers = scenario.present.workers
    if not workers:
        return  # without limit already
    yield _changed(
        scenario, "worker", "", _("one more key worker"), None, workers=(*workers, _another(workers))
    )  # fmt: skip


def _another(workers: tuple[Worker, ...]) -> Worker:
    """A copy of the first with the commonest capacity, who is there all the time."""
    [(capacity, _count)] = Counter(worker.capacity for worker in workers).most_common(1)
    like = next(worker for worker in workers if worker.capacity == capacity)
    ids = {worker.worker_id for worker in workers}
    new = next(
        f"{like.worker_id}+{number}" for number in range(1, len(ids) + 2) if f"{like.worker_id}+{number}" not in ids
    )
    return replace(like, worker_id=new, away_from=None, away_to=None, leaving_on=None)


def _weeks(scenario: Scenario) -> Iterator[OneMore]:
    policy, phases = scenario.policy, {scheme.phase for scheme in scenario.schemes}
    for phase in sorted(phases & policy.stay_limit_weeks.keys()):
        limits = FrozenMap({**policy.stay_limit_weeks, phase: policy.stay_limit_weeks[phase] + 1})
        title = _("one more week to stay in phase %(phase)s", phase=policy.phase_name(phase))
        longer = replace(policy, stay_limit_weeks=limits)
        yield _changed(scenario, "week", str(phase), title, Decimal(0), policy=longer)


def _rules(scenario: Scenario) -> Iterator[OneMore]:
    for rule in WAIVABLE:
        if rule in scenario.policy.rules_off or not _binds(rule, scenario):
            continue
        without = replace(scenario.policy, rules_off=(*scenario.policy.rules_off, rule))
        title = _("“%(rule)s” waived for everybody", rule=_(CATALOGUE[rule].title))
        yield _changed(scenario, "rule", rule, title, Decimal(0), policy=without)


def _changed(scenario: Scenario, kind: Kind, of: str, title: str, cost: Decimal | None, **changes: object) -> OneMore:
    name = f"{scenario.name} + {kind} {of}".strip()
    return OneMore(kind, of, title, replace(scenario, name=name, **changes), cost)  # type: ignore[arg-type]
