"""Working days of England: how long a bed rests between two people."""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def after_working_days(day: date, number: int) -> date:
    """The ``number``-th working day after ``day``; none = the same day, whatever day it is."""
    for _step in range(number):
        day += DAY
        while not is_working_day(day):
            day += DAY
    return day
