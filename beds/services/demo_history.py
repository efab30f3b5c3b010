"""Half a year of the demo's past, invented around the stays of the sample, so that a report has something to tell.

Offers, declines, beds out of use, extensions, changes of key worker, and two weekly runs of the facts as they were.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from beds.data.store.store import Store
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import ExtensionRow, StayRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.access import Actor
from beds.domain.messages import language
from beds.domain.people import Person, Stay
from beds.domain.snapshot import Snapshot
from beds.domain.week import HORIZON, Week
from beds.optimizer import allocate
from beds.services.oddities import find_oddities
from beds.services.reasons import Reason, reasons
from beds.services.run_week import DATABASE, Asked, Decided, store_week
from beds.services.unit_of_work import Work, changing

KIND = "past_invented"
SEED = 7
HALF_A_YEAR = timedelta(weeks=26)
RUNS = (timedelta(weeks=13), timedelta(weeks=8))
"""How long before the demo's day the runs were made."""
OFFERS = {"declined": 24, "withdrawn": 3, "expired": 3}
"""How many offers came to nothing, and how."""
VOIDS, EXTENSIONS, CHANGES = 14, 14, 11
SHORTEST_GAP = 10
"""Days for which a bed must have stood empty for a void to be invented in them."""


@dataclass(frozen=True)
class Past:
    """The facts of the demo's day, and whatever the past is drawn from."""

    facts: Snapshot
    today: date
    luck: random.Random
    reasons: Mapping[str, Sequence[Reason]]

    @property
    def first(self) -> date:
        return self.today - HALF_A_YEAR

    def day(self, first: date, end: date) -> date:
        """Some day of ``[first, end)``."""
        return first + timedelta(days=self.luck.randrange(max(1, (end - first).days)))

    @cached_property
    def week(self) -> Week:
        return Week(self.facts, self.today)

    @cached_property
    def stays(self) -> Mapping[str, Sequence[Stay]]:
        """Everybody's stays in their order."""
        found: defaultdict[str, list[Stay]] = defaultdict(list)
        for stay in sorted(self.facts.stays, key=lambda stay: stay.started_on):
            found[stay.person_id].append(stay)
        return found

    @cached_property
    def waited(self) -> Mapping[str, date]:
        """Since when those waited who came from outside in this time."""
        return {
            person_id: stays[0].started_on - timedelta(days=round(self.luck.triangular(3, 150, 20)))
            for person_id, stays in self.stays.items()
            if self.first <= stays[0].started_on <= self.today and not self.week.people[person_id].is_candidate
        }


def invent_history(store: Store, actor: Actor, today: date) -> None:
    """Writes the past into the database of the sample. The same every time."""
    with store.read() as books:
        facts = books.facts.snapshot(today)
    luck = random.Random(SEED)
    lists: Any = ("decline", "void", "extension")
    past = Past(facts, today, luck, {list_: reasons(store, actor, list_) for list_ in lists})
    with changing(store, actor, "import_facts", now=_moment(past.first)) as work:
        for person_id, since in past.waited.items():
            work.books.facts.get(PersonRow, person_id).waiting_since = since
        work.books.living.add(*_accepted(past), *_in_vain(past), *_voids(past), *_handovers(past))
        for extension in _extensions(past):
            work.books.facts.get(StayRow, extension.stay_id).extended_to = extension.extended_to
            work.books.living.add(extension)
        work.tell_each(lambda _change: KIND)
    for before in RUNS:
        _run(store, actor, past, today - before)


def as_it_was(past: Past, on: date) -> Snapshot:
    """The facts as they may have been on an earlier day: who lived where, who waited, who sought to move."""
    stays = [_then(stay, on) for stay in past.facts.stays if stay.started_on <= on]
    people = [_somebody_then(past, person, on) for person in past.facts.people]
    return replace(past.facts, stays=tuple(stays), people=tuple(people), pins=())


def _then(stay: Stay, on: date) -> Stay:
    if stay.ended_on is None or stay.ended_on <= on:
        return replace(stay, leaving_on=None)
    leaves = stay.ended_on if stay.outcome != "moved_phase" and stay.ended_on <= on + HORIZON else None
    return replace(stay, ended_on=None, outcome="", leaving_on=leaves)


def _somebody_then(past: Past, person: Person, on: date) -> Person:
    since, later = (
        past.waited.get(person.person_id),
        [one for one in past.stays[person.person_id] if one.started_on > on],
    )
    if later and since is not None and since <= on:
        return replace(person, waiting_since=since, band="B", seeks=(past.week.scheme_of(later[0].bed_id).phase,))
    if later and later[0] is not past.stays[person.person_id][0]:
        sought = past.week.scheme_of(later[0].bed_id).phase
        return replace(person, waiting_since=on - timedelta(weeks=3), band="C", seeks=(sought,))
    if person.waiting_since is not None and person.waiting_since <= on:
        return person
    return replace(person, waiting_since=None, band=None, seeks=())


def _accepted(past: Past) -> Iterator[OfferRow]:
    """An offer for each stay that began."""
    for stay in past.facts.stays:
        if past.first <= stay.started_on <= past.today:
            made = stay.started_on - timedelta(days=past.luck.randint(3, 12))
            yield _offer(past, stay.person_id, stay.bed_id, made, "begun", stay_id=stay.stay_id)


