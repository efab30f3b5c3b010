"""The register that a sample fills: who is on it, in which borough, and every stay; no bed is used twice at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from beds.data.sample import rates
from beds.data.sample.facts import a_person
from beds.data.sample.places import Borough, City
from beds.data.sample.streams import Quantiles, Stream
from beds.domain.people import Outcome, Person, Stay
from beds.domain.places import Bed
from beds.domain.policy import Policy

TRIES = 40
"""Beds looked at for somebody's past stay before it is left out."""


class Register:
    """People and stays so far. Past stays are laid into a bed backwards in time, so that they never overlap."""

    def __init__(self, seed: int, city: City, occupied: Sequence[Bed], people: int, policy: Policy, on: date) -> None:
        self.seed, self.city, self.policy, self.on = seed, city, policy, on
        self.people: list[Person] = []
        self.stays: list[Stay] = []
        self.borough_of: dict[str, int] = {}
        self._numbers = self._person_ids(people)
        self._scheme_of = {scheme.scheme_id: scheme for scheme in city.schemes}
        self._borough_of_scheme = {s.scheme_id: number for number, own in enumerate(city.own) for s in own}
        # Beds that open later or have closed have no history; that of an occupied bed ends where its resident came.
        self._unused_before = {bed.bed_id: on for bed in city.beds if bed.open_from is None and bed.open_to is None}
        self._unused_before.update((bed.bed_id, date.min) for bed in occupied)
        self._beds: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for bed in city.beds:
            if bed.bed_id in self._unused_before:
                self._beds[self._scheme_of[bed.scheme_id].phase].append((bed.bed_id, bed.scheme_id))

    def somebody(self, stream: Stream, borough: Borough) -> Person:
        """A new person on a borough's register; she counts once she is added."""
        person_id = next(self._numbers)
        self.borough_of[person_id] = borough.number
        return a_person(stream, person_id, borough, self.city.boroughs, self.on)

    def add(self, person: Person) -> None:
        self.people.append(person)

    def home_of(self, stream: Stream, scheme_id: str) -> Borough:
        """The borough whose person lives in a scheme: its own, or any for a scheme that serves all."""
        number = self._borough_of_scheme.get(scheme_id)
        return stream.pick(self.city.boroughs) if number is None else self.city.boroughs[number]

    def lives(self, stay: Stay) -> None:
        """Records an open stay, numbered later."""
        self._unused_before[stay.bed_id] = min(stay.started_on, self.on)
        self.stays.append(stay)

    def lived(self, stream: Stream, person: Person, phase: int, ended_on: date, outcome: Outcome) -> date | None:
        """Records a stay that has ended; answers its first day, None where no suitable bed stood empty then."""
        bed_id = self._bed_unused_since(stream, person, phase, ended_on)
        if bed_id is None:
            return None
        started_on = ended_on - self.time_in(stream, phase, rates.STAYED_BY_MOVERS)
        self._unused_before[bed_id] = started_on
        self.stays.append(Stay("", person.person_id, bed_id, started_on, ended_on=ended_on, outcome=outcome))
        return started_on

    def came_through(self, stream: Stream, person: Person, phase: int, until: date) -> date:
        """Records stays in phases before, each ended the day the next began; answers when her programme began."""
        while phase > 0 and stream.chance(rates.EARLIER_PHASE):
            phase -= 1
            started_on = self.lived(stream, person, phase, until, "moved_phase")
            if started_on is None:
                break
            until = started_on
        return until

    def time_in(self, stream: Stream, phase: int, stayed: Quantiles) -> timedelta:
        """A time that somebody has stayed in a phase, at least three days."""
        limit = 7 * self.policy.stay_limit_weeks[phase]
        return timedelta(days=max(3, int(limit * stream.quantile(stayed))))

    def numbered_stays(self) -> tuple[Stay, ...]:
        in_order = sorted(self.stays, key=lambda stay: (stay.started_on, stay.person_id))
        return tuple(replace(stay, stay_id=f"ST{number:06d}") for number, stay in enumerate(in_order, start=1))

    def held_in(self) -> Mapping[str, str]:
        """The scheme whose workers hold a person: where she lives, or whence she moved on to a home of her own."""
        latest = {stay.person_id: stay for stay in sorted(self.stays, key=lambda stay: stay.started_on)}
        scheme_of_bed = {bed.bed_id: bed.scheme_id for bed in self.city.beds}
        return {
            person_id: scheme_of_bed[stay.bed_id]
            for person_id, stay in latest.items()
            if stay.is_open or stay.outcome == "moved_on"
        }

    def _person_ids(self, people: int) -> Iterator[str]:
        """Pseudonyms in random order, so that an id tells nothing of when or how somebody came."""
        stream = Stream(self.seed, "ids")
        digits = max(4, len(str(people)))
        return iter([f"P{number:0{digits}d}" for number in stream.shuffled(range(1, people + 1))])

    def _bed_unused_since(self, stream: Stream, person: Person, phase: int, day: date) -> str | None:
        beds = self._beds[phase]
        for _attempt in range(TRIES if beds else 0):
            bed_id, scheme_id = stream.pick(beds)
            borough = self._borough_of_scheme.get(scheme_id)
            if self._unused_before[bed_id] < day or borough not in (None, self.borough_of[person.person_id]):
                continue
            if not self._scheme_of[scheme_id].women_only or person.gender == "woman":
                return bed_id
        return None
