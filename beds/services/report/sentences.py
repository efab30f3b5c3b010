"""What was found, in plain sentences: a sentence a measure and verdict, and how sure all of it is."""

import math
from collections.abc import Iterator

from beds.data.laboratory.plots.numbers import change, change_interval, shown
from beds.domain.messages import N_, _, ngettext
from beds.services.report.report import Report
from beds.simulation.compare import Difference, Estimate
from beds.simulation.measures.catalogue import described
from beds.simulation.measures.measure import ALL

SAID: dict[str, tuple[str, str, str]] = {
    "admitted": (
        N_("%(size)s more people a year get a first bed: %(after)s instead of %(before)s."),
        N_("%(size)s fewer people a year get a first bed: %(after)s instead of %(before)s."),
        N_("No clear difference in how many people a year get a first bed: %(after)s against %(before)s."),
    ),
    "wait_all_median": (
        N_("Half of those who keep waiting wait %(size)s weeks longer: %(after)s weeks instead of %(before)s."),
        N_("Half of those who keep waiting wait %(size)s weeks less: %(after)s weeks instead of %(before)s."),
        N_("No clear difference in how long half of those who keep waiting wait: %(after)s weeks against %(before)s."),
    ),
    "wait_all_mean": (
        N_("In the first year after referral people wait %(size)s weeks more: %(after)s weeks instead of %(before)s."),
        N_("In the first year after referral people wait %(size)s weeks less: %(after)s weeks instead of %(before)s."),
        N_("No clear difference in how long people wait in the first year: %(after)s weeks against %(before)s."),
    ),
    "never_placed_52": (
        N_("More referrals end without a bed within a year: %(after)s instead of %(before)s."),
        N_("Fewer referrals end without a bed within a year: %(after)s instead of %(before)s."),
        N_("No clear difference in referrals without a bed within a year: %(after)s against %(before)s."),
    ),
    "moved_on": (
        N_("%(size)s more people a year move on in a planned way: %(after)s instead of %(before)s."),
        N_("%(size)s fewer people a year move on in a planned way: %(after)s instead of %(before)s."),
        N_("No clear difference in planned move-ons a year: %(after)s against %(before)s."),
    ),
    "moved_on_not_ready": (
        N_("%(size)s more people a year are moved on before they are ready: %(after)s instead of %(before)s."),
        N_("%(size)s fewer people a year are moved on before they are ready: %(after)s instead of %(before)s."),
        N_("No clear difference in how many are moved on before they are ready: %(after)s a year against %(before)s."),
    ),
    "returned_52": (
        N_("More of those who leave come back within a year: %(after)s instead of %(before)s."),
        N_("Fewer of those who leave come back within a year: %(after)s instead of %(before)s."),
        N_("No clear difference in how many of those who leave come back within a year: %(after)s against %(before)s."),
    ),
    "cost_move_on": (
        N_("A planned move-on costs %(size)s more: %(after)s instead of %(before)s."),
        N_("A planned move-on costs %(size)s less: %(after)s instead of %(before)s."),
        N_("No clear difference in what a planned move-on costs: %(after)s against %(before)s."),
    ),
}  # fmt: skip
"""For more, for fewer, and for no clear difference; in the order in which they are said."""


def findings(report: Report, scenario: str) -> Iterator[str]:
    """What a scenario changes against the first, a sentence a measure."""
    median = report.difference(scenario, "wait_all_median")
    for measure in SAID:
        if measure == "wait_all_mean" and median and median.is_known:
            continue
        one = report.difference(scenario, measure)
        before, after = report.estimate(report.names[0], measure), report.estimate(scenario, measure)
        if one and before and after:
            yield from _said(one, before, after)


def alone(report: Report, scenario: str) -> Iterator[str]:
    """What is found of a scenario by itself, where there is nothing to compare it with."""
    for measure in SAID:
        one = report.estimate(scenario, measure)
        if one and not math.isnan(one.mean):
            yield _("%(measure)s: %(value)s.", measure=_(described(measure).title), value=_value(one.mean, measure))


def how_sure(report: Report) -> Iterator[str]:
    """How far the numbers can be trusted, in sentences."""
    fewest = min(len(report.gathered.replications(name)) for name in report.names)
    yield ngettext(
        "Every number is the mean of %(count)d replication of the same weeks with other luck.",
        "Every number is the mean of %(count)d replications of the same weeks with other luck.",
        fewest,
    )
    if fewest > 1:
        yield _(
            "The 95 % intervals say how far chance alone may have moved a number. They do not say that the model or "
            "its inputs are right."
        )
    if len(report.names) == 1:
        return
    yield _(
        "Every scenario met the same people with the same luck, so that a difference comes from what was changed and "
        "not from who happened to come."
    )
    for scenario in report.names[1:]:
        yield from _how_many_clear(report, scenario)


def needed(report: Report, scenario: str) -> Iterator[str]:
    """Which of the differences that are spoken of would be clear with more replications, and with how many."""
    for measure in SAID:
        one = report.difference(scenario, measure)
        if one and one.verdict == "no clear difference" and one.needed is not None and one.needed > one.replications:
            yield _(
                "%(measure)s: a difference of the size seen here (%(size)s) would be clear with about %(needed)s "
                "replications.",
                measure=_(described(measure).title), size=change(one.mean, described(measure).unit),
                needed=f"{one.needed:,}",
            )  # fmt: skip


def _said(one: Difference, before: Estimate, after: Estimate) -> Iterator[str]:
    unit = described(one.measure).unit
    if not one.is_known:
        if before.undefined or after.undefined:
            yield _(
                "%(measure)s: not known. It was not reached in %(after)d of %(all)d replications (%(before)d in the "
                "first scenario).",
                measure=_(described(one.measure).title), after=after.undefined, before=before.undefined,
                all=after.undefined + after.replications,
            )  # fmt: skip
        return
    more, fewer, same = SAID[one.measure]
    template = {"more": more, "fewer": fewer}.get(one.verdict, same)
    sentence = _(
        template, size=shown(abs(one.mean), unit), before=_value(before.mean, one.measure),
        after=_value(after.mean, one.measure),
    )  # fmt: skip
    if one.low == one.high:
        yield sentence
        return
    yield _(
        "%(sentence)s (95 %% interval of the difference: %(between)s.)",
        sentence=sentence, between=change_interval(one.low, one.high, unit),
    )  # fmt: skip


def _value(mean: float, measure: str) -> str:
    return shown(mean, described(measure).unit)


def _how_many_clear(report: Report, scenario: str) -> Iterator[str]:
    judged = [
        one for one in report.differences
        if one.scenario == scenario and one.phase == ALL and one.is_known and ":" not in one.measure
    ]  # fmt: skip
    clear = [one for one in judged if one.verdict != "no clear difference"]
    yield _(
        "%(scenario)s: %(clear)d of %(judged)d measures of the whole service differ clearly from %(first)s, each "
        "judged by itself; of %(judged)d, about %(chance)d would by chance alone. Clear when all are judged "
        "together: %(together)d.",
        scenario=scenario, clear=len(clear), judged=len(judged), first=report.names[0],
        chance=math.ceil(len(judged) * 0.05), together=sum(one.clear_together for one in clear),
    )  # fmt: skip
