"""The best way to hand out a week's beds while neither key workers nor pairs bind: an exact circulation.

Nodes are kinds of beds and two places outside: ``OUTSIDE`` and, for those who need a new key worker, ``NEW``. Whoever
is placed is an arc from where she is now to where she goes. Beginning with beds given one by one to whoever is worth
most, cycles that gain are turned until none is left; then nothing can be gained (a circulation is optimal when no cycle
of its residual graph gains).
Gains are whole numbers with one field a tier, so that comparing two of them is comparing tier by tier.
"""

from collections.abc import Mapping, Sequence

OUTSIDE = -1
NEW = -2

Node = int
Values = Mapping[Node, int]
"""What placing a person in each kind open to her is worth."""
Arc = tuple[Node, Node]
_SLACK = -1


def best_places(
    homes: Sequence[Node], values: Sequence[Values], free: Mapping[Node, int], new_at_most: int | None = None
) -> list[Node]:
    """Where each person is after the run: her ``home`` where she is not placed.

    ``homes`` is the kind a mover lives in, ``OUTSIDE`` for the others, or ``NEW`` for those of them who need a new key
    worker, of whom at most ``new_at_most`` are placed. ``free`` is the number of empty beds of each kind.
    """
    at = list(homes)
    empty = dict.fromkeys((home for home in homes if home >= 0), 0) | dict(free)
    spare = len(homes) if new_at_most is None else new_at_most
    fresh = _given_one_by_one(at, homes, values, empty, spare)
    while True:
        arcs = _person_arcs(at, homes, values)
        for kind, beds in empty.items():
            if beds > 0:
                _offer(arcs, (kind, OUTSIDE), 0, _SLACK)
            _offer(arcs, (OUTSIDE, kind), 0, _SLACK)
        if fresh < spare:
            _offer(arcs, (OUTSIDE, NEW), 0, _SLACK)
        if fresh > 0:
            _offer(arcs, (NEW, OUTSIDE), 0, _SLACK)
        cycle = _gaining_cycle(arcs)
        if cycle is None:
            return at
        for arc in cycle:
            person = arcs[arc][1]
            start, end = arc
            if person != _SLACK:
                at[person] = end
            elif NEW in arc:
                fresh += 1 if end == NEW else -1
            elif end == OUTSIDE:
                empty[start] -= 1
            else:
                empty[end] += 1


def _given_one_by_one(
    at: list[Node], homes: Sequence[Node], values: Sequence[Values], empty: dict[Node, int], spare: int
) -> int:
    """Gives empty beds, and those that fall empty by it, to whoever is worth most; says how many need a new worker."""
    order = sorted((i for i, worth in enumerate(values) if worth), key=lambda i: -max(values[i].values()))
    fresh, given = 0, True
    while given:
        given = False
        for i in order:
            home, worth = homes[i], values[i]
            if at[i] != home or (home == NEW and fresh >= spare):
                continue
            kind = max((k for k in worth if empty.get(k, 0) > 0), key=worth.__getitem__, default=None)
            if kind is None or worth[kind] <= 0:
                continue
            at[i] = kind
            empty[kind] -= 1
            fresh += home == NEW
            if home >= 0:
                # Somebody more urgent may want the bed that she leaves.
                empty[home] += 1
                given = True
                break
    return fresh


def _person_arcs(at: Sequence[Node], homes: Sequence[Node], values: Sequence[Values]) -> dict[Arc, tuple[int, int]]:
    """For each pair of nodes the person who gains most by that step: (gain, person)."""
    arcs: dict[Arc, tuple[int, int]] = {}
    for person, (here, home, worth) in enumerate(zip(at, homes, values, strict=True)):
        now = 0
        if here != home:
            now = worth[here]
            _offer(arcs, (here, home), -now, person)
        for kind, value in worth.items():
            if kind != here:
                known = arcs.get((here, kind))
                if known is None or value - now > known[0]:
                    arcs[here, kind] = (value - now, person)
    return arcs


def _offer(arcs: dict[Arc, tuple[int, int]], arc: Arc, gain: int, person: int) -> None:
    known = arcs.get(arc)
    if known is None or gain > known[0]:
        arcs[arc] = (gain, person)


def _gaining_cycle(arcs: Mapping[Arc, tuple[int, int]]) -> list[Arc] | None:
    """A cycle whose gains sum to more than nothing, None where there is none (Bellman and Ford, longest paths)."""
    reached = dict.fromkeys((node for arc in arcs for node in arc), 0)
    before: dict[Node, Node] = {}
    for _round in range(len(reached) + 1):
        changed = False
        for (start, end), (gain, _person) in arcs.items():
            length = reached[start] + gain
            if length > reached[end]:
                reached[end] = length
                before[end] = start
                changed = True
        if not changed:
            return None
        cycle = _cycle_in(before)
        if cycle:
            return cycle
    raise AssertionError("longer paths without end, and no cycle")


def _cycle_in(before: Mapping[Node, Node]) -> list[Arc] | None:
    """A cycle among the last steps of the longest paths: while paths still grow, such a cycle gains."""
    colour: dict[Node, int] = {}
    for number, first in enumerate(before):
        node = first
        while node in before and node not in colour:
            colour[node] = number
            node = before[node]
        if colour.get(node) == number and node in before:
            cycle = [(before[node], node)]
            while cycle[-1][0] != node:
                cycle.append((before[cycle[-1][0]], cycle[-1][0]))
            return cycle
    return None
