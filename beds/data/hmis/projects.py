"""Which projects of an export become schemes, and how far along the pathway each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from beds.data.hmis.export import Export

SHELTER, TRANSITIONAL, PERMANENT = 0, 1, 3
PHASE_NAMES = {
    SHELTER: "Emergency shelter",
    TRANSITIONAL: "Transitional housing",
    PERMANENT: "Permanent supportive housing",
}
SEEKS = (TRANSITIONAL, PERMANENT)
"""What people in shelter or street outreach are candidates for."""

PHASES: Mapping[str, int] = {
    "0": SHELTER,  # emergency shelter, entry/exit
    "1": SHELTER,  # emergency shelter, night by night
    "8": SHELTER,  # safe haven: counted with the shelters wherever the standard counts people who are homeless
    "2": TRANSITIONAL,
    "3": PERMANENT,
}
"""The phase of each project type that becomes a scheme."""

STREET_OUTREACH = "4"
OTHER_PERMANENT = frozenset({"9", "10", "13"})
"""Housing only, housing with services and rapid re-housing: homes of a person's own rather than beds, so no scheme."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project that people live in or are met by; it operates over the half-open ``[opens, closes)``."""

    project_id: str
    name: str
    organization_id: str
    type: str
    opens: date
    closes: date | None

    @property
    def phase(self) -> int | None:
        """None where the project makes no scheme."""
        return PHASES.get(self.type)

    def operates_on(self, on: date) -> bool:
        return self.opens <= on and (self.closes is None or on < self.closes)


def a_date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def in_order(identifier: str) -> tuple[int, str]:
    """Sorts ids as numbers where they are numbers: 9 before 10."""
    return (len(identifier), identifier)


def projects_of(export: Export) -> dict[str, Project]:
    """Every project by id, in order of id."""
    table = export.project
    found = [
        Project(project_id, name or common_name, organization_id, type_, date.fromisoformat(opens), a_date(closes))
        for project_id, name, common_name, organization_id, type_, opens, closes in zip(
            table["ProjectID"],
            table["ProjectName"],
            table["ProjectCommonName"],
            table["OrganizationID"],
            table["ProjectType"],
            table["OperatingStartDate"],
            table["OperatingEndDate"],
            strict=True,
        )
    ]
    return {project.project_id: project for project in sorted(found, key=lambda project: in_order(project.project_id))}
