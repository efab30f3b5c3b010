"""Everything a scenario assumes, as labelled values for readers: for the report, and for what a scenario changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from beds.domain.answer_words import tier_name
from beds.domain.messages import N_, _, ngettext
from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.domain.workers import EVERY_SCHEME, Worker
from beds.simulation.scenario import MOVE_ON, Behaviour, Demand, Gamma, Profile, RateFrom, Scenario, Shares


@dataclass(frozen=True)
class Input:
    """One value for readers. ``unit`` follows the number; blank where the value says it."""

    label: str
    value: str
    unit: str = ""
    only_if_in_both: bool = False
    """Whether it is no change that the other scenario does not have it, as a sum says so already."""


Named = Iterator[tuple[str, Input]]

_RUN = {
    "start": N_("Start"),
    "weeks": N_("Length"),
    "warm_up_weeks": N_("Warm-up, not measured"),
    "replications": N_("Replications"),
    "seed": N_("Seed"),
    "from_folder": N_("Starts from the folder"),
}
_POLICY = {
    "stay_limit_weeks": N_("Stay limit of %(phase)s"),
    "stay_limit_applies_to": N_("Stay limits hold for"),
    "stay_limit_from": N_("New stay limits from"),
    "stay_limit_weeks_before": N_("Stay limit of %(phase)s for stays begun before"),
    "programme_limit_weeks": N_("Limit of the whole programme"),
    "minimum_stay_weeks": N_("Least time left of the programme"),
    "rules_off": N_("Rules switched off"),
    "route_priority": N_("Referrals by %(route)s count"),
    "connection_exempt": N_("Exempt from a local connection"),
    "women_only_accepts": N_("Admitted to women-only schemes"),
    "continuity": N_("The same key worker"),
    "caseload_points": N_("Caseload points in %(phase)s"),
    "follow_on_weeks": N_("Follow-on"),
    "follow_on_points": N_("Caseload points in follow-on"),
    "phase_names": N_("Name of phase %(number)d"),
    "objective": N_("Aims, first things first"),
    "lottery_seed": N_("Seed of the lottery"),
}
"""Limits and rules first: what most scenarios change."""
_HOLD_FOR = {"all_stays": N_("everybody"), "new_stays": N_("stays begun from then on")}
_SCHEME = {
    "phase": N_("Phase of %(scheme)s"),
    "name": N_("Name of %(scheme)s"),
    "provider": N_("Provider of %(scheme)s"),
    "area": N_("Area of %(scheme)s"),
    "women_only": N_("%(scheme)s is for women only"),
    "substance_policy": N_("Drugs and alcohol in %(scheme)s"),
    "min_age": N_("Youngest age in %(scheme)s"),
    "max_age": N_("Oldest age in %(scheme)s"),
    "takes_children": N_("%(scheme)s takes children"),
    "takes_pets": N_("%(scheme)s takes pets"),
    "takes_intentional": N_("%(scheme)s takes findings of intentional homelessness"),
    "needs_connection": N_("%(scheme)s asks for a local connection"),
    "needs_recourse": N_("%(scheme)s asks for recourse to public funds"),
    "reserved_for": N_("%(scheme)s is reserved for"),
    "routes": N_("Routes to %(scheme)s"),
    "features": N_("Features of %(scheme)s"),
    "weekly_cost": N_("Cost of a bed a week in %(scheme)s"),
}
_FACTS = {
    "route": N_("Route of those referred"),
    "band": N_("Band of those referred"),
    "seeks": N_("Phases they seek"),
    "recourse": N_("Recourse to public funds"),
    "intentional": N_("Found intentionally homeless"),
    "connection": N_("Local connection"),
    "connection_exempt": N_("Exempt from a connection"),
    "substance": N_("Drugs and alcohol"),
    "gender": N_("Gender"),
    "age": N_("Age"),
    "ethnicity": N_("Ethnicity"),
    "disability": N_("Disability"),
    "children": N_("Children"),
    "pets": N_("Pets"),
    "step_free_needed": N_("Need step-free access"),
    "groups": N_("Groups"),
    "needs": N_("Features they need"),
    "prefers": N_("What they would like"),
    "languages": N_("Languages"),
    "shares_room": N_("Would share a room"),
    "avoid_areas": N_("Areas they avoid"),
    "avoid_schemes": N_("Schemes they avoid"),
    "withhold_from": N_("Providers they do not share details with"),
}
_CHANCE_BY_PHASE = {
    "leave_per_week": N_("Weekly chance of leaving unplanned from %(phase)s"),
    "step_back_per_week": N_("Weekly chance of a step back from %(phase)s"),
}
_CHANCES = {
    "refuse_offer": N_("Chance that an offer is declined"),
    "waiting_leave_per_week": N_("Weekly chance of leaving the waiting list"),
    "worker_leave_per_week": N_("Weekly chance that a key worker leaves"),
}
_RETURNS = {
    "ready": N_("Return within a year after moving on ready"),
    "not_ready": N_("Return within a year after moving on too soon"),
    "unplanned": N_("Return within a year after leaving unplanned"),
}


def inputs(scenario: Scenario) -> dict[str, Input]:
    """Every value that the scenario sets, by dotted key: what is decided, then what people do, then how it is run."""
    return {
        **dict(_policy(scenario.policy)),
        **dict(_stock(scenario)),
        **dict(_workers(scenario.workers)),
        **dict(_start_state(scenario)),
        **dict(_demand(scenario.demand)),
        **dict(_behaviour(scenario.behaviour, scenario.policy)),
        **dict(_run(scenario)),
    }


def policy_inputs(policy: Policy) -> dict[str, list[Input]]:
    """What a policy sets, for readers, by key; nothing for a key that decides nothing as it stands."""
    found: dict[str, list[Input]] = {}
    for name, value in _policy(policy):
        found.setdefault(name.split(".")[1], []).append(value)
    return found


def _run(scenario: Scenario) -> Named:
    for name, label in _RUN.items():
        if getattr(scenario, name) != "":
            yield name, Input(_(label), _said(getattr(scenario, name)), _("weeks") if "weeks" in name else "")


def _policy(policy: Policy) -> Named:
    for name, label in _POLICY.items():
        key, value = f"policy.{name}", getattr(policy, name)
        if name == "rules_off":
            yield from ((f"{key}.{rule}", Input(_(label), rule)) for rule in value)
        elif name == "route_priority":
            for route, steps in sorted(value.items()):
                said = ngettext("one step more urgent", "%(count)d steps more urgent", steps)
                yield f"{key}.{route}", Input(_(label, route=route), said)
        elif isinstance(value, Mapping):
            for phase, of_phase in sorted(value.items()):
                title = _(label, phase=policy.phase_name(phase), number=phase)
                yield f"{key}.{phase}", Input(title, _said(of_phase), _("weeks") if "weeks" in name else "")
        elif value is not None:
            said = _POLICY_WORDS.get(name, _said)(value)
            yield key, Input(_(label), said, _("weeks") if "weeks" in name else "")


def _stock(scenario: Scenario) -> Named:
    titles = {scheme.scheme_id: scheme.title for scheme in scenario.schemes}
    for stock in scenario.stock:
        scheme = stock.scheme
        yield f"stock.{scheme.scheme_id}.beds", Input(_("Beds of %(scheme)s", scheme=scheme.title), str(stock.beds))
        yield from _scheme(scheme)
        if stock.step_free is not None:
            said = _("%(scheme)s is reached without steps", scheme=scheme.title)
            yield f"stock.{scheme.scheme_id}.step_free", Input(said, _said(stock.step_free))
    for change in scenario.stock_changes:
        title = titles.get(change.scheme_id, change.scheme_id)
        said = _("Beds of %(scheme)s opened or closed in week %(week)d", scheme=title, week=change.week)
        yield f"stock_changes.{change.week}.{change.scheme_id}", Input(said, f"{change.beds:+d}")


def _scheme(scheme: Scheme) -> Named:
    for name, label in _SCHEME.items():
        value = getattr(scheme, name)
        if value not in (None, (), ""):
            shown = _money(value) if name == "weekly_cost" else _said(value)
            yield f"stock.{scheme.scheme_id}.{name}", Input(_(label, scheme=scheme.title), shown)


def _workers(workers: tuple[Worker, ...] | None) -> Named:
    if workers is None:
        yield "workers", Input(_("Key workers"), _("without limit, or those of the folder"))
        return
    yield "workers", Input(_("Key workers"), str(len(workers)))
    points = sum(worker.capacity for worker in workers)
    yield "workers.capacity", Input(_("Caseload points they can hold in all"), _said(float(points)))
    for worker in workers:
        differing = {f.name: getattr(worker, f.name) for f in fields(worker) if f.name != "worker_id"}
        covers = _("every scheme") if EVERY_SCHEME in worker.covers else _said(worker.covers)
        said = [_("%(points)s points", points=_said(float(worker.capacity))), covers]
        said += [f"{name} {_said(differing[name])}" for name in list(differing)[3:] if differing[name]]
        label = _("Key worker %(id)s", id=worker.worker_id)
        yield f"workers.{worker.worker_id}", Input(label, ", ".join(said), only_if_in_both=True)


def _start_state(scenario: Scenario) -> Named:
    if scenario.present is not None:
        return
    yield "start_state.waiting", Input(_("Waiting at the start"), str(scenario.start_state.waiting))
    for stock in scenario.stock:
        scheme = stock.scheme
        number = scenario.start_state.occupied.get(scheme.scheme_id, 0)
        label = _("Living in %(scheme)s at the start", scheme=scheme.title)
        yield f"start_state.occupied.{scheme.scheme_id}", Input(label, str(number))


def _demand(demand: Demand) -> Named:
    steps = demand.referrals_per_week
    yield "demand.referrals_per_week", Input(_("Referrals a week"), ", ".join(map(_rate, steps)) or "0")
    yield from _profile(demand.profile)


def _rate(step: RateFrom) -> str:
    rate = _said(step.rate)
    return _("%(rate)s from week %(week)d", rate=rate, week=step.from_week) if step.from_week else rate


def _profile(profile: Profile) -> Named:
    for fact, label in _FACTS.items():
        if fact in profile.facts:
            yield f"demand.profile.{fact}", Input(_(label), _shares(profile.facts[fact]))
    for fact, groups in profile.groups_of.items():
        yield f"demand.profile.{fact}", Input(_(_FACTS[fact]), _shares({v: group.share for v, group in groups.items()}))
        for value, group in groups.items():
            for other, shares in group.facts.items():
                label = _("%(fact)s where %(by)s is %(value)s", fact=_(_FACTS[other]), by=_(_FACTS[fact]), value=value)
                yield f"demand.profile.groups_of.{fact}.{value}.{other}", Input(label, _shares(shares))


def _behaviour(behaviour: Behaviour, policy: Policy) -> Named:
    for phase, gamma in sorted(behaviour.weeks_to_ready.items()):
        label = _("Ready in %(phase)s after", phase=policy.phase_name(phase))
        if isinstance(gamma, Gamma):
            value = _("%(mean)s weeks on average (variation %(cv)s)", mean=_said(gamma.mean), cv=_said(gamma.cv))
            yield f"behaviour.weeks_to_ready.{phase}", Input(label, value)
    for name, label in _CHANCE_BY_PHASE.items():
        for phase, chance in sorted(getattr(behaviour, name).items()):
            yield f"behaviour.{name}.{phase}", Input(_(label, phase=policy.phase_name(phase)), _percent(chance))
    for phase, step in sorted(behaviour.next_phase.items()):
        label = _("After %(phase)s", phase=policy.phase_name(phase))
        value = _("a home of her own") if step == MOVE_ON else policy.phase_name(int(step))
        yield f"behaviour.next_phase.{phase}", Input(label, value)
    homes = behaviour.move_on_homes_per_week
    value = _("as many as are needed") if homes is None else _said(homes)
    yield "behaviour.move_on_homes_per_week", Input(_("Homes to move on to a week"), value)
    for name, label in _CHANCES.items():
        yield f"behaviour.{name}", Input(_(label), _percent(getattr(behaviour, name)))
    yield "behaviour.move_at_limit", Input(_("Moves on at the limit though not ready"), _said(behaviour.move_at_limit))
    for kind, label in _RETURNS.items():
        yield (
            f"behaviour.return_within_52_weeks.{kind}",
            Input(_(label), _percent(behaviour.return_within_52_weeks.get(kind, 0.0))),
        )
    if behaviour.return_route:
        yield "behaviour.return_route", Input(_("Route of those who return"), behaviour.return_route)


def _said(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case float():
            return format(value, ".6g")
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(map(str, value)) or _("none")
        case _:
            return str(value)


_POLICY_WORDS: Mapping[str, Callable[[Any], str]] = {
    "stay_limit_applies_to": lambda value: _(_HOLD_FOR[value]),
    "objective": lambda tiers: ", ".join(map(tier_name, tiers)),
}
"""Values of a policy that have words of their own."""


def _money(pounds: Decimal) -> str:
    return f"£{pounds:,.2f}".removesuffix(".00")


def _percent(chance: float) -> str:
    return _("%(number)s %%", number=format(100 * chance, ".4g"))


def _shares(shares: Shares | Mapping[str, float]) -> str:
    if set(shares) <= {"yes", "no"}:
        return _percent(shares.get("yes", 0.0))
    named = ((value or _("not known"), share) for value, share in shares.items())
    return ", ".join(f"{value} {_percent(share)}" for value, share in named)
