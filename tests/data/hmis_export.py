"""Small invented HMIS CSV exports for the tests: the standard's files and columns, and only the cells that matter."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from beds.data.hmis.occupancy import Occupancy
from beds.data.hmis.world import HmisWorld
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme

_USUAL = "DateCreated DateUpdated UserID DateDeleted ExportID"
HEADERS = {
    "Project": "ProjectID OrganizationID ProjectName ProjectCommonName OperatingStartDate OperatingEndDate "
    f"ContinuumProject ProjectType HousingType RRHSubType ResidentialAffiliation TargetPopulation PITCount {_USUAL}",
    "Inventory": "InventoryID ProjectID CoCCode HouseholdType Availability UnitInventory BedInventory "
    "CHVetBedInventory YouthVetBedInventory VetBedInventory CHYouthBedInventory YouthBedInventory CHBedInventory "
    f"OtherBedInventory ESBedType InventoryStartDate InventoryEndDate {_USUAL}",
    "Client": "PersonalID FirstName LastName SSN SSNDataQuality DOB DOBDataQuality Sex AmIndAKNative Asian "
    f"BlackAfAmerican HispanicLatinao MidEastNAfrican NativeHIPacific White RaceNone VeteranStatus {_USUAL}",
    "Enrollment": "EnrollmentID PersonalID ProjectID EntryDate HouseholdID RelationshipToHoH EnrollmentCoC "
    "LivingSituation DateToStreetESSH TimesHomelessPastThreeYears MonthsHomelessPastThreeYears DisablingCondition "
    f"DateOfEngagement MoveInDate FormerWardChildWelfare {_USUAL}",
    "Exit": f"ExitID EnrollmentID PersonalID ExitDate Destination {_USUAL}",
    "HealthAndDV": "HealthAndDVID EnrollmentID PersonalID InformationDate DomesticViolenceSurvivor WhenOccurred "
    f"CurrentlyFleeing DataCollectionStage {_USUAL}",
    "Organization": f"OrganizationID OrganizationName VictimServiceProvider OrganizationCommonName {_USUAL}",
    "ProjectCoC": f"ProjectCoCID ProjectID CoCCode Geocode City State ZIP {_USUAL}",
    "Export": "ExportID SourceType ExportDate ExportStartDate ExportEndDate CSVVersion",
}
"""The standard's columns in its order, without some that say nothing about a bed or a person's way to it."""

ON = date(2021, 10, 31)
SHELTER, NIGHTLY, TRANSITIONAL, PERMANENT, OUTREACH, SAFE_HAVEN, RAPID = 0, 1, 2, 3, 4, 8, 13

Row = dict[str, Any]

_NUMBERED = {"Inventory": "InventoryID", "Exit": "ExitID", "HealthAndDV": "HealthAndDVID", "ProjectCoC": "ProjectCoCID"}


class HmisExport:
    """Rows are added one by one and written as a folder; what a test does not mention has an ordinary value."""

    def __init__(self) -> None:
        self.files: dict[str, list[Row]] = {name: [] for name in HEADERS}
        self.row("Organization", OrganizationID="o1", OrganizationName="Haven Homes")
        self.row("Export", ExportID="1", ExportStartDate="2020-01-01", ExportEndDate="2022-12-31")

    def row(self, file: str, **cells: Any) -> Row:
        rows = self.files[file]
        if file in _NUMBERED:
            cells = {_NUMBERED[file]: f"{file[0].lower()}{len(rows) + 1}"} | cells
        rows.append(cells)
        return cells

    def project(self, project_id: str, project_type: int | str, **cells: Any) -> None:
        """A project of o1 that has operated since 2015."""
        usual = {"OrganizationID": "o1", "ProjectName": f"Project {project_id}", "OperatingStartDate": "2015-01-01"}
        self.row("Project", **usual | {"ProjectID": project_id, "ProjectType": project_type} | cells)

    def beds(self, project_id: str, count: int, **cells: Any) -> None:
        """Beds for adults without children, since 2020 and without an end."""
        usual = {"HouseholdType": 1, "InventoryStartDate": "2020-01-01", "CoCCode": "XX-501"}
        self.row("Inventory", **usual | {"ProjectID": project_id, "BedInventory": count} | cells)

    def person(self, person_id: str, **cells: Any) -> None:
        """Somebody born in 1980 whose sex was not asked."""
        self.row("Client", **{"PersonalID": person_id, "DOB": "1980-07-01", "DOBDataQuality": 1, "Sex": 99} | cells)

    def enrol(self, person_id: str, project_id: str, entry: str, exit_: str = "", **cells: Any) -> str:
        """An enrolment of somebody who heads a household of her own, ended where an exit is given. Returns its id."""
        if not any(row["PersonalID"] == person_id for row in self.files["Client"]):
            self.person(person_id)
        enrolment_id = str(cells.pop("EnrollmentID", f"e{len(self.files['Enrollment']) + 1}"))
        usual = {"HouseholdID": f"h-{enrolment_id}", "RelationshipToHoH": 1}
        names = {"EnrollmentID": enrolment_id, "PersonalID": person_id, "ProjectID": project_id, "EntryDate": entry}
        self.row("Enrollment", **usual | names | cells)
        if exit_:
            self.row("Exit", EnrollmentID=enrolment_id, PersonalID=person_id, ExitDate=exit_)
        return enrolment_id

    def write(self, folder: Path, *, without: tuple[str, ...] = (), encoding: str = "utf-8", end: str = "\r\n") -> Path:
        """Writes the folder, leaving out the files named."""
        folder.mkdir(exist_ok=True)
        for name in self.files.keys() - set(without):
            with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as stream:
                writer = csv.DictWriter(stream, HEADERS[name].split(), lineterminator=end)
                writer.writeheader()
                writer.writerows(self.files[name])
        return folder


def an_export() -> HmisExport:
    """A shelter, transitional and permanent housing with two beds each, and an outreach team."""
    made = HmisExport()
    for project_id, project_type in (("es", SHELTER), ("th", TRANSITIONAL), ("psh", PERMANENT)):
        made.project(project_id, project_type)
        made.beds(project_id, 2)
    made.project("so", OUTREACH)
    return made


def people(world: HmisWorld) -> dict[str, Person]:
    return {person.person_id: person for person in world.snapshot.people}


def stays(world: HmisWorld) -> dict[str, Stay]:
    return {stay.person_id: stay for stay in world.snapshot.stays}


def schemes(world: HmisWorld) -> dict[str, Scheme]:
    return {scheme.scheme_id: scheme for scheme in world.snapshot.schemes}


def beds_of(world: HmisWorld, project_id: str) -> list[Bed]:
    return [bed for bed in world.snapshot.beds if bed.scheme_id == project_id]


def home(world: HmisWorld, person_id: str) -> str:
    """The project in which she has a bed, blank where she has none."""
    scheme_of = {bed.bed_id: bed.scheme_id for bed in world.snapshot.beds}
    stay = stays(world).get(person_id)
    return scheme_of[stay.bed_id] if stay else ""


def line(world: HmisWorld, project_id: str) -> Occupancy:
    return next(found for found in world.occupancy if found.project_id == project_id)


def warned(world: HmisWorld) -> str:
    return "\n".join(str(warning) for warning in world.warnings)
