"""The part of the HMIS CSV standard (FY2026) that is read: files, columns, and what a cell may hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "id", "reference", "date", "code", "count"]

DELETED = "DateDeleted"
"""Any value here takes the row out of the export: the standard keeps deleted rows for others to delete too."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``blank`` says whether a cell may be empty; ``refers_to`` is the file whose id stands here."""

    name: str
    kind: Kind = "text"
    blank: bool = True
    codes: frozenset[str] = frozenset()
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One file; ``key`` names its rows, and ``also`` are other names under which it is met."""

    name: str
    key: str
    columns: tuple[Column, ...]
    required: bool = True
    also: tuple[str, ...] = ()


def _codes(*values: int) -> frozenset[str]:
    return frozenset(str(value) for value in values)


YES_NO = _codes(0, 1, 8, 9, 99)
SEX = _codes(0, 1, 8, 9, 99)
BIRTH_DATE_QUALITY = _codes(1, 2, 8, 9, 99)
RELATIONSHIP = _codes(1, 2, 3, 4, 5, 99)
TIMES_HOMELESS = _codes(1, 2, 3, 4, 8, 9, 99)
MONTHS_HOMELESS = _codes(*range(101, 114), 8, 9, 99)
PROJECT_TYPE = _codes(0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14)
HOUSEHOLD_TYPE = _codes(1, 3, 4)
AVAILABILITY = _codes(1, 2, 3)
BED_TYPE = _codes(1, 2, 3)

RACES = {
    "AmIndAKNative": "american_indian_alaska_native",
    "Asian": "asian",
    "BlackAfAmerican": "black_african_american",
    "HispanicLatinao": "hispanic_latino",
    "MidEastNAfrican": "middle_eastern_north_african",
    "NativeHIPacific": "native_hawaiian_pacific_islander",
    "White": "white",
}
"""The standard's columns of race and ethnicity, and the word that ``people.ethnicity`` carries for each."""

VETERAN, YOUTH, CHRONIC = "veteran", "youth", "chronically_homeless"
DEDICATED = {
    "CHVetBedInventory": ("chronically_homeless_veteran", (CHRONIC, VETERAN)),
    "YouthVetBedInventory": ("youth_veteran", (YOUTH, VETERAN)),
    "VetBedInventory": ("veteran", (VETERAN,)),
    "CHYouthBedInventory": ("chronically_homeless_youth", (CHRONIC, YOUTH)),
    "YouthBedInventory": ("youth", (YOUTH,)),
    "CHBedInventory": ("chronically_homeless", (CHRONIC,)),
}
"""Columns that count beds dedicated to some people only: the group they are for, and all that its members are."""

PROJECT = File(
    "Project.csv",
    "ProjectID",
    (
        Column("ProjectID", "id", blank=False),
        Column("OrganizationID", "reference", refers_to="Organization.csv"),
        Column("ProjectName"),
        Column("ProjectCommonName"),
        Column("OperatingStartDate", "date", blank=False),
        Column("OperatingEndDate", "date"),
        Column("ProjectType", "code", codes=PROJECT_TYPE),
        Column(DELETED),
    ),
)
INVENTORY = File(
    "Inventory.csv",
    "InventoryID",
    (
        Column("InventoryID", "id", blank=False),
        Column("ProjectID", "reference", blank=False, refers_to="Project.csv"),
        Column("CoCCode"),
        Column("HouseholdType", "code", codes=HOUSEHOLD_TYPE),
        Column("Availability", "code", codes=AVAILABILITY),
        Column("BedInventory", "count", blank=False),
        *(Column(name, "count") for name in DEDICATED),
        Column("ESBedType", "code", codes=BED_TYPE),
        Column("InventoryStartDate", "date", blank=False),
        Column("InventoryEndDate", "date"),
        Column(DELETED),
    ),
)
CLIENT = File(
    "Client.csv",
    "PersonalID",
    (
        Column("PersonalID", "id", blank=False),
        Column("DOB", "date"),
        Column("DOBDataQuality", "code", codes=BIRTH_DATE_QUALITY),
        Column("Sex", "code", codes=SEX),
        *(Column(name, "code", codes=YES_NO) for name in RACES),
        Column("VeteranStatus", "code", codes=YES_NO),
        Column(DELETED),
    ),
)
ENROLLMENT = File(
    "Enrollment.csv",
    "EnrollmentID",
    (
        Column("EnrollmentID", "id", blank=False),
        Column("PersonalID", "reference", blank=False, refers_to="Client.csv"),
        Column("ProjectID", "reference", blank=False, refers_to="Project.csv"),
        Column("EntryDate", "date", blank=False),
        Column("HouseholdID"),
        Column("RelationshipToHoH", "code", codes=RELATIONSHIP),
        Column("DateToStreetESSH", "date"),
        Column("TimesHomelessPastThreeYears", "code", codes=TIMES_HOMELESS),
        Column("MonthsHomelessPastThreeYears", "code", codes=MONTHS_HOMELESS),
        Column("DisablingCondition", "code", codes=YES_NO),
        Column("MoveInDate", "date"),
        Column("FormerWardChildWelfare", "code", codes=YES_NO),
        Column(DELETED),
    ),
)
EXIT = File(
    "Exit.csv",
    "ExitID",
    (
        Column("ExitID", "id", blank=False),
        Column("EnrollmentID", "reference", blank=False, refers_to="Enrollment.csv"),
        Column("ExitDate", "date", blank=False),
        Column(DELETED),
    ),
)
HEALTH_AND_DV = File(
    "HealthAndDV.csv",
    "HealthAndDVID",
    (
        Column("HealthAndDVID", "id", blank=False),
        Column("EnrollmentID", "reference", blank=False, refers_to="Enrollment.csv"),
        Column("InformationDate", "date", blank=False),
        Column("DomesticViolenceSurvivor", "code", codes=YES_NO),
        Column("CurrentlyFleeing", "code", codes=YES_NO),
        Column(DELETED),
    ),
    required=False,
    also=("HealthAndDV_entry.csv",),
)
ORGANIZATION = File(
    "Organization.csv",
    "OrganizationID",
    (Column("OrganizationID", "id", blank=False), Column("OrganizationName"), Column(DELETED)),
    required=False,
)
PROJECT_COC = File(
    "ProjectCoC.csv",
    "ProjectCoCID",
    (
        Column("ProjectCoCID", "id", blank=False),
        Column("ProjectID", "reference", blank=False, refers_to="Project.csv"),
        Column("CoCCode"),
        Column(DELETED),
    ),
    required=False,
)
EXPORT = File(
    "Export.csv",
    "ExportID",
    (
        Column("ExportID", "id", blank=False),
        Column("ExportStartDate", "date"),
        Column("ExportEndDate", "date"),
    ),
    required=False,
)

FILES = (PROJECT, INVENTORY, CLIENT, ENROLLMENT, EXIT, HEALTH_AND_DV, ORGANIZATION, PROJECT_COC, EXPORT)
"""In the order in which they are checked and their faults are told."""
