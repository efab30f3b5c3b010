"""The state of things on a run date: who lives where, who may move, who is overdue. Derived, never stored."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from beds.domain.people import BANDS, Band, Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.workers import Worker

HORIZON = timedelta(days=6)
"""A run decides the week that begins on the run date: its last day is six days later."""


def covers(run_on: date, day: date) -> bool:
    """Whether a run on one day decides the week that another falls in."""
    return run_on <= day <= run_on + HORIZON


def weeks(number: int) -> timedelta:
    """Weeks are exact: seven days each."""
    return timedelta(days=7 * number)


def completed_years(birth: date, on: date) -> int:
    """Age in completed years; somebody born on 29 February has her birthday on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


@dataclass(frozen=True)
class Week:
    """A snapshot on its run date. Everything here is computed once, on first use."""

    snapshot: Snapshot
    on: date

    @property
    def policy(self) -> Policy:
        return self.snapshot.policy

    @property
    def last_day(self) -> date:
        return self.on + HORIZON

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        return {scheme.scheme_id: scheme for scheme in self.snapshot.schemes}

    @cached_property
    def beds(self) -> Mapping[str, Bed]:
        return {bed.bed_id: bed for bed in self.snapshot.beds}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {person.person_id: person for person in self.snapshot.people}

    @cached_property
    def workers(self) -> Mapping[str, Worker]:
        return {worker.worker_id: worker for worker in self.snapshot.workers}

    @cached_property
    def candidates(self) -> tuple[Person, ...]:
        """Everybody whose ``seeks`` is not empty, in order of ``person_id``."""
        return tuple(person for person in self.snapshot.people if person.is_candidate)

    @cached_property
    def home(self) -> Mapping[str, Stay]:
        """The open stay of each resident, by person; a promised stay (begun later) is open too."""
        return {stay.person_id: stay for stay in self.snapshot.stays if stay.is_open}

    @cached_property
    def occupant(self) -> Mapping[str, Stay]:
        """The open stay in each occupied bed, by bed."""
        return {stay.bed_id: stay for stay in self.snapshot.stays if stay.is_open}

    @cached_property
    def roommates(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The beds of every room with more than one, by scheme and room."""
        rooms: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for bed in self.snapshot.beds:
            if bed.room_id:
                rooms[bed.scheme_id, bed.room_id].append(bed.bed_id)
        return {room: tuple(beds) for room, beds in rooms.items() if len(beds) > 1}

    @cached_property
    def forbidden(self) -> Mapping[str, frozenset[str]]:
        """The people whom a coordinator has forbidden each bed, by bed."""
        pairs: defaultdict[str, set[str]] = defaultdict(set)
        for pin in self.snapshot.pins:
            if pin.action == "forbid":
                pairs[pin.bed_id].add(pin.person_id)
        return {bed_id: frozenset(people) for bed_id, people in pairs.items()}

    @cached_property
    def pinned_worker(self) -> Mapping[str, str]:
        """The key worker that goes with a pinned bed, by person, where the pin names one."""
        return {pin.person_id: pin.worker_id for pin in self.snapshot.pins if pin.action == "pin" and pin.worker_id}

    @cached_property
    def _last_ended(self) -> Mapping[str, Stay]:
        ended: dict[str, Stay] = {}
        for stay in self.snapshot.stays:
            if stay.ended_on is not None:
                known = ended.get(stay.person_id)
                if known is None or _ended_key(stay) > _ended_key(known):
                    ended[stay.person_id] = stay
        return ended

    def scheme_of(self, bed_id: str) -> Scheme:
        return self.schemes[self.beds[bed_id].scheme_id]

    def features_of(self, bed_id: str) -> frozenset[str]:
        """A bed's own features and those it inherits from its scheme."""
        bed = self.beds[bed_id]
        return frozenset(bed.features) | frozenset(self.schemes[bed.scheme_id].features)

    def room_of(self, bed_id: str) -> tuple[str, str] | None:
        """The room a bed shares with another bed; None where it stands alone."""
        bed = self.beds[bed_id]
        room = (bed.scheme_id, bed.room_id)
        return room if room in self.roommates else None

    def is_resident(self, person_id: str) -> bool:
        return person_id in self.home

    def is_leaver(self, person_id: str) -> bool:
        """Whether she is a resident who leaves by the last day of this week."""
        stay = self.home.get(person_id)
        return stay is not None and stay.leaving_on is not None and stay.leaving_on <= self.last_day

    def is_mover(self, person_id: str) -> bool:
        """Whether she is a candidate who keeps her bed unless she is placed."""
        return person_id in self.home and self.people[person_id].is_candidate and not self.is_leaver(person_id)

    @cached_property
    def _waived(self) -> frozenset[tuple[str, str]]:
        return frozenset((w.person_id, w.rule) for w in self.snapshot.waivers if w.in_force(self.on))

    def is_waived(self, person_id: str, rule: str) -> bool:
        return (person_id, rule) in self._waived

    def is_off(self, rule: str) -> bool:
        return rule in self.policy.rules_off

    def band(self, person: Person) -> Band:
        """Her band after ``route_priority``, never above A. ``person`` must be a candidate."""
        assert person.band is not None, "a candidate has a band"
        steps = self.policy.route_priority.get(person.route, 0)
        return BANDS[max(0, BANDS.index(person.band) - steps)]

    def waiting_days(self, person: Person) -> int:
        """Days from ``waiting_since`` to the run date, at least 0."""
        assert person.waiting_since is not None, "a candidate has a waiting_since"
        return max(0, (self.on - person.waiting_since).days)

    def limit_date(self, stay: Stay) -> date | None:
        """The day an open stay reaches its limit: the later of ``extended_to`` and start + limit; None = no limit."""
        limit = self.policy.limit_weeks(self.scheme_of(stay.bed_id).phase, stay.started_on)
        if limit is None:
            return None
        by_policy = stay.started_on + weeks(limit)
        return max(by_policy, stay.extended_to) if stay.extended_to else by_policy

    def overdue_weeks(self, person_id: str) -> int:
        """Weeks a resident is past her limit date, rounded up, at least 0; 0 for anybody else."""
        stay = self.home.get(person_id)
        limit = self.limit_date(stay) if stay else None
        return max(0, -(-(self.on - limit).days // 7)) if limit else 0

    def in_follow_on(self, person_id: str) -> bool:
        """Whether her last stay ended ``moved_on`` and follow-on still runs, with no stay open."""
        if person_id in self.home:
            return False
        last = self._last_ended.get(person_id)
        if last is None or last.outcome != "moved_on" or last.ended_on is None:
            return False
        return last.ended_on <= self.on < last.ended_on + weeks(self.policy.follow_on_weeks)


def _ended_key(stay: Stay) -> tuple[date, date, str]:
    assert stay.ended_on is not None
    return (stay.ended_on, stay.started_on, stay.stay_id)
