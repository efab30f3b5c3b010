"""Stays as they count for estimates: one for each time that somebody lived in a phase, and how it ended if it has."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from beds.domain.people import Stay
from beds.domain.week import Week

Ending = Literal["", "planned", "stepped_back", "unplanned"]
"""Blank while the person lives there."""
PLANNED = frozenset({"moved_phase", "moved_on"})
NEXT_DAY = timedelta(days=1)
"""Who leaves one bed and has another by then has moved within the service."""
SHORTEST = 1 / 14
"""Weeks. Somebody who leaves on the day that she came stayed for half a day."""


@dataclass(frozen=True)
class PhaseSpell:
    """One time of one person in one phase, moves between its beds included."""

    phase: int
    weeks: float
    ending: Ending


@dataclass(frozen=True)
class Departure:
    """One time that somebody left the service, and how long she stayed away.

    ``weeks`` is until she came back (``returned``), or until the run date.
    """

    planned: bool
    weeks: float
    returned: bool


def history(week: Week, since: date | None = None) -> tuple[tuple[PhaseSpell, ...], tuple[Departure, ...]]:
    """What the stays up to the run date amount to. ``since`` leaves out everything that began before it.

    Records that begin on some day lack the short stays before it, but not the long ones that lasted: ``since`` that day
    sets it right.
    """
    spells: list[PhaseSpell] = []
    departures: list[Departure] = []
    for person_id, stays in sorted(_by_person(week).items()):
        joined = _joined(stays, week)
        spells += [
            PhaseSpell(phase, _weeks(started, ended or week.on), ending)
            for phase, started, ended, ending in _endings(joined, week)
            if since is None or started >= since
        ]
        departures += _departures(person_id, joined, week, since)
    return tuple(spells), tuple(departures)


def _by_person(week: Week) -> dict[str, list[Stay]]:
    """The stays that have begun, of each person in their order; a promised bed is no stay yet."""
    found: dict[str, list[Stay]] = defaultdict(list)
    for stay in sorted(week.snapshot.stays, key=lambda stay: (stay.started_on, stay.stay_id)):
        if stay.started_on <= week.on:
            found[stay.person_id].append(stay)
    return found


def _phase(stay: Stay, week: Week) -> int:
    return week.schemes[week.beds[stay.bed_id].scheme_id].phase


def _ended(stay: Stay, week: Week) -> date | None:
    return stay.ended_on if stay.ended_on is not None and stay.ended_on <= week.on else None


def _joined(stays: list[Stay], week: Week) -> list[list[Stay]]:
    """The stays of a person, those in a row that were in one phase without a gap together."""
    rows: list[list[Stay]] = [[stays[0]]]
    for before, after in pairwise(stays):
        if _follows(before, after, week) and _phase(before, week) == _phase(after, week):
            rows[-1].append(after)
        else:
            rows.append([after])
    return rows


def _follows(before: Stay, after: Stay, week: Week) -> bool:
    ended = _ended(before, week)
    return ended is not None and after.started_on <= ended + NEXT_DAY


def _endings(joined: list[list[Stay]], week: Week) -> Iterator[tuple[int, date, date | None, Ending]]:
    for number, row in enumerate(joined):
        last, after = row[-1], joined[number + 1][0] if number + 1 < len(joined) else None
        phase, ended = _phase(last, week), _ended(last, week)
        ending: Ending = ""
        if ended is not None:
            if after is not None and _follows(last, after, week):
                ending = "stepped_back" if _phase(after, week) < phase else "planned"
            else:
                ending = "planned" if last.outcome in PLANNED else "unplanned"
        yield phase, row[0].started_on, ended, ending


def _departures(person_id: str, joined: list[list[Stay]], week: Week, since: date | None) -> Iterator[Departure]:
    person = week.people[person_id]
    for number, row in enumerate(joined):
        last, after = row[-1], joined[number + 1][0] if number + 1 < len(joined) else None
        ended = _ended(last, week)
        if ended is None or last.outcome == "died" or (since is not None and ended < since):
            continue
        if after is not None:
            if not _follows(last, after, week):
                yield Departure(last.outcome in PLANNED, _weeks(ended, after.started_on), returned=True)
            continue
        back = person.waiting_since if person.is_candidate else None
        if back is not None and back >= ended:
            yield Departure(last.outcome in PLANNED, _weeks(ended, back), returned=True)
        else:
            yield Departure(last.outcome in PLANNED, _weeks(ended, week.on), returned=False)


def _weeks(start: date, end: date) -> float:
    return max((end - start).days / 7, SHORTEST)
