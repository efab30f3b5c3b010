"""The relaxation that stays warm finds what one solved anew finds, tier after tier, with columns taken in by price."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from beds.optimizer import simplex
from beds.optimizer.lexicographic import Face, with_row
from beds.optimizer.programme import EPSILON, Deadline, Floats, Programme, relax
from beds.optimizer.simplex import Simplex

PEOPLE, BEDS, TIERS = 12, 5, 3
NEVER = Deadline()


def week(seed: int, pinned: int = 0) -> tuple[Programme, Floats]:
    """People and beds as an assignment, a third of the pairs left out, and what each pair counts for in each tier."""
    random = np.random.default_rng(seed)
    people, beds = np.nonzero(random.random((PEOPLE, BEDS)) < 0.7)
    each = np.arange(len(people))
    matrix = sparse.csc_array(
        (np.ones(2 * len(each)), (np.concatenate([people, PEOPLE + beds]), np.concatenate([each, each]))),
        shape=(PEOPLE + BEDS, len(each)),
    )
    fixed = np.arange(PEOPLE + BEDS) < pinned
    gains = random.integers(0, 3, (TIERS, len(each))).astype(float)
    return Programme(matrix, np.ones(PEOPLE + BEDS), fixed, np.ones(len(each))), gains


@pytest.fixture(autouse=True)
def one_column_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex, "FEW", 0)
    monkeypatch.setattr(simplex, "TAKEN_IN", 1)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("pinned", [0, 2])
def test_every_tier_is_worth_what_it_is_worth_when_solved_anew(seed: int, pinned: int) -> None:
    programme, gains = week(seed, pinned)
    warm, used = Simplex(programme, gains), np.zeros(gains.shape[1], dtype=bool)
    face = Face(programme, ~used)
    for tier, gain in enumerate(gains):
        anew = relax(face.programme, gain, face.alive, NEVER)
        kept_warm = warm.relax(face.programme, face.held, gain, face.alive, used, NEVER)
        assert anew is not None
        assert kept_warm is not None
        assert kept_warm.value == pytest.approx(anew.value)
        assert (kept_warm.reduced[face.alive] <= EPSILON).all()
        assert (programme.matrix @ kept_warm.x <= programme.limits + EPSILON).all()
        face = face.after(tier, gain, kept_warm, kept_warm.value)


def test_the_value_of_a_tier_below_its_promise_is_held_as_a_row_and_can_be_taken_back() -> None:
    programme, gains = week(1)
    warm, used = Simplex(programme, gains), np.zeros(gains.shape[1], dtype=bool)
    first = Face(programme, ~used)
    best = warm.relax(programme, (), gains[0], first.alive, used, NEVER)
    assert best is not None
    lower = first.after(0, gains[0], best, best.value - 1)
    assert lower.held == (0,)
    least = warm.relax(lower.programme, lower.held, -gains[0], lower.alive, used, NEVER)
    assert least is not None
    assert -least.value == pytest.approx(best.value - 1)
    again = warm.relax(programme, (), -gains[0], first.alive, used, NEVER)
    assert again is not None
    assert again.value == pytest.approx(0)


def test_more_pins_than_beds_cannot_be_kept() -> None:
    programme, gains = week(1, pinned=BEDS + 1)
    every = np.ones(gains.shape[1], dtype=bool)
    assert Simplex(programme, gains).relax(programme, (), gains[0], every, ~every, NEVER) is None


def test_limits_may_change_and_change_back() -> None:
    programme, gains = week(1)
    every = np.ones(gains.shape[1], dtype=bool)
    warm = Simplex(programme, gains)
    for limit in (1.0, 0.0, 2.0, 1.0):
        changed = replace(programme, limits=np.append(np.full(PEOPLE, limit), np.ones(BEDS)))
        anew, kept_warm = (
            relax(changed, gains[0], every, NEVER),
            warm.relax(changed, (), gains[0], every, ~every, NEVER),
        )
        assert anew is not None
        assert kept_warm is not None
        assert kept_warm.value == pytest.approx(anew.value)


def test_what_fixed_a_row_may_be_taken_away_if_the_row_is_freed() -> None:
    programme, gains = week(1)
    every = np.ones(gains.shape[1], dtype=bool)
    first = programme.matrix[[0]].toarray()[0] > 0
    asked = replace(programme, fixed=np.arange(PEOPLE + BEDS) == PEOPLE)
    warm = Simplex(programme, gains)
    for alive in (every & first, every & ~first, every):
        warm.free(PEOPLE)
        anew, kept_warm = relax(asked, gains[0], alive, NEVER), warm.relax(asked, (), gains[0], alive, ~every, NEVER)
        assert (kept_warm is None) == (anew is None)
        if anew is not None and kept_warm is not None:
            assert kept_warm.value == pytest.approx(anew.value)


def test_columns_that_make_it_possible_are_found_where_those_inside_do_not() -> None:
    programme, gains = week(1)
    each = np.arange(gains.shape[1])
    bed = programme.matrix[[PEOPLE]].toarray()[0] > 0
    warm = Simplex(programme, gains, each < 0)
    held = with_row(programme, -gains[0], -1.0)
    assert warm.relax(held, (0,), gains[0], ~bed, each < 0, NEVER) is not None
