"""What one more of each thing buys, as a page: the most first."""

from decimal import Decimal

from beds.cli.page import Column, Page, Section, Table
from beds.data.laboratory.plots.numbers import change, change_interval
from beds.domain.messages import _
from beds.services.marginal import BOUGHT, Bought, Marginal
from beds.services.running import Effect
from beds.simulation.measures.catalogue import described, title_of
from beds.simulation.measures.measure import unit_name

SHOWN = ("admitted", "waiting_list", "returned_52")
"""The measures that fit a console; the file has them all."""


def marginal_page(found: Marginal) -> Page:
    """A row a change, and what clearly buys most in a sentence."""
    columns = [Column(_("Change"))]
    for measure in SHOWN:
        columns += [Column(f"{title_of(measure)} ({unit_name(described(measure).unit)})", right=True),
                    Column(_("Interval"), right=True)]  # fmt: skip
    columns += [Column(_("GBP a year"), right=True), Column(_("GBP a person more"), right=True)]
    rows = [_row(one) for one in found.bought]
    return Page(
        title=_("What is one more worth?"),
        opening=[_("Each change beside %(scenario)s, on the same luck.", scenario=found.scenario.name), _best(found)],
        sections=[Section(_("People accommodated, waiting and returns"), [Table(columns, rows)])],
        closing=[
            _("An interval that holds zero is no clear difference. Costs are those of beds only; blank: not known."),
            _("All measures are in %(out)s/marginal.csv.", out=found.out),
        ],
    )


def _best(found: Marginal) -> str:
    best = next((one for one in found.bought if one.effects[0].difference), None)
    if best is None or not best.effects[0].difference or best.effects[0].difference.verdict != "more":
        return _("Nothing of this clearly gives more people a bed.")
    return _(
        "Most people are accommodated by %(change)s: %(more)s a year.",
        change=best.change.title, more=change(best.effects[0].difference.mean, "people_a_year"),
    )  # fmt: skip


def _row(one: Bought) -> list[str]:
    cells = [one.change.title]
    for measure in SHOWN:
        cells += _told(one.effects[BOUGHT.index(measure)])
    return [*cells, _money(one.change.cost_a_year), _money(one.cost_each)]


def _told(effect: Effect) -> tuple[str, str]:
    difference, unit = effect.difference, described(effect.measure).unit
    if difference is None or not difference.is_known:
        return "", ""
    return change(difference.mean, unit), change_interval(difference.low, difference.high, unit)


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.0f}"
