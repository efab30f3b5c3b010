"""Who waits in a sampled city, and who lived there before: in follow-on, gone, or back on the waiting list."""

from dataclasses import replace
from datetime import timedelta

from beds.data.sample import rates
from beds.data.sample.facts import as_candidate
from beds.data.sample.register import Register
from beds.data.sample.sizes import Sizes
from beds.data.sample.streams import Stream, divide
from beds.domain.people import Person


def put_on_the_waiting_list(register: Register, sizes: Sizes) -> None:
    boroughs = register.city.boroughs
    for borough, count in zip(boroughs, divide(sizes.waiting, [b.share for b in boroughs]), strict=True):
        for number in range(count):
            stream = Stream(register.seed, "waiting", borough.number, number)
            person = register.somebody(stream, borough)
            seeks = stream.weighted(rates.SEEKS_FROM_OUTSIDE)
            person = as_candidate(stream, person, seeks, register.on, register.city.schemes_for(borough.number))
            register.add(_back_again(register, stream, person) if stream.chance(rates.RETURNING) else person)


def _back_again(register: Register, stream: Stream, person: Person) -> Person:
    """Somebody who comes back: she waits since her last stay ended, or later."""
    outcome = stream.weighted(rates.ENDED_BEFORE_RETURN)
    ended = register.on - timedelta(days=stream.between(10, 170 if outcome == "moved_on" else 600))
    phase = stream.weighted(rates.PHASE_MOVED_ON if outcome == "moved_on" else rates.PHASE_LEFT)
    began = register.lived(stream, person, phase, ended, outcome)
    if began is None:
        return person
    assert person.waiting_since is not None, "a candidate has a waiting_since"
    again = began if outcome != "moved_on" and stream.chance(0.5) else None
    return replace(person, waiting_since=max(person.waiting_since, ended), programme_start=again)


def remember_those_who_left(register: Register, sizes: Sizes) -> None:
    """People in follow-on, then people who left without it. Somebody for whom no bed stood empty is left out."""
    weeks = 7 * register.policy.follow_on_weeks
    for number in range(sizes.follow_on):
        stream = Stream(register.seed, "follow-on", number)
        person = register.somebody(stream, stream.pick(register.city.boroughs))
        phase, ended = stream.weighted(rates.PHASE_MOVED_ON), register.on - timedelta(days=stream.below(weeks))
        began = register.lived(stream, person, phase, ended, "moved_on")
        if began is not None:
            register.add(replace(person, programme_start=register.came_through(stream, person, phase, began)))
    for number in range(sizes.former):
        stream = Stream(register.seed, "former", number)
        person = register.somebody(stream, stream.pick(register.city.boroughs))
        phase, ended = stream.weighted(rates.PHASE_LEFT), register.on - timedelta(days=stream.between(1, 400))
        began = register.lived(stream, person, phase, ended, stream.weighted(rates.ENDED))
        if began is not None:
            register.add(replace(person, programme_start=began))
