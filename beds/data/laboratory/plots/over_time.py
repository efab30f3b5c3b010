"""Waiting and occupancy week by week: the mean of the replications, and the band that holds eight in ten of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from beds.data.laboratory.plots.plot import INK, Plot, drawn, panels, style
from beds.domain.messages import _
from beds.domain.small_numbers import LARGEST, MARK
from beds.simulation.gathered import Gathered
from beds.simulation.small_counts import hidden_stock

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TOGETHER = 3
"""Up to so many scenarios share one panel; more get a panel each, with the first scenario in all of them."""
EVERY = 26
"""Weeks between the rows of the tables."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Band:
    """Of each week: the mean over the replications, and the 10th and 90th percentile."""

    mean: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, values: npt.NDArray[np.floating[Any]]) -> "Band":
        """The band of values of shape (replications, weeks)."""
        return cls(values.mean(axis=0), *np.quantile(values, (0.1, 0.9), axis=0))

    def without(self, weeks: npt.NDArray[np.bool_]) -> "Band":
        """The band with nothing said of these weeks."""
        return Band(*(np.where(weeks, np.nan, line) for line in (self.mean, self.low, self.high)))


def waiting_bands(gathered: Gathered, suppress: bool = False) -> list[Band]:
    """People waiting at the end of each week, a band a scenario."""
    return _bands(gathered, "waiting", suppress, lambda _key, waiting: waiting)


def occupancy_bands(gathered: Gathered, suppress: bool = False) -> list[Band]:
    """Share of the beds in service that are occupied at the end of each week, in per cent, a band a scenario."""

    def share(key: str, occupied: Floats) -> Floats:
        of_beds: Floats = 100.0 * occupied / np.maximum(gathered.weeks(key, "beds")[:, :, -1], 1)
        return of_beds

    return _bands(gathered, "occupied", suppress, share)


def _bands(gathered: Gathered, count: str, suppress: bool, drawn: Callable[[str, Floats], Floats]) -> list[Band]:
    bands = []
    for key in gathered.scenarios:
        people = gathered.weeks(key, count)
        band = Band.of(drawn(key, people[:, :, -1].astype(np.float64)))
        bands.append(band.without(_untold(people, count)) if suppress else band)
    return bands


def _untold(people: npt.NDArray[np.integer[Any]], count: str) -> npt.NDArray[np.bool_]:
    """The weeks whose band would tell a small count, or what so few replications hide that it could be reckoned."""
    number = np.stack([hidden_stock(of_one, count)[:, -1] for of_one in people]).sum(axis=0)
    everybody = Band.of(people[:, :, -1] * 1.0)
    small = (everybody.mean > 0) & (everybody.low < LARGEST + 0.5)
    return np.asarray(small | ((number > 0) & (number <= LARGEST)))


@drawn
def waiting_over_time(gathered: Gathered, names: Sequence[str], suppress: bool = False) -> Plot:
    """People waiting at the end of each week. ``names``: the scenarios as a reader knows them."""
    bands = waiting_bands(gathered, suppress)
    return _plot("waiting", _("People waiting, week by week"), _("People waiting"), gathered, names, bands)


@drawn
def occupancy_over_time(gathered: Gathered, names: Sequence[str], suppress: bool = False) -> Plot:
    """Share of the beds in service that are occupied at the end of each week."""
    bands = occupancy_bands(gathered, suppress)
    return _plot("occupancy", _("Beds occupied, week by week"), _("Beds occupied (%)"), gathered, names, bands)


def _plot(name: str, title: str, axis: str, gathered: Gathered, names: Sequence[str], bands: Sequence[Band]) -> Plot:
    places = range(len(bands))
    shared = [list(places)] if len(bands) <= TOGETHER else [[0, place] for place in places[1:]]
    columns = 1 if len(shared) == 1 else 2
    figure, axes = panels(-(-len(shared) // columns), columns, 3.4 if columns == 1 else 2.5)
    warm_up = gathered.warm_up_weeks(gathered.scenarios[0])
    highest = max((float(np.nanmax(band.high, initial=0)) for band in bands), default=1.0)
    for ax, of_panel in zip(axes, shared, strict=False):
        _draw(ax, of_panel, names, bands, warm_up)
        ax.set_ylim(0, highest * 1.12 or 1)
        ax.set_ylabel(axis)
        ax.set_xlabel(_("Week"))
    for ax in axes[len(shared) :]:
        ax.remove()
    description = _(
        "For each scenario a line with the mean of its replications and a shaded band that holds eight in ten of them."
    )
    ends = [
        _("%(scenario)s ends at %(value)s.", scenario=names[place], value=_number(bands[place].mean[-1]))
        for place in places
    ]
    weeks = max(len(band.mean) for band in bands)
    bare = len(bands) > TOGETHER
    headings = names if bare else [_("%(scenario)s: mean (8 in 10)", scenario=scenario) for scenario in names]
    told = sorted({*range(0, weeks, EVERY), weeks - 1})
    rows = tuple((str(week), *(_cell(band, week, bare) for band in bands)) for week in told)
    header = (_("Week"), *headings)
    return Plot(name, title, " ".join((description, *ends)), figure, header, rows)


def _draw(ax: "Axes", places: Sequence[int], names: Sequence[str], bands: Sequence[Band], warm_up: int) -> None:
    for place in places:
        look, band = style(place), bands[place]
        weeks = np.arange(len(band.mean))
        ax.fill_between(weeks, band.low, band.high, color=look["color"], alpha=0.13, linewidth=0)
        ax.plot(weeks, band.mean, color=look["color"], linestyle=look["linestyle"], linewidth=2, label=names[place])
    ax.set_xlim(0, max(len(bands[place].mean) for place in places) - 1)
    if warm_up:
        ax.axvline(warm_up, color=INK, linewidth=1, linestyle=(0, (1, 2)))
        ax.annotate(
            _("measured from here"), (warm_up, 1), (4, -2), xycoords=("data", "axes fraction"),
            textcoords="offset points", va="top", fontsize=9,
        )  # fmt: skip
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)


def _cell(band: Band, week: int, bare: bool) -> str:
    """The mean and, unless ``bare``, the band: of many scenarios side by side the mean alone."""
    if week >= len(band.mean):
        return ""
    if np.isnan(band.mean[week]):
        return MARK
    if bare:
        return _number(band.mean[week])
    low, high = _number(band.low[week]), _number(band.high[week])
    return _("%(mean)s (%(low)s to %(high)s)", mean=_number(band.mean[week]), low=low, high=high)


def _number(value: float) -> str:
    return MARK if np.isnan(value) else f"{value:.1f}"
