"""The answer as pandas frames: the tables of the files with real dates, numbers and flags."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from beds.data.results.columns import RESULT_TABLES
from beds.domain.allocation import Allocation

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {"start_on": "datetime64[s]", "planned_end": "datetime64[s]", "worker_changed": "boolean",
          "phase": "Int64", "chain": "Int64"}  # fmt: skip
"""Columns that may be blank and are not text; a blank is NaT or NA."""


def frames(allocation: Allocation) -> Mapping[str, "pd.DataFrame"]:
    """A frame a table (``allocation``, ``explanations``, ``unplaced``, ``skipped``) and one of the ``tiers``.

    Columns are those of the files. ``refused_by`` is a dictionary of counts by rule, ``alone_rules`` a tuple (None
    where it was not asked for); other blanks are empty text, NaT or NA.
    """
    import pandas as pd

    made = {}
    for table in RESULT_TABLES:
        rows = list(table.rows(allocation))
        made[table.name] = pd.DataFrame(
            {column.name: _column(column.name, [getattr(row, column.name) for row in rows]) for column in table.columns}
        )
    names = ("name", "sense", "value", "bound", "proven")
    made["tiers"] = pd.DataFrame([[getattr(tier, name) for name in names] for tier in allocation.tiers], columns=names)
    return made


def _column(name: str, values: list[Any]) -> Any:
    import pandas as pd

    if name == "refused_by":
        return pd.Series([dict(value) for value in values], dtype="object")
    if name == "alone_rules":
        return pd.Series(values, dtype="object")
    return pd.Series(values, dtype=_KINDS[name]) if name in _KINDS else values
