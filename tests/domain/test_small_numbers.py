"""Small counts of people are hidden, and so is what would give them away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from beds.domain.small_numbers import LARGEST, suppressed


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ([7, 9, 16], [False, False, False]),
        ([0, 9, 9], [False, False, False]),
        ([3, 9, 20, 32], [True, True, False, False]),  # else 32 - 9 - 20 tells
        ([1, 1, 20, 22], [True, True, True, False]),  # else each of the two must be 1
        ([3, 0, 3], [True, False, True]),
        ([3, 0, 9, 12], [True, False, True, False]),  # nothing is hidden behind a nought
        ([2, 3, 5], [True, True, False]),
        ([4, 4], [True, True]),
        ([5, 5], [False, False]),
    ],
)
def test_small_counts_are_hidden_with_company(parts: list[int], hidden: list[bool]) -> None:
    assert suppressed(np.array(parts)).tolist() == hidden


@given(some.lists(some.integers(0, 30), min_size=2, max_size=5))
def test_what_is_shown_never_gives_a_small_count_away(parts: list[int]) -> None:
    counts = np.array([*parts, sum(parts)])
    hidden = suppressed(counts)
    assert hidden[(counts > 0) & (counts <= LARGEST)].all()
    if hidden.any() and not hidden[-1]:
        together = counts[:-1][hidden[:-1]]
        assert len(together) > 1
        assert together.sum() > LARGEST


def test_every_row_of_a_table_is_judged_by_itself() -> None:
    table = np.array([[[3, 9, 12], [7, 9, 16]], [[7, 9, 16], [3, 9, 12]]])
    assert suppressed(table).tolist() == [[[True, True, False], [False] * 3], [[False] * 3, [True, True, False]]]
