"""Words for people, through gettext. Every string a reader may see passes here, from the first line."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "beds"
LOCALES = Path(__file__).parent.parent / "locales"

_chosen: ContextVar[gettext.NullTranslations | None] = ContextVar("beds_translation", default=None)
"""What a reader of the web pages has chosen; None: what the surroundings of the program say."""


@cache
def _of_the_surroundings() -> gettext.NullTranslations:
    return catalogue(os.environ.get("BEDS_LANGUAGE") or None)


@cache
def catalogue(language: str | None = None) -> gettext.NullTranslations:
    """The catalogue of a language, or of the surroundings; the English sentences themselves where there is none."""
    return gettext.translation(DOMAIN, LOCALES, languages=[language] if language else None, fallback=True)


def spoken() -> gettext.NullTranslations:
    """The catalogue that is spoken here and now."""
    return _chosen.get() or _of_the_surroundings()


@contextmanager
def speaking(translation: gettext.NullTranslations) -> Iterator[None]:
    """Everything said inside is said by this catalogue, in this thread or task alone."""
    before = _chosen.set(translation)
    try:
        yield
    finally:
        _chosen.reset(before)


def _(text: str, /, **values: object) -> str:
    """The text in the reader's language, its named blanks filled in."""
    translated = spoken().gettext(text)
    return translated % values if values else translated


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The singular or plural for ``count``, which the text may show as ``%(count)d``."""
    return spoken().ngettext(one, many, count) % {"count": count, **values}


def language() -> str:
    """The language that texts are given in, as HTML names it."""
    return str(spoken().info().get("language", "en")).replace("_", "-")


def N_(text: str, /) -> str:  # noqa: N802 - gettext's own name for a string that is translated later
    """Marks a string for translation where it is kept, to be translated where it is shown."""
    return text
