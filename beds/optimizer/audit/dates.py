"""Audit of dates: every start follows from the day its bed falls free, every planned end from its start.

Starts are not worked out along chains but checked link by link: a start is right if it follows from the start that the
rows give for the move before it. Only closed swaps, which begin nowhere, are looked at whole.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from beds.domain.allocation import Row
from beds.domain.calendar import after_working_days
from beds.domain.people import Person
from beds.domain.week import Week
from beds.optimizer.audit.answer import Answer
from beds.optimizer.audit.wording import differs

WEEK = timedelta(weeks=1)


def faults(answer: Answer) -> Iterator[str]:
    swap_days = _swap_days(answer)
    for person, row in answer.placements():
        expected = swap_days.get(row.person_id) or _first_day(answer, row)
        if expected is not None:
            yield from differs(row, "start_on", expected)
        if row.start_on is not None:
            yield from differs(row, "planned_end", _planned_end(answer.week, person, row, row.start_on))


def _first_day(answer: Answer, row: Row) -> date | None:
    """When the bed can be had; None where the move before has no start (which is told there)."""
    week = answer.week
    opens = max(week.on, week.beds[row.bed_id].open_from or week.on)
    stay = week.occupant.get(row.bed_id)
    if stay is None:
        return opens
    mover = answer.freed_by(row)
    free = answer.placed[mover].start_on if mover else max(week.on, stay.leaving_on or week.on)
    return free and max(opens, after_working_days(free, week.scheme_of(row.bed_id).turnaround_days))


def _swap_days(answer: Answer) -> dict[str, date]:
    """The common first day of everybody who moves in a closed swap."""
    days: dict[str, date] = {}
    for ring in _rings(answer):
        day = _swap_day(answer.week, [answer.placed[person_id].bed_id for person_id in ring])
        days.update(dict.fromkeys(ring, day))
    return days


def _swap_day(week: Week, beds: list[str]) -> date:
    rested = after_working_days(week.on, max(week.scheme_of(bed_id).turnaround_days for bed_id in beds))
    return max([rested, *(opens for bed_id in beds if (opens := week.beds[bed_id].open_from))])


def _rings(answer: Answer) -> Iterator[list[str]]:
    """Closed swaps: what is left when everybody whose own bed nobody waits for has been taken away, again and again."""
    waits_for = {person_id: mover for person_id, row in answer.placed.items() if (mover := answer.freed_by(row))}
    waited_for = Counter(waits_for.values())
    loose = [person_id for person_id in waits_for if not waited_for[person_id]]
    while loose:
        mover = waits_for.pop(loose.pop())
        waited_for[mover] -= 1
        if mover in waits_for and not waited_for[mover]:
            loose.append(mover)
    while waits_for:
        ring = [next(iter(waits_for))]
        while (following := waits_for.pop(ring[-1])) != ring[0]:
            ring.append(following)
        yield ring


def _planned_end(week: Week, person: Person, row: Row, start: date) -> date | None:
    """The first of: the stay limit, the bed's closing, the end of the programme; None where nothing ends the stay."""
    phase, ends = week.scheme_of(row.bed_id).phase, [week.beds[row.bed_id].open_to]
    limit = week.policy.limit_weeks(phase, start)
    if limit is not None:
        ends.append(start + limit * WEEK)
    lifted = week.is_off("programme_limit") or week.is_waived(person.person_id, "programme_limit")
    if phase != 0 and not lifted:
        ends.append((person.programme_start or start) + week.policy.programme_limit_weeks * WEEK)
    return min((end for end in ends if end is not None), default=None)
