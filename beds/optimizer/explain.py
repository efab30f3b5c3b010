"""Every yes and every no: causes, what would place her, who was passed over, and by what (SPEC section 6)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.allocation import Cause, SchemeExplanation, Skipped, Unplaced
from beds.domain.decisions import Pin
from beds.domain.messages import _
from beds.domain.people import BANDS
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer import sentences
from beds.optimizer.answer import Answer
from beds.optimizer.choices import Columns, Hold
from beds.optimizer.pairs import PAIR_RULES
from beds.optimizer.pins import can_keep
from beds.optimizer.questions import Change, Questions
from beds.optimizer.scheme_rows import SchemeRows
from beds.rules.catalogue import UNARY
from beds.rules.refusals import BIT

LOTTERY = "lottery"
EARLIER = "earlier_proposal"
PIN = "pin"
TIME_LIMIT = "time_limit"
NO_PAIRS: frozenset[str] = frozenset()

EXACT_CELLS, EXACT_COLUMNS = 40, 60_000
"""So many people and kinds of bed, at most, are asked about exactly when somebody is passed over; then prices decide.

Prices name the last tier that can have decided; in samples the exact question agrees in some 19 of 20 cases.
"""

MOST_SCHEME_ROWS = 1_000_000
"""More rows of people and schemes than this are given only where explanations are asked for."""

_MORE_THAN_ANY_WAIT = 1_000_000

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Explanations:
    """What a run says of its answer. ``reasons`` has a sentence for every candidate."""

    reasons: Mapping[str, str]
    schemes: Sequence[SchemeExplanation]
    unplaced: tuple[Unplaced, ...]
    skipped: tuple[Skipped, ...]
    by_lot: tuple[str, ...]


def explain_run(answer: Answer, *, explain: bool, report: Report) -> Explanations:
    """Explain an answer; without ``explain``, causes that need another solve are left open."""
    explainer = _Explainer(answer, explain and answer.solved.finished, report)
    unplaced = tuple(explainer.unplaced())
    skipped = tuple(explainer.skipped())
    reasons = {entry.person_id: entry.reason for entry in unplaced}
    for person_id, given in answer.assignments.items():
        reasons[person_id] = sentences.placed(answer, person_id, given)
    cells = len(answer.week.candidates) * len(answer.week.snapshot.schemes)
    schemes = SchemeRows(answer.refusals) if explain or cells <= MOST_SCHEME_ROWS else ()
    return Explanations(reasons, schemes, unplaced, skipped, tuple(sorted(explainer.by_lot)))


class _Explainer:
    def __init__(self, answer: Answer, explain: bool, report: Report) -> None:
        self.answer, self.explain, self.report = answer, explain, report
        self.week: Week = answer.week
        self.model = answer.model
        self.choices = answer.model.choices
        self.refusals = answer.refusals
        tiers = answer.tier_gains[: len(answer.tier_names)]
        self.questions = Questions(answer.model, answer.gains, tiers, answer.solved)
        """What would be better is asked of the tiers alone; who came first, of what was kept after them too."""
        self.order = Questions(answer.model, answer.gains, answer.tier_gains, answer.solved)
        self.by_lot: set[str] = set()

    # Those without a bed

    @cached_property
    def _without(self) -> list[int]:
        return [i for i, p in enumerate(self.week.candidates) if p.person_id not in self.answer.assignments]

    def unplaced(self) -> Iterator[Unplaced]:
        """A row a candidate without a bed from this run."""
        alone = self._alone_rules() if self.explain else {}
        causes = self._causes()
        for i, cause in zip(self._without, causes, strict=True):
            person = self.week.candidates[i]
            rules = alone.get(i, ()) if self.explain else None
            eligible = int(self.refusals.eligible_beds[i])
            yield Unplaced(person.person_id, cause, eligible, rules, self._reason(i, cause, rules or ()))

    def _causes(self) -> list[Cause | None]:
        """The first cause that holds for each of those without a bed; None where it was not asked for."""
        causes: dict[int, Cause | None] = {
            i: "no_eligible_bed" for i in self._without if self.refusals.eligible_beds[i] == 0
        }
        if self.explain:
            bound = {i: self._without_pairs(i) for i in self._without if i not in causes and self._meets_pairs(i)}
            causes |= self._where_better(bound, "kept_apart", _("Asking who is kept apart"))
            held = {i: self._without_worker(i) for i in self._without if i not in causes and self.choices.held}
            causes |= self._where_better(held, "no_key_worker", _("Asking who lacks a key worker"))
        for i in self._without:
            if i not in causes:
                causes[i] = "no_vacancy" if self._all_kept(i) else "outranked" if self.explain else None
        return [causes[i] for i in self._without]

    def _where_better(self, changes: Mapping[int, Change], cause: Cause, stage: str) -> dict[int, Cause | None]:
        answers = self.questions.better(list(changes.values()), lambda done, total: self.report(stage, done, total))
        return {i: cause for i, better in zip(changes, answers, strict=True) if better}

    def _meets_pairs(self, i: int) -> bool:
        blocked = self.choices.eligible[i] & self.model.pairs.blocked[i]
        return bool(blocked.any()) or self.model.is_bound_by_pairs(i)

    def _without_pairs(self, i: int) -> Change:
        """The pair rules do not bind her, nor others because of her."""
        return Change(self._columns(i, self.choices.eligible[i]), NO_PAIRS, self.model.rows_she_stays_in(i))

    def _without_worker(self, i: int) -> Change:
        """She needs no worker; moving frees her present worker's points all the same."""
        classes = np.flatnonzero(self.choices.eligible[i] & ~self.model.pairs.blocked[i])
        person = np.full(len(classes), i, dtype=np.int64)
        return Change(Columns(person, classes, np.full(len(classes), int(Hold.NOBODY))))

    def _columns(self, i: int, classes: npt.NDArray[np.bool_]) -> Columns:
        which = np.flatnonzero(classes)
        return self.choices.columns_of(np.full(len(which), i, dtype=np.int64), which)

    def _eligible_beds(self, i: int) -> Iterator[str]:
        own = self.week.home.get(self.week.candidates[i].person_id)
        for k in np.flatnonzero(self.refusals.masks[i] == 0):
            yield from (bed for bed in self.refusals.beds[k] if own is None or bed != own.bed_id)

    def _all_kept(self, i: int) -> bool:
        return all(self._is_kept(bed_id) for bed_id in self._eligible_beds(i))

    def _is_kept(self, bed_id: str) -> bool:
        stay = self.week.occupant.get(bed_id)
        return stay is not None and self.week.is_mover(stay.person_id) and stay.person_id not in self.answer.assignments

    def _alone_rules(self) -> dict[int, tuple[str, ...]]:
        """The waivable rules whose waiver for her alone would make the tiers better, by person."""
        masks = self.choices.classes.masks
        without = np.zeros(len(self.week.candidates), dtype=bool)
        without[self._without] = True
        one_rule_away = self.choices.within_reach & (masks != 0) & ~self.model.pairs.blocked & without[:, None]
        columns = self.choices.columns(one_rule_away)
        rule_of = masks[columns.person, columns.bed_class].astype(np.int64)
        order = np.lexsort((rule_of, columns.person))
        keys = np.stack([columns.person[order], rule_of[order]])
        edges = np.flatnonzero(np.any(keys[:, 1:] != keys[:, :-1], axis=0)) + 1
        asked = [columns.take(which) for which in np.split(order, edges)] if len(order) else []
        stage = _("Asking what would place people")
        answers = self.questions.better(
            [Change(choice) for choice in asked], lambda done, total: self.report(stage, done, total)
        )
        found: defaultdict[int, set[str]] = defaultdict(set)
        for choice, better in zip(asked, answers, strict=True):
            if better:
                person = int(choice.person[0])
                found[person].add(_rule_of(masks[person, choice.bed_class[0]]))
        return {i: tuple(rule.id for rule in UNARY if rule.id in rules) for i, rules in found.items()}

    def _reason(self, i: int, cause: Cause | None, rules: tuple[str, ...]) -> str:
        person = self.week.candidates[i]
        if cause == "no_eligible_bed":
            return sentences.no_eligible_bed(self.refusals, i, rules)
        if cause == "outranked":
            by_lot = self.order.could_be_placed_equally(i)
            if by_lot:
                self.by_lot.add(person.person_id)
            elif self.answer.keep and self.questions.could_be_placed_equally(i):
                return sentences.kept_before(self.answer, person, rules)
            free = any(not self._is_taken(bed_id) for bed_id in self._eligible_beds(i))
            return sentences.outranked(self.answer, person, list(self._takers(i)), by_lot, free, rules)
        return sentences.because(cause, self.week, person, rules)

    def _is_taken(self, bed_id: str) -> bool:
        return self._is_kept(bed_id) or bed_id in self._placed_in

    @cached_property
    def _placed_in(self) -> Mapping[str, str]:
        return {given.bed_id: person_id for person_id, given in self.answer.assignments.items()}

    def _takers(self, i: int) -> Iterator[str]:
        """Who got the beds that she could have had."""
        return (self._placed_in[bed_id] for bed_id in self._eligible_beds(i) if bed_id in self._placed_in)

    # Those passed over

    def skipped(self) -> Iterator[Skipped]:
        """A row for each placed person and each more urgent or longer waiting candidate who could have had that bed."""
        week, refusals, class_of = self.week, self.refusals, self.choices.classes.class_of_bed
        without = np.array(self._without, dtype=np.int64)
        urgency = np.array([self._urgency(i) for i in range(len(week.candidates))], dtype=np.int64)
        passed: list[tuple[str, int]] = []
        for placed_id, given in self.answer.assignments.items():
            k = refusals.place_of_bed[given.bed_id]
            in_front = (refusals.masks[without, k] == 0) & (urgency[without] < urgency[refusals.row[placed_id]])
            passed += [(placed_id, int(i)) for i in without[in_front] if not self._lives_in(int(i), given.bed_id)]
        decided: dict[tuple[int, int], str] = {}
        for done, (placed_id, i) in enumerate(passed):
            bed_id, person = self.answer.assignments[placed_id].bed_id, week.candidates[i]
            cell = (i, class_of[bed_id])
            if cell not in decided:
                if done % 16 == 0:
                    self.report(_("Asking who was passed over, and why"), done, len(passed))
                decided[cell] = self._decided_by(*cell, bed_id, exact=self.explain and len(decided) < self._exact_cells)
            yield Skipped(
                placed_id,
                bed_id,
                person.person_id,
                week.band(person),
                week.waiting_days(person),
                decided[cell],
                sentences.skipped(decided[cell]),
            )

    @property
    def _exact_cells(self) -> int:
        """How many are asked about exactly: fewer the larger the week, for each may cost several solves."""
        return min(EXACT_CELLS, EXACT_COLUMNS // max(1, len(self.model.placements)))

    def _lives_in(self, i: int, bed_id: str) -> bool:
        home = self.week.home.get(self.week.candidates[i].person_id)
        return home is not None and home.bed_id == bed_id

    def _urgency(self, i: int) -> int:
        """Smaller comes first: by band, then by days waited."""
        person = self.week.candidates[i]
        return BANDS.index(self.week.band(person)) * _MORE_THAN_ANY_WAIT - self.week.waiting_days(person)

    def _decided_by(self, i: int, c: int, bed_id: str, *, exact: bool) -> str:
        """The first tier that would be worse had she that bed, or the rule that makes it impossible."""
        if not self.answer.solved.finished:
            return TIME_LIMIT
        tier = self.order.first_worse(i, c, exact=exact, may_solve=self.explain)
        if tier is None:
            return self._rule_that_decided(i, c, bed_id) if exact else self._rule_in_the_way(i, c)
        if tier >= self.questions.tiers:
            return LOTTERY if tier == self.order.tiers else EARLIER
        return self.answer.tier_names[tier]

    def _rule_in_the_way(self, i: int, c: int) -> str:
        """The rule that can be seen to stand between them, without asking what else would be possible."""
        for rule, cells in self.model.pairs.blocked_by.items():
            if cells[i, c]:
                return rule
        return PIN if c in self.model.pins.values() else "key_worker" if self.choices.held else "in_service"

    def _rule_that_decided(self, i: int, c: int, bed_id: str) -> str:
        """What makes it impossible that she has this bed: lifted for her, or else for everybody, it would not be."""
        if self._possible_without_pin(i, c):
            return PIN
        for rule in ("keep_apart", "room_gender"):
            if self._possible_without_pairs(i, c, rule):
                return rule
        free = Columns(np.array([i]), np.array([c]), np.array([int(Hold.NOBODY)]))
        if self.choices.held and not self.model.pairs.blocked[i, c] and self.questions.possible(Change(free)):
            return "key_worker"
        snapshot = self.week.snapshot
        hers = Pin(self.week.candidates[i].person_id, bed_id, "pin")
        forced = replace(snapshot, pins=(*snapshot.pins, hers))
        without = {
            PIN: replace(forced, pins=(hers, *(pin for pin in snapshot.pins if pin.action != "pin"))),
            "keep_apart": replace(forced, keep_apart=()),
            "room_gender": _without_rule(forced, "room_gender"),
            "key_worker": _without_rule(forced, "key_worker"),
        }
        for rule, changed in without.items():
            if can_keep(changed, self.week.on):
                return rule
        nothing_binds = _without_rule(_without_rule(replace(without[PIN], keep_apart=()), "room_gender"), "key_worker")
        return "key_worker" if can_keep(nothing_binds, self.week.on) else "in_service"

    def _possible_without_pin(self, i: int, c: int) -> bool:
        """Whether she could have the bed if whoever is pinned to it were not."""
        pinned = [person for person, bed_class in self.model.pins.items() if bed_class == c]
        cell = np.arange(self.choices.eligible.shape[1]) == c
        if not pinned or self.model.pairs.blocked[i, c]:
            return False
        return self.questions.possible(Change(self._columns(i, cell), lifted=np.array(pinned, dtype=np.int64)))

    def _possible_without_pairs(self, i: int, c: int, rule: str) -> bool:
        """Whether she could have the bed if this pair rule did not bind her."""
        others = PAIR_RULES - {rule}
        model = self.model
        if not model.is_bound_by_pairs(i) and not model.pairs.blocked_by[rule][i, c]:
            return False
        if any(model.pairs.blocked_by[other][i, c] for other in others):
            return False
        cell = np.arange(self.choices.eligible.shape[1]) == c
        lifted = model.rows_she_stays_in(i, frozenset({rule}))
        return self.questions.possible(Change(self._columns(i, cell), others, lifted))


def _without_rule(snapshot: Snapshot, rule: str) -> Snapshot:
    policy = snapshot.policy
    return replace(snapshot, policy=replace(policy, rules_off=(*policy.rules_off, rule)))


def _rule_of(bit: np.uint32) -> str:
    return next(rule.id for rule in UNARY if BIT[rule.id] == bit)
