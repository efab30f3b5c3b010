"""The policy of a run: every number and switch that a council decides, frozen so that it can be hashed and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from beds.domain.frozen import FrozenMap
from beds.domain.messages import _

Continuity = Literal["required", "preferred", "off"]

TIERS = (
    "placed_A", "placed_B", "placed_C", "placed_D",
    "overdue", "continuity", "waiting", "first_choice", "prefers", "moves",
)  # fmt: skip

PHASE_NAMES = FrozenMap({0: "Crisis", 1: "Hostel", 2: "Semi-independent hostel", 3: "Third-phase flat"})
STAY_LIMIT_WEEKS = FrozenMap({0: 4, 1: 26, 2: 26, 3: 52})
CASELOAD_POINTS = FrozenMap({0: Fraction(1), 1: Fraction(1), 2: Fraction(1), 3: Fraction(1, 2)})
DEFAULT_POINTS = Fraction(1)
"""Points of a phase that neither the policy nor its defaults name (phases 4 to 9)."""


@dataclass(frozen=True)
class Policy:
    """SPEC section 5. Mappings are complete: the reader of ``policy.yaml`` merges them over the defaults."""

    name: str = "chrysalis"
    phase_names: Mapping[int, str] = PHASE_NAMES
    stay_limit_weeks: Mapping[int, int] = STAY_LIMIT_WEEKS
    stay_limit_applies_to: Literal["all_stays", "new_stays"] = "all_stays"
    stay_limit_from: date | None = None
    stay_limit_weeks_before: Mapping[int, int] | None = None
    programme_limit_weeks: int = 130
    minimum_stay_weeks: int = 4
    follow_on_weeks: int = 26
    continuity: Continuity = "required"
    caseload_points: Mapping[int, Fraction] = CASELOAD_POINTS
    follow_on_points: Fraction = Fraction(1, 4)
    connection_exempt: tuple[str, ...] = ("violence", "care_leaver", "armed_forces")
    women_only_accepts: tuple[str, ...] = ("woman",)
    route_priority: Mapping[str, int] = field(default_factory=FrozenMap)
    rules_off: tuple[str, ...] = ()
    objective: tuple[str, ...] = TIERS
    lottery_seed: int = 1
    sources: Mapping[str, str] = field(default_factory=FrozenMap)
    """Where a key comes from (statute, council paper), shown wherever a rule that reads it is explained."""

    def limit_weeks(self, phase: int, started_on: date) -> int | None:
        """Weeks a stay of this phase may last, None where the policy sets no limit.

        With ``new_stays``, stays begun before ``stay_limit_from`` keep the limit that held before.
        """
        before = self.stay_limit_weeks_before
        grandfathered = (
            self.stay_limit_applies_to == "new_stays"
            and self.stay_limit_from is not None
            and started_on < self.stay_limit_from
            and before is not None
        )
        if grandfathered and before is not None and phase in before:
            return before[phase]
        return self.stay_limit_weeks.get(phase)

    def points(self, phase: int) -> Fraction:
        """Caseload points of one person in this phase."""
        return self.caseload_points.get(phase, DEFAULT_POINTS)

    def phase_name(self, phase: int) -> str:
        return self.phase_names.get(phase) or _("phase %(phase)d", phase=phase)
