"""What there is for everybody who seeks a bed: how many beds are open to her, and what stands in her way elsewhere."""

from dataclasses import dataclass

import numpy as np

from beds.rules.catalogue import CATALOGUE
from beds.rules.refusals import BIT, Refusals, rules_in

IN_SERVICE, PHASE = BIT["in_service"], BIT["phase"]


@dataclass(frozen=True, slots=True)
class Sought:
    """One candidate before all beds, her own not counted.

    A bed suits her where no rule refuses it but ``in_service``: she could have it were it free.
    """

    open_now: int
    """Beds that no rule refuses: empty, or lived in by somebody who leaves or seeks another."""
    suits: int
    blocked_by: tuple[tuple[str, int], ...]
    """Where no bed suits her: the rules that refuse beds of a phase she seeks, and how many; the most first."""
    alone: tuple[str, ...]
    """Where no bed suits her: the waivable rules that stand alone before some bed."""

    @property
    def is_blocked(self) -> bool:
        """The rules leave her nothing, whatever falls vacant."""
        return self.suits == 0

    @property
    def waits_for_a_vacancy(self) -> bool:
        return self.suits > 0 and self.open_now == 0


def sought(refusals: Refusals) -> dict[str, Sought]:
    """What there is for each of the people judged, by person."""
    sizes, masks = refusals.sizes, refusals.masks
    suits = (masks & ~IN_SERVICE) == 0
    people, own = np.arange(len(refusals.people)), refusals.own_place
    own_suits = np.zeros(len(people), dtype=np.int64)
    lives = people[own >= 0]
    own_suits[lives] = suits[lives, own[lives]]
    counts = (suits @ sizes - own_suits).tolist() if len(sizes) else [0] * len(people)
    open_now = refusals.eligible_beds.tolist() if len(sizes) else [0] * len(people)
    found = {}
    for i, person in enumerate(refusals.people):
        blocked = _in_the_way(refusals, i) if counts[i] == 0 else ((), ())
        found[person.person_id] = Sought(open_now[i], counts[i], *blocked)
    return found


def _in_the_way(refusals: Refusals, i: int) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Whom no bed suits: which rules refuse how many beds of the phases she seeks, and which stand alone."""
    sizes = refusals.sizes.copy()
    own = int(refusals.own_place[i])
    if own >= 0:
        sizes[own] -= 1
    row = refusals.masks[i] & ~IN_SERVICE
    in_phase = ((row & PHASE) == 0) & (sizes > 0)
    if not in_phase.any():
        return (("phase", int(sizes.sum())),), ()
    row, sizes = row[in_phase], sizes[in_phase]
    counted = [(rule.id, int(sizes[(row & BIT[rule.id]) != 0].sum())) for rule in rules_in(np.bitwise_or.reduce(row))]
    alone = tuple(
        rule for rule, _count in counted if CATALOGUE[rule].waivable and bool((row == BIT[rule]).any())
    )  # fmt: skip
    return tuple(sorted(counted, key=lambda one: -one[1])), alone
