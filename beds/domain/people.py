"""People, known by pseudonym only, and their stays."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Band = Literal["A", "B", "C", "D"]
BANDS: tuple[Band, ...] = ("A", "B", "C", "D")
Gender = Literal["woman", "man", "non_binary", "unknown"]
Exemption = Literal["", "violence", "care_leaver", "armed_forces", "other"]
Substance = Literal["", "active", "in_treatment", "abstinent"]
ROUTES = ("SNAP", "specialist", "outreach", "internal", "self")
Outcome = Literal[
    "", "moved_phase", "moved_on", "returned", "abandoned", "evicted", "hospital", "custody", "died", "other"
]
LEFT: tuple[Outcome, ...] = ("returned", "abandoned", "evicted", "hospital", "custody", "died", "other")
"""How a stay may end but by a move within the service or by moving on."""
ABSENCES = ("hospital", "custody", "rehab", "other")
"""Where somebody is for whom her bed is held."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody referred, resident or in follow-on. None and blank mean: not known."""

    person_id: str
    birth_date: date | None = None
    gender: Gender = "unknown"
    route: str = ""
    waiting_since: date | None = None
    band: Band | None = None
    seeks: tuple[int, ...] = ()
    recourse: bool | None = None
    intentional: bool | None = None
    connection: bool | None = None
    connection_exempt: Exemption = ""
    substance: Substance = ""
    groups: tuple[str, ...] = ()
    step_free_needed: bool | None = None
    needs: tuple[str, ...] = ()
    prefers: tuple[str, ...] = ()
    children: int | None = None
    pets: bool | None = None
    shares_room: bool | None = None
    avoid_areas: tuple[str, ...] = ()
    avoid_schemes: tuple[str, ...] = ()
    withhold_from: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    worker_id: str = ""
    programme_start: date | None = None
    ethnicity: str = ""
    disability: str = ""

    @property
    def is_candidate(self) -> bool:
        return bool(self.seeks)


@dataclass(frozen=True, slots=True)
class Stay:
    """One person in one bed over the half-open ``[started_on, ended_on)``; open while ``ended_on`` is None."""

    stay_id: str
    person_id: str
    bed_id: str
    started_on: date
    extended_to: date | None = None
    leaving_on: date | None = None
    ended_on: date | None = None
    outcome: Outcome = ""

    @property
    def is_open(self) -> bool:
        return self.ended_on is None
