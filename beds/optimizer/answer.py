"""What the solver found for a week, with all that an explanation needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from beds.domain.week import Week
from beds.optimizer.assemble import Assignment
from beds.optimizer.dates import Moves
from beds.optimizer.lexicographic import Solved
from beds.optimizer.model import Model
from beds.optimizer.programme import Floats
from beds.optimizer.tiers import Gains
from beds.rules.refusals import Refusals


@dataclass(frozen=True)
class Answer:
    """A solved week: the model, its solution, and who got which bed and worker."""

    week: Week
    model: Model
    gains: Gains
    tier_gains: Floats
    """Shape (tiers, columns); where rows of an earlier proposal are to be kept, one more row after the tiers."""
    solved: Solved
    assignments: Mapping[str, Assignment]
    moves: Moves
    keep: Mapping[str, str]
    """The bed that an earlier proposal gave each person, where it is to be kept if that costs no tier anything."""

    @property
    def refusals(self) -> Refusals:
        return self.model.choices.classes.refusals

    @property
    def tier_names(self) -> tuple[str, ...]:
        return self.gains.tiers
