"""Schemes and their beds: what can be allocated."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

SubstancePolicy = Literal["any", "in_treatment", "abstinent"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One accommodation service. A flag that is None was left blank: it restricts nobody."""

    scheme_id: str
    phase: int
    name: str = ""
    provider: str = ""
    area: str = ""
    women_only: bool | None = None
    substance_policy: SubstancePolicy = "any"
    min_age: int | None = None
    max_age: int | None = None
    takes_children: bool | None = None
    takes_pets: bool | None = None
    takes_intentional: bool | None = None
    needs_connection: bool | None = None
    needs_recourse: bool | None = None
    reserved_for: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    turnaround_days: int = 0
    weekly_cost: Decimal | None = None

    @property
    def title(self) -> str:
        """The scheme's name for a reader; its id where no name was given."""
        return self.name or self.scheme_id


@dataclass(frozen=True, slots=True)
class Bed:
    """One place to sleep. ``room_id`` is read within its scheme; blank is a room of its own."""

    bed_id: str
    scheme_id: str
    room_id: str = ""
    step_free: bool | None = None
    features: tuple[str, ...] = ()
    open_from: date | None = None
    open_to: date | None = None
