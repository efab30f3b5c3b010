"""From what the files say together to the frozen scenario, defaults filled in. Called only when there is no fault."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from beds.data.scenario.faults import warm_up_of
from beds.data.scenario.merging import Merged
from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.workers import EVERY_SCHEME, Worker
from beds.simulation.scenario import (
    Behaviour,
    Demand,
    Gamma,
    Group,
    Profile,
    RateFrom,
    Scenario,
    SchemeStock,
    Shares,
    StartState,
    StockChange,
)

PLAIN = ("weeks", "replications", "seed", "from_folder", "extends", "question")
BAND_LEFT_OUT = "C"
START_LEFT_OUT = date(2026, 1, 5)
"""A Monday: in an invented world it matters for nothing but how the weeks are called."""


def build(merged: Merged, name: str, policy: Policy, present: Snapshot | None) -> Scenario:
    """The scenario. ``name`` is the one it has if its file says none."""
    values = merged.values
    workers = values.get("workers")
    stock = tuple(_stock(row) for row in values.get("stock") or ())
    phases = [scheme.phase for scheme in (present.schemes if present else (row.scheme for row in stock))]
    return Scenario(
        name=values.get("name") or name,
        **{key: values[key] for key in PLAIN if values.get(key) is not None},
        start=values.get("start") or START_LEFT_OUT,
        warm_up_weeks=warm_up_of(merged),
        present=present,
        policy=policy,
        stock=stock,
        stock_changes=tuple(StockChange(**row) for row in values.get("stock_changes") or ()),
        workers=None if workers is None else tuple(_worker(row) for row in workers),
        start_state=StartState(**_given(values.get("start_state"))),
        demand=_demand(values.get("demand") or {}, lowest=min(phases)),
        behaviour=_behaviour(values.get("behaviour") or {}),
        sources=FrozenMap(_given(values.get("sources"))),
    )


def _given(values: Mapping[Any, Any] | None) -> dict[Any, Any]:
    """The entries that are not null, mappings frozen."""
    return {
        key: FrozenMap(_given(value)) if isinstance(value, Mapping) else value
        for key, value in (values or {}).items()
        if value is not None
    }


def _stock(row: Mapping[str, Any]) -> SchemeStock:
    columns = _given(row)
    beds, step_free = columns.pop("beds"), columns.pop("step_free", None)
    return SchemeStock(Scheme(**columns), beds, step_free)


def _worker(row: Mapping[str, Any]) -> Worker:
    return Worker(**{"covers": (EVERY_SCHEME,), **_given(row)})


def _demand(values: Mapping[str, Any], lowest: int) -> Demand:
    rates = values.get("referrals_per_week") or ()
    steps = (RateFrom(0, rates),) if isinstance(rates, float) else tuple(RateFrom(**step) for step in rates)
    return Demand(steps, _profile(values.get("profile") or {}, lowest))


def _profile(values: Mapping[str, Any], lowest: int) -> Profile:
    given = _given(values)
    groups_of = given.pop("groups_of", {})
    facts: dict[str, Shares] = given
    # Nobody is a candidate without a band and a phase that she seeks, so that these two have a value in any case.
    for fact, value in (("band", BAND_LEFT_OUT), ("seeks", str(lowest))):
        if fact not in facts and fact not in groups_of:
            facts[fact] = FrozenMap({value: 1.0})
    return Profile(
        FrozenMap(facts),
        FrozenMap({fact: FrozenMap({v: _group(group) for v, group in of.items()}) for fact, of in groups_of.items()}),
    )


def _group(values: Mapping[str, Any]) -> Group:
    facts = _given(values)
    return Group(facts.pop("share"), FrozenMap(facts))


def _behaviour(values: Mapping[str, Any]) -> Behaviour:
    given = _given(values)
    if "weeks_to_ready" in given:
        given["weeks_to_ready"] = FrozenMap({phase: Gamma(**gamma) for phase, gamma in given["weeks_to_ready"].items()})
    return Behaviour(**given)
