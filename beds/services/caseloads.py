"""The use case behind the page of key workers: points held, absences, and who would need somebody new, and when."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from beds.data.store.store import Store
from beds.data.store.tables.proposals import ProposedRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.access import Actor
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.workers import OUT_HORIZON, Worker
from beds.optimizer.caseload import Caseload, needed_languages
from beds.services.access_log import looked
from beds.services.at_hand import at_hand
from beds.services.unit_of_work import reading

_TO_COME = ("proposed", "approved", "offered", "accepted")
"""Where a row of a proposal stands while its stay may still begin."""


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """One key worker and whom she holds. ``load`` counts as a run does before it places anybody."""

    worker: Worker
    load: Fraction
    residents: tuple[str, ...]
    follow_on: tuple[str, ...]
    waiting: tuple[str, ...]
    """Hers, without a bed and without points."""
    is_out: bool
    is_away: bool
    after: Fraction
    """The load once everything stands that the last proposal gives and nobody has refused."""

    @property
    def spare(self) -> Fraction:
        """Points to spare; below 0 where she holds more than her capacity."""
        return self.worker.capacity - self.load


@dataclass(frozen=True, slots=True)
class Orphan:
    """Somebody who needs another key worker, from a day on."""

    person: Person
    worker_id: str
    """Who holds her now; blank for nobody."""
    since: date
    why: str
    """``none``, ``leaving`` or ``away``."""
    handover: WorkerChangeRow | None
    takers: tuple[str, ...]
    """Key workers who could take her where she lives: not out, covering, of her language, with points to spare."""


@dataclass(frozen=True)
class Caseloads:
    """Everybody who holds people, and everybody who is in need of somebody."""

    week: Week
    lines: tuple[WorkerLine, ...]
    orphans: tuple[Orphan, ...]
    handovers: tuple[WorkerChangeRow, ...]
    passing: tuple[ProposedRow, ...]
    """The rows of the last proposal by which somebody passes to another key worker."""
    run_id: int | None
    """The run of that proposal."""

    @property
    def load(self) -> Fraction:
        return sum((line.load for line in self.lines), Fraction())

    @property
    def capacity(self) -> Fraction:
        """Of those who are not out."""
        return sum((line.worker.capacity for line in self.lines if not line.is_out), Fraction())

    @property
    def over(self) -> int:
        return sum(line.spare < 0 for line in self.lines)


def caseloads(store: Store, actor: Actor, on: date) -> Caseloads:
    """Key workers on a day. That she looked is logged."""
    with reading(store, actor, "see_people") as books:
        week = at_hand(books, on).week
        handovers = tuple(books.history.worker_changes())
        run_id = books.proposals.latest()
        rows = books.proposals.rows(run_id, given=True) if run_id is not None else []
        coming = [row for row in rows if row.status in _TO_COME and row.person_id in week.people]
    looked(store, actor, "workers")
    caseload = Caseload(week)
    return Caseloads(
        week=week,
        lines=tuple(_lines(week, caseload, coming)),
        orphans=tuple(sorted(_orphans(week, caseload, handovers), key=lambda one: (one.since, one.person.person_id))),
        handovers=handovers,
        passing=tuple(row for row in coming if row.worker_id != (week.people[row.person_id].worker_id or None)),
        run_id=run_id,
    )


def spare_points(week: Week) -> list[tuple[str, Fraction]]:
    """Everybody who is not out, with the points she may gain, the most first."""
    caseload = Caseload(week)
    found = [
        (worker.worker_id, Fraction(room, caseload.scale))
        for worker, room in zip(caseload.workers, caseload.room_to_spare, strict=True)
        if not worker.is_out(week.on)
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _lines(week: Week, caseload: Caseload, coming: list[ProposedRow]) -> Iterator[WorkerLine]:
    gains = _gains(week, caseload, coming)
    held: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for person in week.snapshot.people:
        if person.worker_id:
            held[person.worker_id][_place(person, week)].append(person.person_id)
    for worker, load in zip(caseload.workers, caseload.load_if_nobody_moves, strict=True):
        people = held[worker.worker_id]
        yield WorkerLine(
            worker, Fraction(load, caseload.scale), tuple(people["home"]), tuple(people["follow_on"]),
            tuple(people["waiting"]), worker.is_out(week.on), worker.is_away(week.on),
            Fraction(load + gains[worker.worker_id], caseload.scale),
        )  # fmt: skip


def _gains(week: Week, caseload: Caseload, coming: list[ProposedRow]) -> Counter[str]:
    """The points that each key worker gains or gives up when these people move in."""
    gains: Counter[str] = Counter()
    for row in coming:
        person = week.people[row.person_id]
        if week.is_mover(row.person_id):
            gains[person.worker_id] -= caseload.points_now(person)
        if row.worker_id and row.phase is not None:
            gains[row.worker_id] += caseload.points(row.phase)
    return gains


def _place(person: Person, week: Week) -> str:
    if week.is_resident(person.person_id):
        return "home"
    if week.in_follow_on(person.person_id):
        return "follow_on"
    return "waiting" if person.is_candidate else "gone"


def _orphans(week: Week, caseload: Caseload, handovers: tuple[WorkerChangeRow, ...]) -> Iterator[Orphan]:
    agreed = {change.person_id: change for change in handovers}
    residents = [person for person in week.snapshot.people if week.is_resident(person.person_id)]
    takers = caseload.takers_by_language(residents)
    for person in week.snapshot.people:
        resident = week.is_resident(person.person_id)
        if not resident and not week.in_follow_on(person.person_id):
            continue
        need = _need(week.workers.get(person.worker_id), week.on)
        if need is None:
            continue
        could: tuple[str, ...] = ()
        if resident:
            scheme = week.scheme_of(week.home[person.person_id].bed_id).scheme_id
            room, points = caseload.room_to_spare, caseload.points_now(person)
            there = sorted(takers[needed_languages(person), scheme])
            could = tuple(
                caseload.workers[w].worker_id
                for w in there
                if room[w] >= points and caseload.workers[w].worker_id != person.worker_id
            )
        yield Orphan(person, person.worker_id, *need, agreed.get(person.person_id), could)


def _need(worker: Worker | None, on: date) -> tuple[date, str] | None:
    """From when a person of this worker needs somebody else, and why; None where she does not."""
    if worker is None:
        return on, "none"
    if worker.leaving_on is not None:
        return worker.leaving_on, "leaving"
    begins = worker.away_from
    long = worker.away_to is None or begins is None or worker.away_to > begins + OUT_HORIZON
    if begins is not None and long and (worker.away_to is None or worker.away_to > on):
        return begins, "away"
    return None
