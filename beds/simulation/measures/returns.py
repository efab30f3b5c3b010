"""Who comes back within 52 weeks of leaving."""

from collections.abc import Iterator

import numpy as np

from beds.domain.messages import N_
from beds.simulation.measures.measure import YEAR, Key, Measure
from beds.simulation.measures.view import Flags, View, ratio

MEASURES = (
    Measure(
        "returned_52", N_("Returns within 52 weeks"), "share", "lower",
        N_("Share of the people who left the service in the measured weeks and were referred again within 52 weeks, "
           "of departures with 52 more weeks simulated, by the phase that they left."),
    ),
    Measure(
        "returned_52_planned", N_("Returns within 52 weeks of a planned move-on"), "share", "lower",
        N_("The same of planned move-ons only."),
    ),
    Measure(
        "returns", N_("Returns"), "people_a_year", "lower",
        N_("Referrals of people who had been in the service before, a year, by the phase that they sought first."),
        counts=("returned",),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    columns = view.columns_of_stays(view.last_stay)
    looked_at = view.departed & view.looked_at_for_a_year(view.spells["ended"])
    back = came_back(view)
    for measure, some in (("returned_52", looked_at), ("returned_52_planned", looked_at & view.planned)):
        yield from view.by_phase(measure, ratio(view.counts(columns[some & back]), view.counts(columns[some])))
    yield from view.by_phase("returns", view.total("returned") / view.years)


def came_back(view: View) -> Flags:
    """Which spells the same person followed with another referral within 52 weeks of their end."""
    spells = view.spells
    back = np.zeros(len(spells), dtype=np.bool_)
    same = spells["person"][1:] == spells["person"][:-1]
    back[:-1] = same & (spells["referred"][1:] - spells["ended"][:-1] <= YEAR)
    return back
