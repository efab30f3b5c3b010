"""What every replication of a scenario has in common, worked out once: kinds of beds, verdicts, the worth of tiers."""

from dataclasses import dataclass
from functools import cached_property

from beds.domain.policy import Policy
from beds.simulation.kinds import Kinds, kinds_of
from beds.simulation.profile import Facts, left_out, phases_sought
from beds.simulation.scenario import Scenario
from beds.simulation.verdicts import Verdicts

FIELD = 40
"""Bits of a tier in the worth of a placement: more than any sum of a week can fill."""


def tier_shifts(policy: Policy) -> dict[str, int]:
    """How far left the field of each tier stands in the worth of a placement; the ticket has the field at 0."""
    return {name: FIELD * place for place, name in enumerate(reversed(policy.objective), start=1)}


@dataclass(frozen=True)
class Ground:
    """What every replication of a scenario has in common, worked out once."""

    scenario: Scenario
    kinds: Kinds
    verdicts: Verdicts
    phases: tuple[int, ...]
    left_out: Facts
    """What holds of everybody where the profile does not say."""

    @cached_property
    def tells_routes(self) -> bool:
        """Whether it is known how people are referred, or only assumed so that it restricts nobody."""
        profile = self.scenario.demand.profile
        groups = (group for values in profile.groups_of.values() for group in values.values())
        return self.scenario.present is not None or "route" in profile.facts or any("route" in g.facts for g in groups)

    @classmethod
    def of(cls, scenario: Scenario) -> "Ground":
        kinds = kinds_of(scenario)
        present = scenario.present.people if scenario.present else ()
        sought = phases_sought(scenario.demand.profile).union(*(person.seeks for person in present))
        phases = tuple(sorted(sought.union(kinds.phases) or {0}))
        otherwise = left_out(scenario.schemes, scenario.policy, phases[0])
        return cls(scenario, kinds, Verdicts(scenario, kinds), phases, otherwise)
