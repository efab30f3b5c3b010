"""The use case behind ``beds diff``: what changed from one stored run to another, and why."""

from dataclasses import dataclass

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.runs import Stored, show_run
from beds.services.week_comparison import Comparison, Side, compare


@dataclass(frozen=True)
class RunDifference:
    """Two stored runs, and the second against the first."""

    before: Stored
    after: Stored
    comparison: Comparison


def diff_runs(store: Store, actor: Actor, first: int, second: int) -> RunDifference:
    """Compares two runs as they were stored; nothing is computed again. It is logged that she looked at both."""
    before, after = show_run(store, actor, first), show_run(store, actor, second)
    sides = (Side(stored.run.week, stored.allocation) for stored in (before, after))
    return RunDifference(before, after, compare(*sides, restricted=actor.may("see_restricted")))
