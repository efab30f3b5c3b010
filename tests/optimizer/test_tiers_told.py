"""What is told of the tiers when time was up before all were proven."""

from beds.optimizer.lexicographic import Proof
from beds.optimizer.run import tiers_of


def test_no_tier_is_proven_while_one_before_it_is_not() -> None:
    tiers = tiers_of(["placed_A", "placed_B", "continuity"], [Proof(3, 3), Proof(10, 11), Proof(0, 0)])
    assert [tier.proven for tier in tiers] == [True, False, False]


def test_what_is_counted_down_is_told_as_it_is_counted() -> None:
    (tier,) = tiers_of(["continuity"], [Proof(-2, -1)])
    assert (tier.value, tier.bound, tier.proven) == (2, 1, False)
