"""A whole allocation of a tiny week: the way the specs of the pair and run rules ask who gets what."""

from typing import Any

from beds.optimizer import allocate
from tests.builders import a_week


def beds_given(*rows: Any, **policy: Any) -> dict[str, str]:
    """Who gets which bed in the best allocation of these facts; people without one are left out."""
    return {person_id: bed_id for person_id, (bed_id, _worker) in given(*rows, **policy).items()}


def given(*rows: Any, **policy: Any) -> dict[str, tuple[str, str]]:
    """Who gets which bed and which key worker."""
    week = a_week(*rows, **policy)
    answer = allocate(week.snapshot, week.on, explain=False)
    return {row.person_id: (row.bed_id, row.worker_id) for row in answer.rows if row.has_bed}
