"""The use case behind ``beds check``: everything that is wrong or odd about a folder or workbook, in one go."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beds.domain.errors import BadInput, Finding
from beds.domain.week import Week
from beds.services.read import read_facts


@dataclass(frozen=True)
class Checked:
    """What was found. ``week`` is None where faults stand in the way of understanding it."""

    week: Week | None
    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check(source: str | Path, on: date) -> Checked:
    """All faults and warnings at once. Warnings that need the rules are found only where there is no fault."""
    try:
        facts = read_facts(source, on)
    except BadInput as bad:
        return Checked(None, bad.faults, bad.warnings)
    return Checked(facts.week, (), facts.warnings)
