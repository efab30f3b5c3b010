"""What was proposed before is kept as far as it costs no tier anything: held against every allocation there is."""

import os
import random
from collections.abc import Mapping

import pytest

from beds.domain.errors import PinContradiction
from beds.optimizer import allocate

from .reference import Reference
from .reference.changes import NOTHING
from .reference.search import Answer, Search, _Walk
from .reference.tiers import Vector
from .worlds import FLAVOURS, World, world

EACH = int(os.environ.get("BEDS_AGREEMENT_WORLDS", "40"))
FIRST = int(os.environ.get("BEDS_AGREEMENT_FIRST", "0"))


class _Keeping(_Walk):
    """Every allocation, the best of them by the tiers and then by the rows that it keeps."""

    def __init__(self, search: Search, keep: Mapping[str, str]) -> None:
        super().__init__(search, NOTHING, prune=False)
        self.keep = keep
        self.most: tuple[Vector, int] | None = None

    def _judge(self, placed: Mapping[str, str], so_far: Vector) -> None:
        answer = self._judged(placed, so_far)
        if answer is not None:
            found = (answer.vector, sum(placed.get(who) == bed for who, bed in self.keep.items()))
            self.most = found if self.most is None else max(self.most, found)

    def _judged(self, placed: Mapping[str, str], so_far: Vector) -> Answer | None:
        self.best = None
        super()._judge(placed, so_far)
        return self.best


def earlier_proposal(tiny: World, seed: int) -> dict[str, str]:
    """Any beds for any people: what once was proposed need not be allowed any more."""
    draw = random.Random(seed)
    beds = [bed.bed_id for bed in tiny.snapshot.beds]
    draw.shuffle(beds)
    people = [person.person_id for person in tiny.snapshot.people if person.seeks]
    return {who: bed for who, bed in zip(people, beds, strict=False) if draw.random() < 0.8}


def disagreement(tiny: World, seed: int) -> str:
    keep = earlier_proposal(tiny, seed)
    walk = _Keeping(Reference(tiny.snapshot, tiny.on).search, keep)
    walk.run()
    try:
        allocation = allocate(tiny.snapshot, tiny.on, explain=seed % 4 == 0, keep=keep)
    except PinContradiction:
        return "" if walk.most is None else f"seed {seed}: it says that pins contradict each other"
    plain = allocate(tiny.snapshot, tiny.on, explain=False)
    if [tier.value for tier in allocation.tiers] != [tier.value for tier in plain.tiers]:
        return f"seed {seed}: to keep rows has cost a tier something"
    if not keep:
        return "" if allocation.kept is None else f"seed {seed}: nothing was to be kept"
    assert walk.most is not None
    assert allocation.kept is not None
    said = (allocation.kept.value, allocation.kept.proven)
    return "" if said == (walk.most[1], True) else f"seed {seed}: it keeps {said}, {walk.most[1]} can be kept"


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_as_many_rows_are_kept_as_can_be_without_cost(flavour: str) -> None:
    found = [disagreement(world(flavour, FIRST + n), FIRST + n) for n in range(EACH)]
    assert [line for line in found if line] == []
