"""The optimizer's answer to a world, held against the reference point by point."""

from collections.abc import Iterable, Mapping
from datetime import date

from beds.domain.allocation import Allocation, Row
from beds.domain.errors import PinContradiction
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate

from .reference import Placements, Reference
from .reference.tiers import MINIMISED


def disagreements(snapshot: Snapshot, on: date) -> list[str]:
    """Every point in which the optimizer's answer is not what SPEC says, for a developer to read; empty if none."""
    reference = Reference(snapshot, on)
    try:
        allocation = allocate(snapshot, on)
    except PinContradiction as contradiction:
        return [f"it says {contradiction}, but {reference.tiers()} can be had"] if reference.feasible else []
    except Exception as fault:  # whatever it is, the world that brings it about must be told
        return [f"it broke: {type(fault).__name__}: {fault}"]
    if not reference.feasible:
        return ["the pins leave no allocation, but it found one"]
    placements = {row.person_id: (row.bed_id, row.worker_id) for row in allocation.rows if row.has_bed}
    found = [f"not valid: {violation}" for violation in reference.violations(placements)]
    found += _tiers(reference, allocation, placements)
    if found:
        return found
    return [
        *_rows(reference, allocation.rows, placements),
        *_chains(reference, allocation.rows),
        *_explanations(reference, allocation),
        *_unplaced(reference, allocation, placements),
        *_skipped(reference, allocation, placements),
    ]


def _differ(what: str, given: object, expected: object) -> list[str]:
    return [] if given == expected else [f"{what}: it says {given!r}, SPEC says {expected!r}"]


def _tiers(reference: Reference, allocation: Allocation, placements: Placements) -> list[str]:
    best = reference.tiers()
    found = _differ("tiers", {tier.name: tier.value for tier in allocation.tiers}, best)
    found += _differ("tiers of its own rows", reference.tiers_of(placements), best)
    found += _differ("order of tiers", [tier.name for tier in allocation.tiers], list(best or ()))
    for tier in allocation.tiers:
        sense = "min" if tier.name in MINIMISED else "max"
        found += _differ(f"{tier.name} sense", tier.sense, sense)
        found += _differ(f"{tier.name} proven at its bound", (tier.proven, tier.bound), (True, tier.value))
    return found


def _rows(reference: Reference, rows: Iterable[Row], placements: Placements) -> list[str]:
    facts, dates, found = reference.facts, reference.dates(placements), []
    found += _differ("candidates", [row.person_id for row in rows], sorted(facts.candidates))
    for row in rows:
        who, own = row.person_id, facts.own_bed(row.person_id)
        if row.has_bed:
            outcome = "moved" if facts.is_resident(who) else "placed"
            scheme = facts.scheme_of(row.bed_id)
            found += _differ(f"{who} dates", (row.start_on, row.planned_end), dates[who])
            found += _differ(f"{who} scheme", (row.scheme_id, row.phase), (scheme.scheme_id, scheme.phase))
        else:
            outcome = "stays" if facts.is_mover(who) else "waits"
            blank = (row.bed_id, row.scheme_id, row.phase, row.start_on, row.planned_end, row.worker_id)
            found += _differ(f"{who} blanks", blank, ("", "", None, None, None, ""))
        found += _differ(f"{who} outcome", row.outcome, outcome)
        found += _differ(
            f"{who} band and days", (row.band, row.waiting_days), (facts.band(who), facts.waiting_days(who))
        )
        if outcome in ("moved", "stays", "placed"):
            found += _differ(f"{who} from_bed", row.from_bed, own)
        had = facts.people[who].worker_id
        if row.has_bed and had and reference.search.caseload.binds:
            found += _differ(f"{who} worker_changed", row.worker_changed, row.worker_id != had)
    return found


def _chains(reference: Reference, rows: Iterable[Row]) -> list[str]:
    """Whoever takes the bed that a mover's move frees stands in the same chain as she does."""
    facts, found = reference.facts, []
    moved = {row.from_bed: row for row in rows if row.outcome == "moved" and facts.is_mover(row.person_id)}
    for row in rows:
        if row.has_bed and row.bed_id in moved:
            leader = moved[row.bed_id]
            if row.chain is None or row.chain != leader.chain:
                found.append(f"{row.person_id} (chain {row.chain}) follows {leader.person_id} (chain {leader.chain})")
    return found


def _explanations(reference: Reference, allocation: Allocation) -> list[str]:
    facts, found = reference.facts, []
    given = {(row.person_id, row.scheme_id): row for row in allocation.explanations}
    wanted = {(person_id, scheme_id) for person_id in facts.candidates for scheme_id in facts.schemes}
    found += _differ("rows of explanations", sorted(given), sorted(wanted))
    for key in wanted & set(given):
        row, expected = given[key], reference.scheme_row(*key)
        found += _differ(f"{key} beds", (row.beds, row.eligible_beds), (expected.beds, expected.eligible_beds))
        found += _differ(f"{key} refused_by", _counts(row.refused_by), expected.refused_by)
        found += _differ(f"{key} alone", row.alone, expected.alone)
    return found


def _counts(refused_by: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    return {rule: count for rule, count in refused_by if count}


def _unplaced(reference: Reference, allocation: Allocation, placements: Placements) -> list[str]:
    found = []
    given = {row.person_id: row for row in allocation.unplaced}
    wanted = [person_id for person_id in reference.facts.candidates if person_id not in placements]
    found += _differ("rows of unplaced", sorted(given), sorted(wanted))
    for person_id in set(wanted) & set(given):
        row = given[person_id]
        found += _differ(f"{person_id} cause", row.cause, reference.cause(person_id, placements))
        found += _differ(f"{person_id} eligible", row.eligible_beds, len(reference.eligible_beds(person_id)))
        rules = None if row.alone_rules is None else set(row.alone_rules)
        found += _differ(f"{person_id} alone_rules", rules, reference.alone_rules(person_id))
    return found


def _skipped(reference: Reference, allocation: Allocation, placements: Placements) -> list[str]:
    found = []
    given = {(row.placed_id, row.bed_id, row.passed_id): row for row in allocation.skipped}
    wanted = {(row.placed_id, row.bed_id, row.passed_id): row for row in reference.skipped(placements)}
    found += _differ("rows of skipped", sorted(given), sorted(wanted))
    for key in set(wanted) & set(given):
        row, expected = given[key], wanted[key]
        found += _differ(f"{key} band", row.passed_band, expected.passed_band)
        found += _differ(f"{key} days", row.passed_waiting_days, expected.passed_waiting_days)
        if row.decided_by not in expected.decided_by:
            found.append(f"{key} decided_by: it says {row.decided_by!r}, SPEC says {sorted(expected.decided_by)}")
    return found
