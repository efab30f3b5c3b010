"""Points with their 95 % intervals: the trade-off, what it costs, and how each group fares."""

import math
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from beds.data.laboratory.plots.numbers import with_interval
from beds.data.laboratory.plots.plot import Plot, drawn, panels, style
from beds.domain.messages import _
from beds.domain.small_numbers import MARK
from beds.simulation.compare import Estimate
from beds.simulation.measures.catalogue import described, group_name
from beds.simulation.measures.measure import ALL, NOT_KNOWN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Found = Mapping[tuple[str, str, str], Estimate]
"""Estimates by scenario, measure and phase."""
COSTS = ("cost_bed_week", "cost_admitted", "cost_move_on")
OVERSTAYS = ("overdue", "moved_on_not_ready", "returned_52")
TITLE = 26
"""Letters of a line above one of three panels."""
TRADED = ("moved_on", "returned_52")
"""What is set against people admitted."""
OF_GROUPS = ("group_placed_52", "group_wait_mean")


def found(estimates: Sequence[Estimate]) -> Found:
    """The estimates by scenario, measure and phase."""
    return {(one.scenario, one.measure, one.phase): one for one in estimates}


@drawn
def trade_off(estimates: Found, scenarios: Sequence[str], names: Sequence[str]) -> Plot:
    """People admitted a year against planned move-ons, and against the share who come back within 52 weeks."""
    figure, axes = panels(1, 2, 3.7)
    for ax, measure in zip(axes, TRADED, strict=True):
        for place, scenario in enumerate(scenarios):
            x, y = (estimates.get((scenario, key, ALL)) for key in ("admitted", measure))
            if x and y:
                _cross(ax, x, y, style(place), names[place])
        ax.margins(0.15)
        ax.set_xlabel(_("People admitted a year"))
        ax.set_ylabel(axis_name(measure))
    axes[0].set_title(_("Planned move-ons"))
    axes[1].set_title(_("Returns"))
    _legend(figure, axes[0], len(scenarios))
    title = _("People accommodated against planned endings and returns")
    description = _(
        "Left: further right, more people are admitted; further up, more move on in a planned way. Right: further up, "
        "more of those who left come back within 52 weeks. Bars are 95 % intervals. The table beneath has the numbers."
    )
    header = (_("Scenario"), *(_(described(measure).title) for measure in ("admitted", *TRADED)))
    return Plot(
        "trade-off", title, description, figure, header, _rows(estimates, scenarios, names, ("admitted", *TRADED))
    )


def costs(estimates: Found, scenarios: Sequence[str], names: Sequence[str]) -> Plot | None:
    """Cost of an occupied bed-week, of a person admitted and of a planned move-on; None where no cost is known."""
    if not any(_known(estimates, (scenario, measure, ALL)) for scenario in scenarios for measure in COSTS):
        return None
    return _beside("cost", _("What it costs"), COSTS, estimates, scenarios, names)


def overstays(estimates: Found, scenarios: Sequence[str], names: Sequence[str]) -> Plot:
    """Bed-weeks past their limit, people moved on before they were ready, and people who come back."""
    return _beside("overstays", _("Overstays, moves too soon and returns"), OVERSTAYS, estimates, scenarios, names)


@drawn
def _beside(
    name: str, title: str, measures: Sequence[str], estimates: Found, scenarios: Sequence[str], names: Sequence[str]
) -> Plot:
    """A panel a measure, a row a scenario."""
    figure, axes = panels(1, len(measures), max(1.4, 0.3 * len(scenarios) + 0.9))
    for ax, measure in zip(axes, measures, strict=True):
        for place, scenario in enumerate(scenarios):
            one = estimates.get((scenario, measure, ALL))
            if one:
                _bar(ax, one, place, style(place))
        ax.set_title(fill(axis_name(measure), TITLE), fontsize=10)
        ax.set_ylim(len(scenarios) - 0.4, -0.6)
        ax.set_yticks(range(len(scenarios)), names if ax is axes[0] else [""] * len(scenarios))
        ax.grid(visible=False, axis="y")
        _from_nothing(ax)
        ax.locator_params(axis="x", nbins=3)
        if described(measure).unit in ("gbp", "gbp_a_year"):
            ax.xaxis.set_major_formatter(lambda value, _place: f"£{value:,.0f}")
    description = _(
        "For each scenario a point and its 95 %% interval: %(what)s. The table beneath has the numbers.",
        what="; ".join(_(described(measure).title) for measure in measures),
    )
    header = (_("Scenario"), *(_(described(measure).title) for measure in measures))
    return Plot(name, title, description, figure, header, _rows(estimates, scenarios, names, measures))


