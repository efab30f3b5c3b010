"""The tables, a file a subject. Importing this package makes all of them known to ``Base.metadata``."""

from beds.data.store.base import follow_references
from beds.data.store.tables import (
    access,
    decisions,
    events,
    offers,
    people,
    places,
    policies,
    proposals,
    runs,
    scenarios,
    service,
    stays,
    voids,
    waiting,
    workers,
)

__all__ = [
    "access",
    "decisions",
    "events",
    "offers",
    "people",
    "places",
    "policies",
    "proposals",
    "runs",
    "scenarios",
    "service",
    "stays",
    "voids",
    "waiting",
    "workers",
]

follow_references()
