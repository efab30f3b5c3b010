"""The questions that SPEC sections 4 and 6 ask of a run, answered by enumeration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from beds.domain.people import Band
from beds.domain.snapshot import Snapshot

from .changes import EVERYBODY, NOTHING, PAIR_RULES, Change
from .dates import planned_end, start_on
from .facts import LADDER, Facts
from .pairs import homes
from .search import Answer, Placements, Search
from .tiers import Vector, adds, turned, values_of
from .unary import REFUSES, WAIVABLE

LOTTERY = "lottery"
"""``decided_by`` where forcing the passed person in would make no tier worse."""
PIN = "pin"
"""``decided_by`` where nothing but a coordinator's pin stands in the way."""


@dataclass(frozen=True)
class SkippedRow:
    """Somebody passed over. ``decided_by`` holds every answer that the definition allows (one, as a rule)."""

    placed_id: str
    bed_id: str
    passed_id: str
    passed_band: Band
    passed_waiting_days: int
    decided_by: frozenset[str]


@dataclass(frozen=True)
class SchemeRow:
    """A candidate before a scheme: the row of explanations.csv."""

    person_id: str
    scheme_id: str
    beds: int
    eligible_beds: int
    refused_by: Mapping[str, int]
    alone: str


class Reference:
    """A snapshot on a run date. Slow, plain, and every answer from first principles."""

    def __init__(self, snapshot: Snapshot, on: date) -> None:
        self.facts = Facts(snapshot, on)
        self.search = Search(self.facts)
        self._answers: dict[Change, Answer | None] = {}

    # --- the best there is

    def answer(self, change: Change = NOTHING) -> Answer | None:
        """The best allocation under a change, None if the pins leave none. Remembered."""
        if change not in self._answers:
            self._answers[change] = self.search.best(change)
        return self._answers[change]

    @property
    def feasible(self) -> bool:
        """False: the run must stop with exit code 4."""
        return self.answer() is not None

    def tiers(self) -> dict[str, int] | None:
        """The lexicographically best value of every tier, in the policy's order; None if infeasible."""
        answer = self.answer()
        return None if answer is None else values_of(self.facts, answer.vector)

    def better(self, change: Change) -> bool:
        """Whether the tiers would be better with this change (and never worse: it only opens doors)."""
        before, after = self.answer(), self.answer(change)
        assert before is not None
        assert after is not None
        assert after.vector >= before.vector
        return after.vector > before.vector

    # --- a given allocation

    def tiers_of(self, placements: Placements) -> dict[str, int]:
        """Every tier of a given allocation, valid or not."""
        return values_of(self.facts, self.vector_of(placements))

    def vector_of(self, placements: Placements) -> Vector:
        totals = dict.fromkeys(self.facts.policy.objective, 0)
        for person_id, (bed_id, worker_id) in placements.items():
            added = adds(self.facts, person_id, bed_id)
            if worker_id:
                added["continuity"] = self.search.caseload.change_counts(worker_id, person_id)
            for name in totals:
                totals[name] += added[name]
        return turned(self.facts, totals)

    def violations(self, placements: Placements) -> list[str]:
        """Everything that is wrong with a given allocation, in words for a developer; empty if it is valid."""
        placed = {person_id: bed_id for person_id, (bed_id, _worker) in placements.items()}
        strangers = [f"{p} is no candidate" for p in placed if p not in self.facts.candidates]
        strangers += [f"{b} is no bed" for b in placed.values() if b not in self.facts.beds]
        if strangers:
            return strangers
        return self._bed_faults(placed) + self._pair_faults(placed) + self._worker_faults(placements)

    def _bed_faults(self, placed: Mapping[str, str]) -> list[str]:
        facts, found = self.facts, []
        for person_id, bed_id in placed.items():
            found += [f"{rule} refuses {person_id} {bed_id}" for rule in self.refusals(person_id, bed_id)]
            if bed_id == facts.own_bed(person_id):
                found.append(f"{person_id} is placed in her own bed {bed_id}")
            occupant = facts.occupant.get(bed_id)
            if occupant is not None and facts.is_mover(occupant) and occupant not in placed:
                found.append(f"{person_id} takes {bed_id} though {occupant} stays in it")
        found += [f"{a} and {b} both take {placed[a]}" for a, b in combinations(placed, 2) if placed[a] == placed[b]]
        found += [f"the pin of {p} to {b} is not kept" for p, b in facts.pins if placed.get(p) != b]
        return found

    def _pair_faults(self, placed: Mapping[str, str]) -> list[str]:
        live = homes(self.facts, placed)
        return [
            f"{rule} refuses {a} in {live[a]} with {b} in {live[b]}"
            for a, b in combinations(live, 2)
            if a in placed or b in placed
            for rule in self.search.pairs.clashes(a, live[a], b, live[b])
        ]

    def _worker_faults(self, placements: Placements) -> list[str]:
        caseload = self.search.caseload
        if not caseload.binds:
            return [f"{p} has worker {w} though key_worker is off" for p, (_bed, w) in placements.items() if w]
        found = []
        for person_id, (bed_id, worker_id) in placements.items():
            if worker_id not in self.facts.workers:
                found.append(f"{person_id} has no key worker ({worker_id!r})")
            elif not caseload.may_take(worker_id, person_id, bed_id):
                found.append(f"{worker_id} may not take {person_id} in {bed_id}")
        for worker_id in self.facts.workers:
            given = [caseload.points(bed_id) for bed_id, worker in placements.values() if worker == worker_id]
            load = sum(given, caseload.standing_load(worker_id, placements))
            if load > caseload.limits[worker_id]:
                found.append(f"{worker_id} holds {load} of {caseload.limits[worker_id]}")
        return found

    def dates(self, placements: Placements) -> dict[str, tuple[date, date | None]]:
        """Person -> (start, planned end) of a valid allocation."""
        placed = {person_id: bed_id for person_id, (bed_id, _worker) in placements.items()}
        starts = {person_id: start_on(self.facts, placed, person_id) for person_id in placed}
        return {p: (start, planned_end(self.facts, p, placed[p], start)) for p, start in starts.items()}

    # --- the rules on person and bed

    def refusals(self, person_id: str, bed_id: str) -> frozenset[str]:
        """The rules on person and bed that refuse. Her own bed is judged like any other here."""
        return self.search.refusals(person_id, bed_id)

    def eligible_beds(self, person_id: str) -> list[str]:
        """Beds that no rule on person and bed refuses; her own is not counted."""
        return self.search.open_beds(person_id)

    def scheme_row(self, person_id: str, scheme_id: str) -> SchemeRow:
        """How a scheme looks to a candidate. ``beds`` counts all of them, and ``refused_by`` too."""
        beds = [bed_id for bed_id, bed in self.facts.beds.items() if bed.scheme_id == scheme_id]
        refused = {bed_id: self.refusals(person_id, bed_id) for bed_id in beds}
        counts = {rule: sum(rule in rules for rules in refused.values()) for rule in REFUSES}
        others = [bed_id for bed_id in beds if bed_id != self.facts.own_bed(person_id)]
        eligible = sum(not refused[bed_id] for bed_id in others)
        alone = [] if eligible else [r for r in WAIVABLE if any(refused[bed_id] == {r} for bed_id in others)]
        assert len(alone) <= 1
        counted = {rule: count for rule, count in counts.items() if count}
        return SchemeRow(person_id, scheme_id, len(beds), eligible, counted, "".join(alone))

    # --- candidates with no bed

    def cause(self, person_id: str, placements: Placements) -> str:
        """Why she has no bed from this allocation: the first of SPEC's causes that holds."""
        eligible = self.eligible_beds(person_id)
        if not eligible:
            return "no_eligible_bed"
        if self.better(Change(unpaired=person_id)):
            return "kept_apart"
        if self.better(Change(without_worker=person_id)):
            return "no_key_worker"
        keepers = [self.facts.occupant.get(bed_id) for bed_id in eligible]
        if all(k is not None and self.facts.is_mover(k) and k not in placements for k in keepers):
            return "no_vacancy"
        return "outranked"

    def alone_rules(self, person_id: str) -> set[str]:
        """Every waivable rule whose waiver for her alone would make the tiers better."""
        found = set()
        before = self.search.open_beds(person_id)
        for rule in WAIVABLE:
            change = Change(waived=(person_id, rule))
            opens_a_bed = self.search.open_beds(person_id, change.waived) != before
            if opens_a_bed and self.better(change):
                found.add(rule)
        return found

    # --- people passed over

    def skipped(self, placements: Placements) -> list[SkippedRow]:
        """Every (placed, bed, passed) of an allocation, and what decided."""
        facts, rows = self.facts, []
        for placed_id, (bed_id, _worker) in placements.items():
            for passed_id in facts.candidates:
                if passed_id in placements or bed_id not in self.eligible_beds(passed_id):
                    continue
                if self._comes_before(passed_id, placed_id):
                    rows.append(
                        SkippedRow(
                            placed_id,
                            bed_id,
                            passed_id,
                            facts.band(passed_id),
                            facts.waiting_days(passed_id),
                            self.decided_by(passed_id, bed_id),
                        )
                    )
        return rows

    def _comes_before(self, passed_id: str, placed_id: str) -> bool:
        passed, placed = (LADDER.index(self.facts.band(p)) for p in (passed_id, placed_id))
        longer = self.facts.waiting_days(passed_id) > self.facts.waiting_days(placed_id)
        return passed < placed or (passed == placed and longer)

    def decided_by(self, passed_id: str, bed_id: str) -> frozenset[str]:
        """What would give if she were forced into that bed: the first tier to get worse, the lottery, or a rule.

        Where she cannot be there at all: each rule that alone stands in the way, for her or else for everybody; any of
        them where only several together do; ``in_service`` where even then the bed would not fall vacant.
        """
        best, force = self.answer(), (passed_id, bed_id)
        forced = self.answer(Change(forced=force))
        assert best is not None
        if forced is not None:
            for name, reached, now in zip(self.facts.policy.objective, best.vector, forced.vector, strict=True):
                if now != reached:
                    assert now < reached
                    return frozenset({name})
            return frozenset({LOTTERY})
        for whose in (passed_id, EVERYBODY):
            lifts = {rule: Change(forced=force, unpaired=whose, lifted=frozenset({rule})) for rule in PAIR_RULES}
            lifts["key_worker"] = Change(forced=force, without_worker=whose)
            lifts[PIN] = Change(forced=force, without_pins=True)
            alone = frozenset(rule for rule, change in lifts.items() if self.answer(change) is not None)
            if alone:
                return alone
        together = Change(forced=force, unpaired=EVERYBODY, without_worker=EVERYBODY, without_pins=True)
        return frozenset({"in_service"}) if self.answer(together) is None else frozenset(lifts)
