"""Who is refused where and by which rules: the catalogue applied to a week, once, for everything that asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.catalogue import UNARY
from beds.rules.columns import Crowd, Place, Places, place_of
from beds.rules.rule import Rule

Masks = npt.NDArray[np.uint32]
BIT = {rule.id: np.uint32(1 << position) for position, rule in enumerate(UNARY)}
WAIVABLE_BITS = np.uint32(sum(int(BIT[rule.id]) for rule in UNARY if rule.waivable))


@dataclass(frozen=True)
class Refusals:
    """People down, places across; a place stands for every bed that the rules cannot tell apart.

    ``masks[i, k]`` has a bit set for each rule that refuses person ``i`` place ``k``; 0 means eligible.
    Places stand scheme by scheme, in the order of ``week.snapshot.schemes``.
    """

    week: Week
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    beds: tuple[tuple[str, ...], ...]
    """The beds of each place."""
    masks: Masks

    @cached_property
    def row(self) -> dict[str, int]:
        return {person.person_id: i for i, person in enumerate(self.people)}

    @cached_property
    def place_of_bed(self) -> dict[str, int]:
        return {bed_id: k for k, beds in enumerate(self.beds) for bed_id in beds}

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Beds of each place, shape (places,)."""
        return np.array([len(beds) for beds in self.beds], dtype=np.int64)

    @cached_property
    def scheme_starts(self) -> npt.NDArray[np.int64]:
        """Where each scheme's places begin, for schemes that have beds; see ``schemes_with_beds``."""
        ids = [place.scheme.scheme_id for place in self.places]
        return np.array([k for k in range(len(ids)) if k == 0 or ids[k] != ids[k - 1]], dtype=np.int64)

    @cached_property
    def own_place(self) -> npt.NDArray[np.int64]:
        """The place of the bed each person lives in, -1 for none, shape (people,)."""
        homes = (self.week.home.get(person.person_id) for person in self.people)
        return np.array([self.place_of_bed[home.bed_id] if home else -1 for home in homes], dtype=np.int64)

    @cached_property
    def eligible_beds(self) -> npt.NDArray[np.int64]:
        """Beds that no rule refuses to each person, her own not counted, shape (people,)."""
        return np.asarray((self.masks == 0) @ self.sizes - self._own_counted(self.masks == 0), dtype=np.int64)

    def _own_counted(self, flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        lives = np.flatnonzero(self.own_place >= 0)
        counted = np.zeros(len(self.people), dtype=np.int64)
        counted[lives] = flags[lives, self.own_place[lives]]
        return counted

    def rules_at(self, person: int, place: int) -> tuple[Rule, ...]:
        """The rules that refuse this person this place, in catalogue order."""
        return rules_in(self.masks[person, place])


def rules_in(mask: np.uint32) -> tuple[Rule, ...]:
    """The rules whose bits stand in a mask."""
    return tuple(rule for rule in UNARY if mask & BIT[rule.id])


def places_of(week: Week) -> tuple[tuple[Place, ...], tuple[tuple[str, ...], ...]]:
    """The distinct places of a week, scheme by scheme, and the beds of each."""
    beds_of: dict[Place, list[str]] = {}
    for bed in week.snapshot.beds:
        beds_of.setdefault(place_of(bed.bed_id, week), []).append(bed.bed_id)
    order = {scheme.scheme_id: i for i, scheme in enumerate(week.snapshot.schemes)}
    places = sorted(beds_of, key=lambda place: (order[place.scheme.scheme_id], beds_of[place][0]))
    return tuple(places), tuple(tuple(beds_of[place]) for place in places)


def judge(week: Week, people: Sequence[Person] | None = None) -> Refusals:
    """Apply every rule in force to these people (default: the candidates) and every bed."""
    who = week.candidates if people is None else tuple(people)
    places, beds = places_of(week)
    return Refusals(week, who, places, beds, masks_for(who, places, week))


def masks_for(people: Sequence[Person], places: Sequence[Place], week: Week, *, as_residents: bool = False) -> Masks:
    """The refusal masks of any people and places, shape (people, places): one pair is a 1 x 1 slice.

    ``as_residents`` judges everybody as if she had an open stay, whatever the week says.
    """
    every, of_scheme, schemes = Places(places), *_one_place_a_scheme(places)
    masks = np.zeros((len(people), len(places)), dtype=np.uint32)
    for first in range(0, len(people), TOGETHER):
        some = slice(first, first + TOGETHER)
        _judge_into(masks[some], _crowd(people[some], week, as_residents), every, of_scheme, schemes, week)
    return masks


TOGETHER = 256
"""So many people are judged at once: what is worked on then stays near the processor."""


def _crowd(people: Sequence[Person], week: Week, as_residents: bool) -> Crowd:
    crowd = Crowd(people, week)
    if as_residents:
        crowd.resident[:] = True
    return crowd


def _judge_into(
    masks: Masks,
    crowd: Crowd,
    every: Places,
    of_scheme: npt.NDArray[np.int64],
    schemes: Places,
    week: Week,
) -> None:
    people = crowd.people
    by_scheme = np.zeros((len(people), len(schemes.places)), dtype=np.uint32)
    for rule, waived in _in_force(people, week):
        assert rule.refuses is not None
        columns, into = (schemes, by_scheme) if rule.over == "scheme" else (every, masks)
        into |= (rule.refuses(crowd, columns, week) & ~waived) * BIT[rule.id]
    np.bitwise_or(masks, by_scheme[:, of_scheme], out=masks)


def _in_force(people: Sequence[Person], week: Week) -> Iterator[tuple[Rule, npt.NDArray[np.bool_]]]:
    for rule in UNARY:
        if not week.is_off(rule.id):
            waived = [rule.waivable and week.is_waived(person.person_id, rule.id) for person in people]
            yield rule, np.array(waived, dtype=bool).reshape(-1, 1)


def _one_place_a_scheme(places: Sequence[Place]) -> tuple[npt.NDArray[np.int64], Places]:
    first: dict[str, int] = {}
    for index, place in enumerate(places):
        first.setdefault(place.scheme.scheme_id, index)
    position = {scheme_id: i for i, scheme_id in enumerate(first)}
    of_scheme = np.array([position[place.scheme.scheme_id] for place in places], dtype=np.int64)
    return of_scheme, Places([places[index] for index in first.values()])
