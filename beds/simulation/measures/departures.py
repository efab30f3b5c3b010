"""How people leave: moved on in a planned way, ready or not yet, or unplanned; and how many give up waiting."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.simulation.measures.measure import Key, Measure
from beds.simulation.measures.view import View, ratio
from beds.simulation.records import ENDINGS

MEASURES = (
    Measure(
        "moved_on", N_("Planned move-ons"), "people_a_year", "higher",
        N_("People who moved on to a home in a planned way, ready or not yet, a year, by the phase that they left."),
        counts=("moved_on",),
    ),
    Measure(
        "moved_on_not_ready", N_("Moved on before they were ready"), "people_a_year", "lower",
        N_("Those of the planned move-ons that came at a stay limit before the person was ready, a year."),
        counts=("moved_on",),
    ),
    Measure(
        "left_unplanned", N_("Unplanned leavers"), "people_a_year", "lower",
        N_("People who left without a plan (abandonment, eviction, custody), a year, by the phase that they left."),
        counts=("left_unplanned",),
    ),
    Measure(
        "planned_share", N_("Departures that were planned"), "share", "higher",
        N_("Planned move-ons as a share of all departures from the service."),
        counts=("moved_on", "left_unplanned"),
    ),
    Measure(
        "left_waiting", N_("People who gave up waiting"), "people_a_year", "lower",
        N_("People who left the waiting list without a bed (contact lost, found something else), a year."),
        counts=("left_waiting",),
    ),
)  # fmt: skip
_NOT_READY = ENDINGS.index("moved_on_not_ready")


def measured(view: View) -> Iterator[tuple[Key, float]]:
    moved_on, unplanned = view.total("moved_on"), view.total("left_unplanned")
    too_soon = view.departed & (view.spells["ending"] == _NOT_READY)
    not_ready = view.counts(view.columns_of_stays(view.last_stay[too_soon]))
    yield from view.by_phase("moved_on", moved_on / view.years)
    yield from view.by_phase("moved_on_not_ready", not_ready / view.years)
    yield from view.by_phase("left_unplanned", unplanned / view.years)
    yield from view.by_phase("planned_share", ratio(moved_on, moved_on + unplanned))
    yield from view.by_phase("left_waiting", view.total("left_waiting") / view.years)
