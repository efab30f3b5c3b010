"""The rows that cut off halves of people: what they hold, and that no whole allocation is lost by them."""

from itertools import product

import numpy as np
import pytest

from beds.optimizer.halves import Halves, halves_of

WHOLE, HALF = 4, 2


def halves(room: int, *freed: int) -> Halves:
    """One worker with so much room, and movers who give back so much each."""
    return halves_of([(0, person, points) for person, points in enumerate(freed)], np.array([room]), [WHOLE])


def test_one_half_given_back_makes_no_room_for_a_whole_person() -> None:
    rows = halves(0, HALF)
    assert rows.limits.tolist() == [0]
    row, position, value = rows.cells(np.array([0, 0]), np.array([0, 7]), np.array([-HALF, WHOLE]))
    assert list(zip(row.tolist(), position.tolist(), value.tolist(), strict=True)) == [(0, 1, 1)]


def test_of_two_halves_each_is_needed() -> None:
    rows = halves(0, HALF, HALF)
    assert rows.limits.tolist() == [0, 0]
    assert [sorted(lent) for lent in rows.lent] == [[1], [0]]


def test_whole_people_given_back_need_no_row() -> None:
    assert len(halves(0, WHOLE)) == 0


@pytest.mark.parametrize("room", range(6))
@pytest.mark.parametrize("freed", [(2,), (2, 2), (2, 4), (1, 3), (2, 2, 2), (3, 1, 2)])
def test_every_whole_allocation_keeps_every_row(room: int, freed: tuple[int, ...]) -> None:
    rows = halves(room, *freed)
    movers = range(len(freed))
    for moves in product((0, 1), repeat=len(freed)):
        for taken in range(6):
            if WHOLE * taken - sum(points for points, move in zip(freed, moves, strict=True) if move) > room:
                continue
            people = np.array([*movers, 99])
            points = np.array([*(-n for n in freed), WHOLE])
            row, position, value = rows.cells(np.zeros(len(people), dtype=np.int64), people, points)
            x = np.array([*moves, taken])
            used = np.bincount(row, value * x[position], len(rows)) if len(rows) else np.zeros(0)
            assert (used <= rows.limits).all()
