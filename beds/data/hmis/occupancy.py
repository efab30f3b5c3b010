"""How full each project is on the run date: what the export says beside what the exchange folder holds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from beds.data.hmis.enrolments import Enrolled
from beds.data.hmis.inventory import Stock
from beds.data.hmis.projects import Project


@dataclass(frozen=True, slots=True)
class Occupancy:
    """One project. ``enrolled`` = ``stays`` + ``moved_to_later`` + ``repeated``."""

    project_id: str
    name: str
    phase: int
    beds: int
    enrolled: int
    """Open enrolments on the run date, straight from the export's entries and exits."""
    stays: int
    """People who live here in the exchange folder."""
    moved_to_later: int
    """Open enrolments of people who entered another project later and live there in the exchange folder."""
    repeated: int
    """Open enrolments of people who entered this same project again later: one person, one bed."""
    overflow: int
    """How many of the stays are beyond ``beds``, in beds made for them."""


def occupancy_of(
    projects: Mapping[str, Project], stock: Mapping[str, Stock], enrolled: Enrolled
) -> tuple[Occupancy, ...]:
    """A line for each project that makes a scheme, in order of its id."""
    home = {enrolment.person_id: enrolment.project_id for enrolment in enrolled.housed}
    stays = Counter(home.values())
    again = Counter(e.project_id for e in enrolled.left_for_later if home[e.person_id] == e.project_id)
    elsewhere = Counter(e.project_id for e in enrolled.left_for_later if home[e.person_id] != e.project_id)
    return tuple(
        Occupancy(
            project_id=project_id,
            name=project.name,
            phase=project.phase,
            beds=len(stock[project_id].beds),
            enrolled=stays[project_id] + again[project_id] + elsewhere[project_id],
            stays=stays[project_id],
            moved_to_later=elsewhere[project_id],
            repeated=again[project_id],
            overflow=max(0, stays[project_id] - len(stock[project_id].beds)),
        )
        for project_id, project in projects.items()
        if project.phase is not None
    )
