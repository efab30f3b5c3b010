"""What one replication amounts to: pure functions of its records, one file a subject; comparison follows."""

from beds.simulation.measures.catalogue import SUBJECTS
from beds.simulation.measures.measure import Key
from beds.simulation.measures.view import View
from beds.simulation.records import Records


def measure(records: Records) -> dict[Key, float]:
    """Every measure of one replication by measure and phase, the warm-up weeks left out.

    Not a number: not defined here (nothing to divide by, a quantile that is not reached, a cost that is not known).
    """
    view = View(records)
    return {key: value for subject in SUBJECTS for key, value in subject.measured(view)}
