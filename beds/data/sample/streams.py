"""Named random streams whose every draw is the same on any machine and Python: the root of a repeatable sample.

Only ``random.Random.random`` with a text seed is used, which Python promises to keep; of arithmetic only what
IEEE 754 rounds exactly. No logarithm, power or library distribution, and no plain ``sum`` of fractions: their last
digits differ from machine to machine or from one Python to the next.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from random import Random
from typing import TypeVar

T = TypeVar("T")
Quantiles = Sequence[tuple[float, float]]
"""(probability, value) from (0.0, lowest) to (1.0, highest), both ascending; straight lines between."""


class Stream:
    """One stream of draws, keyed to a seed and a name such as ``("borough", 3, "people")``."""

    def __init__(self, seed: int, *name: object) -> None:
        self.unit = Random("/".join(str(part) for part in (seed, *name))).random

    def chance(self, probability: float) -> bool:
        return self.unit() < probability

    def below(self, number: int) -> int:
        """A whole number in ``[0, number)``; ``number`` at least 1."""
        return int(self.unit() * number)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def weighted(self, shares: Mapping[T, float]) -> T:
        """One of the keys, each as likely as its share of all shares."""
        return _at(shares, self.unit())

    def dealt(self, shares: Mapping[T, float], count: int) -> list[T]:
        """``count`` keys in random order, each as often as its share says, to the nearest whole: a dealt pack."""
        start = self.unit()
        return self.shuffled(_at(shares, (card + start) / count) for card in range(count))

    def quantile(self, table: Quantiles) -> float:
        """A draw from the distribution that the table describes."""
        unit = self.unit()
        above = min(bisect_right(table, unit, key=lambda point: point[0]), len(table) - 1)
        (low, start), (high, end) = table[above - 1], table[above]
        return start + (end - start) * (unit - low) / (high - low)

    def shuffled(self, items: Iterable[T]) -> list[T]:
        pool = list(items)
        for last in range(len(pool) - 1, 0, -1):
            other = self.below(last + 1)
            pool[last], pool[other] = pool[other], pool[last]
        return pool

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different items in random order (all of them where there are fewer)."""
        return self.shuffled(items)[:count]

    def spread(self, count: int, share: float) -> list[bool]:
        """``count`` answers of which as near to ``share`` as can be are yes, evenly spread: no run of bad luck."""
        before = self.unit()
        return [int(before + share * (place + 1)) > int(before + share * place) for place in range(count)]

    def favoured(self, items: Sequence[T], weights: Sequence[float], count: int) -> list[T]:
        """``count`` different items, those of more weight more likely; in the order of ``items``."""
        keyed = sorted((self.unit() / weight, index) for index, weight in enumerate(weights))
        return [items[index] for index in sorted(index for _key, index in keyed[:count])]


def _at(shares: Mapping[T, float], point: float) -> T:
    """The key that stands at a point of ``[0, 1)`` when the shares are laid end to end."""
    left = point * fsum(shares.values())
    *most, last = shares.items()
    for option, share in most:
        left -= share
        if left < 0:
            return option
    return last[0]


def divide(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` in whole parts proportional to the weights; the largest remainders get what is left."""
    whole = fsum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
