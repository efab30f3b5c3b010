"""The reader's language: chosen a request, spoken by everything said meanwhile, whatever layer says it."""

import re
from contextlib import ExitStack
from datetime import date, datetime
from gettext import NullTranslations

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent
from flask import Flask, g, request, session
from markupsafe import Markup

from beds.domain.messages import LOCALES, catalogue, speaking, spoken
from beds.web.accounts import settings, who

ENGLISH = "en"
_ISO_DAY = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def join(app: Flask) -> None:
    app.before_request(_begin)
    app.teardown_request(_end)
    app.jinja_env.globals.update(_=_gettext, ngettext=_ngettext)


def languages() -> dict[str, NullTranslations]:
    """Every language there is, by tag; English always."""
    compiled = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/beds.mo"))
    found = {tag.replace("_", "-"): catalogue(tag) for tag in compiled}
    return {ENGLISH: catalogue(ENGLISH), **found, **settings().catalogues}


def language() -> str:
    """The tag of the reader's language, as the lang of the page says it."""
    found: str = g.get("language", ENGLISH)
    return found


def is_right_to_left() -> bool:
    return language().split("-")[0] in RIGHT_TO_LEFT


def locale() -> Locale:
    """How dates and numbers are written for her."""
    tag = "en_GB" if language() == ENGLISH else language().replace("-", "_")
    try:
        return Locale.parse(tag)
    except UnknownLocaleError:
        return Locale.parse(tag.split("_")[0])


def day(value: date) -> str:
    """A date in full: 23 November 2026."""
    return format_date(value, format="long", locale=locale())


def days_told(text: str) -> str:
    """A sentence of a use case with its days as this reader writes them: 2026-11-23 becomes 23 November 2026."""
    return _ISO_DAY.sub(lambda found: _day_or_text(found[0]), text)


def _day_or_text(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def short_day(value: date) -> str:
    """A date for tables: 23 Nov 2026."""
    return format_skeleton("yMMMd", value, locale=locale())


def day_month(value: date) -> str:
    """A date where its year is clear: 23 Nov."""
    return format_skeleton("MMMd", value, locale=locale())


def weekday(value: date) -> str:
    """A date with its day of the week: Monday 23 November 2026."""
    return format_date(value, format="full", locale=locale())


def moment(value: datetime) -> str:
    """A moment by the clock of the server: 23 Nov 2026, 09:30."""
    return format_datetime(value.astimezone(), "d MMM y, HH:mm", locale=locale())


def number(value: float) -> str:
    return format_decimal(value, locale=locale())


def percent(value: float) -> str:
    """A part of 1 in whole hundredths: 64%."""
    return format_percent(value, locale=locale())


def _chosen(there: dict[str, NullTranslations]) -> str:
    somebody = who()
    wishes = (somebody.language if somebody else "", session.get("language", ""))
    for wish in wishes:
        if wish in there:
            return wish
    return request.accept_languages.best_match(there) or ENGLISH


def _begin() -> None:
    there = languages()
    g.language = _chosen(there)
    g.speaking = ExitStack()
    g.speaking.enter_context(speaking(there[g.language]))


def _end(_error: BaseException | None) -> None:
    stack = g.pop("speaking", None)
    if stack is not None:
        stack.close()


def _gettext(text: str, /, **values: object) -> Markup:
    """What templates call ``_``. The sentence is ours and may hold markup; what fills its blanks is escaped."""
    sentence = Markup(spoken().gettext(text))
    return sentence % values if values else sentence


def _ngettext(one: str, many: str, count: int, /, **values: object) -> Markup:
    """What templates call ``ngettext``; ``%(count)d`` is the number."""
    sentence = Markup(spoken().ngettext(one, many, count))
    return sentence % {"count": count, **values}
