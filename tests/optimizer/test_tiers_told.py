"""What is told of the tiers when time was up before all were proven."""

import numpy as np
import pytest
from scipy import sparse

from beds.optimizer.cuts import Cuts
from beds.optimizer.lexicographic import Proof, _Run, solve
from beds.optimizer.programme import Programme, Relaxed, TimeIsUp
from beds.optimizer.run import tiers_of

ONE_BED_FOR_ONE = Programme(
    sparse.csc_array(np.array([[1.0], [1.0]])), np.ones(2), np.array([False, False]), upper=np.ones(1)
)


def test_time_up_while_the_tiers_are_gone_through_again_leaves_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = _Run._relaxed, []

    def emptied_by_cuts_then_late(self: _Run, tier: int) -> Relaxed | None:
        asked.append(tier)
        if len(asked) == 1:
            return real(self, tier)
        if len(asked) == 2:
            self.cuts = Cuts((sparse.csr_array((1, 2)),))
            return None
        raise TimeIsUp

    monkeypatch.setattr(_Run, "_relaxed", emptied_by_cuts_then_late)
    solved = solve(ONE_BED_FOR_ONE, np.ones((2, 1)), instead=lambda: np.ones(1))
    assert asked == [0, 1, 0]
    assert (solved.finished, solved.x.tolist()) == (False, [1])


def test_no_tier_is_proven_while_one_before_it_is_not() -> None:
    tiers = tiers_of(["placed_A", "placed_B", "continuity"], [Proof(3, 3), Proof(10, 11), Proof(0, 0)])
    assert [tier.proven for tier in tiers] == [True, False, False]


def test_what_is_counted_down_is_told_as_it_is_counted() -> None:
    (tier,) = tiers_of(["continuity"], [Proof(-2, -1)])
    assert (tier.value, tier.bound, tier.proven) == (2, 1, False)
