"""Reading facts for a run: the files' own warnings first, then those that only the rules and caseloads can see."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beds.data.exchange import read_exchange
from beds.domain.errors import Finding
from beds.domain.week import Week
from beds.services.oddities import find_oddities
from beds.services.shipped import locate


@dataclass(frozen=True)
class Facts:
    """A folder or workbook, understood: the week it describes, and everything odd about it."""

    source: Path
    week: Week
    warnings: tuple[Finding, ...]


def read_facts(source: str | Path, on: date) -> Facts:
    """The facts at ``source`` on the run date. Raises :class:`~beds.domain.errors.BadInput` with every fault."""
    path = locate(source)
    snapshot, warnings = read_exchange(path, on)
    week = Week(snapshot, on)
    return Facts(path, week, (*warnings, *find_oddities(week, path)))
