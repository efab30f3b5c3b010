"""Decisions of named people that bind a run: who must be kept apart, waivers, pins."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Scope = Literal["room", "scheme", "area"]
SCOPES: tuple[Scope, ...] = ("room", "scheme", "area")


@dataclass(frozen=True, slots=True)
class KeepApart:
    """Two people who must not live in the same room, scheme or area."""

    person_a: str
    person_b: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Waiver:
    """One rule that shall not bind one person, from ``decided_on`` to ``expires_on``, both included."""

    person_id: str
    rule: str
    reason: str
    decided_by: str
    decided_on: date
    expires_on: date | None = None

    def in_force(self, on: date) -> bool:
        return self.decided_on <= on and (self.expires_on is None or on <= self.expires_on)


@dataclass(frozen=True, slots=True)
class Pin:
    """A coordinator's own decision: this person into this bed (``pin``) or never (``forbid``)."""

    person_id: str
    bed_id: str
    action: Literal["pin", "forbid"]
    reason: str = ""
    decided_by: str = ""
    worker_id: str = ""
    """The key worker that goes with a pinned bed; blank: whoever the run gives."""
