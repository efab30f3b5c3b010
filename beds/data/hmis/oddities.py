"""What is odd in an export but possible: told once each, with its count and a few ids, not a line for every person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from beds.data.findings import Findings
from beds.data.hmis.enrolments import Enrolled
from beds.data.hmis.export import Export
from beds.data.hmis.facts import Clients
from beds.data.hmis.households import Household
from beds.data.hmis.inventory import InventoryRow
from beds.data.hmis.layout import CLIENT, ENROLLMENT, EXIT, EXPORT, INVENTORY, PROJECT, File
from beds.data.hmis.occupancy import Occupancy
from beds.data.hmis.projects import OTHER_PERMANENT, PERMANENT, SHELTER, STREET_OUTREACH, Project
from beds.domain.messages import _, ngettext

SHOWN = 5
"""Ids named in a warning; its count is of all."""


@dataclass(frozen=True)
class Reading:
    """An export and what was made of it as at ``on``."""

    export: Export
    projects: Mapping[str, Project]
    rows: Sequence[InventoryRow]
    enrolled: Enrolled
    clients: Clients
    households: Mapping[tuple[str, str], Household]
    occupancy: Sequence[Occupancy]
    on: date


def note_oddities(reading: Reading, findings: Findings) -> None:
    """Adds every warning about the reading of an export."""
    for look in (_period, _types, _inventory, _closed, _overflow, _enrolled_twice, _moved_in, _met, _promised, _dates):
        look(reading, findings)
    _households(reading, findings)


def _warn(findings: Findings, file: File, column: str, ids: Iterable[str], message: str) -> None:
    found = list(dict.fromkeys(ids))
    shown = "; ".join(found[:SHOWN]) + ("; …" if len(found) > SHOWN else "")
    findings.warn(file.name, 0, column, shown, message)


def _period(reading: Reading, findings: Findings) -> None:
    table, day = reading.export.export, reading.on.isoformat()
    late = [start for start in table["ExportStartDate"] if start > day]
    early = [end for end in table["ExportEndDate"] if end and end < day]
    if late:
        message = _("the export starts after %(on)s: people who had left by then are not in it", on=day)
        _warn(findings, EXPORT, "ExportStartDate", late, message)
    if early:
        message = _("the export ends before %(on)s: who has come or left since is not in it", on=day)
        _warn(findings, EXPORT, "ExportEndDate", early, message)


def _types(reading: Reading, findings: Findings) -> None:
    projects = reading.projects.values()
    untyped = [project.project_id for project in projects if not project.type]
    if untyped:
        message = ngettext(
            "%(count)d project has no type; it makes no scheme",
            "%(count)d projects have no type; they make no schemes",
            len(untyped),
        )
        _warn(findings, PROJECT, "ProjectType", untyped, message)
    with_beds = {row.project_id for row in reading.rows if row.beds and row.in_force(reading.on)}
    others = [
        project.project_id
        for project in projects
        if project.type
        and project.phase is None
        and project.project_id in with_beds
        and project.operates_on(reading.on)
    ]
    if others:
        message = ngettext(
            "%(count)d project with beds is of another type; it makes no scheme",
            "%(count)d projects with beds are of other types; they make no schemes",
            len(others),
        )
        _warn(findings, PROJECT, "ProjectType", others, message)
    if not reading.occupancy:
        message = _("no project is a shelter, transitional or permanent supportive housing: there is no scheme")
        _warn(findings, PROJECT, "ProjectType", (), message)


def _inventory(reading: Reading, findings: Findings) -> None:
    backwards = [row.inventory_id for row in reading.rows if row.end is not None and row.end < row.start]
    if backwards:
        message = ngettext(
            "%(count)d row ends before it starts; it is in force on no day",
            "%(count)d rows end before they start; they are in force on no day",
            len(backwards),
        )
        _warn(findings, INVENTORY, "InventoryEndDate", backwards, message)


def _closed(reading: Reading, findings: Findings) -> None:
    lines = [
        line
        for line in reading.occupancy
        if line.stays and not reading.projects[line.project_id].operates_on(reading.on)
    ]
    if lines:
        message = ngettext(
            "%(count)d person is enrolled in a project that does not operate on %(on)s",
            "%(count)d people are enrolled in projects that do not operate on %(on)s",
            sum(line.stays for line in lines),
            on=reading.on,
        )
        _warn(findings, ENROLLMENT, "ProjectID", (line.project_id for line in lines), message)


def _overflow(reading: Reading, findings: Findings) -> None:
    for line in reading.occupancy:
        if line.overflow:
            message = ngettext(
                "%(count)d person more is enrolled on %(on)s than the %(beds)d beds of the inventory; "
                "a bed is made for her that takes nobody new",
                "%(count)d people more are enrolled on %(on)s than the %(beds)d beds of the inventory; "
                "beds are made for them that take nobody new",
                line.overflow,
                on=reading.on,
                beds=line.beds,
            )
            _warn(findings, ENROLLMENT, "ProjectID", (line.project_id,), message)


def _enrolled_twice(reading: Reading, findings: Findings) -> None:
    aside = reading.enrolled.left_for_later
    if aside:
        message = ngettext(
            "%(count)d person is enrolled more than once and lives where she entered last; "
            "enrolments set aside: %(aside)d",
            "%(count)d people are enrolled more than once and live where they entered last; "
            "enrolments set aside: %(aside)d",
            len({enrolment.person_id for enrolment in aside}),
            aside=len(aside),
        )
        _warn(findings, ENROLLMENT, "EnrollmentID", (enrolment.enrolment_id for enrolment in aside), message)


def _moved_in(reading: Reading, findings: Findings) -> None:
    enrolled = reading.enrolled
    homes = {e.person_id for e in enrolled.other_homes if e.move_in is not None and e.move_in <= reading.on}
    homes -= _settled(reading)
    waiting = [
        enrolment.person_id for enrolment in (*enrolled.housed, *enrolled.outreach) if enrolment.person_id in homes
    ]
    if waiting:
        message = ngettext(
            "%(count)d person in shelter or street outreach has moved into a home through a project of type %(types)s; "
            "she is read as waiting",
            "%(count)d people in shelter or street outreach have moved into homes through projects of type %(types)s; "
            "they are read as waiting",
            len(set(waiting)),
            types=", ".join(sorted(OTHER_PERMANENT, key=int)),
        )
        _warn(findings, ENROLLMENT, "PersonalID", waiting, message)


def _met(reading: Reading, findings: Findings) -> None:
    settled = _settled(reading)
    met = [enrolment.person_id for enrolment in reading.enrolled.outreach if enrolment.person_id in settled]
    if met:
        message = ngettext(
            "%(count)d person in street outreach lives in transitional or permanent housing; she is no candidate",
            "%(count)d people in street outreach live in transitional or permanent housing; they are no candidates",
            len(set(met)),
        )
        _warn(findings, ENROLLMENT, "PersonalID", met, message)


def _promised(reading: Reading, findings: Findings) -> None:
    promised = [
        enrolment.enrolment_id
        for enrolment in reading.enrolled.housed
        if reading.projects[enrolment.project_id].phase == PERMANENT
        and (enrolment.move_in is None or enrolment.move_in > reading.on)
    ]
    if promised:
        message = ngettext(
            "%(count)d person enrolled in permanent supportive housing has not moved in by %(on)s; "
            "a bed is held for her",
            "%(count)d people enrolled in permanent supportive housing have not moved in by %(on)s; "
            "a bed is held for each",
            len(promised),
            on=reading.on,
        )
        _warn(findings, ENROLLMENT, "MoveInDate", promised, message)


def _dates(reading: Reading, findings: Findings) -> None:
    backwards = reading.enrolled.ended_before_entry
    if backwards:
        message = ngettext(
            "%(count)d exit is before its entry; nobody was there on any day",
            "%(count)d exits are before their entries; nobody was there on any day",
            len(backwards),
        )
        _warn(findings, EXIT, "ExitDate", backwards, message)
    people = {enrolment.person_id for enrolment in (*reading.enrolled.housed, *reading.enrolled.outreach)}
    unborn = sorted(
        person_id for person_id in people if (reading.clients.recorded_birth_date(person_id) or reading.on) > reading.on
    )
    if unborn:
        message = ngettext(
            "%(count)d birth date is after %(on)s; it is left blank",
            "%(count)d birth dates are after %(on)s; they are left blank",
            len(unborn),
            on=reading.on,
        )
        _warn(findings, CLIENT, "DOB", unborn, message)


def _households(reading: Reading, findings: Findings) -> None:
    """Speaks of the households that seek a home: everybody in them is a candidate by herself."""
    seeking = [
        household
        for (project_id, _household_id), household in reading.households.items()
        if reading.projects[project_id].phase == SHELTER or reading.projects[project_id].type == STREET_OUTREACH
    ]
    together = [household for household in seeking if len(household.members) > 1]
    if together:
        message = ngettext(
            "%(count)d household of several people is among the candidates; each of its %(people)d members seeks a bed "
            "of her own, and the allocation does not keep them together",
            "%(count)d households of several people are among the candidates; each of their %(people)d members seeks a "
            "bed of her own, and the allocation does not keep them together",
            len(together),
            people=sum(len(household.members) for household in together),
        )
        _warn(findings, ENROLLMENT, "HouseholdID", (each.members[0].household_id for each in together), message)
    alone = [member.enrolment_id for each in seeking for member in each.members if not member.household_id]
    if alone:
        message = ngettext(
            "%(count)d open enrolment without a household; the person is read as alone",
            "%(count)d open enrolments without a household; each person is read as alone",
            len(alone),
        )
        _warn(findings, ENROLLMENT, "HouseholdID", alone, message)


def _settled(reading: Reading) -> set[str]:
    """People in transitional or permanent supportive housing."""
    return {e.person_id for e in reading.enrolled.housed if reading.projects[e.project_id].phase != SHELTER}
