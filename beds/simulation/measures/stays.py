"""How long people stay: in one scheme, and in the service altogether."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.simulation.measures.measure import ALL, Key, Measure
from beds.simulation.measures.view import View, ratio

MEASURES = (
    Measure(
        "stay_mean", N_("Mean stay"), "weeks", "neutral",
        N_("Mean weeks of the stays in one scheme that ended in the measured weeks, by the phase of the scheme."),
    ),
    Measure(
        "service_mean", N_("Mean time in the service"), "weeks", "neutral",
        N_("Mean weeks from first bed to leaving the service, of people placed in the run who left in the measured "
           "weeks."),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    ended = view.stays[view.measured(view.stays["ended"])]
    columns = view.columns(ended["phase"])
    lengths = ended["ended"] - ended["started"]
    yield from view.by_phase("stay_mean", ratio(view.counts(columns, lengths), view.counts(columns)))
    left = view.spells[view.departed & (view.spells["placed"] >= 0)]
    yield ("service_mean", ALL), float(ratio((left["ended"] - left["placed"]).sum(), len(left)))
