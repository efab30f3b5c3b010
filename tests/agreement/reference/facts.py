"""Who is who on the run date, one fact at a time (SPEC sections 1, 4 and 5)."""

from collections.abc import Mapping
from datetime import date, timedelta

from beds.domain.people import Band, Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.snapshot import Snapshot

LADDER: tuple[Band, ...] = ("A", "B", "C", "D")
WEEK_AHEAD = timedelta(days=6)


class Facts:
    """A snapshot on a run date, looked up by id."""

    def __init__(self, snapshot: Snapshot, on: date) -> None:
        self.on = on
        self.snapshot = snapshot
        self.policy = snapshot.policy
        self.schemes: Mapping[str, Scheme] = {scheme.scheme_id: scheme for scheme in snapshot.schemes}
        self.beds: Mapping[str, Bed] = {bed.bed_id: bed for bed in snapshot.beds}
        self.people: Mapping[str, Person] = {person.person_id: person for person in snapshot.people}
        self.workers = {worker.worker_id: worker for worker in snapshot.workers}
        self.open_stay: Mapping[str, Stay] = {stay.person_id: stay for stay in snapshot.stays if stay.ended_on is None}
        self.occupant: Mapping[str, str] = {stay.bed_id: person_id for person_id, stay in self.open_stay.items()}
        self.candidates = [person_id for person_id, person in self.people.items() if len(person.seeks) > 0]
        self.pins = [(pin.person_id, pin.bed_id) for pin in snapshot.pins if pin.action == "pin"]
        self.forbidden = {(pin.person_id, pin.bed_id) for pin in snapshot.pins if pin.action == "forbid"}
        self.waived = {
            (waiver.person_id, waiver.rule)
            for waiver in snapshot.waivers
            if waiver.decided_on <= on and (waiver.expires_on is None or on <= waiver.expires_on)
        }

    def scheme_of(self, bed_id: str) -> Scheme:
        return self.schemes[self.beds[bed_id].scheme_id]

    def is_off(self, rule: str) -> bool:
        return rule in self.policy.rules_off

    def is_candidate(self, person_id: str) -> bool:
        return len(self.people[person_id].seeks) > 0

    def is_resident(self, person_id: str) -> bool:
        """With an open stay, one that begins after the run date too."""
        return person_id in self.open_stay

    def is_leaver(self, person_id: str) -> bool:
        stay = self.open_stay.get(person_id)
        return stay is not None and stay.leaving_on is not None and stay.leaving_on <= self.on + WEEK_AHEAD

    def is_mover(self, person_id: str) -> bool:
        return self.is_candidate(person_id) and self.is_resident(person_id) and not self.is_leaver(person_id)

    def own_bed(self, person_id: str) -> str:
        """The bed of her open stay, blank if she has none."""
        stay = self.open_stay.get(person_id)
        return "" if stay is None else stay.bed_id

    def band(self, person_id: str) -> Band:
        """After ``route_priority``, by the recorded route, never above A."""
        person = self.people[person_id]
        assert person.band is not None
        rung = LADDER.index(person.band) - self.policy.route_priority.get(person.route, 0)
        return LADDER[max(0, rung)]

    def waiting_days(self, person_id: str) -> int:
        since = self.people[person_id].waiting_since
        assert since is not None
        return max(0, (self.on - since).days)

    def limit_weeks(self, phase: int, started_on: date) -> int | None:
        """Weeks a stay begun on that day may last; None where the policy knows no limit for the phase."""
        policy = self.policy
        if policy.stay_limit_applies_to == "new_stays":
            before = policy.stay_limit_weeks_before
            begun_before = policy.stay_limit_from is not None and started_on < policy.stay_limit_from
            if begun_before and before is not None and phase in before:
                return before[phase]
        return policy.stay_limit_weeks.get(phase)

    def overdue_weeks(self, person_id: str) -> int:
        """Weeks past her limit date, rounded up, at least 0; 0 for whoever is no resident or has no limit."""
        stay = self.open_stay.get(person_id)
        if stay is None:
            return 0
        weeks = self.limit_weeks(self.scheme_of(stay.bed_id).phase, stay.started_on)
        if weeks is None:
            return 0
        limit_date = stay.started_on + timedelta(days=7 * weeks)
        if stay.extended_to is not None and stay.extended_to > limit_date:
            limit_date = stay.extended_to
        days_over = (self.on - limit_date).days
        return 0 if days_over <= 0 else (days_over + 6) // 7

    def in_follow_on(self, person_id: str) -> bool:
        """No open stay, the last one ended ``moved_on``, and the run date is within the follow-on weeks."""
        if self.is_resident(person_id):
            return False
        ended = [(stay.ended_on, stay) for stay in self.snapshot.stays if stay.person_id == person_id and stay.ended_on]
        if not ended:
            return False
        ended_on, last = max(ended, key=lambda pair: pair[0])
        until = ended_on + timedelta(days=7 * self.policy.follow_on_weeks)
        return last.outcome == "moved_on" and ended_on <= self.on < until
