"""When each move can begin, and which moves hang together: starts along chains, planned ends, chain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from beds.domain.calendar import after_working_days
from beds.domain.people import Person
from beds.domain.week import Week, weeks


@dataclass(frozen=True)
class Moves:
    """Who goes to which bed in this run, by person."""

    week: Week
    beds: Mapping[str, str]

    def _mover_in(self, bed_id: str) -> str | None:
        """The mover whose move frees this bed."""
        stay = self.week.occupant.get(bed_id)
        moves = stay is not None and stay.person_id in self.beds and self.week.is_mover(stay.person_id)
        return stay.person_id if stay is not None and moves else None

    @cached_property
    def starts(self) -> Mapping[str, date]:
        """The first day on which each person can have her bed."""
        starts: dict[str, date] = {}
        for person_id in self.beds:
            self._settle(person_id, starts)
        return starts

    def _settle(self, person_id: str, starts: dict[str, date]) -> None:
        """Walk down the chain to a bed whose day is known, or round a swap; then come back up."""
        path: list[str] = []
        waiting_for: str | None = person_id
        while waiting_for is not None and waiting_for not in starts and waiting_for not in path:
            path.append(waiting_for)
            waiting_for = self._mover_in(self.beds[waiting_for])
        if waiting_for in path:
            ring = path[path.index(waiting_for) :]
            together = self._swap_day(ring)
            starts.update((member, together) for member in ring)
            path = path[: path.index(waiting_for)]
        for member in reversed(path):
            starts[member] = self._first_day(self.beds[member], starts)

    def _first_day(self, bed_id: str, starts: Mapping[str, date]) -> date:
        week = self.week
        stay = week.occupant.get(bed_id)
        opens = max(week.on, week.beds[bed_id].open_from or week.on)
        if stay is None:
            return opens
        mover = self._mover_in(bed_id)
        freed = starts[mover] if mover else max(stay.leaving_on or week.on, week.on)
        return max(opens, after_working_days(freed, week.scheme_of(bed_id).turnaround_days))

    def _swap_day(self, ring: list[str]) -> date:
        """In a closed swap all start on the same day."""
        week = self.week
        beds = [self.beds[member] for member in ring]
        rested = after_working_days(week.on, max(week.scheme_of(bed_id).turnaround_days for bed_id in beds))
        return max([rested, *(opens for bed_id in beds if (opens := week.beds[bed_id].open_from))])

    @cached_property
    def chains(self) -> Mapping[str, int]:
        """The number of the chain each person's move belongs to; moves that free or follow nothing have none."""
        follows = {
            person_id: stay.person_id
            for person_id, bed_id in self.beds.items()
            if (stay := self.week.occupant.get(bed_id)) is not None and stay.person_id in self.beds
        }
        head: dict[str, str] = {}
        for person_id in sorted({*follows, *follows.values()}):
            path = [person_id]
            while path[-1] in follows and path[-1] not in head and follows[path[-1]] not in path:
                path.append(follows[path[-1]])
            known = head.get(path[-1])
            ends = known or min(path) if path[-1] in follows else path[-1]
            head.update((member, ends) for member in path)
        order = sorted(set(head.values()), key=lambda person_id: (self.starts[person_id], person_id))
        return {person_id: order.index(end) + 1 for person_id, end in head.items()}

    def planned_end(self, person: Person) -> date | None:
        """Start + the new phase's limit, cut at the bed's closing and at the end of the programme; None = open."""
        week, bed = self.week, self.week.beds[self.beds[person.person_id]]
        start = self.starts[person.person_id]
        phase = week.scheme_of(bed.bed_id).phase
        limit = week.policy.limit_weeks(phase, start)
        ends = [start + weeks(limit)] if limit is not None else []
        if bed.open_to is not None:
            ends.append(bed.open_to)
        free = week.is_off("programme_limit") or week.is_waived(person.person_id, "programme_limit")
        if phase != 0 and not free:
            ends.append((person.programme_start or start) + weeks(week.policy.programme_limit_weeks))
        return min(ends, default=None)
