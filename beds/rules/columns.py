"""People and places as columns, so that one expression judges thousands by thousands and a single pair alike."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from beds.domain.people import Person
from beds.domain.places import Scheme
from beds.domain.week import Week, completed_years

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """All that a rule can see of a bed. Beds with equal places are interchangeable to every rule."""

    scheme: Scheme
    step_free: bool | None
    features: frozenset[str]
    room_shared: bool
    open_from: date | None
    open_to: date | None
    lived_in_by: Literal["nobody", "mover", "leaver", "resident"]
    forbidden_to: frozenset[str]


def place_of(bed_id: str, week: Week) -> Place:
    """A bed as the rules see it."""
    bed = week.beds[bed_id]
    return Place(
        scheme=week.schemes[bed.scheme_id],
        step_free=bed.step_free,
        features=week.features_of(bed_id),
        room_shared=week.room_of(bed_id) is not None,
        open_from=bed.open_from,
        open_to=bed.open_to,
        lived_in_by=_lived_in_by(bed_id, week),
        forbidden_to=week.forbidden.get(bed_id, frozenset()),
    )


def _lived_in_by(bed_id: str, week: Week) -> Literal["nobody", "mover", "leaver", "resident"]:
    stay = week.occupant.get(bed_id)
    if stay is None:
        return "nobody"
    if week.is_leaver(stay.person_id):
        return "leaver"
    return "mover" if week.is_mover(stay.person_id) else "resident"


class Crowd:
    """People down: every column has shape (people, 1)."""

    def __init__(self, people: Sequence[Person], week: Week) -> None:
        self.people = tuple(people)
        self._on = week.on
        self.resident = self.where(lambda person: week.is_resident(person.person_id))

    def where(self, test: Callable[[Person], bool]) -> Flags:
        return np.fromiter(map(test, self.people), bool, len(self.people))[:, None]

    def yes(self, fact: str) -> Flags:
        """Who is known to be so; blank is not yes."""
        return self.where(lambda person: getattr(person, fact) is True)

    def no(self, fact: str) -> Flags:
        """Who is known not to be so; blank is not no."""
        return self.where(lambda person: getattr(person, fact) is False)

    def one_of(self, fact: str, values: Iterable[object]) -> Flags:
        wanted = frozenset(values)
        return self.where(lambda person: getattr(person, fact) in wanted)

    @cached_property
    def age(self) -> npt.NDArray[np.float64]:
        """Completed years on the run date; NaN where the birth date is not known."""
        ages = [completed_years(p.birth_date, self._on) if p.birth_date else np.nan for p in self.people]
        return np.array(ages, dtype=np.float64).reshape(-1, 1)


class Places:
    """Places across: every column has shape (1, places)."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = tuple(places)

    def where(self, test: Callable[[Place], bool]) -> Flags:
        return np.fromiter(map(test, self.places), bool, len(self.places))[None, :]

    def scheme_yes(self, fact: str) -> Flags:
        """Whose scheme says yes; a column left blank restricts nobody."""
        return self.where(lambda place: getattr(place.scheme, fact) is True)

    def scheme_no(self, fact: str) -> Flags:
        return self.where(lambda place: getattr(place.scheme, fact) is False)

    def scheme_number(self, fact: str, blank: float) -> npt.NDArray[np.float64]:
        values = [getattr(place.scheme, fact) for place in self.places]
        return np.array([blank if v is None else v for v in values], dtype=np.float64).reshape(1, -1)

    def having(self, tags: Callable[[Place], Iterable[Hashable]]) -> dict[Hashable, Flags]:
        """For each tag that any place has, the places that have it, shape (places,)."""
        found: dict[Hashable, Flags] = {}
        for index, place in enumerate(self.places):
            for tag in tags(place):
                found.setdefault(tag, np.zeros(len(self.places), dtype=bool))[index] = True
        return found


def shares_any(
    people: Crowd,
    lists: Callable[[Person], Iterable[Hashable]],
    places: Places,
    tags: Callable[[Place], Iterable[Hashable]],
) -> Flags:
    """Where a person's list and a place's list have anything in common, shape (people, places)."""
    having = places.having(tags)
    nowhere = np.zeros(len(places.places), dtype=bool)
    return _by_list(people, lists, lambda wanted: _any(nowhere, (having.get(tag, nowhere) for tag in wanted)))


def lacks_any(
    people: Crowd,
    lists: Callable[[Person], Iterable[Hashable]],
    places: Places,
    tags: Callable[[Place], Iterable[Hashable]],
) -> Flags:
    """Where a place lacks something on a person's list, shape (people, places)."""
    having = places.having(tags)
    nowhere = np.zeros(len(places.places), dtype=bool)
    return _by_list(people, lists, lambda wanted: _any(nowhere, (~having.get(tag, nowhere) for tag in wanted)))


def _by_list(
    people: Crowd, lists: Callable[[Person], Iterable[Hashable]], row: Callable[[tuple[Hashable, ...]], Flags]
) -> Flags:
    """One row a person, computed once for each distinct list."""
    distinct: dict[tuple[Hashable, ...], int] = {}
    of_person = [distinct.setdefault(tuple(lists(person)), len(distinct)) for person in people.people]
    rows = [row(wanted) for wanted in distinct]
    return np.array(rows, dtype=bool)[of_person] if rows else np.zeros((0, 1), dtype=bool)


def _any(none: Flags, rows: Iterable[Flags]) -> Flags:
    result = none
    for row in rows:
        result = result | row
    return result
