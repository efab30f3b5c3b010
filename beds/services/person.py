"""The use case behind the page of a person: where she is, what every rule says, her facts and their age, her line."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from beds.data.cells import LIST_SEPARATOR
from beds.data.results.stored import records
from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import WaiverRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.proposals import ProposedRow
from beds.data.store.tables.waiting import WaitingRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.people import Person, Stay
from beds.domain.week import Week
from beds.domain.words import exemption_name, gender_name, route_name, substance_name
from beds.rules.catalogue import UNARY
from beds.rules.rule import Rule
from beds.services.access_log import looked
from beds.services.at_hand import at_hand
from beds.services.explain import SchemeJudged, judged
from beds.services.fact_ages import Held, fact_ages, held_by
from beds.services.facts import Fact, shown
from beds.services.life import Moment, life
from beds.services.person_now import PersonNow, person_now
from beds.services.restricted import RESTRICTED, reads_restricted
from beds.services.sought import Sought
from beds.services.unit_of_work import reading
from beds.services.verdicts import Verdict

UNPLACED = "unplaced.csv"
_ELSEWHERE = ("person_id", "seeks", "worker_id", "band", "waiting_since")
"""Facts that the page tells in other places."""
_IN_WORDS = ("route", "gender", "substance", "connection_exempt")
_AS_THEY_ARE = ("in_service", "phase")
"""Rules that nobody's decision about her changes: whether a bed is free, and what she seeks."""
_MAY_BE_UNKNOWN = frozenset(field.name for field in fields(Person)) - {"programme_start", "connection_exempt"}
MATTER_MOST: tuple[Verdict, ...] = ("refuses", "waived", "not_known", "off", "passes")


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact of hers. ``value`` is None where it is restricted and was not asked for."""

    name: str
    value: str | None
    recorded: date | None
    """When the record last saw it change; None where it does not reach so far back."""
    source: str
    """Where it comes from, as far as somebody said so and the reader may know."""
    restricted: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What it would open to her if one rule alone did not refuse her."""

    rule: Rule
    now: int
    later: int
    """Beds that would suit her then and are lived in by somebody who stays."""
    unknown: tuple[str, ...]
    """Facts of hers that the rule reads and that are not known: to ask for them may be enough."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What one rule says of the beds of one scheme: its weightiest word, for how many of them."""

    verdict: Verdict
    beds: int
    of: int


@dataclass(frozen=True)
class PersonShown:
    """Everything the page shows, already cut to what the reader may see."""

    now: PersonNow
    sought: Sought | None
    """None where she seeks no bed."""
    schemes: tuple[SchemeJudged, ...]
    facts: tuple[FactShown, ...]
    line: tuple[Moment, ...]
    held: tuple[Held, ...]
    handovers: tuple[WorkerChangeRow, ...]
    waivers: tuple[WaiverRow, ...]
    declined: tuple[OfferRow, ...]
    kept_apart: tuple[tuple[str, int], ...]
    proposed: tuple[ProposedRow, date] | None
    would_place: tuple[str, ...]
    """The rules each of which, waived alone, would have placed her in that proposal."""
    may_see_restricted: bool
    restricted_shown: bool

    @property
    def week(self) -> Week:
        return self.now.week

    @property
    def person(self) -> Person:
        return self.now.person

    @property
    def home(self) -> Stay | None:
        return self.now.home

    @property
    def standing(self) -> WaitingRow | None:
        return self.now.standing

    @property
    def limit(self) -> date | None:
        return self.week.limit_date(self.home) if self.home else None

    def is_hidden(self, rule: Rule) -> bool:
        """Whether not even the verdict of a rule is for this reader."""
        return reads_restricted(rule) and not self.may_see_restricted

    def tells(self, rule: Rule) -> bool:
        """Whether the sentence of a rule, which names facts, is shown."""
        return self.restricted_shown or not reads_restricted(rule)

    def hides(self, rule: str) -> bool:
        """The same as :meth:`is_hidden`, by the id of the rule."""
        return reads_restricted(rule) and not self.may_see_restricted

    def told(self, fact: Fact) -> str:
        """The value of a fact of hers that a rule goes by, in the reader's words."""
        return _value(fact.name, self.person) if fact.name in _IN_WORDS else fact.value

    @cached_property
    def _ages(self) -> dict[str, date | None]:
        return {fact.name: fact.recorded for fact in self.facts}

    def age(self, fact: str) -> date | None:
        """When a fact of hers was recorded; None where that is not known, or the column is none of hers."""
        return self._ages.get(fact)

    @cached_property
    def matrix(self) -> tuple[tuple[SchemeJudged, dict[str, Verdicts]], ...]:
        """Each scheme that has a bed for her to be judged on, with what each rule says of it."""
        return tuple((one, _verdicts(one)) for one in self.schemes if one.beds)

    @cached_property
    def columns(self) -> tuple[Rule, ...]:
        """The rules of the matrix: those that say anything but yes somewhere; the rest are told in a sentence."""
        return tuple(rule for rule in UNARY if self.is_hidden(rule) or not self._always_passes(rule))

    @cached_property
    def silent(self) -> tuple[Rule, ...]:
        """The rules that let her in everywhere."""
        return tuple(rule for rule in UNARY if rule not in self.columns)

    def _always_passes(self, rule: Rule) -> bool:
        return all(said[rule.id].verdict == "passes" for _scheme, said in self.matrix)

    @cached_property
    def opened(self) -> tuple[Opened, ...]:
        """What each rule alone keeps from her, the most first; none where it keeps nothing."""
        now, later = Counter[str](), Counter[str]()
        for one, _said in self.matrix:
            refusing: dict[str, set[str]] = {bed: set() for bed in one.beds}
            for judgement in one.judgements:
                if judgement.verdict == "refuses":
                    for bed in judgement.beds:
                        refusing[bed].add(judgement.rule.id)
            for rules in refusing.values():
                rest = rules - {"in_service"}
                if len(rest) == 1:
                    (later if "in_service" in rules else now)[next(iter(rest))] += 1
        found = [
            Opened(rule, now[rule.id], later[rule.id], self._unknown(rule))
            for rule in UNARY
            if rule.id not in _AS_THEY_ARE and (now[rule.id] or later[rule.id]) and not self.is_hidden(rule)
        ]
        return tuple(sorted(found, key=lambda one: (-one.now, -one.later)))

    def _unknown(self, rule: Rule) -> tuple[str, ...]:
        return tuple(name for name in rule.reads if name in _MAY_BE_UNKNOWN and self._is_blank(name))

    def _is_blank(self, name: str) -> bool:
        return getattr(self.person, name) in (None, "", "unknown")


