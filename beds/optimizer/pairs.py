"""The pair rules as the solver needs them: which choices residents rule out, and which choices exclude each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.decisions import Scope
from beds.optimizer.choices import Choices
from beds.optimizer.classes import Room

Cells = npt.NDArray[np.bool_]
PAIR_RULES = frozenset({"keep_apart", "room_gender"})


@dataclass(frozen=True)
class PairRow:
    """At most ``limit`` of: the listed people placed in the listed classes, the stayer staying.

    ``cells`` are (person, class); ``stayer`` is a mover whose staying counts one, or None.
    """

    people: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    stayer: int | None


@dataclass(frozen=True)
class GenderRow:
    """Whoever of this gender is placed in this room opens it to her gender."""

    room: Room
    gender: str
    beds: int
    classes: tuple[int, ...]
    people: tuple[int, ...]
    others_living_there: tuple[int, ...]
    """Movers of another gender who must move before the room is open to this one."""


@dataclass(frozen=True)
class Pairs:
    """Everything two people mean to each other in this run."""

    choices: Choices

    @cached_property
    def _row(self) -> dict[str, int]:
        return self.choices.classes.refusals.row

    @cached_property
    def blocked(self) -> Cells:
        """Cells refused because of somebody who stays for certain: residents who are not candidates, leavers too."""
        return self.blocked_by["keep_apart"] | self.blocked_by["room_gender"]

    @cached_property
    def blocked_by(self) -> Mapping[str, Cells]:
        """``blocked``, by the pair rule that refuses."""
        return {"keep_apart": self._blocked_by_keep_apart(), "room_gender": self._blocked_by_gender()}

    def _blocked_by_keep_apart(self) -> Cells:
        cells = np.zeros(self.choices.classes.masks.shape, dtype=bool)
        for person, classes in self._kept_from_residents():
            cells[person, classes] = True
        return cells

    def _blocked_by_gender(self) -> Cells:
        cells = np.zeros(self.choices.classes.masks.shape, dtype=bool)
        for room, classes in self._mixed_rooms.items():
            self._block_by_gender(cells, room, classes)
        return cells

    def _kept_from_residents(self) -> Iterator[tuple[int, list[int]]]:
        week = self.choices.week
        for pair in week.snapshot.keep_apart:
            for one, other in ((pair.person_a, pair.person_b), (pair.person_b, pair.person_a)):
                if one in self._row and other not in self._row and week.is_resident(other):
                    home = week.home[other].bed_id
                    where = self._spots[pair.scope].get(self._spot(home, pair.scope), [])
                    yield self._row[one], [c for c in where if not self._takes_over(c, other, pair.scope)]

    def _takes_over(self, c: int, leaver: str, scope: Scope) -> bool:
        """Whether this class is the very bed that the leaver leaves: its taker does not share the room with her."""
        return scope == "room" and self.choices.classes.members[c].leaver == leaver

    @cached_property
    def _mixed_rooms(self) -> dict[Room, list[int]]:
        """The classes of each shared room where gender matters."""
        week = self.choices.week
        rooms: defaultdict[Room, list[int]] = defaultdict(list)
        if not week.is_off("room_gender"):
            for c, member in enumerate(self.choices.classes.members):
                if member.room and member.place.scheme.women_only is not True:
                    rooms[member.room].append(c)
        return dict(rooms)

    def _block_by_gender(self, cells: Cells, room: Room, classes: list[int]) -> None:
        week = self.choices.week
        staying = [
            week.people[stay.person_id]
            for bed_id in week.roommates[room]
            if (stay := week.occupant.get(bed_id)) and stay.person_id not in self._row
        ]
        for c in classes:
            leaver = self.choices.classes.members[c].leaver
            genders = {person.gender for person in staying if person.person_id != leaver}
            if genders:
                cells[~np.isin(self._genders, list(genders)) | (len(genders) > 1), c] = True

    @cached_property
    def _genders(self) -> npt.NDArray[np.str_]:
        """Shape (people,)."""
        return np.array([person.gender for person in self.choices.week.candidates], dtype=np.str_)

    def _spot(self, bed_id: str, scope: Scope) -> object:
        """The room, scheme or area a bed stands in. A scheme whose area is not known is an area of its own."""
        week = self.choices.week
        scheme = week.scheme_of(bed_id)
        if scope == "room":
            return week.room_of(bed_id) or bed_id
        return (scheme.area or (scheme.scheme_id,)) if scope == "area" else scheme.scheme_id

    @cached_property
    def _spots(self) -> dict[Scope, dict[object, list[int]]]:
        spots: dict[Scope, dict[object, list[int]]] = {"room": {}, "scheme": {}, "area": {}}
        for c, member in enumerate(self.choices.classes.members):
            for scope, where in spots.items():
                if scope != "room" or member.room:
                    where.setdefault(self._spot(member.beds[0], scope), []).append(c)
        return spots

    @cached_property
    def rows(self) -> tuple[PairRow, ...]:
        """One row or two for each pair of candidates and each spot where both might live."""
        wanted = dict.fromkeys(
            (
                min(self._row[pair.person_a], self._row[pair.person_b]),
                max(self._row[pair.person_a], self._row[pair.person_b]),
                pair.scope,
            )
            for pair in self.choices.week.snapshot.keep_apart
            if pair.person_a in self._row and pair.person_b in self._row
        )
        return tuple(row for a, b, scope in wanted for row in self._rows_of(a, b, scope))

    def _rows_of(self, a: int, b: int, scope: Scope) -> Iterator[PairRow]:
        reach = self.choices.within_reach
        for spot, classes in self._spots[scope].items():
            cells = tuple((p, c) for p in (a, b) for c in classes if reach[p, c])
            stayers = [p for p in (a, b) if self._stays_at(p, spot, scope)]
            reaching = {p for p, _c in cells}
            for stayer in stayers:
                if reaching - {stayer}:
                    yield PairRow((a, b), cells, stayer)
            if not stayers and len(reaching) == 2:
                yield PairRow((a, b), cells, None)

    def _stays_at(self, person: int, spot: object, scope: Scope) -> bool:
        week = self.choices.week
        person_id = week.candidates[person].person_id
        return week.is_mover(person_id) and self._spot(week.home[person_id].bed_id, scope) == spot

    @cached_property
    def gender_rows(self) -> tuple[GenderRow, ...]:
        """For each shared room where people of different gender could meet, a row a gender."""
        week = self.choices.week
        reach = self.choices.within_reach & ~self.blocked
        rows: list[GenderRow] = []
        for room, classes in self._mixed_rooms.items():
            movers = [
                self._row[stay.person_id]
                for bed_id in week.roommates[room]
                if (stay := week.occupant.get(bed_id)) and week.is_mover(stay.person_id)
            ]
            people: defaultdict[str, list[int]] = defaultdict(list)
            for p in np.flatnonzero(reach[:, classes].any(axis=1)):
                people[week.candidates[p].gender].append(int(p))
            beds = sum(len(self.choices.classes.members[c].beds) for c in classes)
            for gender, hers in people.items():
                others = tuple(m for m in movers if week.candidates[m].gender != gender)
                if len(people) > 1 or others:
                    rows.append(GenderRow(room, gender, beds, tuple(classes), tuple(hers), others))
        return tuple(rows)
