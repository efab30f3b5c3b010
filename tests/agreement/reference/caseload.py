"""Key workers: who may take whom, and how much each may hold (SPEC section 4)."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from fractions import Fraction

from .changes import EVERYBODY
from .facts import Facts

FOUR_WEEKS = timedelta(days=28)


class Caseload:
    """The key workers of a world. With ``key_worker`` off there is nobody to ask for: see ``binds``."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.binds = not facts.is_off("key_worker")
        self.limits = {
            worker_id: max(worker.capacity, self.standing_load(worker_id, ()))
            for worker_id, worker in facts.workers.items()
        }

    def points(self, bed_id: str) -> Fraction:
        """Caseload points of one person in this bed's phase; 1 where the policy names none."""
        return self._facts.policy.caseload_points.get(self._facts.scheme_of(bed_id).phase, Fraction(1))

    def is_away(self, worker_id: str) -> bool:
        """On the run date; a blank end of ``[away_from, away_to)`` is open, two blanks are no absence."""
        worker, on = self._facts.workers[worker_id], self._facts.on
        if worker.away_from is None and worker.away_to is None:
            return False
        return (worker.away_from is None or worker.away_from <= on) and (worker.away_to is None or on < worker.away_to)

    def is_out(self, worker_id: str) -> bool:
        worker, on = self._facts.workers[worker_id], self._facts.on
        away_for_long = self.is_away(worker_id) and (worker.away_to is None or worker.away_to > on + FOUR_WEEKS)
        leaves_soon = worker.leaving_on is not None and worker.leaving_on <= on + FOUR_WEEKS
        return away_for_long or leaves_soon

    def own_worker_not_out(self, person_id: str) -> str:
        """Her own key worker, blank if she has none or that worker is out."""
        own = self._facts.people[person_id].worker_id
        return own if own and not self.is_out(own) else ""

    def may_take(self, worker_id: str, person_id: str, bed_id: str) -> bool:
        """Whether this worker may hold this person in this bed, her load left aside."""
        person, worker = self._facts.people[person_id], self._facts.workers[worker_id]
        if self.is_out(worker_id):
            return False
        if person.worker_id == worker_id:
            return True
        if self._facts.policy.continuity == "required" and self.own_worker_not_out(person_id):
            return False
        scheme_id = self._facts.scheme_of(bed_id).scheme_id
        covers = "*" in worker.covers or scheme_id in worker.covers
        languages = person.languages
        understood = not languages or "en" in languages or any(spoken in worker.languages for spoken in languages)
        return covers and understood and not self.is_away(worker_id)

    def change_counts(self, worker_id: str, person_id: str) -> int:
        """1 if giving her this worker counts as a break of continuity."""
        own = self.own_worker_not_out(person_id)
        return int(self._facts.policy.continuity != "off" and own != "" and own != worker_id)

    def standing_load(self, worker_id: str, placed: Collection[str]) -> Fraction:
        """Points she holds of people whom the run does not place; ``placed`` are those it does."""
        facts, load = self._facts, Fraction(0)
        for person_id, person in facts.people.items():
            if person.worker_id != worker_id:
                continue
            if facts.is_resident(person_id) and not facts.is_candidate(person_id):
                leaver = facts.is_leaver(person_id)
                load += facts.policy.follow_on_points if leaver else self.points(facts.own_bed(person_id))
            elif facts.is_mover(person_id) and person_id not in placed:
                load += self.points(facts.own_bed(person_id))
            elif facts.in_follow_on(person_id) and not facts.is_candidate(person_id):
                load += facts.policy.follow_on_points
        return load

    def fewest_changes(self, placed: Mapping[str, str], excused: str) -> tuple[int, dict[str, str]] | None:
        """The fewest continuity breaks with which everybody placed gets a worker, and who gets whom.

        ``placed`` is person -> bed; ``excused`` (one person, or EVERYBODY) needs no worker. None: it cannot be done.
        """
        room = {
            worker_id: self.limits[worker_id] - self.standing_load(worker_id, placed)
            for worker_id in self._facts.workers
        }
        queue = [person_id for person_id in placed if excused not in (person_id, EVERYBODY)]
        best: tuple[int, dict[str, str]] | None = None

        def give(index: int, changes: int, given: dict[str, str]) -> None:
            nonlocal best
            if best is not None and changes >= best[0]:
                return
            if index == len(queue):
                best = (changes, dict(given))
                return
            person_id = queue[index]
            points = self.points(placed[person_id])
            for worker_id in self._facts.workers:
                if points <= room[worker_id] and self.may_take(worker_id, person_id, placed[person_id]):
                    room[worker_id] -= points
                    given[person_id] = worker_id
                    give(index + 1, changes + self.change_counts(worker_id, person_id), given)
                    del given[person_id]
                    room[worker_id] += points

        give(0, 0, {})
        return best
