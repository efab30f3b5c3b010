"""The use case behind ``beds explain``: one person before every scheme and rule, and what this run does for her."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beds.data.likely import likely
from beds.domain.allocation import Allocation, Row, Unplaced
from beds.domain.errors import BedsError
from beds.domain.messages import _
from beds.domain.people import Person, Stay
from beds.domain.places import Scheme
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.rules.catalogue import UNARY
from beds.rules.columns import Place, place_of
from beds.rules.rule import Rule
from beds.services.facts import Fact, facts_read
from beds.services.progress import Report, nobody
from beds.services.verdicts import Verdict, verdict


class NobodyOfThatId(BedsError):
    """There is no such person in the folder."""

    exit_code = 2

    def __init__(self, person_id: str, known: Sequence[str]) -> None:
        meant = likely(person_id, known)
        text = _("There is nobody with the person_id “%(person)s”.", person=person_id)
        super().__init__(text + (" " + _("Did you mean “%(meant)s”?", meant=meant) if meant else ""))


@dataclass(frozen=True)
class Judgement:
    """One rule before some beds of a scheme of which it says the same. ``sentence`` is blank where it lets her in."""

    rule: Rule
    verdict: Verdict
    sentence: str
    facts: tuple[tuple[Fact, int], ...]
    """What it goes by, and for how many of the beds that is so."""
    beds: tuple[str, ...]


@dataclass(frozen=True)
class SchemeJudged:
    """One scheme: its beds (her own not counted), those that no rule refuses, and what each rule said."""

    scheme: Scheme
    beds: tuple[str, ...]
    eligible: tuple[str, ...]
    judgements: tuple[Judgement, ...]

    def refused_by(self) -> Counter[str]:
        """How many of the beds each rule refuses."""
        counts: Counter[str] = Counter()
        for judgement in self.judgements:
            if judgement.verdict == "refuses":
                counts[judgement.rule.id] += len(judgement.beds)
        return counts


@dataclass(frozen=True)
class KeyWorkerFacts:
    """Who holds her now. A worker who is out is given nobody and keeps nobody who is placed."""

    worker_id: str
    is_out: bool
    languages: tuple[str, ...]


@dataclass(frozen=True)
class PersonExplained:
    """Everything about one person in one week. ``row`` is None where she seeks no bed; ids of others are nowhere."""

    week: Week
    person: Person
    home: Stay | None
    row: Row | None
    unplaced: Unplaced | None
    schemes: tuple[SchemeJudged, ...]
    kept_apart: tuple[tuple[str, int], ...]
    """From how many people she is kept apart, by scope."""
    worker: KeyWorkerFacts


def explain_person(snapshot: Snapshot, on: date, person_id: str, *, progress: Report = nobody) -> PersonExplained:
    """Judges one person before every bed, and allocates the week if she seeks one.

    Raises :class:`NobodyOfThatId`, and the errors of an allocation.
    """
    week = Week(snapshot, on)
    person = week.people.get(person_id)
    if person is None:
        raise NobodyOfThatId(person_id, tuple(week.people))
    answer = allocate(snapshot, on, explain=True, progress=progress) if person.is_candidate else None
    row, unplaced = _told_of(person_id, answer)
    worker = week.workers.get(person.worker_id)
    scopes = Counter(p.scope for p in snapshot.keep_apart if person_id in (p.person_a, p.person_b))
    return PersonExplained(
        week=week,
        person=person,
        home=week.home.get(person_id),
        row=row,
        unplaced=unplaced,
        schemes=judged(person, week),
        kept_apart=tuple(sorted(scopes.items())),
        worker=KeyWorkerFacts(person.worker_id, worker.is_out(on) if worker else False, person.languages),
    )


def _told_of(person_id: str, answer: Allocation | None) -> tuple[Row | None, Unplaced | None]:
    if answer is None:
        return None, None
    row = next(row for row in answer.rows if row.person_id == person_id)
    return row, next((one for one in answer.unplaced if one.person_id == person_id), None)


def judged(person: Person, week: Week) -> tuple[SchemeJudged, ...]:
    """What every rule on person and bed says of her and every scheme, in order of phase."""
    own = week.home[person.person_id].bed_id if person.person_id in week.home else None
    places: defaultdict[str, dict[Place, list[str]]] = defaultdict(dict)
    for bed in week.snapshot.beds:
        if bed.bed_id != own:
            places[bed.scheme_id].setdefault(place_of(bed.bed_id, week), []).append(bed.bed_id)
    schemes = sorted(week.snapshot.schemes, key=lambda scheme: (scheme.phase, scheme.scheme_id))
    return tuple(_judge(person, scheme, places[scheme.scheme_id], week) for scheme in schemes)


def _judge(person: Person, scheme: Scheme, places: dict[Place, list[str]], week: Week) -> SchemeJudged:
    judgements = tuple(one for rule in UNARY for one in _judgements(rule, person, places, week))
    beds = sorted(bed for group in places.values() for bed in group)
    refused = {bed for one in judgements if one.verdict == "refuses" for bed in one.beds}
    return SchemeJudged(scheme, tuple(beds), tuple(bed for bed in beds if bed not in refused), judgements)


def _judgements(rule: Rule, person: Person, places: dict[Place, list[str]], week: Week) -> list[Judgement]:
    """What a rule says, once for all beds of which it says the same."""
    alike: defaultdict[tuple[Verdict, str], list[Place]] = defaultdict(list)
    judged: Verdict | None = None
    for place in places:
        # A rule over schemes says the same of all the beds of one.
        if judged is None or rule.over != "scheme":
            judged = verdict(rule, person, place, week)
        assert rule.sentence is not None
        alike[judged, rule.sentence(person, place, week) if judged in ("refuses", "waived") else ""].append(place)
    judgements = []
    for (judged, sentence), same in alike.items():
        facts = Counter[Fact]()
        for place in same:
            facts.update(dict.fromkeys(facts_read(rule, person, place, week), len(places[place])))
        beds = sorted(bed for place in same for bed in places[place])
        judgements.append(Judgement(rule, judged, sentence, _by_name(facts), tuple(beds)))
    return judgements


def _by_name(facts: Counter[Fact]) -> tuple[tuple[Fact, int], ...]:
    """Facts in the order in which they were found, those of one name together, the most common first."""
    order = {(fact.whose, fact.name): position for position, fact in reversed(list(enumerate(facts)))}
    return tuple(sorted(facts.items(), key=lambda one: (order[one[0].whose, one[0].name], -one[1], one[0].value)))
