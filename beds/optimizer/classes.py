"""Beds that no rule, preference or pair can tell apart, merged into one class: model size is what costs time."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.week import Week
from beds.rules.columns import Place
from beds.rules.refusals import BIT, WAIVABLE_BITS, Refusals

Room = tuple[str, str]


@dataclass(frozen=True)
class BedClass:
    """Beds that may be given in this run and are interchangeable for everybody concerned."""

    place: Place
    beds: tuple[str, ...]
    room: Room | None
    """Set where it matters which room a bed stands in."""
    residents: tuple[str, ...]
    """The movers who live in these beds: a bed of theirs is free only if they move."""
    leaver: str | None
    """The leaver who is no candidate and lives in the only bed of this class; set only with ``room``."""

    @property
    def scheme_id(self) -> str:
        return self.place.scheme.scheme_id

    @property
    def phase(self) -> int:
        return self.place.scheme.phase

    @property
    def free(self) -> int:
        """Beds that are free whoever moves."""
        return len(self.beds) - len(self.residents)


@dataclass(frozen=True)
class Classes:
    """The bed classes of a week, and each person's refusal mask at each of them."""

    refusals: Refusals
    members: tuple[BedClass, ...]
    masks: npt.NDArray[np.uint32]
    """Shape (people, classes); a person's own bed is never hers to take and has every bit set."""

    @cached_property
    def class_of_bed(self) -> dict[str, int]:
        return {bed_id: c for c, member in enumerate(self.members) for bed_id in member.beds}


OWN_BED = np.uint32(0xFFFFFFFF)


def reachable(masks: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Where nothing refuses, or only one rule that could be waived."""
    single = (masks & (masks - np.uint32(1))) == 0
    return np.asarray(single & ((masks & ~WAIVABLE_BITS) == 0), dtype=bool)


def classes_of(refusals: Refusals, apart: frozenset[str] = frozenset()) -> Classes:
    """Merge the beds of a week; those ``apart`` are merged with no other."""
    week = refusals.week
    rooms = _rooms_that_matter(week)
    alone = apart | _beds_of_their_own(refusals)
    closed = ((refusals.masks & BIT["in_service"]) != 0).any(axis=0).tolist()
    grouped: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for place, beds, out_of_service in zip(refusals.places, refusals.beds, closed, strict=True):
        for bed_id in () if out_of_service else beds:
            room = week.room_of(bed_id)
            room = room if room in rooms else None
            leaver = room is not None and place.lived_in_by == "leaver"
            own = bed_id if leaver or bed_id in alone else ""
            grouped[*_look(place), room, own].append(bed_id)
    members = tuple(_bed_class(beds, key[-2], refusals) for key, beds in grouped.items())
    first = np.array([refusals.place_of_bed[member.beds[0]] for member in members], dtype=np.int64)
    masks = refusals.masks[:, first] if members else np.zeros((len(refusals.people), 0), dtype=np.uint32)
    for c, member in enumerate(members):
        for bed_id in member.beds if len(member.beds) == 1 else ():
            stay = week.occupant.get(bed_id)
            if stay is not None and stay.person_id in refusals.row:
                masks[refusals.row[stay.person_id], c] = OWN_BED
    return Classes(refusals, members, masks)


def _look(place: Place) -> tuple[object, ...]:
    """What the rules and the preferences see of a bed in service: all but its dates and who lives there."""
    return (place.scheme.scheme_id, place.step_free, place.features, place.room_shared, place.forbidden_to)


def _rooms_that_matter(week: Week) -> frozenset[Room]:
    """Shared rooms where a pair rule could bind."""
    together = any(pair.scope == "room" for pair in week.snapshot.keep_apart)
    return frozenset(
        room
        for room in week.roommates
        if together or (week.schemes[room[0]].women_only is not True and not week.is_off("room_gender"))
    )


def _beds_of_their_own(refusals: Refusals) -> frozenset[str]:
    """Beds that are pinned, or whose own resident might be given a bed just like hers."""
    week = refusals.week
    pinned = {pin.bed_id for pin in week.snapshot.pins if pin.action == "pin"}
    lives = np.flatnonzero(refusals.own_place >= 0)
    near = reachable(refusals.masks[lives, refusals.own_place[lives]])
    return frozenset(pinned | {week.home[refusals.people[i].person_id].bed_id for i in lives[near]})


def _bed_class(beds: list[str], room: object, refusals: Refusals) -> BedClass:
    week = refusals.week
    living = [week.occupant[bed_id].person_id for bed_id in beds if bed_id in week.occupant]
    leavers = [p for p in living if week.is_leaver(p) and not week.people[p].is_candidate]
    return BedClass(
        place=refusals.places[refusals.place_of_bed[beds[0]]],
        beds=tuple(beds),
        room=room if isinstance(room, tuple) else None,
        residents=tuple(p for p in living if week.is_mover(p)),
        leaver=leavers[0] if isinstance(room, tuple) and leavers else None,
    )
