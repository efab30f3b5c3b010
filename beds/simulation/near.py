"""A good allocation quickly, for forecasts: where the exact quick way ends, beds are given one by one.

First the beds of the best answer that key workers and pairs of people would not stand in the way of, as far as every
rule can be kept; then what is left. Whoever is worth most comes first, and a bed that falls free on the way is offered
to the most urgent again. Every rule is kept; some tier may fall short of what the full engine would reach.
"""

from collections.abc import Sequence

from beds.simulation.assignment import best_places
from beds.simulation.pairs import broken_pair
from beds.simulation.problem import Problem
from beds.simulation.woman import Woman
from beds.simulation.world import World

Placed = tuple[Woman, int, int]
"""Who, the kind of bed, and the worker (-1: nobody is asked for)."""


def near_best(world: World, problem: Problem, new_at_most: int | None) -> list[Placed]:
    """Placements that keep every rule, worker and pair; of those who need a worker anew, at most ``new_at_most``."""
    homes = [person.home for person in problem.people]
    values = [{k: value for k, value in person.values.items() if k != person.home} for person in problem.people]
    at = best_places(homes, values, problem.free, new_at_most)
    giving = _Giving(world, problem)
    giving.give([(at[i],) if at[i] != home else () for i, home in enumerate(homes)])
    giving.give([sorted(worth, key=worth.__getitem__, reverse=True) for worth in values])
    return giving.kept


class _Giving:
    """Beds and caseload points as they are left while beds are given."""

    def __init__(self, world: World, problem: Problem) -> None:
        self._world = world
        self._people = problem.people
        self._empty = dict(problem.free)
        self._room = dict(problem.room)
        self._placed: set[int] = set()
        self._order = sorted(range(len(problem.people)), key=lambda i: -max(problem.people[i].values.values()))
        self.kept: list[Placed] = []

    def give(self, wanted: Sequence[Sequence[int]]) -> None:
        """Goes through the people, and from the top again after each bed that falls free by it."""
        again = True
        while again:
            again = False
            for i in self._order:
                if i in self._placed or not any(self._empty.get(kind) for kind in wanted[i]):
                    continue
                home = self._people[i].home
                if self._takes(i, wanted[i]) and home >= 0:
                    self._empty[home] = self._empty.get(home, 0) + 1
                    again = True
                    break

    def _takes(self, i: int, wanted: Sequence[int]) -> bool:
        """Whether she gets one of these beds."""
        person = self._people[i]
        for kind in wanted:
            worker = self._worker(i, kind) if self._empty.get(kind) else None
            if worker is None or self._breaks_a_pair(person.woman, kind):
                continue
            self._empty[kind] -= 1
            self._placed.add(i)
            self.kept.append((person.woman, kind, worker))
            if person.own is not None:
                self._room[person.own] += person.points
            if worker >= 0:
                self._room[worker] -= self._points(kind)
            return True
        return False

    def _breaks_a_pair(self, woman: Woman, kind: int) -> bool:
        world = self._world
        if kind not in world.mixed_rooms and woman.row not in world.kept_apart:
            return False
        placed = {w.row: k for w, k, _worker in self.kept} | {woman.row: kind}
        return broken_pair(world, placed) is not None

    def _worker(self, i: int, kind: int) -> int | None:
        """Who would hold her: her own worker, else whoever has most room; None where nobody can."""
        staff, person = self._world.staff, self._people[i]
        if staff is None:
            return -1
        points = self._points(kind)
        if person.own is not None and self._room[person.own] + person.points >= points:
            return person.own
        if person.own is not None and self._world.policy.continuity == "required":
            return None
        takers = staff.takers(person.woman, self._world.kinds[kind].scheme.scheme_id)
        best = max(takers, key=lambda worker: self._room[worker], default=None)
        return best if best is not None and self._room[best] >= points else None

    def _points(self, kind: int) -> int:
        staff = self._world.staff
        return staff.points_of_kind[kind] if staff else 0
