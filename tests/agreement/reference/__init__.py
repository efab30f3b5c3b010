"""A brute-force reference of SPEC sections 3, 4 and 6, written from the page alone: it shares no code with the product.

Only the dataclasses of ``beds.domain`` are used, as records; every derived fact is worked out here a second time, so
that a mistake in their methods is caught too. Slow is fine: a world has a handful of people and beds.
"""

from .changes import NOTHING, Change
from .oracle import Reference, SkippedRow
from .search import Placements

__all__ = ["NOTHING", "Change", "Placements", "Reference", "SkippedRow"]
