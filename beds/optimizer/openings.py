"""Which placements open a shared room to which gender, looked up for all of them at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.optimizer.choices import Columns, Ints
from beds.optimizer.classes import Room
from beds.optimizer.pairs import Pairs


@dataclass(frozen=True)
class Openings:
    """The gender rows of a week, by class and gender."""

    pairs: Pairs

    def by(self, columns: Columns) -> tuple[Ints, Ints]:
        """(position, gender row) of the placements that open a room to a gender."""
        room = self._room_of_class[columns.bed_class]
        shared = np.flatnonzero(room >= 0)
        person = columns.person[shared]
        row = self._gender_row[room[shared], self._gender_number[person]]
        reaching = np.flatnonzero(row >= 0)
        reaching = reaching[self._reaches_room[row[reaching], person[reaching]]]
        return shared[reaching], row[reaching]

    @cached_property
    def _room_of_class(self) -> Ints:
        """The position of the room with gender rows that each class stands in, -1 for none, shape (classes,)."""
        rooms = np.full(len(self.pairs.choices.classes.members), -1, dtype=np.int64)
        for gender in self.pairs.gender_rows:
            rooms[list(gender.classes)] = self.rooms[gender.room]
        return rooms

    @cached_property
    def _gender_row(self) -> Ints:
        """The gender row of each room and gender, -1 for none, shape (rooms, genders)."""
        rows = np.full((len(self.rooms), int(self._gender_number.max(initial=0)) + 1), -1, dtype=np.int64)
        for g, gender in enumerate(self.pairs.gender_rows):
            rows[self.rooms[gender.room], self._gender_number[gender.people[0]]] = g
        return rows

    @cached_property
    def _gender_number(self) -> Ints:
        """A number for each candidate's gender, shape (people,)."""
        genders = [person.gender for person in self.pairs.choices.week.candidates]
        number = {gender: i for i, gender in enumerate(sorted(set(genders)))}
        return np.array([number[gender] for gender in genders], dtype=np.int64)

    @cached_property
    def _reaches_room(self) -> npt.NDArray[np.bool_]:
        """The people of each gender row, shape (gender rows, people)."""
        reaches = np.zeros((len(self.pairs.gender_rows), len(self.pairs.choices.week.candidates)), dtype=bool)
        for g, gender in enumerate(self.pairs.gender_rows):
            reaches[g, list(gender.people)] = True
        return reaches

    @cached_property
    def rooms(self) -> dict[Room, int]:
        """The position of each room that has gender rows."""
        rooms = dict.fromkeys(row.room for row in self.pairs.gender_rows)
        return {room: i for i, room in enumerate(rooms)}
