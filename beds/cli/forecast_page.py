"""The forecast as a page: what it rests on, everybody's chances and ranges, and the vacancies to come."""

from collections.abc import Iterator

from beds.cli.days import in_full, soon
from beds.cli.page import Block, Column, Page, Section, Table, shortened
from beds.domain.messages import _, ngettext
from beds.services.forecast import Forecast, PersonForecast, Vacancies
from beds.services.forecast_words import sentence
from beds.simulation.forecasting import HORIZONS


def forecast_page(forecast: Forecast, out: str) -> Page:
    """Plain sentences first: these are what people are told."""
    return Page(
        title=_("What is to come from %(day)s", day=in_full(forecast.week.on)),
        opening=list(_opening(forecast)),
        sections=[
            Section(_("Waiting list"), _people(forecast, [one for one in forecast.people if not one.lives_here])),
            Section(_("Residents who seek to move"), _people(forecast, [o for o in forecast.people if o.lives_here])),
            Section(_("Vacancies to come"), [_vacancies(forecast)]),
        ],
        closing=[
            _("The whole forecast is in %(out)s: forecast.csv, vacancies.csv and forecast.json.", out=out),
            _(
                "It names everybody by pseudonym: it is for the coordinator and each person's key worker, and each "
                "person may see her own line. It is not for publication; small numbers are not suppressed."
            ),
            _("These are ranges, not promises. Nobody should be told a date. A named officer decides, week by week."),
        ],
    )


def _opening(forecast: Forecast) -> Iterator[str]:
    yield _(
        "%(runs)d runs of %(weeks)d weeks from the service as it stands, by its own rules and policy. Week 1 is the "
        "allocation of %(day)s. Starts are counted from the allocation, without turnaround.",
        runs=forecast.runs, weeks=forecast.weeks, day=in_full(forecast.week.on),
    )  # fmt: skip
    if forecast.illustrative:
        yield _(
            "How people behave and how many are referred is that of the shipped scenario “%(name)s”: ILLUSTRATIVE, "
            "%(rate).1f referrals a week. Fit your own with `beds fit` and name it with --behaviour.",
            name=forecast.assumptions.name, rate=forecast.referrals,
        )  # fmt: skip
    else:
        yield _(
            "How people behave and how many are referred is from “%(name)s”: %(rate).1f referrals a week.",
            name=forecast.assumptions.name, rate=forecast.referrals,
        )  # fmt: skip
    if forecast.settled_nearly:
        share = forecast.settled_nearly / forecast.allocations
        yield _(
            "In %(share)s of the weeks key workers or pairs of people bound so tightly that the beds were given one by "
            "one: every rule kept, but not proven best.",
            share=f"{share:.0%}",
        )
    if forecast.warnings:
        yield ngettext(
            "There is %(count)d warning about the files; beds check tells it.",
            "There are %(count)d warnings about the files; beds check tells them.",
            len(forecast.warnings),
        )


def _people(forecast: Forecast, people: list[PersonForecast]) -> list[Block]:
    if not people:
        return [_("Nobody.")]
    horizons = [h for h in HORIZONS if h <= forecast.weeks]
    columns = [
        Column(_("Person")),
        Column(_("Band")),
        Column(_("Seeks")),
        *(Column(_("%(weeks)d weeks", weeks=h), right=True) for h in horizons),
        Column(_("Middle"), right=True),
        Column(_("8 of 10"), right=True),
    ]
    rows = [
        [
            one.person.person_id,
            forecast.week.band(one.person),
            ";".join(map(str, one.person.seeks)),
            *(f"{one.within(h):.0%}" for h in horizons),
            _weeks(one.wait.median, forecast.weeks),
            f"{_weeks(one.wait.low, forecast.weeks)}-{_weeks(one.wait.high, forecast.weeks)}" if one.wait.low else "",
        ]
        for one in people
    ]
    table = Table(columns, rows, [sentence(one, forecast.weeks) for one in people])
    return shortened(table, _("Everybody else stands in forecast.csv."))


def _weeks(week: int | None, most: int) -> str:
    return f">{most}" if week is None else str(week)


def _vacancies(forecast: Forecast) -> Table:
    policy = forecast.week.policy
    phases = sorted({one.phase for one in forecast.vacancies})
    by_phase = {phase: [one for one in forecast.vacancies if one.phase == phase] for phase in phases}
    columns = [
        Column(_("Week")),
        Column(_("From")),
        *(Column(policy.phase_name(phase), right=True) for phase in phases),
    ]
    rows = [
        [str(week + 1), soon(by_phase[phases[0]][week].begins), *(_beds(by_phase[phase][week]) for phase in phases)]
        for week in range(forecast.weeks)
    ]
    return Table(columns, rows)


def _beds(one: Vacancies) -> str:
    return _("%(mean).1f (%(low)d-%(high)d)", mean=one.mean, low=one.low, high=one.high)
