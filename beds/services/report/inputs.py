"""What was put in, side by side: the main inputs of every scenario, those that differ from the first marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from beds.domain.messages import N_, _
from beds.services.report.report import Report
from beds.simulation.scenario import MOVE_ON, Scenario


@dataclass(frozen=True)
class InputRow:
    """One input: what it is, its source if it has one, and its value in each scenario."""

    label: str
    source: str
    values: tuple[str, ...]

    @property
    def changed(self) -> tuple[bool, ...]:
        """Whether each value differs from the first scenario's."""
        return tuple(value != self.values[0] for value in self.values)


def inputs(report: Report) -> tuple[InputRow, ...]:
    """The main inputs that any of the scenarios has; blank ones are told as not happening."""
    rows = []
    for label, keys, said in _INPUTS:
        values = tuple(said(scenario) for scenario in report.scenarios)
        if any(values):
            sources = {
                text for scenario in report.scenarios for key, text in scenario.sources.items() if key.startswith(keys)
            }
            rows.append(InputRow(_(label), "; ".join(sorted(sources)), tuple(value or "–" for value in values)))
    return tuple(rows)


def phase_name(report: Report, phase: str) -> str:
    """``1 Hostel``; ``all`` in the reader's language."""
    if not phase.isdigit():
        return _("all phases")
    name = report.scenarios[0].policy.phase_names.get(int(phase), "")
    return f"{phase} {name}" if name else _("phase %(phase)s", phase=phase)


def _percent(chance: float) -> str:
    return _("%(number)s %%", number=f"{100 * chance:.3g}")


def _by_phase(values: Mapping[int, int]) -> str:
    return "; ".join(f"{phase}: {value}" for phase, value in sorted(values.items()))


def _weekly_chances(values: Mapping[int, float]) -> str:
    return "; ".join(f"{phase}: {_percent(value)}" for phase, value in sorted(values.items()))


def _beds(scenario: Scenario) -> str:
    if scenario.present:
        held: dict[str, int] = {}
        for bed in scenario.present.beds:
            held[bed.scheme_id] = held.get(bed.scheme_id, 0) + 1
        return "; ".join(f"{scheme}: {beds}" for scheme, beds in sorted(held.items()))
    return "; ".join(f"{stock.scheme.scheme_id}: {stock.beds}" for stock in scenario.stock)


def _bed_changes(scenario: Scenario) -> str:
    return "; ".join(
        _("week %(week)d: %(scheme)s %(beds)+d", week=one.week, scheme=one.scheme_id, beds=one.beds)
        for one in scenario.stock_changes
    )


def _referrals(scenario: Scenario) -> str:
    rates = scenario.demand.referrals_per_week
    if len(rates) == 1 and rates[0].from_week <= 0:
        return f"{rates[0].rate:g}"
    return "; ".join(_("from week %(week)d: %(rate)s", week=one.from_week, rate=f"{one.rate:g}") for one in rates)


def _ready(scenario: Scenario) -> str:
    return "; ".join(
        f"{phase}: " + (f"{gamma.mean:g} ± {gamma.mean * gamma.cv:.2g}" if gamma else _("never"))
        for phase, gamma in sorted(scenario.behaviour.weeks_to_ready.items())
    )


def _next(scenario: Scenario) -> str:
    steps = sorted(scenario.behaviour.next_phase.items())
    return "; ".join(f"{phase} → {_('move-on') if to == MOVE_ON else to}" for phase, to in steps)


def _homes(scenario: Scenario) -> str:
    homes = scenario.behaviour.move_on_homes_per_week
    return _("no limit") if homes is None else f"{homes:g}"


def _returns(scenario: Scenario) -> str:
    words = {"ready": _("ready"), "not_ready": _("not ready"), "unplanned": _("unplanned")}
    return "; ".join(
        f"{words.get(kind, kind)}: {_percent(chance)}"
        for kind, chance in scenario.behaviour.return_within_52_weeks.items()
    )


def _workers(scenario: Scenario) -> str:
    workers: Sequence[object] | None = scenario.workers
    if workers is None and scenario.present:
        workers = scenario.present.workers
    return _("without limit") if workers is None else str(len(workers))


def _chance(value: float) -> str:
    return _percent(value) if value else ""


_INPUTS: tuple[tuple[str, tuple[str, ...], Callable[[Scenario], str]], ...] = (
    (N_("Starts from the folder"), ("from_folder",), lambda one: one.from_folder.rstrip("/").rpartition("/")[2]),
    (N_("Beds by scheme"), ("stock",), _beds),
    (N_("Beds opened and closed"), ("stock_changes",), _bed_changes),
    (N_("Key workers"), ("workers",), _workers),
    (N_("Referrals a week"), ("demand.referrals_per_week",), _referrals),
    (N_("Stay limit by phase (weeks)"), ("policy.stay_limit",), lambda one: _by_phase(one.policy.stay_limit_weeks)),
    (N_("At the limit, residents seek the next phase"), ("behaviour.move_at_limit",),
     lambda one: _("yes") if one.behaviour.move_at_limit else _("no")),
    (N_("Weeks to ready by phase (mean ± standard deviation)"), ("behaviour.weeks_to_ready",), _ready),
    (N_("Next phase"), ("behaviour.next_phase",), _next),
    (N_("Unplanned leaving by phase (chance a week)"), ("behaviour.leave_per_week",),
     lambda one: _weekly_chances(one.behaviour.leave_per_week)),
    (N_("Step back by phase (chance a week)"), ("behaviour.step_back_per_week",),
     lambda one: _weekly_chances(one.behaviour.step_back_per_week)),
    (N_("Homes to move on to (a week)"), ("behaviour.move_on_homes_per_week",), _homes),
    (N_("Comes back within 52 weeks (chance)"), ("behaviour.return_within_52_weeks",), _returns),
    (N_("Declines an offer (chance)"), ("behaviour.refuse_offer",), lambda one: _chance(one.behaviour.refuse_offer)),
    (N_("Leaves the waiting list (chance a week)"), ("behaviour.waiting_leave_per_week",),
     lambda one: _chance(one.behaviour.waiting_leave_per_week)),
    (N_("A key worker leaves (chance a week)"), ("behaviour.worker_leave_per_week",),
     lambda one: _chance(one.behaviour.worker_leave_per_week)),
    (N_("Key-worker continuity"), ("policy.continuity",), lambda one: str(one.policy.continuity)),
    (N_("Rules switched off"), ("policy.rules_off",), lambda one: ", ".join(one.policy.rules_off)),
)  # fmt: skip
