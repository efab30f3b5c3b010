"""The use case of trying a scenario on this week at once: what it changes is applied to the facts, and both decided.

Whoever may see people is told who; whoever may not is told how many, and small numbers not at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, get_args

import numpy as np

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import NoAllocationInTime, PinContradiction
from beds.domain.frozen import FrozenMap
from beds.domain.places import Bed, Scheme
from beds.domain.policy import Policy
from beds.domain.small_numbers import suppressed
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.services.access_log import looked
from beds.services.changes import changes
from beds.services.laboratory.kept import Kept
from beds.services.policy_trial import decided
from beds.services.promised import as_far_as_can_be
from beds.services.run_week import read_week
from beds.services.unit_of_work import reading
from beds.services.week_comparison import Comparison, Kind, Side, compare
from beds.simulation.scenario import Scenario, SchemeStock

NOT_APPLIED = frozenset({"name", "phase_names", "sources", "lottery_seed"})
"""Of a policy: words, and luck."""


@dataclass(frozen=True)
class ThisWeek:
    """What a scenario does to this week. ``comparison`` is for those alone who may see people."""

    on: date
    counts: Mapping[Kind, int | None]
    """People of each kind of change; None for a small number that is not told."""
    comparison: Comparison | None
    left_out: tuple[str, ...]
    """What the scenario changes that says nothing of this week, or nothing of this service."""
    trouble: str = ""
    """Why it cannot be told; blank where it can."""


def try_on_this_week(store: Store, actor: Actor, scenario: Kept, on: date) -> ThisWeek:
    """Allocates this week as it is and with what the scenario changes; stores nothing."""
    with reading(store, actor, "keep_scenarios") as books:
        present = read_week(books, on).snapshot
    base = scenario.base.scenario if scenario.base else scenario.scenario
    otherwise = as_far_as_can_be(_changed(present, base, scenario.scenario, on), on)
    said = {scheme.scheme_id for scheme in present.schemes}
    left_out = tuple(one.label for one in changes(base, scenario.scenario) if not _speaks_of(one.key, said))
    if otherwise == present:
        return ThisWeek(on, {}, None, left_out)
    try:
        sides = _as_it_is(present, on), decided(otherwise, on, explain=False)
        found = compare(*sides, restricted=actor.may("see_restricted"))
    except (NoAllocationInTime, PinContradiction) as error:
        # The sentence names people: it is for those who may see them.
        return ThisWeek(on, {}, None, left_out, str(error) if actor.may("see_people") else "–")
    if actor.may("see_people"):
        looked(store, actor, "lab week")
    return ThisWeek(on, _counts(found), found if actor.may("see_people") else None, left_out)


@lru_cache(maxsize=2)
def _as_it_is(present: Snapshot, on: date) -> Side:
    """Whoever moves levers asks again and again: this side is the same each time."""
    return decided(present, on, explain=False)


def _counts(found: Comparison) -> dict[Kind, int | None]:
    kinds: tuple[Kind, ...] = get_args(Kind)
    numbers = [len(found.of(kind)) for kind in kinds]
    hidden = suppressed(np.array([*numbers, sum(numbers)]))
    return {kind: None if hide else number for kind, number, hide in zip(kinds, numbers, hidden, strict=False)}


def _speaks_of(key: str, schemes: set[str]) -> bool:
    match key.split("."):
        case ["policy", *_rest]:
            return True
        case ["stock", scheme_id, *_rest]:
            return scheme_id in schemes
        case ["stock_changes", "0", scheme_id]:
            return scheme_id in schemes
    return False


def _changed(present: Snapshot, base: Scenario, scenario: Scenario, on: date) -> Snapshot:
    """The facts with everything in which the scenario differs from its base, and that speaks of this week."""
    before = {stock.scheme.scheme_id: stock for stock in base.stock}
    pairs = [(before[stock.scheme.scheme_id], stock) for stock in scenario.stock if stock.scheme.scheme_id in before]
    changed = {old.scheme.scheme_id: _scheme_changes(old.scheme, new.scheme) for old, new in pairs}
    return replace(
        present,
        policy=_policy(present.policy, base.policy, scenario.policy),
        schemes=tuple(replace(scheme, **changed.get(scheme.scheme_id, {})) for scheme in present.schemes),
        beds=(*_beds(present, _more(base, scenario, pairs), on),),
    )


def _policy(present: Policy, base: Policy, scenario: Policy) -> Policy:
    changed: dict[str, Any] = {}
    for field in fields(Policy):
        old, new, now = (getattr(one, field.name) for one in (base, scenario, present))
        if field.name in NOT_APPLIED or old == new:
            continue
        if field.name == "rules_off":
            changed[field.name] = tuple(rule for rule in dict.fromkeys((*now, *new)) if rule in new or rule not in old)
        elif isinstance(new, Mapping) and (old is None or isinstance(old, Mapping)):
            differing = {key: value for key, value in new.items() if (old or {}).get(key) != value}
            kept = {key: value for key, value in (now or {}).items() if key in new or key not in (old or {})}
            changed[field.name] = FrozenMap({**kept, **differing})
        else:
            changed[field.name] = new
    return replace(present, **changed)


def _scheme_changes(old: Scheme, new: Scheme) -> dict[str, Any]:
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(Scheme))
    return {name: after for name, before, after in pairs if before != after}


def _more(base: Scenario, scenario: Scenario, pairs: list[tuple[SchemeStock, SchemeStock]]) -> dict[str, int]:
    """Beds more (or, negative, fewer) by scheme, from the start on."""
    more = {new.scheme.scheme_id: new.beds - old.beds for old, new in pairs}
    for sign, one in [*((1, one) for one in scenario.stock_changes), *((-1, one) for one in base.stock_changes)]:
        if one.week == 0 and one.scheme_id in more:
            more[one.scheme_id] += sign * one.beds
    return more


def _beds(present: Snapshot, more: Mapping[str, int], on: date) -> Iterator[Bed]:
    """The beds with those that are added; of those that close, the empty ones, as far as there are any."""
    pinned = {pin.bed_id for pin in present.pins}
    occupied = Week(present, on).occupant
    closing = {scheme_id: -number for scheme_id, number in more.items() if number < 0}
    for bed in present.beds:
        free = bed.bed_id not in occupied and bed.bed_id not in pinned
        if free and closing.get(bed.scheme_id, 0) and (bed.open_to is None or bed.open_to > on):
            closing[bed.scheme_id] -= 1
            yield replace(bed, open_to=max(on, bed.open_from or on))
        else:
            yield bed
    schemes = {scheme.scheme_id for scheme in present.schemes}
    for scheme_id, number in more.items():
        if scheme_id in schemes:
            yield from (Bed(f"{scheme_id}+{one}", scheme_id) for one in range(1, number + 1))