def person_shown(store: Store, actor: Actor, on: date, person_id: str, *, restricted: bool = False) -> PersonShown:
    """One person on a day. ``restricted``: with the restricted facts, for whoever may see them.

    Each look is logged, one at restricted facts as such. Raises :class:`~beds.data.store.facts.NotFound`.
    """
    may = actor.may("see_restricted")
    with reading(store, actor, "see_people") as books:
        found = _found(books, on, person_id, may=may, restricted=restricted and may)
    looked(store, actor, "restricted facts" if found.restricted_shown else "person", person_id)
    return found


def _found(books: Books, on: date, person_id: str, *, may: bool, restricted: bool) -> PersonShown:
    now = person_now(books, on, person_id)
    week, person = now.week, now.person
    events = books.record.events(person_id=person_id)
    proposed = books.history.proposed(person_id)
    ages = fact_ages(events, person_id)
    scopes = Counter(pair.scope for pair in week.snapshot.keep_apart if person_id in (pair.person_a, pair.person_b))
    return PersonShown(
        now=now,
        sought=at_hand(books, on).sought.get(person_id),
        schemes=judged(person, week),
        facts=tuple(
            FactShown(field.name, _value(field.name, person) if restricted or field.name not in RESTRICTED else None,
                      ages[field.name].on if field.name in ages else None,
                      ages[field.name].source if may and field.name in ages else "", field.name in RESTRICTED)
            for field in fields(Person) if field.name not in _ELSEWHERE
        ),
        line=life(books, week, person, reasons=may),
        held=held_by(events, person_id),
        handovers=tuple(books.history.worker_changes(person_id)),
        waivers=tuple(books.history.waivers(person_id)),
        declined=tuple(offer for offer in books.history.offers(person_id=person_id) if offer.status == "declined"),
        kept_apart=tuple(sorted(scopes.items())),
        proposed=proposed,
        would_place=_would_place(books, proposed, may=may),
        may_see_restricted=may,
        restricted_shown=restricted,
    )  # fmt: skip


def _would_place(books: Books, proposed: tuple[ProposedRow, date] | None, *, may: bool) -> tuple[str, ...]:
    if proposed is None or proposed[0].bed_id:
        return ()
    row, _on = proposed
    for one in records(books.runs.file(row.run_id, UNPLACED)):
        if one["person_id"] == row.person_id:
            rules = filter(None, one["alone_rules"].split(LIST_SEPARATOR))
            return tuple(rule for rule in rules if may or not reads_restricted(rule))
    return ()


def _value(name: str, person: Person) -> str:
    """A fact in the reader's words."""
    value = getattr(person, name)
    if name == "route" and value:
        return route_name(value)
    if name == "gender":
        return gender_name(value)
    if name == "substance" and value:
        return substance_name(value)
    if name == "connection_exempt":
        return exemption_name(value) if value else _("no exemption")
    if name == "disability" and value in ("yes", "no"):
        return shown(value == "yes")
    if name == "programme_start" and value is None:
        return _("not yet begun")
    return shown(value)


def _verdicts(one: SchemeJudged) -> dict[str, Verdicts]:
    """The weightiest word of each rule: that it refuses, then that it was waived, then that something is not known."""
    beds: Counter[tuple[str, Verdict]] = Counter()
    for judgement in one.judgements:
        beds[judgement.rule.id, judgement.verdict] += len(judgement.beds)
    found: dict[str, Verdicts] = {}
    for verdict in reversed(MATTER_MOST):
        for (rule, said), count in beds.items():
            if said == verdict:
                found[rule] = Verdicts(verdict, count, len(one.beds))
    return found
