"""The recorded lottery: the same facts draw the same tickets on every machine, and nobody's id or place favours her."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]

TICKETS = 1 << 16
"""Tickets are whole numbers from 1 to this."""


@dataclass(frozen=True)
class Draw:
    """One draw, keyed by everything that may decide it: the seed and the run date (a simulation adds its own)."""

    key: str

    @classmethod
    def of(cls, seed: int, on: date) -> "Draw":
        return cls(f"{seed}|{on.isoformat()}")

    def words(self, names: Iterable[str]) -> Words:
        """A 64-bit word for each name."""
        digests = (hashlib.sha256(f"{self.key}|{name}".encode()).digest() for name in names)
        return np.array([int.from_bytes(digest[:8], "big") for digest in digests], dtype=np.uint64)


def mix(one: Words, other: Words) -> Words:
    """A new word from two, as good as drawn anew (the finaliser of SplitMix64)."""
    word = one ^ (other * np.uint64(0x9E3779B97F4A7C15))
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(word ^ (word >> np.uint64(31)), dtype=np.uint64)


def as_tickets(words: Words) -> npt.NDArray[np.float64]:
    """Words cut down to tickets from 1 to ``TICKETS``."""
    return (words % np.uint64(TICKETS)).astype(np.float64) + 1
