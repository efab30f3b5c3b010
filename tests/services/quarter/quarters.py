"""Quarters for tests: facts in memory, the cells of a report by table, row and column, nothing hidden unless asked."""

from datetime import date
from typing import Any

from beds.services.quarter.facts import Facts
from beds.services.quarter.figures import Report
from beds.services.quarter.period import Period
from beds.services.quarter.report import report_of
from tests.builders import a_week

SUMMER = Period(date(2026, 7, 1), date(2026, 10, 1))
MAY, JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 10) for month in (5, 7, 8, 9, 10))


def facts(*rows: Any, seeking: tuple[str, ...] = (), policy: dict[str, Any] | None = None, **known: Any) -> Facts:
    """The facts of the summer: rows as ``a_week`` takes them, and whatever else is known."""
    week = a_week(*rows, on=SUMMER.last, **(policy or {}))
    days = {bed.bed_id: (bed.open_from, bed.open_to) for bed in week.snapshot.beds}
    return Facts(SUMMER, week, frozenset(seeking), open_days=days, **known)


def told(of: Facts, largest: int = 0) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What is shown: the cells of each row by its label, of each table by its id."""
    return shown(report_of(of, largest))


def shown(report: Report) -> dict[str, dict[str, tuple[Any, ...]]]:
    return {
        table.id: {line.label: tuple(report.shown(cell) for cell in line.cells) for line in table.lines}
        for table in report.tables
    }
