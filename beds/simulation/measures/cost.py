"""What it costs: the beds in service, occupied or not, against what they bring about."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.simulation.measures.admissions import first_placements
from beds.simulation.measures.measure import ALL, Key, Measure
from beds.simulation.measures.view import View, ratio

MEASURES = (
    Measure(
        "cost", N_("Cost of the beds"), "gbp_a_year", "neutral",
        N_("Weekly cost of the beds in service, occupied or not, a year; not defined where a scheme's is not known."),
    ),
    Measure(
        "cost_bed_week", N_("Cost of an occupied bed-week"), "gbp", "lower",
        N_("Cost of the beds in service for each bed-week that was occupied."),
        counts=("occupied",),
    ),
    Measure(
        "cost_admitted", N_("Cost of a person admitted"), "gbp", "lower",
        N_("Cost of the beds in service for each person admitted."),
        counts=("placed",),
    ),
    Measure(
        "cost_move_on", N_("Cost of a planned move-on"), "gbp", "lower",
        N_("Cost of the beds in service for each planned move-on."),
        counts=("moved_on",),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    cost = view.records.cost[view.first : view.last].sum(axis=0)
    yield from view.by_phase("cost", cost / view.years)
    yield from view.by_phase("cost_bed_week", ratio(cost, view.total("occupied")))
    yield ("cost_admitted", ALL), float(ratio(cost[-1], first_placements(view)[-1]))
    yield ("cost_move_on", ALL), float(ratio(cost[-1], view.total("moved_on")[-1]))
