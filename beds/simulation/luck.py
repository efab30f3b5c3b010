"""Everybody's luck: uniform draws keyed to (seed, replication, person, cause), the same in every scenario.

A person is the ``n``-th of a source (the referrals of one strip of demand, those waiting at the start, ...), and her
draw for a cause is the ``n``-th number of the counter-based stream of (source, cause, ordinal). So nothing that one
scenario draws can move what another draws, and a whole source is drawn at once.
"""

import zlib
from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt

Draws = npt.NDArray[np.float64]

WORD = (1 << 64) - 1
WAITING_AT_START = 1 << 32
RESIDENT_AT_START = 2 << 32
IN_FOLDER = 3 << 32


class Cause(IntEnum):
    """What a draw is for. Numbers are part of every result: they are never used again for something else."""

    KEY = 0
    ARRIVALS = 1
    MARK = 2
    HOMES = 3
    HOME_MARK = 4
    READY = 10
    LEAVE = 11
    STEP_BACK = 12
    PATIENCE = 13
    RETURN = 14
    RETURN_WEEK = 15
    ELAPSED = 16
    ELAPSED_SHARE = 17
    AGE_WITHIN = 18
    WORKER = 19
    FACT = 100


def source_of_scheme(scheme_id: str) -> int:
    """The source of those who live in a scheme at the start, whatever other schemes there are."""
    return RESIDENT_AT_START | zlib.crc32(scheme_id.encode())


class Luck:
    """The draws of one replication."""

    def __init__(self, seed: int, replication: int) -> None:
        self._key = np.array([seed & WORD, replication & WORD], dtype=np.uint64)
        self.key = mixed((seed & WORD) ^ mixed(replication & WORD))

    def generator(self, source: int, cause: int, ordinal: int = 0) -> np.random.Generator:
        """The stream of one source, cause and ordinal, at its beginning."""
        counter = np.array([0, ordinal, source, cause], dtype=np.uint64)
        return np.random.Generator(np.random.Philox(key=self._key, counter=counter))

    def uniforms(self, source: int, cause: int, ordinal: int, size: int) -> Draws:
        """Numbers in [0, 1): the ``n``-th is that of person ``n``, however many are asked for."""
        return self.generator(source, cause, ordinal).random(size)

    def keys(self, source: int, size: int) -> list[int]:
        """A 64-bit word a person, from which her tickets and refusals are mixed."""
        return [int(word) for word in self.generator(source, Cause.KEY).integers(0, WORD, size, np.uint64, True)]


def mixed(word: int) -> int:
    """The finaliser of SplitMix64: a word as good as drawn anew."""
    word = (word + 0x9E3779B97F4A7C15) & WORD
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & WORD
    return word ^ (word >> 31)


@cache
def fact_cause(fact: str) -> int:
    """The cause of a fact's draw, by its name and not its place in the file."""
    return Cause.FACT + (zlib.crc32(fact.encode()) & 0xFFFFFF)


def thinned(luck: Luck, cause: Cause, mark: Cause, rates: list[float]) -> list[list[tuple[int, int]]]:
    """Poisson events by week, as (strip, number in the strip): the same events wherever the rates agree.

    Strip ``j`` holds one event a week on average, each with a mark in [j, j + 1); a rate takes those with a mark below
    it. So a higher rate adds events and moves none. ``rates`` is the expected number a week.
    """
    weeks: list[list[tuple[int, int]]] = [[] for _ in rates]
    highest = max(rates, default=0.0)
    strip = 0
    while strip < highest:
        counts = luck.generator(strip, cause).poisson(1.0, len(rates)).tolist()
        marks = luck.uniforms(strip, mark, 0, sum(counts)).tolist()
        number = 0
        for week, count in enumerate(counts):
            weeks[week] += [(strip, n) for n in range(number, number + count) if strip + marks[n] < rates[week]]
            number += count
        strip += 1
    return weeks
