"""Hand-made answers, to be altered in the one place that a test is about."""

from datetime import date
from typing import Any

from beds.domain.allocation import Allocation, Lottery, Row, SchemeExplanation, Skipped, Tier, Unplaced

ON = date(2026, 11, 23)


def a_row(**facts: Any) -> Row:
    """Somebody who waits on."""
    usual: dict[str, Any] = {"person_id": "p1", "outcome": "waits", "band": "B", "waiting_days": 10}
    return Row(**usual | {"reason": "She waits."} | facts)


def a_placed_row(**facts: Any) -> Row:
    """Somebody who is given a bed from the waiting list."""
    given: dict[str, Any] = {
        "person_id": "p2", "outcome": "placed", "bed_id": "b1", "scheme_id": "hostel", "phase": 1, "start_on": ON,
        "planned_end": date(2027, 5, 24), "worker_id": "w1", "worker_changed": False, "reason": "She is first.",
    }  # fmt: skip
    return a_row(**given | facts)


def an_explanation(**facts: Any) -> SchemeExplanation:
    known: dict[str, Any] = {"person_id": "p1", "scheme_id": "hostel", "beds": 3, "eligible_beds": 0, "alone": "age"}
    refusals: dict[str, Any] = {"refused_by": (("in_service", 1), ("age", 3))}
    return SchemeExplanation(**known | refusals | facts)


def an_unplaced(**facts: Any) -> Unplaced:
    known: dict[str, Any] = {
        "person_id": "p1",
        "cause": "no_eligible_bed",
        "eligible_beds": 0,
        "alone_rules": ("age", "recourse"),
    }
    return Unplaced(**known | {"reason": "She waits."} | facts)


def a_skipped(**facts: Any) -> Skipped:
    known: dict[str, Any] = {
        "placed_id": "p2",
        "bed_id": "b1",
        "passed_id": "p1",
        "passed_band": "A",
        "passed_waiting_days": 10,
    }
    return Skipped(**known | {"decided_by": "key_worker", "reason": "No key worker."} | facts)


def an_allocation(**parts: Any) -> Allocation:
    """Two people, one bed: one is placed, the other waits and is passed over."""
    whole: dict[str, Any] = {
        "on": ON,
        "policy": "tiny",
        "inputs_sha256": "f" * 64,
        "rows": (a_row(), a_placed_row()),
        "tiers": (Tier("placed_A", "max", 1, 1, True), Tier("moves", "min", 0, 0, True)),
        "unplaced": (an_unplaced(),),
        "skipped": (a_skipped(),),
        "explanations": (an_explanation(),),
        "lottery": Lottery(7, ("p2",)),
        "engine": "solver 1.0",
        "seconds": 0.1234567,
    }
    return Allocation(**whole | parts)
