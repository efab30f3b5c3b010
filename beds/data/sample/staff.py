"""The key workers of a sampled city: whom they hold, what they cover, and how much room is left with each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from beds.data.sample import rates
from beds.data.sample.places import City
from beds.data.sample.register import Register
from beds.data.sample.streams import Stream, divide
from beds.domain.people import Person
from beds.domain.places import Scheme
from beds.domain.week import Week
from beds.domain.workers import EVERY_SCHEME, Worker

EVERYWHERE = -1
"""The borough of a worker who serves the whole city."""


@dataclass(frozen=True)
class Team:
    """Workers before anybody has weighed their caseloads; ``borough_of`` each worker may be ``EVERYWHERE``."""

    workers: tuple[Worker, ...]
    borough_of: Mapping[str, int]

    def of(self, borough: int) -> tuple[Worker, ...]:
        return tuple(worker for worker in self.workers if self.borough_of[worker.worker_id] == borough)


def hire(seed: int, city: City, residents: int, on: date) -> Team:
    """About one worker for 18 residents; each borough has one at least."""
    count = max(1, round(residents * rates.WORKERS_PER_RESIDENT))
    everywhere = round(count * rates.CITY_WORKERS) if city.city_wide else 0
    parts = divide(max(count - everywhere, len(city.boroughs)), [borough.share for borough in city.boroughs])
    places = [number for number, part in enumerate(parts) for _worker in range(max(1, part))]
    places += [EVERYWHERE] * everywhere
    absent = Stream(seed, "absences").spread(len(places), rates.ABSENT)
    workers: list[Worker] = []
    for number, (borough, is_absent) in enumerate(zip(places, absent, strict=True), start=1):
        stream = Stream(seed, "worker", number)
        worker = _worker(stream, f"KW-{number:03d}", borough, city)
        workers.append(_absence(stream, worker, on) if is_absent else worker)
    return Team(tuple(workers), {w.worker_id: borough for w, borough in zip(workers, places, strict=True)})


def _worker(stream: Stream, worker_id: str, borough: int, city: City) -> Worker:
    own = city.city_wide if borough == EVERYWHERE else city.own[borough]
    provider = stream.pick(own).provider if own else ""
    return Worker(
        worker_id=worker_id,
        capacity=Fraction(0),
        provider=provider,
        covers=(EVERY_SCHEME,) if borough == EVERYWHERE else _covers(stream, own, city.city_wide, provider),
        languages=("en", stream.weighted(rates.OTHER_LANGUAGES)) if stream.chance(rates.SECOND_LANGUAGE) else ("en",),
    )


def _covers(stream: Stream, own: Sequence[Scheme], city_wide: Sequence[Scheme], provider: str) -> tuple[str, ...]:
    whole = stream.chance(rates.COVERS_WHOLE_BOROUGH)
    covered = [scheme for scheme in own if whole or scheme.provider == provider]
    if city_wide and stream.chance(rates.COVERS_A_CITY_SCHEME):
        covered.append(stream.pick(city_wide))
    return tuple(scheme.scheme_id for scheme in covered)


def _absence(stream: Stream, worker: Worker, on: date) -> Worker:
    """Long or open absences and leavers are out; a holiday only keeps her from taking on somebody new."""
    days = stream.between(3, 20)
    match stream.weighted(rates.ABSENCE):
        case "long":
            return replace(worker, away_from=on - timedelta(days=5 * days), away_to=on + timedelta(days=30 + 4 * days))
        case "open":
            return replace(worker, away_from=on - timedelta(days=2 * days))
        case "short":
            return replace(worker, away_from=on - timedelta(days=days // 3), away_to=on + timedelta(days=days))
        case "planned":
            return replace(worker, away_from=on + timedelta(days=days), away_to=on + timedelta(days=days + 10))
        case "leaving":
            return replace(worker, leaving_on=on + timedelta(days=days))
    return worker


def hand_out(seed: int, team: Team, city: City, register: Register) -> tuple[Person, ...]:
    """Everybody on the register with her key worker: most residents and people in follow-on have one, few who wait."""
    stream = Stream(seed, "caseloads")
    held_in = register.held_in()
    by_scheme = _covering(team, city)
    by_borough = [team.of(borough.number) for borough in city.boroughs]
    held = dict.fromkeys((worker.worker_id for worker in team.workers), 0)
    people: list[Person] = []
    for person in register.people:
        scheme_id = held_in.get(person.person_id, "")
        waiting = rates.WAITING_WITH_WORKER if person.is_candidate else 0.0
        if stream.chance(1 - rates.NO_WORKER_RECORDED if scheme_id else waiting):
            choice = by_scheme.get(scheme_id) or by_borough[register.borough_of[person.person_id]]
            worker_id = _lighter(stream, _speaking(person, choice), held)
            held[worker_id] += 1
            people.append(replace(person, worker_id=worker_id))
        else:
            people.append(person)
    return tuple(people)


def _covering(team: Team, city: City) -> Mapping[str, list[Worker]]:
    """Who holds the residents of each scheme: those who cover it by name, and city workers where it serves all."""
    covering: dict[str, list[Worker]] = {scheme.scheme_id: list(team.of(EVERYWHERE)) for scheme in city.city_wide}
    for worker in team.workers:
        for scheme_id in worker.covers:
            if scheme_id != EVERY_SCHEME:
                covering.setdefault(scheme_id, []).append(worker)
    return covering


def _speaking(person: Person, choice: Sequence[Worker]) -> Sequence[Worker]:
    return [worker for worker in choice if worker.speaks_with(person.languages)] or choice


def _lighter(stream: Stream, choice: Sequence[Worker], held: Mapping[str, int]) -> str:
    """Of two workers drawn, the one who holds fewer: caseloads that are near each other and never equal."""
    one, other = stream.pick(choice).worker_id, stream.pick(choice).worker_id
    return one if held[one] <= held[other] else other


def weigh(seed: int, week: Week) -> tuple[Worker, ...]:
    """Capacities: what each worker holds today and a little room, none with some, for this week's vacancies."""
    workers, held = week.snapshot.workers, loads(week)
    taking = [worker.worker_id for worker in workers if takes_on(worker, week.on)]
    asked = _points_to_fill(week) / max(1, len(taking))
    rooms = dict(zip(taking, Stream(seed, "capacity").dealt(rates.ROOM_LEFT, len(taking)), strict=True))
    return tuple(
        replace(worker, capacity=_contract(held[worker.worker_id] + rooms.get(worker.worker_id, Fraction(1)) * asked))
        for worker in workers
    )


