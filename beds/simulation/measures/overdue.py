"""How much of the beds' time people spend past their stay limit."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.simulation.measures.measure import Key, Measure
from beds.simulation.measures.view import View

MEASURES = (
    Measure(
        "overdue", N_("Overdue bed-weeks"), "bed_weeks_a_year", "lower",
        N_("Bed-weeks lived in past the resident's stay limit, a year."),
        counts=("overdue",),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    yield from view.by_phase("overdue", view.total("overdue") / view.years)
