"""Key workers: how often people lose theirs, and how full the caseloads are."""

from collections.abc import Iterator

import numpy as np

from beds.domain.messages import N_
from beds.simulation.measures.measure import ALL, Key, Measure
from beds.simulation.measures.view import View, ratio

MEASURES = (
    Measure(
        "worker_changes", N_("Key-worker changes a person"), "number", "lower",
        N_("Times that a person's key worker became another one, not counting the first, in the times in the service "
           "that ended in the measured weeks; mean of the people who left, each counted once, however often she left."),
    ),
    Measure(
        "caseload_use", N_("Caseload use"), "share", "neutral",
        N_("Caseload points held as a share of what the key workers there could hold; not defined without a limit."),
        counts=("occupied",),
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    left = view.spells[view.departed]
    people = len(np.unique(left["person"]))
    yield ("worker_changes", ALL), float(ratio(left["worker_changes"].sum(dtype=np.float64), people))
    held, capacity = view.records.caseload[view.first : view.last].sum(axis=0)
    yield ("caseload_use", ALL), float(ratio(held, capacity))