def _contract(points: Fraction) -> Fraction:
    """The nearest whole or half place, rather below: whoever is over her capacity was asked to help out."""
    return max(Fraction(round(2 * points - Fraction(1, 4)), 2), Fraction(4))


def loads(week: Week) -> Mapping[str, Fraction]:
    """Points each worker holds if nobody is placed (SPEC section 4)."""
    policy = week.policy
    points: defaultdict[str, Fraction] = defaultdict(Fraction)
    for person in week.snapshot.people:
        stay = week.home.get(person.person_id)
        leaver = week.is_leaver(person.person_id)
        if stay is not None and leaver and not person.is_candidate:
            points[person.worker_id] += policy.follow_on_points
        elif stay is not None and not leaver:
            points[person.worker_id] += policy.points(week.scheme_of(stay.bed_id).phase)
        elif not person.is_candidate and week.in_follow_on(person.person_id):
            points[person.worker_id] += policy.follow_on_points
    return points


def takes_on(worker: Worker, on: date) -> bool:
    """Whether she may take somebody who is not hers already."""
    return not worker.is_out(on) and not worker.is_away(on)


def _points_to_fill(week: Week) -> Fraction:
    """Points of the beds that nobody lives in, or a leaver."""
    points = Fraction(0)
    for bed in week.snapshot.beds:
        stay = week.occupant.get(bed.bed_id)
        if stay is None or week.is_leaver(stay.person_id):
            points += week.policy.points(week.schemes[bed.scheme_id].phase)
    return points
