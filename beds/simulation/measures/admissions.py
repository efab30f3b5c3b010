"""How many people come in: first placements, all placements, referrals."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.simulation.measures.measure import Key, Measure
from beds.simulation.measures.view import Floats, View

MEASURES = (
    Measure(
        "admitted", N_("People admitted"), "people_a_year", "higher",
        N_("People given their first bed in the service from the waiting list, a year of 52 weeks, by the phase of "
           "that bed; somebody who comes back is not counted again."),
        counts=("placed",),
    ),
    Measure(
        "placements", N_("Placements from the waiting list"), "people_a_year", "higher",
        N_("Times that somebody was given a bed from the waiting list, people who came back included, a year."),
        counts=("placed",),
    ),
    Measure(
        "referrals", N_("Referrals"), "people_a_year", "neutral",
        N_("People referred, returns included, a year, by the phase that they sought first."),
        counts=("arrived",),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    yield from view.by_phase("admitted", first_placements(view) / view.years)
    yield from view.by_phase("placements", view.total("placed") / view.years)
    yield from view.by_phase("referrals", view.total("arrived") / view.years)


def first_placements(view: View) -> Floats:
    """How many people were given the first bed of their lives in this service in the measured weeks, by phase."""
    first = view.measured(view.spells["placed"]) & ~view.housed_before
    return view.counts(view.columns_of_stays(view.first_stay[first]))
