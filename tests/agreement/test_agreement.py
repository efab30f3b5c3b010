"""The optimizer agrees with brute force on tiny random worlds: tiers, validity, dates, causes, waivers, skipped rows.

``BEDS_AGREEMENT_WORLDS`` says how many worlds of each flavour, ``BEDS_AGREEMENT_FIRST`` the first seed.
"""

import os

import pytest

from .compare import disagreements
from .describe import describe
from .golden import GOLDEN
from .reference import Reference
from .shrink import shrink
from .worlds import FLAVOURS, World, world

EACH = int(os.environ.get("BEDS_AGREEMENT_WORLDS", "150"))
FIRST = int(os.environ.get("BEDS_AGREEMENT_FIRST", "0"))
SHOWN = 12
"""Lines of disagreement shown of one world."""


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_optimizer_agrees_with_brute_force(flavour: str) -> None:
    failing = [tiny for tiny in (world(flavour, FIRST + n) for n in range(EACH)) if disagree(tiny)]
    if failing:
        pytest.fail(report(failing), pytrace=False)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_optimizer_agrees_on_hand_made_worlds(name: str) -> None:
    golden = GOLDEN[name]()
    assert disagreements(golden.snapshot, golden.on) == []
    tiers = Reference(golden.snapshot, golden.on).tiers()
    wanted = None if golden.tiers is None else {tier: golden.tiers.get(tier, 0) for tier in tiers or ()}
    assert tiers == wanted


def disagree(tiny: World) -> list[str]:
    return disagreements(tiny.snapshot, tiny.on)


def report(failing: list[World]) -> str:
    """The seeds that fail, the first of them as it is, and again with all left out that the failure does not need."""
    first = failing[0]
    kinds = {_kind(line) for line in disagree(first)}
    small = shrink(first, lambda tiny: not kinds.isdisjoint(map(_kind, disagree(tiny))))
    return "\n".join(
        [
            f"{first.flavour}: {len(failing)} of {EACH} worlds disagree, seeds {[tiny.seed for tiny in failing]}",
            *disagree(first)[:SHOWN],
            describe(first),
            "shrunk:",
            *disagree(small)[:SHOWN],
            describe(small),
        ]
    )


def _kind(line: str) -> str:
    """What a disagreement is about, people and beds left aside, so that shrinking keeps to one fault."""
    words = line.split(":")[0].split()
    return words[-1] if words else ""
