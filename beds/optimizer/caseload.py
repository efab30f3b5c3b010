"""Key workers as the solver sees them: whole points, room to spare, and who may take whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.workers import EVERY_SCHEME, Worker


@dataclass(frozen=True)
class Caseload:
    """Points are scaled to whole numbers by ``scale``; workers are named by their position in ``workers``."""

    week: Week

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        return self.week.snapshot.workers

    @cached_property
    def position(self) -> dict[str, int]:
        return {worker.worker_id: w for w, worker in enumerate(self.workers)}

    @cached_property
    def scale(self) -> int:
        policy = self.week.policy
        phases = {scheme.phase for scheme in self.week.snapshot.schemes}
        parts = [worker.capacity for worker in self.workers] + [policy.points(phase) for phase in phases]
        return lcm(policy.follow_on_points.denominator, *(part.denominator for part in parts))

    def scaled(self, points: Fraction) -> int:
        return int(points * self.scale)

    def points(self, phase: int) -> int:
        """Scaled points of one person in this phase."""
        return self._of_phase[phase]

    @cached_property
    def _of_phase(self) -> dict[int, int]:
        return {phase: self.scaled(self.week.policy.points(phase)) for phase in range(10)}

    @cached_property
    def load_if_nobody_moves(self) -> tuple[int, ...]:
        """Each worker's scaled load were nobody placed: residents, movers who stay, and follow-on."""
        loads: defaultdict[str, int] = defaultdict(int)
        for person in self.week.snapshot.people:
            if person.worker_id:
                loads[person.worker_id] += self._held(person)
        return tuple(loads[worker.worker_id] for worker in self.workers)

    def _held(self, person: Person) -> int:
        week = self.week
        if week.is_mover(person.person_id):
            return self.points_now(person)
        if person.is_candidate:
            return 0
        if week.is_leaver(person.person_id) or week.in_follow_on(person.person_id):
            return self._follow_on
        return self.points_now(person) if week.is_resident(person.person_id) else 0

    @cached_property
    def _follow_on(self) -> int:
        return self.scaled(self.week.policy.follow_on_points)

    def points_now(self, person: Person) -> int:
        """Scaled points of a resident in the phase she lives in."""
        return self.points(self.week.scheme_of(self.week.home[person.person_id].bed_id).phase)

    @cached_property
    def room_to_spare(self) -> tuple[int, ...]:
        """Scaled points each worker may gain; nobody is asked to give up what she holds already."""
        loads = zip(self.workers, self.load_if_nobody_moves, strict=True)
        return tuple(max(0, self.scaled(worker.capacity) - load) for worker, load in loads)

    def own(self, person: Person) -> int | None:
        """Her present worker who may keep her; None where she has none or that worker is out."""
        w = self.position.get(person.worker_id)
        return None if w is None or self.workers[w].is_out(self.week.on) else w

    @cached_property
    def _free_to_take(self) -> tuple[int, ...]:
        on = self.week.on
        return tuple(w for w, worker in enumerate(self.workers) if not (worker.is_out(on) or worker.is_away(on)))

    def takers_by_language(self, people: Iterable[Person]) -> dict[tuple[tuple[str, ...], str], frozenset[int]]:
        """The workers who may take somebody new, for every language list among these people and every scheme."""
        spoken = {needed_languages(person) for person in people}
        speaking = {
            languages: frozenset(w for w in self._free_to_take if self.workers[w].speaks_with(languages))
            for languages in spoken
        }
        return {
            (languages, scheme_id): speaking[languages] & covering
            for languages in spoken
            for scheme_id, covering in self._covering.items()
        }

    @cached_property
    def _covering(self) -> dict[str, frozenset[int]]:
        """Who of those free to take somebody new covers each scheme."""
        everywhere = {w for w in self._free_to_take if EVERY_SCHEME in self.workers[w].covers}
        covering = {scheme.scheme_id: set(everywhere) for scheme in self.week.snapshot.schemes}
        for w in self._free_to_take:
            for scheme_id in covering.keys() & self.workers[w].covers:
                covering[scheme_id].add(w)
        return {scheme_id: frozenset(who) for scheme_id, who in covering.items()}


def needed_languages(person: Person) -> tuple[str, ...]:
    """The languages one of which a new worker must share; empty where any worker will do."""
    return () if "en" in person.languages else tuple(sorted(person.languages))
