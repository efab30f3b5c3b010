"""How full the service is and how many wait for it, as at the end of each week."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.simulation.measures.measure import Key, Measure
from beds.simulation.measures.view import View, ratio

MEASURES = (
    Measure(
        "waiting_list", N_("Waiting list"), "people", "lower",
        N_("People waiting at the end of a week, on average, by the phase that they seek first."),
        counts=("waiting",),
    ),
    Measure(
        "occupancy", N_("Occupancy"), "share", "neutral",
        N_("Share of the bed-weeks in service that were occupied at the end of the week."),
        counts=("occupied",),
    ),
    Measure(
        "void_weeks", N_("Void weeks"), "bed_weeks_a_year", "lower",
        N_("Bed-weeks in service that stood empty at the end of the week, a year."),
        counts=("occupied",),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    occupied, beds = view.total("occupied"), view.total("beds")
    yield from view.by_phase("waiting_list", view.total("waiting") / (view.last - view.first))
    yield from view.by_phase("occupancy", ratio(occupied, beds))
    yield from view.by_phase("void_weeks", (beds - occupied) / view.years)
