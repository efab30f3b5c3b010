"""Every allocation of a tiny world, and the best of them: enumeration of candidates x (none | bed)."""

from collections.abc import Mapping
from dataclasses import dataclass

from .caseload import Caseload
from .changes import EVERYBODY, NOTHING, Change
from .facts import Facts
from .pairs import Pairs
from .tiers import Vector, adds, turned
from .unary import refusals

Placements = dict[str, tuple[str, str]]
"""person -> (bed, worker); the worker is blank where ``key_worker`` is off."""


@dataclass(frozen=True)
class Answer:
    """The best tiers there are, and one allocation that reaches them."""

    vector: Vector
    placements: Placements


class Search:
    """Walks the candidates one by one, each with every bed open to her and with none."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.pairs = Pairs(facts)
        self.caseload = Caseload(facts)
        self._refusals: dict[tuple[str, str], frozenset[str]] = {}
        self._clashes: dict[tuple[str, str, str, str], frozenset[str]] = {}

    def refusals(self, person_id: str, bed_id: str) -> frozenset[str]:
        key = (person_id, bed_id)
        if key not in self._refusals:
            self._refusals[key] = refusals(self.facts, person_id, bed_id)
        return self._refusals[key]

    def open_beds(self, person_id: str, waived: tuple[str, str] | None = None) -> list[str]:
        """Beds that no rule on person and bed refuses her, her own left out; ``waived`` is one more waiver."""
        lifted = {waived[1]} if waived is not None and waived[0] == person_id else set()
        own = self.facts.own_bed(person_id)
        return [b for b in self.facts.beds if b != own and not self.refusals(person_id, b) - lifted]

    def best(self, change: Change = NOTHING, *, prune: bool = True) -> Answer | None:
        """The lexicographically best allocation under this change; None if the pins leave none.

        ``prune=False`` looks at every one, so that pruning itself can be tested.
        """
        return _Walk(self, change, prune).run()

    def clashes(self, person_a: str, bed_a: str, person_b: str, bed_b: str) -> frozenset[str]:
        key = (person_a, bed_a, person_b, bed_b)
        if key not in self._clashes:
            self._clashes[key] = self.pairs.clashes(*key)
        return self._clashes[key]


class _Walk:
    """One enumeration."""

    def __init__(self, search: Search, change: Change, prune: bool) -> None:
        self.search, self.facts, self.change, self.prune = search, search.facts, change, prune
        self.people = self.facts.candidates
        self.gain: dict[tuple[str, str], Vector] = {}
        self.choices = [self._choices(person_id) for person_id in self.people]
        self.hope = self._hope()
        self.settled = {p: s.bed_id for p, s in self.facts.open_stay.items() if not self.facts.is_candidate(p)}
        self.best: Answer | None = None

    def run(self) -> Answer | None:
        self._walk(0, {}, tuple(0 for _tier in self.facts.policy.objective))
        return self.best

    def _choices(self, person_id: str) -> list[str]:
        """Her beds, the most gainful first, and blank for none; a pin leaves her only its bed."""
        beds = self.search.open_beds(person_id, self.change.waived)
        for bed_id in beds:
            self.gain[person_id, bed_id] = turned(self.facts, adds(self.facts, person_id, bed_id))
        beds.sort(key=lambda bed_id: self.gain[person_id, bed_id], reverse=True)
        pins = [] if self.change.without_pins else list(self.facts.pins)
        if self.change.forced is not None:
            pins.append(self.change.forced)
        mine = {bed_id for pinned, bed_id in pins if pinned == person_id}
        if mine:
            return [bed_id for bed_id in beds if mine == {bed_id}]
        return [*beds, ""]

    def _hope(self) -> list[Vector]:
        """For each place in the queue, tier by tier, the most that she and all after her could add."""
        hope = [tuple(0 for _tier in self.facts.policy.objective)]
        for person_id, choices in zip(reversed(self.people), reversed(self.choices), strict=True):
            gains = [self.gain[person_id, bed_id] for bed_id in choices if bed_id]
            most = [max([0, *(gain[tier] for gain in gains)]) for tier in range(len(hope[0]))]
            hope.append(tuple(a + b for a, b in zip(hope[-1], most, strict=True)))
        return hope[::-1]

    def _walk(self, index: int, placed: dict[str, str], so_far: Vector) -> None:
        if self.prune and self.best is not None:
            could_reach = tuple(a + b for a, b in zip(so_far, self.hope[index], strict=True))
            if could_reach <= self.best.vector:
                return
        if index == len(self.people):
            self._judge(placed, so_far)
            return
        person_id = self.people[index]
        for bed_id in self.choices[index]:
            if not self._fits(index, person_id, bed_id, placed):
                continue
            if bed_id == "":
                self._walk(index + 1, placed, so_far)
            else:
                placed[person_id] = bed_id
                gain = self.gain[person_id, bed_id]
                self._walk(index + 1, placed, tuple(a + b for a, b in zip(so_far, gain, strict=True)))
                del placed[person_id]

    def _fits(self, index: int, person_id: str, bed_id: str, placed: Mapping[str, str]) -> bool:
        """Whether this choice agrees with those made before it."""
        if bed_id == "":
            if self.facts.is_mover(person_id):
                own = self.facts.own_bed(person_id)
                return own not in placed.values() and self._at_peace(index, person_id, own, placed, stays=True)
            return True
        if bed_id in placed.values():
            return False
        occupant = self.facts.occupant.get(bed_id)
        if occupant is not None and self.facts.is_mover(occupant):
            decided_before = occupant in self.people[:index]
            if decided_before and occupant not in placed:
                return False
        return self._at_peace(index, person_id, bed_id, placed, stays=False)

    def _at_peace(self, index: int, person_id: str, bed_id: str, placed: Mapping[str, str], *, stays: bool) -> bool:
        """Whether no pair rule stands between her there and anybody whose place is settled by now."""
        others = dict(placed)
        if not stays:
            others.update(self.settled)
            for earlier in self.people[:index]:
                if earlier not in placed and self.facts.is_mover(earlier):
                    others[earlier] = self.facts.own_bed(earlier)
        for other, other_bed in others.items():
            clashes = self.search.clashes(person_id, bed_id, other, other_bed)
            if self.change.unpaired and self.change.unpaired in (person_id, other, EVERYBODY):
                clashes = clashes - self.change.lifted
            if clashes:
                return False
        return True

    def _judge(self, placed: Mapping[str, str], so_far: Vector) -> None:
        """A complete allocation: give out workers with as little change as can be, and keep it if it is better."""
        if not self.search.caseload.binds:
            workers: dict[str, str] = {}
            vector = so_far
        else:
            given = self.search.caseload.fewest_changes(placed, self.change.without_worker)
            if given is None:
                return
            changes, workers = given
            costs = {name: changes if name == "continuity" else 0 for name in self.facts.policy.objective}
            vector = tuple(a + b for a, b in zip(so_far, turned(self.facts, costs), strict=True))
        if self.best is None or vector > self.best.vector:
            self.best = Answer(vector, {p: (b, workers.get(p, "")) for p, b in placed.items()})
