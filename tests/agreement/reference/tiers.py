"""What each placement adds to each tier of the objective (SPEC section 4)."""

from .facts import Facts

Vector = tuple[int, ...]
"""A number a tier in the policy's order, turned so that more is better."""

MINIMISED = ("continuity", "moves")


def prefers_met(facts: Facts, person_id: str, bed_id: str) -> int:
    bed, scheme = facts.beds[bed_id], facts.scheme_of(bed_id)
    offered = {*bed.features, *scheme.features, scheme.scheme_id, scheme.area} - {""}
    return len(set(facts.people[person_id].prefers) & offered)


def adds(facts: Facts, person_id: str, bed_id: str) -> dict[str, int]:
    """What placing this person in this bed adds to each tier, continuity left aside."""
    band = facts.band(person_id)
    resident = facts.is_resident(person_id)
    return {
        "placed_A": int(band == "A"),
        "placed_B": int(band == "B"),
        "placed_C": int(band == "C"),
        "placed_D": int(band == "D"),
        "overdue": facts.overdue_weeks(person_id) if resident else 0,
        "continuity": 0,
        "waiting": facts.waiting_days(person_id),
        "first_choice": int(facts.scheme_of(bed_id).phase == facts.people[person_id].seeks[0]),
        "prefers": prefers_met(facts, person_id, bed_id),
        "moves": int(resident),
    }


def turned(facts: Facts, values: dict[str, int]) -> Vector:
    """Values by tier as a vector in the policy's order, more is better."""
    return tuple(-values[name] if name in MINIMISED else values[name] for name in facts.policy.objective)


def values_of(facts: Facts, vector: Vector) -> dict[str, int]:
    """The vector as people read it: tier -> its own number."""
    return {
        name: -number if name in MINIMISED else number
        for name, number in zip(facts.policy.objective, vector, strict=True)
    }
