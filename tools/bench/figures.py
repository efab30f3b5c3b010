"""What is measured, as plain values that go from process to process and into bench.json."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

OURS = "ours"


@dataclass(frozen=True)
class WholeRun:
    """One size, run from folder to files. Seconds are lists, one measure a round."""

    seconds: Mapping[str, list[float]]
    """By part: read, judge and model, solve, explain, audit, write, whole run."""
    peak_megabytes: float
    """After the first whole run, before anything else was measured."""
    rows: int
    columns: int
    cells: int
    """The matrix; cells are those that are not zero."""


@dataclass(frozen=True)
class Reached:
    """One attempt at all tiers: the values proven optimal, in order, as many as there was time for.

    Values are in the sense of maximising: tiers with sense ``min`` count negatively.
    """

    seconds: float
    values: tuple[int, ...]
    finished: bool
    tier_seconds: tuple[float, ...] = ()
    """What each tier took of the seconds; empty for rivals."""


@dataclass(frozen=True)
class SideBySide:
    """The same tiers over the same matrix, by this solver (``OURS``, first) and by each rival, an attempt a round."""

    tiers: tuple[str, ...]
    attempts: Mapping[str, list[Reached]]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "SideBySide":
        """From what JSON has made of one."""
        attempts = {
            name: [Reached(**{**one, "values": tuple(one["values"])}) for one in made]
            for name, made in told["attempts"].items()
        }
        return cls(tuple(told["tiers"]), attempts)

    @property
    def rivals(self) -> tuple[str, ...]:
        return tuple(name for name in self.attempts if name != OURS)

    def seconds(self, name: str) -> float:
        """The median over the rounds."""
        return median(attempt.seconds for attempt in self.attempts[name])

    def tier_seconds(self) -> Iterator[float]:
        """What each tier takes this solver: the medians over the rounds."""
        return (median(tier) for tier in zip(*(a.tier_seconds for a in self.attempts[OURS]), strict=True))

    def finished(self, name: str) -> bool:
        """Whether every attempt proved every tier in its time."""
        return all(attempt.finished for attempt in self.attempts[name])

    def times_as_long(self, rival: str) -> float:
        """How many times as long a rival takes; where it has not finished, at least so many times."""
        return self.seconds(rival) / self.seconds(OURS)

    def proven(self, name: str) -> int:
        """How many tiers the attempt that got least far has proven."""
        return min(len(attempt.values) for attempt in self.attempts[name])

    def differences(self) -> Iterator[str]:
        """A sentence for every tier in which an attempt has proven another value than this solver's first."""
        ours = self.attempts[OURS][0]
        if not ours.finished:
            yield "this solver has not proven every tier"
        for name, attempts in self.attempts.items():
            for attempt in attempts:
                for tier, mine, theirs in zip(self.tiers, ours.values, attempt.values, strict=False):
                    if mine != theirs:
                        yield f"{tier}: this solver proves {mine}, {name} {theirs}"