def _in_vain(past: Past) -> Iterator[OfferRow]:
    """Offers to people who wait still."""
    waiting = [one for one in past.facts.people if one.is_candidate and one.person_id not in past.week.home]
    asked = [one for one in waiting if one.waiting_since and one.waiting_since < past.today - timedelta(weeks=8)]
    beds = {phase: [bed.bed_id for bed in past.facts.beds if past.week.scheme_of(bed.bed_id).phase == phase]
            for phase in {scheme.phase for scheme in past.facts.schemes}}  # fmt: skip
    for status, many in OFFERS.items():
        for _time in range(many):
            person = past.luck.choice(asked)
            assert person.waiting_since is not None, "a candidate waits since a day"
            made = past.day(max(past.first, person.waiting_since), past.today - timedelta(weeks=6))
            why = past.luck.choice(past.reasons["decline"])
            told = {"reason_code": why.code, "reason_text": why.text} if status == "declined" else {}
            yield _offer(past, person.person_id, past.luck.choice(beds[person.seeks[0]]), made, status, **told)


def _offer(past: Past, person_id: str, bed_id: str, made: date, status: str, **columns: Any) -> OfferRow:
    answered = made + timedelta(days=past.luck.randint(1, 3))
    return OfferRow(
        person_id=person_id, bed_id=bed_id, start_on=answered, status=status, made_on=made, made_at=_moment(made),
        made_by="coordinator", answered_on=answered, answered_by="coordinator", **columns,
    )  # fmt: skip


def _voids(past: Past) -> Iterator[VoidRow]:
    """Some of the times for which a bed stood empty."""
    gaps = []
    for bed in past.facts.beds:
        stays = sorted((one for one in past.facts.stays if one.bed_id == bed.bed_id), key=lambda one: one.started_on)
        for before, after in pairwise(stays):
            if before.ended_on and before.ended_on >= past.first:
                gaps.append((bed.bed_id, before.ended_on, after.started_on))
    long = [gap for gap in gaps if (gap[2] - gap[1]).days >= SHORTEST_GAP]
    for bed_id, first, end in past.luck.sample(long, min(VOIDS, len(long))):
        why, begun = past.luck.choice(past.reasons["void"]), first + timedelta(days=1)
        yield VoidRow(
            bed_id=bed_id, started_on=begun, ended_on=past.day(begun + timedelta(days=4), end), reason_code=why.code,
            reason_text=why.text, note="", recorded_by="coordinator",
        )  # fmt: skip


def _extensions(past: Past) -> Iterator[ExtensionRow]:
    """For some whose limit came in this time."""
    near = [(stay, limit) for stay in past.week.home.values() if (limit := past.week.limit_date(stay))]
    due = [(stay, limit) for stay, limit in near if past.first <= limit < past.today and stay.extended_to is None]
    for stay, limit in past.luck.sample(due, min(EXTENSIONS, len(due))):
        why = past.luck.choice(past.reasons["extension"])
        yield ExtensionRow(
            stay_id=stay.stay_id, decided_on=limit - timedelta(days=7), extended_to=limit + timedelta(weeks=13),
            reason_code=why.code, reason=why.text, decided_by="coordinator",
        )  # fmt: skip


def _handovers(past: Past) -> Iterator[WorkerChangeRow]:
    """From somebody else to the key worker of now."""
    held = [past.week.people[one] for one in sorted(past.week.home) if past.week.people[one].worker_id]
    for person in past.luck.sample(held, CHANGES):
        begun = max(past.first, past.stays[person.person_id][0].started_on)
        agreed = past.day(begun, past.today - timedelta(weeks=2))
        other = past.luck.choice([one.worker_id for one in past.facts.workers if one.worker_id != person.worker_id])
        done = agreed + timedelta(days=7)
        yield WorkerChangeRow(
            person_id=person.person_id, from_worker=other, to_worker=person.worker_id, agreed_on=agreed,
            handover_on=done, handed_over_on=done, decided_by="coordinator",
        )  # fmt: skip


def _run(store: Store, actor: Actor, past: Past, on: date) -> None:
    """A weekly run of the facts of that day. Nothing of it waits for anybody now."""
    facts = as_it_was(past, on)
    week, begun = Week(facts, on), _moment(on)
    warnings = find_oddities(week, DATABASE)
    options: dict[str, Any] = {
        "explain": True, "time_limit": None, "warnings": len(warnings), "language": language(), "keep": {}
    }  # fmt: skip
    answer = allocate(facts, on)
    with changing(store, actor, "run", now=begun) as work:
        asked = Asked(facts, work.books.policies.in_force(on).policy_version, None, {}, (), ())
        _settle(work, store_week(work, Decided(asked, week, answer, warnings, begun, options)).run_id)


def _settle(work: Work, number: int) -> None:
    _found, proposal = work.books.proposals.get(number)
    proposal.status = "approved"
    for row in work.books.proposals.rows(number):
        if row.bed_id is not None:
            row.status = "superseded"
    work.tell_each(lambda _change: KIND)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), UTC)
