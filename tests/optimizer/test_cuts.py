"""Cuts: they lose no whole solution, cut off the point that they were found at, and mean the same for new columns."""

from itertools import product

import numpy as np
import pytest
from scipy import sparse

from beds.optimizer import lexicographic
from beds.optimizer.cuts import Cuts, find_cuts
from beds.optimizer.lexicographic import solve
from beds.optimizer.programme import Deadline, Floats, Programme, relax

TRIANGLE = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
"""Three people, each two of whom exclude each other: the relaxation places half of each."""


def programme(matrix: Floats, limits: list[float]) -> Programme:
    rows, columns = matrix.shape
    cells = sparse.csc_array(matrix.astype(float))
    return Programme(cells, np.array(limits, dtype=float), np.zeros(rows, dtype=bool), np.full(columns, 3.0))


def random_programme(seed: int) -> Programme:
    """Pairs who exclude each other, three who share two places, somebody whose going makes room."""
    draw = np.random.default_rng(seed)
    sizes = draw.integers(2, 4, size=9)
    rows = [np.isin(np.arange(5), draw.choice(5, size=size, replace=False)).astype(int) for size in sizes]
    rows[0][draw.integers(5)] -= 1
    # Everything stays within reach of the brute force.
    return programme(np.vstack([*rows, np.eye(5)]), [*(sizes - 1).tolist(), *[2] * 5])


def vertex(of: Programme, gains: Floats) -> Floats:
    relaxed = relax(of, gains, np.ones(len(gains), dtype=bool), Deadline())
    assert relaxed is not None
    return relaxed.x


def keeps(of: Programme, x: Floats) -> bool:
    return bool((of.matrix @ x <= of.limits + 1e-6).all())


def test_a_triangle_is_cut_to_one_person() -> None:
    week = programme(TRIANGLE, [1, 1, 1])
    assert find_cuts(week, np.full(3, 0.5)) == [(0, 1, 2)]
    _cuts, tighter = Cuts().and_of(week, [np.full(3, 0.5)]) or pytest.fail("no cut")
    assert vertex(tighter, np.ones(3)).sum() == pytest.approx(1)


def test_a_whole_point_is_not_cut_off() -> None:
    assert find_cuts(programme(TRIANGLE, [1, 1, 1]), np.array([1.0, 0, 0])) == []


def test_no_whole_solution_is_lost_and_every_split_point_is_cut_off() -> None:
    cut_off = 0
    for seed in range(150):
        week, gains = random_programme(seed), np.random.default_rng(1_000 + seed).integers(1, 6, size=5).astype(float)
        cuts, tighter = Cuts(), week
        for _round in range(3):
            x = vertex(tighter, gains)
            found = cuts.and_of(tighter, [x])
            if found is None:
                break
            cuts, tighter = found
            assert not keeps(tighter, x)
            cut_off += 1
        for whole in product(range(3), repeat=5):
            if keeps(week, np.array(whole)):
                assert keeps(tighter, np.array(whole))
    assert cut_off > 50


def test_new_columns_use_of_cuts_what_columns_of_the_matrix_do() -> None:
    rounds = 0
    for seed in range(30):
        week, tighter, cuts = random_programme(seed), random_programme(seed), Cuts()
        for gains in np.random.default_rng(seed).integers(1, 6, size=(3, 5)).astype(float):
            cuts, tighter = cuts.and_of(tighter, [vertex(tighter, gains)]) or (cuts, tighter)
        assert (cuts.uses(week.matrix) != tighter.matrix).nnz == 0
        rounds = max(rounds, len(cuts.rounds))
    assert rounds > 1


def test_a_cut_holds_only_while_all_its_rows_do() -> None:
    cuts, _tighter = Cuts().and_of(programme(TRIANGLE, [1, 1, 1]), [np.full(3, 0.5)]) or pytest.fail("no cut")
    assert cuts.touching(np.array([1])).tolist() == [1, 3]
    assert cuts.touching(np.zeros(0, dtype=np.int64)).tolist() == []


@pytest.mark.parametrize("rounds", [0, 24])
def test_the_tiers_are_the_same_with_cuts_and_without(rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicographic, "ROUNDS", rounds)
    for seed in range(60):
        week = random_programme(seed)
        gains = np.random.default_rng(seed).integers(0, 4, size=(3, 5)).astype(float)
        best = max(
            tuple(gains @ np.array(whole)) for whole in product(range(3), repeat=5) if keeps(week, np.array(whole))
        )
        assert tuple(proof.value for proof in solve(week, gains).proofs) == best
