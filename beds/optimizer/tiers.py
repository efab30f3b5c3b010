"""The objective: what one choice counts for in each tier (SPEC section 4), tier by tier in the policy's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from beds.domain.policy import TIERS
from beds.optimizer.choices import Choices, Columns, Hold

Floats = npt.NDArray[np.float64]
SENSE: Mapping[str, Literal["max", "min"]] = {
    tier: "min" if tier in ("continuity", "moves") else "max" for tier in TIERS
}


@dataclass(frozen=True)
class Gains:
    """What placements are worth, always to be maximised: tiers with sense ``min`` count negatively."""

    choices: Choices

    @property
    def tiers(self) -> tuple[str, ...]:
        return self.choices.week.policy.objective

    def of(self, tier: str, columns: Columns) -> Floats:
        """The gain of each placement in a tier, shape (columns,); whole numbers."""
        return np.asarray(self._of(tier, columns), dtype=np.float64)

    def _of(self, tier: str, columns: Columns) -> Any:
        person = columns.person
        match tier:
            case "overdue":
                return self._overdue[person]
            case "continuity":
                counted = self.choices.week.policy.continuity == "preferred"
                leaves_own = (columns.hold == Hold.NEW) & (self.choices.own_worker[person] >= 0)
                return -1.0 * (leaves_own & counted)
            case "waiting":
                return self._waiting[person]
            case "first_choice":
                return self._first_phase[person] == self._phase[columns.bed_class]
            case "prefers":
                return self._prefers[person, columns.bed_class]
            case "moves":
                return -self._resident[person]
            case _:
                return self._band[person] == tier.removeprefix("placed_")

    def all(self, columns: Columns) -> Floats:
        """The gains of every tier in order, shape (tiers, columns)."""
        return np.array([self.of(tier, columns) for tier in self.tiers]).reshape(len(self.tiers), len(columns))

    @cached_property
    def _band(self) -> npt.NDArray[np.str_]:
        week = self.choices.week
        return np.array([week.band(person) for person in week.candidates], dtype="U1")

    @cached_property
    def _overdue(self) -> Floats:
        week = self.choices.week
        return np.array([week.overdue_weeks(person.person_id) for person in week.candidates], dtype=float)

    @cached_property
    def _waiting(self) -> Floats:
        week = self.choices.week
        return np.array([week.waiting_days(person) for person in week.candidates], dtype=float)

    @cached_property
    def _resident(self) -> Floats:
        week = self.choices.week
        return np.array([week.is_resident(person.person_id) for person in week.candidates], dtype=float)

    @cached_property
    def _first_phase(self) -> npt.NDArray[np.int64]:
        return np.array([person.seeks[0] for person in self.choices.week.candidates], dtype=np.int64)

    @cached_property
    def _phase(self) -> npt.NDArray[np.int64]:
        return np.array([member.phase for member in self.choices.classes.members], dtype=np.int64)

    @cached_property
    def _prefers(self) -> Floats:
        """How many of her ``prefers`` a class meets, shape (people, classes)."""
        members = self.choices.classes.members
        has: dict[str, Floats] = {}
        for c, member in enumerate(members):
            scheme = member.place.scheme
            for tag in {*member.place.features, scheme.scheme_id, scheme.area}:
                has.setdefault(tag, np.zeros(len(members)))[c] = 1
        nothing = np.zeros(len(members))
        rows: dict[tuple[str, ...], Floats] = {}
        for person in self.choices.week.candidates:
            if person.prefers not in rows:
                rows[person.prefers] = sum((has.get(tag, nothing) for tag in set(person.prefers)), nothing)
        people = self.choices.week.candidates
        return np.array([rows[person.prefers] for person in people]).reshape(len(people), len(members))
