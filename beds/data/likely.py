"""The word that was probably meant, named beside every word that is not known."""

import re
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from functools import cache

from beds.domain.messages import _

CLOSE_ENOUGH = 0.75
"""Similarity from which two words are taken for one: ``birth_dat`` is ``birth_date``, ``notes`` is not ``routes``."""

TOO_MANY_TO_COMPARE = 300
"""Beyond this many known words only variants of spelling are looked for: the rest would take minutes and be a guess."""

SHORTEST_BEGINNING = 3


def squeezed(word: str) -> str:
    """The word without case, spaces and punctuation: how headers and the names of files and sheets are compared."""
    return "".join(sign for sign in word.casefold() if sign.isalnum())


def _spelling(word: str) -> str:
    """Equal for ``P 007``, ``p-7`` and ``p007``: a spreadsheet eats leading zeros, a person forgets a dash."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", squeezed(word))


def likely_among(known: Collection[str]) -> Callable[[str], str | None]:
    """A function from a word to the known one that it most probably means, None where nothing is near.

    Each word is answered once, so that a wrong id that stands in a thousand rows costs one comparison.
    """

    @cache
    def by_spelling() -> dict[str, str]:
        return {_spelling(item): item for item in sorted(known, reverse=True)}

    @cache
    def answer(word: str) -> str | None:
        spelling = _spelling(word)
        if not spelling:
            return None
        found = by_spelling().get(spelling)
        if found is None and len(by_spelling()) <= TOO_MANY_TO_COMPARE:
            found = _nearest(spelling, by_spelling())
        return found if found != word else None

    return answer


def _nearest(spelling: str, by_spelling: Mapping[str, str]) -> str | None:
    """The known word that is spelt about so, or the only one that begins so: ``bed`` is ``bed_id``."""
    close = get_close_matches(spelling, by_spelling, n=1, cutoff=CLOSE_ENOUGH)
    if close:
        return by_spelling[close[0]]
    longer = [item for key, item in by_spelling.items() if key.startswith(spelling)]
    return longer[0] if len(longer) == 1 and len(spelling) >= SHORTEST_BEGINNING else None


def likely(word: str, known: Collection[str]) -> str | None:
    """The known word that ``word`` most probably means; never ``word`` itself."""
    return likely_among(known)(word)


def probably(guess: str | None) -> str:
    """The guess as the end of a sentence about a word that is not known; blank where there is none."""
    return _("; probably meant: %(guess)s", guess=guess) if guess else ""
