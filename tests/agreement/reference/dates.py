"""When a placed person starts, and until when she may stay (SPEC section 4, "Dates")."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays

from .facts import Facts


@cache
def bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_days_after(day: date, count: int) -> date:
    """The ``count``-th working day of England after ``day``; ``day`` itself when ``count`` is 0."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in bank_holidays(day.year):
            count -= 1
    return day


def _swap(facts: Facts, placed: Mapping[str, str], person_id: str) -> list[str]:
    """The people of the closed swap she moves in, empty if her chain is open."""
    ring = [person_id]
    while True:
        occupant = facts.occupant.get(placed[ring[-1]])
        if occupant is None or not facts.is_mover(occupant) or occupant not in placed:
            return []
        if occupant == person_id:
            return ring
        ring.append(occupant)


def start_on(facts: Facts, placed: Mapping[str, str], person_id: str) -> date:
    """Her first day in the bed she is placed in. ``placed`` (person -> bed) must be a valid allocation."""
    on = facts.on
    ring = _swap(facts, placed, person_id)
    if ring:
        longest = max(facts.scheme_of(placed[member]).turnaround_days for member in ring)
        opens = [facts.beds[placed[member]].open_from or on for member in ring]
        return max([working_days_after(on, longest), *opens])
    bed = facts.beds[placed[person_id]]
    start = max(on, bed.open_from or on)
    occupant = facts.occupant.get(bed.bed_id)
    if occupant is None:
        return start
    if facts.is_leaver(occupant):
        leaving_on = facts.open_stay[occupant].leaving_on
        assert leaving_on is not None
        empty_from = max(on, leaving_on)
    else:
        empty_from = start_on(facts, placed, occupant)
    return max(start, working_days_after(empty_from, facts.scheme_of(bed.bed_id).turnaround_days))


def planned_end(facts: Facts, person_id: str, bed_id: str, start: date) -> date | None:
    """The earliest of stay limit, ``open_to`` and programme limit; None where nothing limits the stay."""
    phase = facts.scheme_of(bed_id).phase
    ends = []
    weeks = facts.limit_weeks(phase, start)
    if weeks is not None:
        ends.append(start + timedelta(days=7 * weeks))
    open_to = facts.beds[bed_id].open_to
    if open_to is not None:
        ends.append(open_to)
    lifted = facts.is_off("programme_limit") or (person_id, "programme_limit") in facts.waived
    if phase != 0 and not lifted:
        begun = facts.people[person_id].programme_start or start
        ends.append(begun + timedelta(days=7 * facts.policy.programme_limit_weeks))
    return min(ends) if ends else None
