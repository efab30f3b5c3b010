"""The audit agrees with the brute-force reference: it finds faults exactly where the reference does."""

from datetime import date
from random import Random

import pytest

from beds.domain.week import Week
from beds.optimizer.audit import audit
from tests.agreement.golden import GOLDEN
from tests.agreement.reference import Placements, Reference
from tests.agreement.worlds import FLAVOURS, World, world
from tests.optimizer.audit.answers import as_allocation, falls_vacant, with_row

EACH = 40
TRIES = 12
"""Allocations tried of each world, drawn at random, most of them wrong."""


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_answer_is_sound_exactly_where_the_reference_finds_nothing_wrong(flavour: str) -> None:
    wrong = [
        (tiny.seed, placements, violations, found)
        for tiny in (world(flavour, seed) for seed in range(EACH))
        for placements, violations, found in tried(tiny)
        if bool(violations) != bool(found)
    ]
    assert wrong == []


def tried(tiny: World) -> list[tuple[Placements, list[str], tuple[str, ...]]]:
    reference, random = Reference(tiny.snapshot, tiny.on), Random(tiny.seed)
    answers = [any_allocation(reference, random) for _try in range(TRIES)]
    best = reference.answer()
    answers += [best.placements] if best is not None else []
    return [(p, reference.violations(p), audited(reference, p)) for p in answers]


def any_allocation(reference: Reference, random: Random) -> Placements:
    """Anybody in any bed with any worker, only a little biased towards what might be right."""
    facts = reference.facts
    workers = list(facts.workers) if reference.search.caseload.binds else [""]
    placements = {}
    for person_id in facts.candidates:
        beds = reference.eligible_beds(person_id) if random.random() < 0.85 else list(facts.beds)
        if beds and random.random() < 0.6:
            own = facts.people[person_id].worker_id
            worker = own if own and workers != [""] and random.random() < 0.6 else random.choice([*workers, ""])
            placements[person_id] = (random.choice(beds), worker)
    return placements


def audited(reference: Reference, placements: Placements) -> tuple[str, ...]:
    """What the audit finds, dates left aside where no bed falls vacant for them."""
    facts = reference.facts
    found = audit(Week(facts.snapshot, facts.on), as_allocation(reference, placements))
    if falls_vacant(reference, placements):
        return found
    return tuple(fault for fault in found if "start_on" not in fault and "planned_end" not in fault)


@pytest.mark.parametrize("name", [name for name, golden in GOLDEN.items() if golden().tiers is not None])
def test_the_best_answer_to_a_hand_made_world_is_sound(name: str) -> None:
    golden = GOLDEN[name]()
    reference = Reference(golden.snapshot, golden.on)
    best = reference.answer()
    assert best is not None
    assert audited(reference, best.placements) == ()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_start_or_an_end_a_day_off_is_noticed(flavour: str) -> None:
    looked_at = 0
    for seed in range(EACH):
        tiny = world(flavour, seed)
        reference = Reference(tiny.snapshot, tiny.on)
        best = reference.answer()
        for row in as_allocation(reference, best.placements).rows if best is not None else ():
            for column in ("start_on", "planned_end"):
                day: date | None = getattr(row, column)
                if best is not None and day is not None:
                    looked_at += 1
                    late = with_row(
                        as_allocation(reference, best.placements),
                        row.person_id,
                        **{column: date.fromordinal(day.toordinal() + 1)},
                    )
                    found = audit(Week(tiny.snapshot, tiny.on), late)
                    assert any(f"{row.person_id}: {column}" in fault for fault in found)
    assert looked_at > 10
