"""An answer as the audit reads it: who is placed where, who is out of whose way, who lives where afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from beds.domain.allocation import Allocation, Row
from beds.domain.people import Person
from beds.domain.week import Week


@dataclass(frozen=True)
class Answer:
    """An allocation beside the week it was made for."""

    week: Week
    allocation: Allocation

    @cached_property
    def candidates(self) -> Mapping[str, Person]:
        return {person.person_id: person for person in self.week.candidates}

    @cached_property
    def placed(self) -> Mapping[str, Row]:
        """The rows that give a candidate a bed that exists, by person: what the checks beyond the rows speak of."""
        return {
            row.person_id: row
            for row in self.allocation.rows
            if row.has_bed and row.person_id in self.candidates and row.bed_id in self.week.beds
        }

    def placements(self) -> Iterator[tuple[Person, Row]]:
        """Everybody placed, with her row."""
        return ((self.candidates[person_id], row) for person_id, row in self.placed.items())

    @cached_property
    def lives(self) -> Mapping[str, str]:
        """The bed in which each person counts for the pair rules once the run is carried out.

        Whoever is placed counts in her new bed, every other resident in her present one, leavers too; but a leaver
        who is a candidate counts only where she is placed.
        """
        week = self.week
        staying = {
            person_id: stay.bed_id
            for person_id, stay in week.home.items()
            if not (person_id in self.candidates and week.is_leaver(person_id))
        }
        return staying | {person_id: row.bed_id for person_id, row in self.placed.items()}

    def before_her(self, row: Row) -> str | None:
        """Whoever lives in the bed of this row at present."""
        stay = self.week.occupant.get(row.bed_id)
        return stay.person_id if stay else None

    def freed_by(self, row: Row) -> str | None:
        """The mover whose move frees the bed of this row; None where no move is waited for."""
        occupant = self.before_her(row)
        moves = occupant is not None and occupant in self.placed and not self.week.is_leaver(occupant)
        return occupant if moves else None
