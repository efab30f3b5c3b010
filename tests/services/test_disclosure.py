"""No count that is hidden can be recovered by subtraction: a linear program tries, on hundreds of random tables."""

from collections.abc import Mapping

import numpy as np
import pytest

from beds.domain.small_numbers import LARGEST
from beds.services.disclosure import Tie, hidden, total
from tests.services.attacker import widths

Counts = dict[str, int]
TABLES = 300


def crossed(luck: np.random.Generator, name: str, rows: int, columns: int) -> tuple[Counts, list[Tie]]:
    """A table of rows by columns with both margins and their total."""
    inner = luck.choice([0, 1, 2, 3, 4, 6, 9, 15, 40], size=(rows, columns), p=luck.dirichlet(np.ones(9)))
    counts: Counts = {}
    for r in range(rows + 1):
        for c in range(columns + 1):
            part = inner[r if r < rows else slice(None), c if c < columns else slice(None)]
            counts[f"{name}{r}.{c}"] = int(part.sum())
    ties = [total(f"{name}{r}.{columns}", [f"{name}{r}.{c}" for c in range(columns)]) for r in range(rows + 1)]
    ties += [total(f"{name}{rows}.{c}", [f"{name}{r}.{c}" for r in range(rows)]) for c in range(columns + 1)]
    return counts, ties


def any_table(luck: np.random.Generator) -> tuple[Counts, list[Tie]]:
    """A crossed table; or two whose totals are one count; or a table and a balance over its first row."""
    rows, columns = luck.integers(2, 5, size=2)
    counts, ties = crossed(luck, "a", rows, columns)
    kind = luck.integers(3)
    if kind == 1:
        everybody = f"a{rows}.{columns}"
        shares = luck.multinomial(counts[everybody], luck.dirichlet(np.ones(3)))
        counts |= {f"b{n}": int(share) for n, share in enumerate(shares)}
        ties.append(total(everybody, ["b0", "b1", "b2"]))
    if kind == 2:
        begun, left = counts["a0.0"], int(luck.integers(0, counts["a0.0"] + 4))
        before = int(luck.integers(max(0, left - begun), left + 9))
        counts |= {"left": left, "before": before, "after": before + begun - left}
        ties.append({"before": 1, "a0.0": 1, "left": -1, "after": -1})
    return counts, ties


def shown(counts: Mapping[str, int], shut: frozenset[str]) -> int:
    return len(counts) - len(shut)


@pytest.mark.parametrize("largest", [LARGEST, 9])
def test_of_hundreds_of_random_tables_no_hidden_count_can_be_recovered(largest: int) -> None:
    luck, some, kept, inner = np.random.default_rng(20261123 + largest), 0, 0, 0
    for _table in range(TABLES if largest == LARGEST else 40):
        counts, ties = any_table(luck)
        shut = hidden(counts, ties, largest)
        assert {key for key, count in counts.items() if 0 < count <= largest} <= shut
        if shut:
            some += 1
            narrow = {key: width for key, width in widths(counts, ties, shut).items() if width <= largest}
            assert narrow == {}, (counts, sorted(shut))
        kept, inner = kept + shown(counts, shut), inner + len(counts)
    assert some > 30, "the tables have something to hide"
    assert kept > inner / 4, "and something to show"


def test_the_attacker_finds_what_is_hidden_too_little() -> None:
    counts, ties = {"a": 3, "b": 9, "all": 12}, [total("all", ["a", "b"])]
    assert widths(counts, ties, frozenset({"a"})) == {"a": 0}
    assert widths(counts, ties, frozenset({"a", "b"})) == {"a": 12, "b": 12}


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert hidden({"a": 0, "b": 9, "all": 9}, [total("all", ["a", "b"])]) == frozenset()


def test_a_small_count_that_nothing_leads_to_is_hidden_alone() -> None:
    assert hidden({"a": 3, "b": 9, "c": 1}, []) == {"a", "c"}


def test_what_is_hidden_needs_company_that_is_large_enough() -> None:
    counts = {"a": 1, "b": 1, "c": 20, "all": 22}
    assert hidden(counts, [total("all", ["a", "b", "c"])]) == {"a", "b", "c"}


def test_a_nought_is_shown_where_another_count_can_hide_it() -> None:
    counts = {"a": 3, "b": 0, "c": 9, "all": 12}
    assert hidden(counts, [total("all", ["a", "b", "c"])]) == {"a", "c"}


def test_a_margin_that_two_tables_share_gives_nothing_away() -> None:
    # Each table alone could keep its other margin; together they would tell a2.
    counts = {"a1": 30, "a2": 3, "a3": 7, "all": 40, "b1": 20, "b2": 20}
    shut = hidden(counts, [total("all", ["a1", "a2", "a3"]), total("all", ["b1", "b2"])])
    assert shut == {"a2", "a3"}


def test_a_balance_gives_nothing_away() -> None:
    counts = {"before": 20, "came": 9, "left": 2, "after": 27}
    shut = hidden(counts, [{"before": 1, "came": 1, "left": -1, "after": -1}])
    assert "left" in shut
    assert len(shut) == 2
