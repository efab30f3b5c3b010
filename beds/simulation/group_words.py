"""What the facts that groups are made by are called in records: as a scenario file spells them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from beds.domain.people import Person
from beds.domain.week import completed_years

NEARLY = timedelta(days=3)
"""How far a birthday may lie from an age that was drawn in years of equal length."""


def spelled(person: Person, fact: str, ages: Iterable[str] = ()) -> str:
    """The word for a fact of a person; blank where it is not known.

    ``ages`` are the ages (``25`` or ``18-24``) that make groups, one of which she had when she was referred; blank for
    somebody of a folder who was of none of them.
    """
    return _age(person, ages) if fact == "age" else word_of(getattr(person, fact))


def word_of(value: Any) -> str:
    """The word for any fact but an age; blank for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _age(person: Person, ages: Iterable[str]) -> str:
    born, referred = person.birth_date, person.waiting_since
    if born is None or referred is None:
        return ""
    ranges = [(age, *_bounds(age)) for age in ages if age]
    for day in (referred, referred - NEARLY, referred + NEARLY):
        years = completed_years(born, day)
        for age, youngest, oldest in ranges:
            if youngest <= years <= oldest:
                return age
    return ""


def _bounds(age: str) -> tuple[int, int]:
    youngest, _dash, oldest = age.partition("-")
    return int(youngest), int(oldest or youngest)
