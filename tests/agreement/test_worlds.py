"""The random worlds say something: everything that SPEC tells apart happens in them."""

from collections import Counter
from functools import cache

import pytest

from .describe import describe
from .reference import Reference
from .reference.tiers import MINIMISED
from .reference.unary import REFUSES, WAIVABLE
from .worlds import FLAVOURS, world

EACH = 120
CAUSES = ("no_eligible_bed", "kept_apart", "no_key_worker", "no_vacancy", "outranked")


@cache
def seen() -> Counter[str]:
    """How often what happens over some hundreds of worlds."""
    counts: Counter[str] = Counter()
    for flavour in FLAVOURS:
        for seed in range(EACH):
            tiny = world(flavour, seed)
            counts.update(_what_happens(Reference(tiny.snapshot, tiny.on)))
    return counts


def _what_happens(reference: Reference) -> Counter[str]:
    facts, counts = reference.facts, Counter[str]()
    answer = reference.answer()
    if answer is None:
        return Counter(["contradiction"])
    placements = answer.placements
    for person_id in facts.candidates:
        counts.update(f"refusal {rule}" for bed_id in facts.beds for rule in reference.refusals(person_id, bed_id))
        counts.update(f"alone {reference.scheme_row(person_id, scheme_id).alone}" for scheme_id in facts.schemes)
        if person_id in placements:
            counts["outcome moved" if facts.is_resident(person_id) else "outcome placed"] += 1
            before = facts.occupant.get(placements[person_id][0])
            if before is not None:
                counts["bed of a leaver" if facts.is_leaver(before) else "chain"] += 1
                counts["swap"] += int(placements.get(before, ("", ""))[0] == facts.own_bed(person_id))
                if facts.is_leaver(before):
                    counts["bed of a leaver who is a candidate"] += int(facts.is_candidate(before))
        else:
            counts["outcome stays" if facts.is_mover(person_id) else "outcome waits"] += 1
            counts[f"cause {reference.cause(person_id, placements)}"] += 1
            counts.update(f"waiver of {rule}" for rule in reference.alone_rules(person_id))
    for row in reference.skipped(placements):
        counts.update(f"decided by {decided_by}" for decided_by in row.decided_by if len(row.decided_by) == 1)
    counts.update(f"tier {tier}" for tier, value in (reference.tiers() or {}).items() if value)
    counts["pinned"] += int(bool(facts.pins))
    return counts


@pytest.mark.parametrize("rule", REFUSES)
def test_every_rule_on_person_and_bed_refuses_somebody(rule: str) -> None:
    assert seen()[f"refusal {rule}"] >= 5


@pytest.mark.parametrize("rule", WAIVABLE)
def test_every_waivable_rule_stands_alone_somewhere(rule: str) -> None:
    assert seen()[f"alone {rule}"] >= 3
    assert seen()[f"waiver of {rule}"] >= 2


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_is_met(cause: str) -> None:
    assert seen()[f"cause {cause}"] >= 20


@pytest.mark.parametrize(
    "event",
    [
        "outcome placed",
        "outcome moved",
        "outcome stays",
        "outcome waits",
        "chain",
        "swap",
        "bed of a leaver",
        "bed of a leaver who is a candidate",
        "contradiction",
        "pinned",
        "decided by keep_apart",
        "decided by room_gender",
        "decided by key_worker",
        "decided by pin",
        "decided by in_service",
    ],
)
def test_every_turn_of_a_run_is_met(event: str) -> None:
    assert seen()[event]


@pytest.mark.parametrize(
    "tier",
    ["placed_A", "placed_B", "placed_C", "placed_D", "overdue", "waiting", "first_choice", "prefers", *MINIMISED],
)
def test_every_tier_has_something_to_count(tier: str) -> None:
    assert seen()[f"tier {tier}"] >= 10


def test_the_same_seed_makes_the_same_world() -> None:
    assert world("mixed", 7) == world("mixed", 7)
    assert world("mixed", 7).snapshot.sha256() != world("mixed", 8).snapshot.sha256()
    assert "world('mixed', 7)" in describe(world("mixed", 7))