@drawn
def groups(
    estimates: Found, scenarios: Sequence[str], names: Sequence[str], fact: str, hidden: frozenset[tuple[str, str]]
) -> Plot:
    """How each value of one group fact fares: its placement rate and its wait. ``hidden``: too few people to show."""
    values = sorted({measure.partition("=")[2] for _s, measure, _p in estimates if f":{fact}=" in measure})
    values.sort(key=NOT_KNOWN.__eq__)
    figure, axes = panels(1, len(OF_GROUPS), max(1.6, 0.24 * len(scenarios) * len(values) + 1.0))
    step = 0.7 / max(len(scenarios), 1)
    for ax, measure in zip(axes, OF_GROUPS, strict=True):
        for place, scenario in enumerate(scenarios):
            for row, value in enumerate(values):
                one = estimates.get((scenario, f"{measure}:{fact}={value}", ALL))
                if one and (scenario, f"{fact}={value}") not in hidden:
                    _bar(
                        ax, one, row + (place - (len(scenarios) - 1) / 2) * step, style(place), names[place] * (not row)
                    )
        ax.set_title(axis_name(measure), fontsize=10)
        ax.set_ylim(len(values) - 0.4, -0.6)
        labels = [group_name(value) for value in values]
        ax.set_yticks(range(len(values)), labels if ax is axes[0] else [""] * len(values))
        ax.grid(visible=False, axis="y")
        _from_nothing(ax)
    _legend(figure, axes[0], len(scenarios))
    title = _("Who is affected: %(fact)s", fact=fact)
    description = _(
        "For each group and scenario a point and its 95 % interval: the share placed within 52 weeks, and the mean "
        "wait."
    )
    rows = []
    for value in values:
        for scenario, name in zip(scenarios, names, strict=True):
            shut = (scenario, f"{fact}={value}") in hidden
            cells = (
                _shown(estimates.get((scenario, f"{m}:{fact}={value}", ALL))) for m in ("group_referrals", *OF_GROUPS)
            )
            rows.append((group_name(value), name, *(MARK if shut else cell for cell in cells)))
    header = (
        _("Group"), _("Scenario"),
        _("Referrals a year"), *(_(described(measure).title) for measure in OF_GROUPS),
    )  # fmt: skip
    return Plot(f"groups-{fact}", title, description, figure, header, tuple(rows))


def axis_name(measure: str) -> str:
    """The measure's title with its unit, for an axis."""
    one = described(measure)
    units = {
        "share": _("%(title)s (%%)", title=_(one.title)),
        "weeks": _("%(title)s (weeks)", title=_(one.title)),
        "people_a_year": _("%(title)s a year", title=_(one.title)),
    }
    return units.get(one.unit, _(one.title))


def _scale(one: Estimate) -> float:
    return 100.0 if described(one.measure).unit == "share" else 1.0


def _reach(one: Estimate) -> float:
    return 0.0 if math.isnan(one.low) else (one.high - one.mean) * _scale(one)


def _cross(ax: "Axes", x: Estimate, y: Estimate, look: Mapping[str, Any], name: str) -> None:
    ax.errorbar(
        x.mean * _scale(x), y.mean * _scale(y), xerr=_reach(x), yerr=_reach(y), color=look["color"],
        marker=look["marker"], markersize=7, linewidth=1.5, linestyle="none", label=name,
    )  # fmt: skip


def _bar(ax: "Axes", one: Estimate, row: float, look: Mapping[str, Any], name: str = "") -> None:
    ax.errorbar(
        one.mean * _scale(one), row, xerr=_reach(one), color=look["color"], marker=look["marker"], markersize=6,
        linewidth=1.5, linestyle="none", label=name or "_",
    )  # fmt: skip


def _from_nothing(ax: "Axes") -> None:
    """Has the axis begin at nought: a few pounds must not look like a gulf."""
    furthest = float(ax.dataLim.x1)
    ax.set_xlim(0, 1.12 * furthest if math.isfinite(furthest) and furthest > 0 else 1)


def _legend(figure: Any, ax: "Axes", count: int) -> None:
    handles, labels = ax.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=min(count, 3))


def _rows(
    estimates: Found, scenarios: Sequence[str], names: Sequence[str], measures: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (name, *(_shown(estimates.get((scenario, measure, ALL))) for measure in measures))
        for scenario, name in zip(scenarios, names, strict=True)
    )


def _known(estimates: Found, key: tuple[str, str, str]) -> bool:
    return key in estimates and not math.isnan(estimates[key].mean)


def _shown(one: Estimate | None) -> str:
    return "–" if one is None else with_interval(one.mean, one.low, one.high, described(one.measure).unit)
