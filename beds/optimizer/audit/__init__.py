"""The audit: every answer checked again from its rows alone, before anybody sees it, by code that knows no solver."""

from collections.abc import Callable, Iterable

from beds.domain.allocation import Allocation
from beds.domain.errors import AuditFailure
from beds.domain.week import Week
from beds.optimizer.audit import beds_given, chains, dates, objective, pairs, rows, workers
from beds.optimizer.audit.answer import Answer

_CHECKS: tuple[Callable[[Answer], Iterable[str]], ...] = (
    rows.faults, beds_given.faults, pairs.faults, workers.faults, dates.faults, chains.faults, objective.faults,
)  # fmt: skip

__all__ = ["assert_sound", "audit"]


def audit(week: Week, allocation: Allocation) -> tuple[str, ...]:
    """Every fault found in an allocation of this week, a sentence each, naming ids; empty where it is sound.

    What is checked: the rows, every rule on person and bed, the pair rules, key workers and their points, dates,
    chains, pins, and every tier of the objective (SPEC sections 3, 4 and 6). Why somebody has no bed is not part of
    it: explanations are made afterwards, from an answer that is sound.
    """
    answer = Answer(week, allocation)
    return tuple(fault for check in _CHECKS for fault in check(answer))


def assert_sound(week: Week, allocation: Allocation) -> None:
    """Raise :class:`AuditFailure` with every fault, a line each, unless there is none."""
    found = audit(week, allocation)
    if found:
        raise AuditFailure("\n".join(found))
