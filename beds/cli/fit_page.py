"""Fitted behaviour as a page: every estimate with its interval, and what it rests on."""

from collections.abc import Callable, Iterator

from beds.cli.days import in_full
from beds.cli.page import Column, Page, Section, Table
from beds.data.behaviour_file import count_told, length_counts, of_told
from beds.domain.messages import _
from beds.services.fit import FittedFolder
from beds.simulation.fitting.estimates import FEW, Chance, Estimate


def fit_page(fitted: FittedFolder) -> Page:
    """Lengths of stay, chances a week and returns; then where the file is and what it does not know."""
    found, policy = fitted.fit, fitted.week.policy
    sections = [
        Section(_("Weeks to a planned move"), [_lengths(fitted)]),
        Section(
            _("Chance a week of leaving unplanned"),
            [_chances({policy.phase_name(phase): chance for phase, chance in found.leaving.items()}, _weeks)],
        ),
    ]
    if found.stepping_back:
        back = {policy.phase_name(phase): chance for phase, chance in found.stepping_back.items()}
        sections.append(Section(_("Chance a week of a step back"), [_chances(back, _weeks)]))
    names = {"planned": _("after a planned departure"), "unplanned": _("after an unplanned departure")}
    returns = {names[kind]: chance for kind, chance in found.returns.items()}
    sections.append(Section(_("Come back within 52 weeks"), [_chances(returns, _departures)]))
    few = any(stay.few for stay in found.stays.values()) or any(
        chance.few for chance in (*found.leaving.values(), *found.returns.values())
    )
    warning = _("Few: fewer than %(count)d ends; such an estimate says little, as its interval shows.", count=FEW)
    return Page(
        title=_("Behaviour up to %(day)s", day=in_full(found.on)),
        opening=[_("Every estimate stands with its 95 % interval. Those who are still there count as censored.")],
        sections=sections,
        closing=[*([warning] if few else []), _("Written to %(out)s, as part of a scenario.", out=fitted.out)],
    )


def _lengths(fitted: FittedFolder) -> Table:
    columns = [
        Column(_("Phase")), Column(_("Mean"), right=True), Column(_("Interval"), right=True),
        Column(_("Spread"), right=True), Column(_("Interval"), right=True), Column(""), Column(_("From")),
    ]  # fmt: skip
    rows = []
    for phase, stay in fitted.fit.stays.items():
        name = fitted.week.policy.phase_name(phase)
        rows.append(
            [name, *_told(stay.mean, ".1f"), *_told(stay.cv, ".2f"), _few(stay.few), length_counts(stay)]
        )  # fmt: skip
    return Table(columns, rows)


def _chances(chances: dict[str, Chance], counted: Callable[[Chance], str]) -> Table:
    columns = [
        Column(""), Column(_("Chance"), right=True), Column(_("Interval"), right=True), Column(""), Column(_("From")),
    ]  # fmt: skip
    return Table(columns, [[name, *_row(chance, counted)] for name, chance in chances.items()])


def _row(chance: Chance, counted: Callable[[Chance], str]) -> Iterator[str]:
    yield from _told(chance.value, ".4f")
    yield _few(chance.few)
    yield counted(chance)


def _weeks(chance: Chance) -> str:
    return _("%(events)s in %(weeks)s person-weeks", events=count_told(chance.events), weeks=of_told(chance.of))


def _departures(chance: Chance) -> str:
    return _("%(events)s of %(departures)s", events=count_told(chance.events), departures=of_told(chance.of))


def _told(estimate: Estimate | None, digits: str) -> tuple[str, str]:
    if estimate is None:
        return _("not known"), ""
    return format(estimate.value, digits), f"{estimate.low:{digits}} – {estimate.high:{digits}}"


def _few(few: bool) -> str:
    return _("few") if few else ""
