"""Answers for the audit to judge, every column of them worked out by the brute-force reference."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from beds.domain.allocation import Allocation, Lottery, Outcome, Row, Tier
from beds.domain.week import Week
from tests.agreement.reference import Placements, Reference
from tests.agreement.reference.tiers import MINIMISED


def answer(week: Week, **given: str) -> Allocation:
    """A sound allocation, said as ``ann="bed by worker"`` (or ``ann="bed"`` where no worker is given)."""
    placements = {person_id: (*bed_and_worker.split(" by "), "")[:2] for person_id, bed_and_worker in given.items()}
    reference = Reference(week.snapshot, week.on)
    return as_allocation(reference, {person_id: (pair[0], pair[1]) for person_id, pair in placements.items()})


def row_of(allocation: Allocation, person_id: str) -> Row:
    return next(row for row in allocation.rows if row.person_id == person_id)


def with_row(allocation: Allocation, person_id: str, **columns: Any) -> Allocation:
    """The same answer, these columns of one row different."""
    return replace(
        allocation,
        rows=tuple(replace(row, **columns) if row.person_id == person_id else row for row in allocation.rows),
    )


def with_tier(allocation: Allocation, name: str, **columns: Any) -> Allocation:
    """The same answer, one tier told differently."""
    return replace(
        allocation, tiers=tuple(replace(tier, **columns) if tier.name == name else tier for tier in allocation.tiers)
    )


def as_allocation(reference: Reference, placements: Placements) -> Allocation:
    """The reference's placements as an answer, valid or not; without dates where they would mean nothing."""
    facts = reference.facts
    dates = reference.dates(placements) if falls_vacant(reference, placements) else {}
    chains = chains_of(reference, placements)
    rows = []
    for person_id in sorted(facts.candidates):
        bed_id, worker_id = placements.get(person_id, ("", ""))
        outcome: Outcome = "stays" if facts.is_mover(person_id) else "waits"
        row = Row(
            person_id, outcome, facts.band(person_id), facts.waiting_days(person_id), from_bed=facts.own_bed(person_id)
        )
        if bed_id:
            scheme = facts.scheme_of(bed_id)
            had = facts.people[person_id].worker_id
            start, end = dates.get(person_id, (None, None))
            row = replace(
                row,
                outcome="moved" if facts.is_resident(person_id) else "placed",
                bed_id=bed_id,
                scheme_id=scheme.scheme_id,
                phase=scheme.phase,
                start_on=start,
                planned_end=end,
                worker_id=worker_id,
                worker_changed=bool(had and worker_id and worker_id != had),
                chain=chains.get(person_id),
            )
        rows.append(row)
    tiers = tuple(
        Tier(name, "min" if name in MINIMISED else "max", value, value, proven=True)
        for name, value in reference.tiers_of(placements).items()
    )
    policy = facts.policy
    lottery = Lottery(policy.lottery_seed, ())
    return Allocation(facts.on, policy.name, "", tuple(rows), tiers, (), (), (), lottery, "reference", 0.0)


def falls_vacant(reference: Reference, placements: Placements) -> bool:
    """Whether every bed given is given once, and whoever lives in it leaves or moves: else there is no first day."""
    facts, beds = reference.facts, [bed_id for bed_id, _worker in placements.values()]
    occupants = {facts.occupant[bed_id] for bed_id in beds if bed_id in facts.occupant}
    return len(beds) == len(set(beds)) and all(who in placements or facts.is_leaver(who) for who in occupants)


def chains_of(reference: Reference, placements: Placements) -> Mapping[str, int]:
    """Numbers for moves that free beds for each other, found by painting neighbours until nothing changes."""
    facts = reference.facts
    links = [
        (person_id, occupant)
        for person_id, (bed_id, _worker) in placements.items()
        if (occupant := facts.occupant.get(bed_id)) in placements and facts.is_mover(occupant)
    ]
    colour = {member: number for number, member in enumerate(sorted({p for link in links for p in link}), start=1)}
    for _again in links:
        for a, b in links:
            colour[a] = colour[b] = min(colour[a], colour[b])
    return colour
