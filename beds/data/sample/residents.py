"""Who lives in a sampled city: residents, those among them who seek another bed, leavers and people still to arrive."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from beds.data.sample import rates
from beds.data.sample.facts import as_candidate, at_home_in
from beds.data.sample.register import Register
from beds.data.sample.sizes import Sizes
from beds.data.sample.streams import Stream
from beds.domain.people import Gender, Person, Stay
from beds.domain.places import Bed, Scheme


def fill(register: Register, occupied: Sequence[Bed], sizes: Sizes) -> None:
    """Gives every occupied bed its resident; exactly as many of them are candidates as ``sizes`` says."""
    schemes = {scheme.scheme_id: scheme for scheme in register.city.schemes}
    in_room = Counter((bed.scheme_id, bed.room_id) for bed in register.city.beds if bed.room_id)
    seeking, leaving = _who_seeks(register, occupied, sizes, schemes)
    genders: dict[tuple[str, str], Gender] = {}
    for bed in occupied:
        scheme, room = schemes[bed.scheme_id], (bed.scheme_id, bed.room_id)
        shared = in_room[room] > 1
        stream = Stream(register.seed, "resident", bed.bed_id)
        person = register.somebody(stream, register.home_of(stream, bed.scheme_id))
        person = at_home_in(stream, person, scheme, bed, shared, genders.get(room), register.on)
        if shared:
            genders[room] = person.gender
        if bed.bed_id in seeking:
            _seeker(register, stream, person, scheme, bed, bed.bed_id in leaving)
        else:
            _settled(register, stream, person, scheme, bed)


def _who_seeks(
    register: Register, occupied: Sequence[Bed], sizes: Sizes, schemes: dict[str, Scheme]
) -> tuple[set[str], set[str]]:
    """The beds of candidates, and those among them who leave this week whatever happens."""
    stream = Stream(register.seed, "who seeks")
    weights = [rates.KINDS[schemes[bed.scheme_id].phase].moving for bed in occupied]
    seeking = stream.favoured(occupied, weights, sizes.movers + sizes.leaving_candidates)
    leaving = stream.some(seeking, sizes.leaving_candidates)
    return {bed.bed_id for bed in seeking}, {bed.bed_id for bed in leaving}


def _settled(register: Register, stream: Stream, person: Person, scheme: Scheme, bed: Bed) -> None:
    """Somebody who seeks nothing: she lives there, leaves this week or later, or is promised the bed."""
    if stream.chance(rates.PROMISED):
        register.lives(Stay("", person.person_id, bed.bed_id, register.on + timedelta(days=stream.between(1, 10))))
        register.add(person)
        return
    started = register.on - register.time_in(stream, scheme.phase, rates.STAYED)
    leaving = _this_week(register, stream) if stream.chance(rates.LEAVERS) else _later(register, stream)
    extended = _extended(register, stream, scheme, started)
    register.lives(Stay("", person.person_id, bed.bed_id, started, extended, leaving))
    began = register.came_through(stream, person, scheme.phase, started)
    register.add(replace(person, programme_start=began))


def _seeker(register: Register, stream: Stream, person: Person, scheme: Scheme, bed: Bed, leaves: bool) -> None:
    """Somebody who seeks the next phase, a transfer or, after a lapse, the phase before."""
    started = register.on - register.time_in(stream, scheme.phase, rates.STAYED_BY_MOVERS)
    leaving = _this_week(register, stream) if leaves else None
    extended = _extended(register, stream, scheme, started)
    register.lives(Stay("", person.person_id, bed.bed_id, started, extended, leaving))
    began = register.came_through(stream, person, scheme.phase, started)
    seeks = stream.weighted(rates.SEEKS_ONWARD[scheme.phase])
    known = register.city.schemes_for(register.borough_of[person.person_id])
    others = [other for other in known if other.scheme_id != scheme.scheme_id]
    person = as_candidate(stream, person, seeks, register.on, others)
    assert person.waiting_since is not None, "a candidate has a waiting_since"
    register.add(
        replace(
            person,
            waiting_since=max(person.waiting_since, started),
            band="B" if seeks[0] < scheme.phase else person.band,
            programme_start=began,
        )
    )


def _extended(register: Register, stream: Stream, scheme: Scheme, started: date) -> date | None:
    """A longer limit, agreed for some of those who are near or past the ordinary one."""
    limit = timedelta(weeks=register.policy.stay_limit_weeks[scheme.phase])
    near = register.on - started > 0.85 * limit
    return started + limit + timedelta(weeks=stream.between(2, 12)) if near and stream.chance(rates.EXTENDED) else None


def _this_week(register: Register, stream: Stream) -> date:
    """A planned departure; a day or two may have passed without word of it."""
    return register.on + timedelta(days=stream.between(-2, 6))


def _later(register: Register, stream: Stream) -> date | None:
    return register.on + timedelta(days=stream.between(8, 60)) if stream.chance(rates.LEAVING_LATER) else None
