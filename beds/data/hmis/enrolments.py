"""Who is enrolled where on the run date: entry day counts, exit day does not, of two places the later entry wins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from beds.data.hmis.export import Export
from beds.data.hmis.projects import OTHER_PERMANENT, STREET_OUTREACH, Project, a_date, in_order

CHILD = "2"
"""Relationship to the head of household: her child."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One person enrolled in one project on the run date, with the answers that were recorded as she entered."""

    enrolment_id: str
    person_id: str
    project_id: str
    entry: date
    household_id: str
    relationship: str
    move_in: date | None
    on_the_street_since: date | None
    times_homeless: str
    months_homeless: str
    disabling_condition: str
    was_in_care: str

    @property
    def household(self) -> tuple[str, str]:
        """Names the household at this project; somebody without a household id is a household of her own."""
        return (self.project_id, self.household_id or f"({self.enrolment_id})")


@dataclass(frozen=True)
class Enrolled:
    """The open enrolments of a run date, by what they mean for the allocation."""

    housed: tuple[Enrolment, ...]
    """One for each person in a scheme: where she lives."""
    left_for_later: tuple[Enrolment, ...]
    """Open enrolments in schemes of people whose later entry, somewhere else or there again, is in ``housed``."""
    outreach: tuple[Enrolment, ...]
    """All in street outreach."""
    other_homes: tuple[Enrolment, ...]
    """All in permanent housing that makes no scheme."""
    ended_before_entry: tuple[str, ...]
    """Enrolments whose exit is before their entry: nobody was there on any day."""


def enrolled_on(export: Export, projects: Mapping[str, Project], on: date) -> Enrolled:
    """Everybody with ``entry <= on`` and no exit, or an exit after ``on``. What happened after ``on`` is not read."""
    table = export.enrollment
    exits = dict(zip(export.exit["EnrollmentID"], export.exit["ExitDate"], strict=True))
    clients = export.client.positions
    wanted = {
        project_id
        for project_id, project in projects.items()
        if project.phase is not None or project.type == STREET_OUTREACH or project.type in OTHER_PERMANENT
    }
    day = on.isoformat()
    found: list[Enrolment] = []
    ended_before_entry: list[str] = []
    for position, (enrolment_id, person_id, project_id, entry) in enumerate(
        zip(table["EnrollmentID"], table["PersonalID"], table["ProjectID"], table["EntryDate"], strict=True)
    ):
        exit_day = exits.get(enrolment_id, "")
        if exit_day and exit_day < entry:
            ended_before_entry.append(enrolment_id)
        is_open = entry <= day and (not exit_day or exit_day > day)
        if is_open and project_id in wanted and person_id in clients:
            found.append(_enrolment(export, position))
    found.sort(key=lambda enrolment: (enrolment.entry, in_order(enrolment.enrolment_id)))
    housed, left = _latest(
        (enrolment for enrolment in found if projects[enrolment.project_id].phase is not None), projects
    )
    return Enrolled(
        housed=housed,
        left_for_later=left,
        outreach=tuple(e for e in found if projects[e.project_id].type == STREET_OUTREACH),
        other_homes=tuple(e for e in found if projects[e.project_id].type in OTHER_PERMANENT),
        ended_before_entry=tuple(ended_before_entry),
    )


def _enrolment(export: Export, position: int) -> Enrolment:
    def cell(column: str) -> str:
        return export.enrollment[column][position]

    return Enrolment(
        enrolment_id=cell("EnrollmentID"),
        person_id=cell("PersonalID"),
        project_id=cell("ProjectID"),
        entry=date.fromisoformat(cell("EntryDate")),
        household_id=cell("HouseholdID"),
        relationship=cell("RelationshipToHoH"),
        move_in=a_date(cell("MoveInDate")),
        on_the_street_since=a_date(cell("DateToStreetESSH")),
        times_homeless=cell("TimesHomelessPastThreeYears"),
        months_homeless=cell("MonthsHomelessPastThreeYears"),
        disabling_condition=cell("DisablingCondition"),
        was_in_care=cell("FormerWardChildWelfare"),
    )


def _latest(
    enrolments: Iterable[Enrolment], projects: Mapping[str, Project]
) -> tuple[tuple[Enrolment, ...], tuple[Enrolment, ...]]:
    """Splits into each person's latest entry and the rest.

    On the same day the later phase wins (she has moved on), then the higher enrolment id.
    """
    by_person: defaultdict[str, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        by_person[enrolment.person_id].append(enrolment)

    def rank(enrolment: Enrolment) -> tuple[date, int, tuple[int, str]]:
        phase = projects[enrolment.project_id].phase
        return (enrolment.entry, -1 if phase is None else phase, in_order(enrolment.enrolment_id))

    ranked = [sorted(each, key=rank) for each in by_person.values()]
    latest = sorted((each[-1] for each in ranked), key=lambda e: (e.entry, in_order(e.enrolment_id)))
    return tuple(latest), tuple(enrolment for each in ranked for enrolment in each[:-1])
