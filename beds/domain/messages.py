"""Words for people, through gettext. Every string a reader may see passes here, from the first line."""

import gettext
import os
from functools import cache
from pathlib import Path

DOMAIN = "beds"
LOCALES = Path(__file__).parent.parent / "locales"


@cache
def _translation() -> gettext.NullTranslations:
    languages = [os.environ["BEDS_LANGUAGE"]] if os.environ.get("BEDS_LANGUAGE") else None
    return gettext.translation(DOMAIN, LOCALES, languages=languages, fallback=True)


def _(text: str, /, **values: object) -> str:
    """The text in the reader's language, its named blanks filled in."""
    translated = _translation().gettext(text)
    return translated % values if values else translated


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The singular or plural for ``count``, which the text may show as ``%(count)d``."""
    return _translation().ngettext(one, many, count) % {"count": count, **values}


def language() -> str:
    """The language that texts are given in, as HTML names it."""
    return str(_translation().info().get("language", "en")).replace("_", "-")


def N_(text: str, /) -> str:  # noqa: N802 - gettext's own name for a string that is translated later
    """Marks a string for translation where it is kept, to be translated where it is shown."""
    return text
