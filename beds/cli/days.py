"""Days as people say them. Files keep to ISO 8601."""

from datetime import date

from beds.domain.messages import N_, _

_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_SHORT_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
    N_("Nov"), N_("Dec"),
)  # fmt: skip


def in_full(day: date) -> str:
    """Monday 23 November 2026."""
    weekday, month = _(_WEEKDAYS[day.weekday()]), _(_MONTHS[day.month - 1])
    return _("%(weekday)s %(day)d %(month)s %(year)d", weekday=weekday, day=day.day, month=month, year=day.year)


def soon(day: date | None) -> str:
    """Mon 23 Nov: for a day that nobody takes for one of another year. Blank for no day."""
    if day is None:
        return ""
    weekday, month = _(_SHORT_WEEKDAYS[day.weekday()]), _(_SHORT_MONTHS[day.month - 1])
    return _("%(weekday)s %(day)d %(month)s", weekday=weekday, day=day.day, month=month)


def with_year(day: date | None) -> str:
    """23 Nov 2026. Blank for no day."""
    if day is None:
        return ""
    return _("%(day)d %(month)s %(year)d", day=day.day, month=_(_SHORT_MONTHS[day.month - 1]), year=day.year)
