"""An export turned into the facts of one run date: schemes, beds, stays, candidates, a policy without key workers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beds.data.findings import Findings
from beds.data.hmis.enrolments import Enrolled, Enrolment, enrolled_on
from beds.data.hmis.export import FILE_NAMES, Export, read_export
from beds.data.hmis.facts import Clients, disability, exemption, groups, violence_of
from beds.data.hmis.households import Household, households_of
from beds.data.hmis.inventory import ONLY_CHILDREN, WITHOUT_CHILDREN, Stock, inventory_rows, stock_on
from beds.data.hmis.lodging import lodge
from beds.data.hmis.occupancy import Occupancy, occupancy_of
from beds.data.hmis.oddities import Reading, note_oddities
from beds.data.hmis.projects import PHASE_NAMES, SEEKS, SHELTER, Project, projects_of
from beds.domain.errors import Finding
from beds.domain.frozen import FrozenMap
from beds.domain.people import Band, Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.policy import PHASE_NAMES as DEFAULT_PHASE_NAMES
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.week import completed_years

POLICY = Policy(
    name="hmis",
    phase_names=FrozenMap({**DEFAULT_PHASE_NAMES, **PHASE_NAMES}),
    rules_off=("key_worker",),
)
"""The export has no key workers. Everything else is the council's to decide and stays at its default."""

USUAL_BAND: Band = "C"
FLEEING_BAND: Band = "B"
"""Who flees violence now goes one step ahead; band A is left to a person's judgement."""


@dataclass(frozen=True)
class HmisWorld:
    """What an export says about one day."""

    snapshot: Snapshot
    occupancy: tuple[Occupancy, ...]
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class _People:
    """Everybody who stands in the folder, by how she comes into it."""

    enrolments: tuple[Enrolment, ...]
    """One for each person: where she lives, else her latest in street outreach."""
    households: dict[tuple[str, str], Household]
    waiting_since: dict[str, date]
    """The candidates, and the first day of those open enrolments that make them candidates."""
    met_by_outreach: frozenset[str]


def read_hmis(directory: Path, on: date) -> HmisWorld:
    """Reads the folder of an HMIS CSV export as at ``on``: nothing that happened later is used.

    Raises :class:`~beds.domain.errors.BadInput` with every fault of the export's files.
    """
    findings = Findings()
    export = read_export(directory, findings)
    projects = projects_of(export)
    rows = inventory_rows(export)
    stock = stock_on(rows, projects, on)
    enrolled = enrolled_on(export, projects, on)
    clients = Clients(export, on)
    people = _people_of(enrolled, projects, clients, on)
    residents: defaultdict[str, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolled.housed:
        residents[enrolment.project_id].append(enrolment)
    lodgings = {
        project_id: lodge(
            project_id,
            stock[project_id],
            residents[project_id],
            lambda enrolment: people.households[enrolment.household].type,
            on,
        )
        for project_id in stock
    }
    beds: list[Bed] = []
    stays: list[Stay] = []
    for project_id, lodging in lodgings.items():
        beds += (*stock[project_id].beds, *lodging.overflow)
        stays += lodging.stays
    occupancy = occupancy_of(projects, stock, enrolled)
    reading = Reading(export, projects, rows, enrolled, clients, people.households, occupancy, on)
    note_oddities(reading, findings)
    return HmisWorld(
        Snapshot(
            schemes=_schemes(export, projects, stock),
            beds=tuple(beds),
            people=_persons(
                export, people, clients, {group for each in stock.values() for group in each.reserved_for}, on
            ),
            stays=tuple(stays),
            policy=POLICY,
        ),
        occupancy,
        Findings.in_order(findings.warnings, FILE_NAMES),
    )


def _people_of(enrolled: Enrolled, projects: dict[str, Project], clients: Clients, on: date) -> _People:
    housed = {enrolment.person_id for enrolment in enrolled.housed}
    met = [enrolment for enrolment in enrolled.outreach if enrolment.person_id not in housed]
    # In order of entry: the latest enrolment of somebody met by two teams is the one that stays.
    outdoors = tuple({enrolment.person_id: enrolment for enrolment in met}.values())
    enrolments = (*enrolled.housed, *outdoors)
    ages = {
        enrolment.person_id: None if born is None else completed_years(born, on)
        for enrolment in enrolments
        for born in [clients.birth_date(enrolment.person_id)]
    }
    households = households_of(enrolments, ages)
    without_a_home = [
        enrolment
        for enrolment in enrolments
        if enrolment.person_id not in housed or projects[enrolment.project_id].phase == SHELTER
    ]
    first_met: dict[str, date] = {}
    for enrolment in (*without_a_home, *enrolled.outreach):
        known = first_met.get(enrolment.person_id, enrolment.entry)
        first_met[enrolment.person_id] = min(known, enrolment.entry)
    waiting_since = {enrolment.person_id: first_met[enrolment.person_id] for enrolment in without_a_home}
    return _People(enrolments, households, waiting_since, frozenset(e.person_id for e in enrolled.outreach))


def _schemes(export: Export, projects: dict[str, Project], stock: dict[str, Stock]) -> tuple[Scheme, ...]:
    areas: dict[str, set[str]] = {}
    for project_id, coc in zip(export.project_coc["ProjectID"], export.project_coc["CoCCode"], strict=True):
        areas.setdefault(project_id, set()).add(coc)
    return tuple(
        Scheme(
            scheme_id=project_id,
            phase=project.phase,
            name=project.name,
            provider=export.organization.cell("OrganizationName", project.organization_id) or project.organization_id,
            # A scheme has one area; a project that works in several is in none of them alone.
            area=next(iter(areas[project_id])) if len(areas.get(project_id, ())) == 1 else "",
            min_age=18 if set(stock[project_id].household_types) == {WITHOUT_CHILDREN} else None,
            max_age=17 if set(stock[project_id].household_types) == {ONLY_CHILDREN} else None,
            takes_children=_takes_children(stock[project_id]),
            reserved_for=stock[project_id].reserved_for,
        )
        for project_id, project in projects.items()
        if project.phase is not None
    )


def _takes_children(stock: Stock) -> bool | None:
    """No where every bed is for households without children; not known where that is blank, or there is no bed."""
    types = set(stock.household_types)
    if types - {WITHOUT_CHILDREN, ""}:
        return True
    return False if types == {WITHOUT_CHILDREN} else None


def _persons(export: Export, people: _People, clients: Clients, wanted: set[str], on: date) -> tuple[Person, ...]:
    violence = violence_of(
        export,
        {enrolment.person_id for enrolment in people.enrolments},
        {enrolment.enrolment_id for enrolment in people.enrolments},
        on,
    )
    persons: list[Person] = []
    for enrolment in people.enrolments:
        person_id = enrolment.person_id
        seeks = person_id in people.waiting_since
        persons.append(
            Person(
                person_id=person_id,
                birth_date=clients.birth_date(person_id),
                gender=clients.gender(person_id),
                route="outreach" if person_id in people.met_by_outreach else "",
                waiting_since=people.waiting_since.get(person_id),
                band=None if not seeks else FLEEING_BAND if person_id in violence.fleeing else USUAL_BAND,
                seeks=SEEKS if seeks else (),
                connection_exempt=exemption(enrolment, clients, violence),
                groups=groups(enrolment, people.households[enrolment.household], clients, wanted),
                ethnicity=clients.ethnicity(person_id),
                disability=disability(enrolment),
            )
        )
    return tuple(persons)
