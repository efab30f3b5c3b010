"""Searches for whole numbers: what is known already is not searched for again, and rows stand where they are put."""

import numpy as np
import pytest
from scipy import sparse

from beds.optimizer import lexicographic
from beds.optimizer.lexicographic import Face, solve
from beds.optimizer.programme import Deadline, Flags, Floats, Programme, Whole, stacked, whole
from tests.optimizer.test_cuts import TRIANGLE, programme, random_programme


@pytest.mark.parametrize("seed", [10, 15, 31])
def test_where_there_is_nothing_nobody_searches_twice(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    in_vain: list[tuple[Programme, Flags]] = []

    def watched(of: Programme, gains: Floats, alive: Flags, deadline: Deadline) -> Whole:
        assert not any(of is where and not (alive & ~among).any() for where, among in in_vain)
        found = whole(of, gains, alive, deadline)
        if found.x is None:
            in_vain.append((of, alive))
        return found

    monkeypatch.setattr(lexicographic, "whole", watched)
    monkeypatch.setattr(lexicographic, "ROUNDS", 0)  # without cuts the promises stand, and are searched for
    draw = np.random.default_rng(seed)
    gains, lots = draw.integers(0, 4, size=(3, 5)).astype(float), draw.integers(1, 9, size=(2, 5)).astype(float)
    solve(random_programme(seed), gains, lots)
    assert in_vain


def test_a_face_holds_what_keeps_its_rows_and_uses_only_what_is_alive() -> None:
    week = programme(TRIANGLE, [1, 1, 1])
    met = Programme(week.matrix, week.limits, np.array([True, False, False]), week.upper)
    face = Face(met, np.array([True, False, True]))
    assert face.holds(np.array([1.0, 0, 0]))
    assert not face.holds(np.array([0.0, 1, 0])), "not alive"
    assert not face.holds(np.array([0.0, 0, 1])), "the first row is to be met exactly"
    assert not face.holds(np.array([1.0, 0, 1])), "the last row allows one"


@pytest.mark.parametrize("seed", range(4))
def test_rows_stand_below_the_rows_above(seed: int) -> None:
    draw = np.random.default_rng(seed)
    above, below = (sparse.csc_array(draw.integers(-1, 2, size=(rows, 6)).astype(float)) for rows in (4, 3))
    both = stacked(above, below)
    assert both.toarray().tolist() == np.vstack([above.toarray(), below.toarray()]).tolist()
    assert both.has_sorted_indices
