"""people.csv: one flat row a person and replication; lists where several, separated by ``;``.

Lists of referrals go together position by position (a blank where she has not left), and so do lists of placements.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from beds.data.cells import guarded_for_csv
from beds.data.results.csv_files import quoted
from beds.domain.people import BANDS, ROUTES
from beds.domain.small_numbers import MARK
from beds.simulation.recorder import GROUP_FACTS
from beds.simulation.records import ENDINGS, NONE, ORIGINS, Records
from beds.simulation.scenario import Scenario

NAME = "people.csv"
COLUMNS = (
    "scenario", "replication", "person", "band", "route", "origins", "referred_on", "first_placed_on",
    "placed_on", "schemes", "phases", "placement_ended_on", "left_on", "left_how", "worker_changes", "refusals",
)  # fmt: skip
"""``origins``, ``referred_on``, ``first_placed_on``, ``left_on`` and ``left_how`` have an entry a referral;
``placed_on``, ``schemes``, ``phases`` and ``placement_ended_on`` one a placement. Band and route are the first's."""
BEFORE = "before"
"""What stands for a day before the start in the life of a real person: the day could tell who she is."""


class Dates(dict[int, str]):
    """The ISO date of each day from the start, made once, blank for none. With ``is_past_hidden`` no real person's own
    day is told: ``BEFORE`` for those before the start, and for others the Monday.
    """

    def __init__(self, start: date, is_past_hidden: bool = False) -> None:
        super().__init__({NONE: ""})
        self._start, self._is_past_hidden = start, is_past_hidden

    def __missing__(self, day: int) -> str:
        if self._is_past_hidden:
            self[day] = BEFORE if day < 0 else self._iso(day - day % 7)
        else:
            self[day] = self._iso(day)
        return self[day]

    def _iso(self, day: int) -> str:
        return (self._start + timedelta(days=day)).isoformat()

    def of_week(self, week: int) -> str:
        return self[week if week == NONE else 7 * week]


def facts_of(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """The group facts that any of the scenarios may record: the last columns of the file."""
    facts: set[str] = set()
    for scenario in scenarios:
        profile = scenario.demand.profile
        of_groups = (group.facts for groups in profile.groups_of.values() for group in groups.values())
        told = {*profile.facts, *(fact for group in of_groups for fact in group)}
        facts |= set(profile.groups_of)
        facts |= set(GROUP_FACTS) if scenario.present else told & set(GROUP_FACTS)
    return tuple(sorted(facts))


def people_header(facts: Sequence[str]) -> str:
    return ",".join((*COLUMNS, *facts)) + "\n"


def people_lines(scenario: Scenario, records: Records, facts: Sequence[str], suppress: bool = False) -> str:
    """The rows of one replication, a person each, in order of first appearance; group facts last.

    With ``suppress``, the past and the group facts of those who were there at the start are not told.
    """
    return "".join([",".join(row) + "\n" for row in _rows(scenario, records, facts, suppress)])


def _rows(scenario: Scenario, records: Records, facts: Sequence[str], suppress: bool) -> Iterator[list[str]]:
    dates = Dates(scenario.start, suppress)
    name, replication = _text(records.scenario), str(records.replication)
    groups = [[_text(value) for value in records.groups[fact]] if fact in records.groups else None for fact in facts]
    fields = (
        "person",
        "origin",
        "referred_day",
        "band",
        "route",
        "placed",
        "ended",
        "ending",
        "worker_changes",
        "refusals",
    )
    spells: Sequence[tuple[Any, ...]] = records.spells[list(fields)].tolist()
    stays = _stays(records)
    for person, hers in groupby(spells, key=itemgetter(0)):
        _ids, origins, referred, bands, routes, placed, ended, endings, changes, refusals = zip(*hers, strict=True)
        lived = stays.get(person, [])
        is_hidden = suppress and ORIGINS[origins[0]].endswith("_at_start")
        yield [
            name, replication, _text(records.people_ids[person]),
            BANDS[bands[0]] if bands[0] >= 0 else "", ROUTES[routes[0]] if routes[0] >= 0 else "",
            ";".join([ORIGINS[origin] for origin in origins]),
            ";".join([dates[day] for day in referred]),
            ";".join([dates.of_week(week) for week in placed]),
            ";".join([dates[stay[3]] for stay in lived]),
            _text(";".join([records.schemes[stay[1]] for stay in lived])),
            ";".join([str(stay[2]) for stay in lived]),
            ";".join([dates.of_week(stay[4]) for stay in lived]),
            ";".join([dates.of_week(week) for week in ended]),
            ";".join([ENDINGS[ending] for ending in endings]),
            str(sum(changes)), str(sum(refusals)),
            *("" if values is None else MARK if is_hidden else values[person] for values in groups),
        ]  # fmt: skip


def _stays(records: Records) -> dict[int, list[tuple[Any, ...]]]:
    rows = records.stays[["person", "scheme", "phase", "started_day", "ended"]].tolist()
    return {person: list(hers) for person, hers in groupby(rows, key=itemgetter(0))}


def _text(value: str) -> str:
    return quoted(guarded_for_csv(value))
