"""Audit of the objective: every tier counted again from the rows, and what is claimed of its bound."""

from collections.abc import Callable, Iterator, Mapping

from beds.domain.allocation import Row, Tier
from beds.domain.messages import _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.optimizer.audit.answer import Answer

FEWER_IS_BETTER = ("continuity", "moves")


def faults(answer: Answer) -> Iterator[str]:
    tiers, objective = answer.allocation.tiers, answer.week.policy.objective
    names = tuple(tier.name for tier in tiers)
    if names != objective:
        yield _(
            "The tiers are %(said)s; the policy's objective is %(expected)s.",
            said=", ".join(names),
            expected=", ".join(objective),
        )
    for tier in tiers:
        if tier.name in objective:
            yield from _tier(answer, tier)
    kept = answer.allocation.kept
    if kept is not None:
        counted = sum((row.person_id, row.bed_id) in kept.wanted for row in answer.allocation.rows)
        if counted != kept.value or kept.value > kept.bound:
            yield _(
                "Of the earlier proposal %(counted)d rows are kept; it says %(said)d of at most %(bound)d.",
                counted=counted,
                said=kept.value,
                bound=kept.bound,
            )


def _tier(answer: Answer, tier: Tier) -> Iterator[str]:
    sense = "min" if tier.name in FEWER_IS_BETTER else "max"
    if tier.sense != sense:
        yield _(
            "Tier %(tier)s: its sense is %(expected)s, not %(said)s.", tier=tier.name, expected=sense, said=tier.sense
        )
    counted = sum(_count(answer.week, tier.name, person, row) for person, row in answer.placements())
    if counted != tier.value:
        yield _(
            "Tier %(tier)s: the rows come to %(counted)d, not %(said)d.",
            tier=tier.name,
            counted=counted,
            said=tier.value,
        )
    beyond = tier.value < tier.bound if sense == "min" else tier.value > tier.bound
    if beyond:
        yield _(
            "Tier %(tier)s: the value %(value)d is better than its bound %(bound)d.",
            tier=tier.name,
            value=tier.value,
            bound=tier.bound,
        )
    if tier.proven is not (tier.value == tier.bound):
        yield _(
            "Tier %(tier)s: the value is %(value)d and the bound %(bound)d, yet proven says %(proven)s.",
            tier=tier.name,
            value=tier.value,
            bound=tier.bound,
            proven=tier.proven,
        )


def _count(week: Week, tier: str, person: Person, row: Row) -> int:
    """What one person placed adds to a tier."""
    if tier in COUNTS:
        return COUNTS[tier](week, person, row)
    return int(tier == f"placed_{week.band(person)}")


def _overdue(week: Week, person: Person, row: Row) -> int:
    return week.overdue_weeks(person.person_id)


def _continuity(week: Week, person: Person, row: Row) -> int:
    own = week.workers.get(person.worker_id)
    if own is None or own.is_out(week.on) or week.policy.continuity == "off" or week.is_off("key_worker"):
        return 0
    return int(row.worker_id != own.worker_id)


def _waiting(week: Week, person: Person, row: Row) -> int:
    return week.waiting_days(person)


def _first_choice(week: Week, person: Person, row: Row) -> int:
    return int(week.scheme_of(row.bed_id).phase == person.seeks[0])


def _prefers(week: Week, person: Person, row: Row) -> int:
    scheme = week.scheme_of(row.bed_id)
    offered = week.features_of(row.bed_id) | {scheme.scheme_id, scheme.area}
    return len((offered - {""}) & set(person.prefers))


def _moves(week: Week, person: Person, row: Row) -> int:
    return int(week.is_resident(person.person_id))


COUNTS: Mapping[str, Callable[[Week, Person, Row], int]] = {
    "overdue": _overdue,
    "continuity": _continuity,
    "waiting": _waiting,
    "first_choice": _first_choice,
    "prefers": _prefers,
    "moves": _moves,
}
"""The tiers beyond those of the bands."""
