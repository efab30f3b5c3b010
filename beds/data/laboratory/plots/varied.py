"""The picture of a sensitivity: the difference as an input varies, its interval, and where it is no longer clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beds.data.laboratory.plots.plot import COLOURS, FAINT, INK, Plot, panels
from beds.domain.messages import _
from beds.simulation.compare import Difference
from beds.simulation.measures.catalogue import described, title_of
from beds.simulation.measures.measure import unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME = "sensitivity"
PANEL = 2.8
"""Inches high."""


@dataclass(frozen=True)
class Varied:
    """An input and the difference at each of its values, as they are written; None where it is not defined."""

    key: str
    differences: Sequence[tuple[str, Difference | None]]


def varied_plot(scenario: str, against: str | None, measure: str, inputs: Sequence[Varied]) -> Plot:
    """A panel an input. Full marks are clear differences, hollow ones are not; the band is the 95 % interval."""
    title = title_of(measure)
    beside = against or _("%(scenario)s as it is", scenario=scenario)
    figure, axes = panels(len(inputs), 1, PANEL)
    for axis, one in zip(axes, inputs, strict=True):
        _draw(axis, one)
        axis.set_xlabel(one.key)
        axis.set_ylabel(f"{title}\n({unit_name(described(measure).unit)})")
    header = (_("Input"), _("Value"), _("Difference"), _("Low"), _("High"), _("Verdict"))
    rows = tuple(
        (one.key, value, *(f"{bound:.3g}" for bound in (found.mean, found.low, found.high)), found.verdict)
        for one in inputs
        for value, found in one.differences
        if found
    )
    return Plot(
        NAME,
        _("%(title)s: %(scenario)s less %(other)s", title=title, scenario=scenario, other=beside),
        _("How the difference changes as one input at a time is varied. Its numbers stand in the table."),
        figure, header, rows,
    )  # fmt: skip


def _draw(axis: "Axes", one: Varied) -> None:
    places = [_place(value, number) for number, (value, _found) in enumerate(one.differences)]
    known = [(place, found) for place, (_value, found) in zip(places, one.differences, strict=True) if found]
    at = [place for place, _found in known]
    axis.fill_between(at, [found.low for _at, found in known], [found.high for _at, found in known], color=FAINT)
    axis.plot(at, [found.mean for _at, found in known], color=COLOURS[1])
    for place, found in known:
        clear = found.verdict in ("more", "fewer")
        axis.plot([place], [found.mean], "o", color=COLOURS[1], markerfacecolor=COLOURS[1] if clear else "white")
    axis.axhline(0, color=INK, linewidth=1)
    axis.set_xticks(places, [value for value, _found in one.differences])


def _place(value: str, number: int) -> float:
    """Where a value stands on the axis: numbers at their place, words in a row."""
    try:
        return float(value)
    except ValueError:
        return float(number)
