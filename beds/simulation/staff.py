"""Key workers over the weeks: what they hold, who has left, and who comes in her place."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm

from beds.domain.policy import Policy
from beds.domain.workers import Worker
from beds.optimizer.caseload import needed_languages
from beds.simulation.kinds import Kinds
from beds.simulation.scenario import Scenario
from beds.simulation.woman import FOLLOW_ON, OUT, RESIDENT, Woman

REPLACED_AFTER = 4
"""Weeks until somebody comes for a worker who has left."""


class Staff:
    """Loads in points scaled to whole numbers. A position outlives its holder: ``generation`` counts them."""

    def __init__(self, scenario: Scenario, workers: tuple[Worker, ...], kinds: Kinds) -> None:
        policy = scenario.policy
        self.workers = workers
        self._kinds = kinds
        self.scale = _scale(policy, workers, kinds)
        self._points = {phase: self.scaled(policy.points(phase)) for phase in range(10)}
        self.points_of_kind = [self._points[phase] for phase in kinds.phases]
        """Scaled points of a person in each kind of bed."""
        self._follow_on = self.scaled(policy.follow_on_points)
        self.capacity = [self.scaled(worker.capacity) for worker in workers]
        self.load = [0] * len(workers)
        self.people: list[dict[int, Woman]] = [{} for _ in workers]
        """Who counts on each worker, by row: residents, people in follow-on, and returners who had her before."""
        self.generation = [0] * len(workers)
        self.vacant = [False] * len(workers)
        self._takers: dict[tuple[tuple[str, ...], str], tuple[int, ...]] = {}
        self.out: frozenset[int] = frozenset()
        """Workers whom the folder's dates put out in the present week."""
        self.away: frozenset[int] = frozenset()

        self._dated = any(w.away_from or w.away_to or w.leaving_on for w in workers)
        self._today: date | None = None

    def scaled(self, points: Fraction) -> int:
        return int(points * self.scale)

    def at(self, today: date) -> None:
        """Who is out or away by the dates of a folder. A position is filled again when its holder has left."""
        self._today = today
        if self._dated:
            here = [w for w, generation in enumerate(self.generation) if generation == 0]
            self.out = frozenset(w for w in here if self.workers[w].is_out(today))
            self.away = frozenset(w for w in here if self.workers[w].is_away(today))

    @property
    def capacity_now(self) -> int:
        """Scaled points of the workers who are there."""
        return sum(c for w, c in enumerate(self.capacity) if not self.vacant[w] and w not in self.away)

    def present(self) -> tuple[Worker, ...]:
        """The workers of this week as facts; those of a vacant position are away without end."""
        return tuple(
            replace(worker, away_from=None, away_to=None, leaving_on=self._today)
            if self.vacant[w]
            else (worker if self.generation[w] == 0 else replace(worker, away_from=None, away_to=None, leaving_on=None))
            for w, worker in enumerate(self.workers)
        )

    def points(self, phase: int) -> int:
        """Scaled points of a person in this phase."""
        return self._points[phase]

    def holds(self, woman: Woman) -> int:
        """Points she counts for her worker as she is now."""
        if woman.state == RESIDENT:
            return self._points[woman.phase]
        return self._follow_on if woman.state == FOLLOW_ON else 0

    def own(self, woman: Woman) -> int | None:
        """Her worker, where that one may keep her."""
        w = woman.worker
        return None if w < 0 or self.vacant[w] or w in self.out else w

    def room(self) -> dict[int, int]:
        """What each worker may gain: nobody is asked to give up what she holds already."""
        return {
            w: max(0, self.capacity[w] - self.load[w])
            for w in range(len(self.workers))
            if not self.vacant[w] and w not in self.out
        }

    def takers(self, woman: Woman, scheme_id: str) -> tuple[int, ...]:
        """The workers who may take her as somebody new into this scheme."""
        able = self.able(needed_languages(woman.person) if woman.person.languages else (), scheme_id)
        if not any(self.vacant) and not self.out and not self.away:
            return able
        return tuple(w for w in able if not (self.vacant[w] or w in self.out or w in self.away))

    def able(self, languages: tuple[str, ...], scheme_id: str) -> tuple[int, ...]:
        """The workers who cover the scheme and share a language, were they all there."""
        known = self._takers.get((languages, scheme_id))
        if known is None:
            known = tuple(
                w
                for w, worker in enumerate(self.workers)
                if worker.covers_scheme(scheme_id) and worker.speaks_with(languages)
            )
            self._takers[languages, scheme_id] = known
        return known

    def give(self, woman: Woman, worker: int) -> None:
        """From now on this worker is hers; counts a change where she had another one in this spell."""
        if woman.worker >= 0:
            self.people[woman.worker].pop(woman.row, None)
        woman.worker = worker
        if worker < 0:
            return
        self.people[worker][woman.row] = woman
        holder = (worker, self.generation[worker])
        if woman.last_worker is not None and woman.last_worker != holder:
            woman.changes += 1
        woman.last_worker = holder

    def leaves(self, worker: int) -> list[Woman]:
        """Her position falls vacant; her people have nobody, and are given back in order of appearance."""
        theirs = [self.people[worker][row] for row in sorted(self.people[worker])]
        self.people[worker] = {}
        for woman in theirs:
            woman.worker = -1
        self.load[worker] = 0
        self.vacant[worker] = True
        self.generation[worker] += 1
        return theirs

    def replaced(self, worker: int, theirs: list[Woman]) -> None:
        """Somebody new takes the position, and those of its people who have found nobody else."""
        self.vacant[worker] = False
        for woman in theirs:
            if woman.worker < 0 and woman.last_worker is not None and woman.state != OUT:
                self.give(woman, worker)
                self.load[worker] += self.holds(woman)


def workers_of(scenario: Scenario) -> tuple[Worker, ...] | None:
    """The workers of a scenario; None where nobody is asked for one."""
    if "key_worker" in scenario.policy.rules_off:
        return None
    if scenario.workers is not None:
        return scenario.workers
    return scenario.present.workers if scenario.present else None


def _scale(policy: Policy, workers: tuple[Worker, ...], kinds: Kinds) -> int:
    parts = [worker.capacity for worker in workers] + [policy.points(phase) for phase in range(10)]
    return lcm(policy.follow_on_points.denominator, *(part.denominator for part in parts))
