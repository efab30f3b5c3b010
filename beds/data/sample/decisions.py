"""What named offices have decided in a sampled city: who is kept apart, waivers, and a coordinator's pins."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from beds.data.sample import rates
from beds.data.sample.staff import loads, takes_on
from beds.data.sample.streams import Stream
from beds.domain.decisions import KeepApart, Pin, Waiver
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.workers import EVERY_SCHEME, Worker
from beds.rules.catalogue import UNARY
from beds.rules.columns import Crowd, Flags, Places, place_of

DECIDED_BY = ("Service manager", "Allocations panel", "Duty manager")
LEAST_FOR_A_PIN = 40
"""Candidates; a pin in a smaller sample would decide too much of its week."""
TRIES = 25
"""People looked at for the pin."""


def keep_some_apart(seed: int, week: Week, boroughs: Mapping[str, int]) -> tuple[KeepApart, ...]:
    """Pairs from one borough, at least one of each pair a candidate, who do not live in each other's way today."""
    stream = Stream(seed, "keep apart")
    neighbours: defaultdict[int, list[str]] = defaultdict(list)
    for person in week.snapshot.people:
        if person.is_candidate or person.person_id in week.home:
            neighbours[boroughs[person.person_id]].append(person.person_id)
    pairs: dict[tuple[str, str], KeepApart] = {}
    for one in stream.some(week.candidates, round(len(week.snapshot.people) * rates.KEPT_APART / 2)):
        other = stream.pick(neighbours[boroughs[one.person_id]])
        scope = stream.weighted(rates.SCOPES)
        first, second = sorted((one.person_id, other))
        if first != second and not _neighbours(week, first, second):
            pairs[first, second] = KeepApart(first, second, scope)
    return tuple(pairs.values())


def _neighbours(week: Week, one: str, other: str) -> bool:
    """Whether they live in one area today, which a pair would make odd."""
    stays = [week.home[person_id] for person_id in (one, other) if person_id in week.home]
    areas = [week.scheme_of(stay.bed_id).area for stay in stays]
    return len(areas) == 2 and areas[0] == areas[1]


def waive_some(seed: int, week: Week) -> tuple[Waiver, ...]:
    """Waivers for candidates whose facts a waivable rule may hold against them; some have run out."""
    stream = Stream(seed, "waivers")
    waivers: list[Waiver] = []
    on = week.on
    for person in week.candidates:
        rule, reason = _held_against(person)
        if rule and stream.chance(rates.WAIVED):
            decided = on - timedelta(days=stream.between(3, 120))
            ends = stream.weighted(rates.WAIVER_ENDS)
            expires = {
                "open": None,
                "later": on + timedelta(days=stream.between(7, 180)),
                "past": decided + (on - decided) // 2,
            }[ends]
            waivers.append(Waiver(person.person_id, rule, reason, stream.pick(DECIDED_BY), decided, expires))
    return tuple(waivers)


def _held_against(person: Person) -> tuple[str, str]:
    """The first rule that may refuse her widely, and why somebody would waive it; blank where there is none."""
    if person.intentional and person.connection_exempt == "violence":
        return "intentional", "Left because of violence; the finding is under review"
    if person.intentional:
        return "intentional", "The finding is old; the panel agreed to offer a place"
    if person.recourse is False:
        return "recourse", "Costs agreed while her status is settled"
    if person.connection is False and not person.connection_exempt:
        return "connection", "Special circumstances agreed with the other borough"
    if person.avoid_schemes:
        return "scheme", "Barring reviewed; this scheme may be offered again"
    return "", ""


def pin_some(seed: int, week: Week, workers: Sequence[Worker], kept_apart: Sequence[KeepApart]) -> tuple[Pin, ...]:
    """A few pairs forbidden although eligible, and in larger samples one pin that any week can keep.

    ``workers`` with their capacities; ``kept_apart`` are the pairs that the pin keeps out of.
    """
    stream = Stream(seed, "pins")
    vacant = [bed.bed_id for bed in week.snapshot.beds if bed.bed_id not in week.occupant]
    waiting = [person for person in week.candidates if person.person_id not in week.home]
    if not vacant or not waiting:
        return ()
    barred = [person for person in waiting if stream.chance(rates.FORBIDDEN)]
    pins = [
        Pin(person.person_id, _one_of(stream, vacant, row), "forbid", "Not safe for her, see risk plan", "Duty manager")
        for person, row in zip(barred, _eligible(week, barred, vacant), strict=True)
        if row.any()
    ]
    if len(week.candidates) >= LEAST_FOR_A_PIN:
        apart = {person_id for pair in kept_apart for person_id in (pair.person_a, pair.person_b)}
        apart.update(person.person_id for person in barred)
        plain = [p for p in waiting if p.person_id not in apart and not p.worker_id and "en" in p.languages]
        staffed = _staffed(week, workers)
        beds = [b for b in vacant if week.room_of(b) is None and week.beds[b].scheme_id in staffed]
        pins += _keepable(week, stream, stream.some(plain, TRIES), beds)
    return tuple(pins)


def _keepable(week: Week, stream: Stream, people: Sequence[Person], beds: Sequence[str]) -> list[Pin]:
    """The first of these people who may have one of these beds, pinned to it."""
    for person, row in zip(people, _eligible(week, people, beds), strict=True):
        if row.any():
            bed_id = _one_of(stream, beds, row)
            return [Pin(person.person_id, bed_id, "pin", "Agreed with her at the panel", "Allocations panel")]
    return []


def _one_of(stream: Stream, beds: Sequence[str], eligible: Flags) -> str:
    return stream.pick([bed_id for bed_id, yes in zip(beds, eligible, strict=True) if yes])


def _staffed(week: Week, workers: Sequence[Worker]) -> set[str]:
    """The schemes that a worker covers who takes people on and has two points left: room in any phase."""
    held = loads(week)
    free = [w for w in workers if takes_on(w, week.on) and held[w.worker_id] + 2 <= w.capacity]
    everywhere = any(EVERY_SCHEME in worker.covers for worker in free)
    return set(week.schemes) if everywhere else {scheme_id for worker in free for scheme_id in worker.covers}


def _eligible(week: Week, people: Sequence[Person], beds: Sequence[str]) -> Flags:
    """Whom no rule on person and bed refuses, waivers left aside; shape (people, beds)."""
    crowd, places = Crowd(people, week), Places([place_of(bed_id, week) for bed_id in beds])
    refused = np.zeros((len(people), len(beds)), dtype=bool)
    for rule in UNARY:
        if rule.refuses is not None and people:
            refused = refused | rule.refuses(crowd, places, week)
    return ~refused
