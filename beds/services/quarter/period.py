"""The time that a report is about: any days, or a whole quarter of the year."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
YEAR = timedelta(weeks=52)
"""What counts as a year, as in "within 52 weeks"."""


@dataclass(frozen=True, order=True)
class Period:
    """The days ``[first, end)``."""

    first: date
    end: date

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - DAY

    @property
    def nights(self) -> int:
        return (self.end - self.first).days

    @property
    def key(self) -> str:
        """A quarter as an address and a file name say it: the month in which it begins, 2026-07."""
        return f"{self.first:%Y-%m}"

    @property
    def is_quarter(self) -> bool:
        """Whether it is a whole quarter of the year."""
        return self == quarter_of(self.first)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day < self.end

    def overlap(self, first: date | None, end: date | None) -> int:
        """How many of its nights lie in ``[first, end)``; None is open."""
        begin, stop = max(self.first, first or self.first), min(self.end, end or self.end)
        return max(0, (stop - begin).days)

    @property
    def a_year_before(self) -> "Period":
        return Period(self.first - YEAR, self.end - YEAR)


def quarter_of(day: date) -> Period:
    """The quarter of the year to which a day belongs."""
    month = day.month - (day.month - 1) % 3
    return Period(date(day.year, month, 1), date(day.year + month // 10, (month + 2) % 12 + 1, 1))


def last_quarter(today: date) -> Period:
    """The last quarter that is over."""
    return quarter_of(quarter_of(today).first - DAY)


def quarters(begun: date | None, last: Period, many: int = 12) -> tuple[Period, ...]:
    """The quarters up to ``last``, newest first, none before ``begun``, ``many`` at most."""
    found: list[Period] = []
    while begun is not None and last.end > begun and len(found) < many:
        found.append(last)
        last = quarter_of(last.first - DAY)
    return tuple(found)


def between(first: date | None, last: date | None, today: date) -> Period:
    """From one day to another, both of which belong to it; where one is None, as of the last quarter that is over."""
    usual = last_quarter(today)
    return Period(first or usual.first, last + DAY if last else usual.end)
