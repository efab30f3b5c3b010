"""Which key worker takes whom, once the beds are known: quick ways that keep every tier, or None where they fail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Need:
    """What one person who is placed asks of the key workers, in scaled points."""

    points: int
    own: int | None
    """Her present worker where that one may keep her."""
    freed: int
    """Points that ``own`` is relieved of when she moves."""
    takers: tuple[int, ...]
    """Workers who may take her as somebody new."""


MOST_TRIED = 4096
"""Ways of handing out workers that are tried one by one before the full engine is asked."""


def workers_for(needs: Sequence[Need], room: Mapping[int, int]) -> list[int] | None:
    """A worker for each, everybody who has one keeping her own; None where these ways do not find it.

    ``room`` is what each worker may gain were nobody placed. The worker with most room takes the next person.
    """
    left = dict(room)
    for need in needs:
        if need.own is not None:
            left[need.own] += need.freed - need.points
    if any(left[need.own] < 0 for need in needs if need.own is not None):
        return None
    newcomers = sorted((i for i, need in enumerate(needs) if need.own is None), key=lambda i: -needs[i].points)
    given = _by_most_room(needs, newcomers, dict(left))
    if given is None:
        given = _by_trial(needs, newcomers, left)
    if given is None:
        return None
    return [need.own if need.own is not None else given[i] for i, need in enumerate(needs)]


def _by_most_room(needs: Sequence[Need], who: Sequence[int], left: dict[int, int]) -> dict[int, int] | None:
    given: dict[int, int] = {}
    for i in who:
        worker = max(needs[i].takers, key=lambda w: left[w], default=None)
        if worker is None or left[worker] < needs[i].points:
            return None
        left[worker] -= needs[i].points
        given[i] = worker
    return given


def _by_trial(needs: Sequence[Need], who: Sequence[int], left: Mapping[int, int]) -> dict[int, int] | None:
    ways = [[w for w in needs[i].takers if left[w] >= needs[i].points] for i in who]
    count = 1
    for way in ways:
        count *= len(way)
    if count > MOST_TRIED:
        return None
    for chosen in product(*ways):
        held = dict(left)
        for i, worker in zip(who, chosen, strict=True):
            held[worker] -= needs[i].points
        if min(held.values(), default=0) >= 0:
            return dict(zip(who, chosen, strict=True))
    return None
