"""The sizes that are measured: how many people seek a bed, and how many beds are vacant."""

import argparse
from typing import NamedTuple


class Size(NamedTuple):
    """Candidates and vacant beds; ``str`` writes it as it is read: 500/100."""

    candidates: int
    beds: int

    def __str__(self) -> str:
        return f"{self.candidates}/{self.beds}"


STANDARD = (Size(50, 15), Size(500, 100), Size(2000, 400), Size(10000, 2000))

LARGE = 5000
"""From so many candidates on, explanations and rivals are left out unless they are asked for."""


def sizes(text: str) -> tuple[Size, ...]:
    """Sizes from ``500/100,2000/400``; of a standard size the candidates suffice (``500``)."""
    return tuple(_size(part.strip()) for part in text.split(","))


def _size(text: str) -> Size:
    standard = {str(size.candidates): size for size in STANDARD}
    if text in standard:
        return standard[text]
    match text.split("/"):
        case [candidates, beds] if candidates.isdecimal() and beds.isdecimal():
            return Size(int(candidates), int(beds))
    raise argparse.ArgumentTypeError(f"{text} is not CANDIDATES/BEDS, nor one of {', '.join(standard)}")


def numbers(text: str) -> frozenset[int]:
    """Whole numbers from ``2000,10000``."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"{text} is not a list of whole numbers")
    return frozenset(map(int, parts))
