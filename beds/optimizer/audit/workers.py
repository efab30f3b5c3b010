"""Audit of key workers: who may hold whom, and how many points each would hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from beds.domain.allocation import Row
from beds.domain.messages import _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.workers import Worker
from beds.optimizer.audit.answer import Answer

Points = Mapping[str, Fraction]


def faults(answer: Answer) -> Iterator[str]:
    if answer.week.is_off("key_worker"):
        yield from _given_though_off(answer)
        return
    for person, row in answer.placements():
        yield from _holder(answer.week, person, row)
    yield from _overloaded(answer)


def _given_though_off(answer: Answer) -> Iterator[str]:
    for person_id, row in answer.placed.items():
        if row.worker_id:
            yield _(
                "key_worker is off, yet %(person)s is given worker %(worker)s.", person=person_id, worker=row.worker_id
            )


def _holder(week: Week, person: Person, row: Row) -> Iterator[str]:
    worker = week.workers.get(row.worker_id)
    if worker is None:
        yield _("%(person)s has a bed and no key worker (%(worker)r).", person=row.person_id, worker=row.worker_id)
        return
    for reason in _objections(week, person, row, worker):
        yield _(
            "key_worker: %(worker)s may not hold %(person)s in bed %(bed)s: %(reason)s.",
            worker=row.worker_id,
            person=row.person_id,
            bed=row.bed_id,
            reason=reason,
        )


def _objections(week: Week, person: Person, row: Row, worker: Worker) -> Iterator[str]:
    if worker.is_out(week.on):
        yield _("she is out and is given nobody")
    if worker.worker_id == person.worker_id:
        return
    if worker.is_away(week.on):
        yield _("she is away on the run date")
    if not worker.covers_scheme(week.beds[row.bed_id].scheme_id):
        yield _("she does not cover the scheme")
    if not worker.speaks_with(person.languages):
        yield _("they share no language")
    own = week.workers.get(person.worker_id)
    if week.policy.continuity == "required" and own is not None and not own.is_out(week.on):
        yield _("continuity is required, and her own worker %(own)s is not out", own=own.worker_id)


def _overloaded(answer: Answer) -> Iterator[str]:
    before, after = _loads(answer.week, {}), _loads(answer.week, answer.placed)
    for worker_id, worker in answer.week.workers.items():
        limit = max(worker.capacity, before.get(worker_id, Fraction(0)))
        if after.get(worker_id, Fraction(0)) > limit:
            yield _(
                "key_worker: %(worker)s would hold %(load)s points; her limit is %(limit)s.",
                worker=worker_id,
                load=after[worker_id],
                limit=limit,
            )


def _loads(week: Week, placed: Mapping[str, Row]) -> Points:
    """The points each worker holds once these people are placed."""
    loads: defaultdict[str, Fraction] = defaultdict(Fraction)
    for person in week.snapshot.people:
        if person.worker_id and person.person_id not in placed:
            points = _standing(week, person)
            if points:
                loads[person.worker_id] += points
    for row in placed.values():
        loads[row.worker_id] += _points_in(week, row.bed_id)
    return loads


def _standing(week: Week, person: Person) -> Fraction:
    """The points of somebody whom the run does not place."""
    home = week.home.get(person.person_id)
    if home is None:
        follows = not person.is_candidate and week.in_follow_on(person.person_id)
        return week.policy.follow_on_points if follows else Fraction(0)
    if week.is_leaver(person.person_id):
        return Fraction(0) if person.is_candidate else week.policy.follow_on_points
    return _points_in(week, home.bed_id)


def _points_in(week: Week, bed_id: str) -> Fraction:
    return week.policy.points(week.scheme_of(bed_id).phase)
