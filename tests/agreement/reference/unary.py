"""The rules that judge one person and one bed, a function a row of SPEC section 3's table.

Each answers: does the rule refuse? Readings of blanks: a scheme's blank flag restricts nobody; a bed whose
``step_free`` is blank has none; a person's blank flag is neither yes nor no.
"""

from collections.abc import Callable
from datetime import date

from beds.domain.people import Person
from beds.domain.places import Bed, Scheme

from .facts import WEEK_AHEAD, Facts

WAIVABLE = ("recourse", "intentional", "connection", "reserved", "age", "substance", "scheme", "programme_limit")


def in_service(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    last_day = facts.on + WEEK_AHEAD
    if bed.open_from is not None and bed.open_from > last_day:
        return True
    if bed.open_to is not None and bed.open_to <= last_day:
        return True
    occupant = facts.occupant.get(bed.bed_id)
    return occupant is not None and not facts.is_mover(occupant) and not facts.is_leaver(occupant)


def phase(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return scheme.phase not in person.seeks


def route(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    hers = "internal" if facts.is_resident(person.person_id) else person.route
    return len(scheme.routes) > 0 and hers != "internal" and hers not in scheme.routes


def recourse(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return scheme.needs_recourse is True and person.recourse is not True


def intentional(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return person.intentional is True and scheme.takes_intentional is False


def connection(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    if facts.is_resident(person.person_id):
        return False
    exempt = person.connection_exempt != "" and person.connection_exempt in facts.policy.connection_exempt
    return scheme.needs_connection is True and person.connection is not True and not exempt


def reserved(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return len(scheme.reserved_for) > 0 and not any(group in scheme.reserved_for for group in person.groups)


def women_only(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return scheme.women_only is True and person.gender not in facts.policy.women_only_accepts


def completed_years(born: date, on: date) -> int:
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (0 if had_birthday else 1)


def age(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    if person.birth_date is None:
        return False
    years = completed_years(person.birth_date, facts.on)
    too_young = scheme.min_age is not None and years < scheme.min_age
    too_old = scheme.max_age is not None and years > scheme.max_age
    return too_young or too_old


def substance(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    if scheme.substance_policy == "in_treatment":
        return person.substance == "active"
    if scheme.substance_policy == "abstinent":
        return person.substance != "abstinent"
    return False


def step_free(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return person.step_free_needed is True and bed.step_free is not True


def needs(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return any(need not in bed.features and need not in scheme.features for need in person.needs)


def household(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    children = person.children is not None and person.children > 0
    return (children and scheme.takes_children is False) or (person.pets is True and scheme.takes_pets is False)


def area(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return scheme.area != "" and scheme.area in person.avoid_areas


def scheme_avoided(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return scheme.scheme_id in person.avoid_schemes


def consent(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return scheme.provider != "" and scheme.provider in person.withhold_from


def shared_room(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    if bed.room_id == "" or person.shares_room is not False:
        return False
    return any(
        other.bed_id != bed.bed_id and other.scheme_id == bed.scheme_id and other.room_id == bed.room_id
        for other in facts.beds.values()
    )


def programme_limit(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    if scheme.phase == 0:
        return False
    used_days = 0 if person.programme_start is None else (facts.on - person.programme_start).days
    left_days = 7 * facts.policy.programme_limit_weeks - used_days
    return left_days < 7 * facts.policy.minimum_stay_weeks


def forbidden(facts: Facts, person: Person, scheme: Scheme, bed: Bed) -> bool:
    return (person.person_id, bed.bed_id) in facts.forbidden


REFUSES: dict[str, Callable[[Facts, Person, Scheme, Bed], bool]] = {
    "in_service": in_service,
    "phase": phase,
    "route": route,
    "recourse": recourse,
    "intentional": intentional,
    "connection": connection,
    "reserved": reserved,
    "women_only": women_only,
    "age": age,
    "substance": substance,
    "step_free": step_free,
    "needs": needs,
    "household": household,
    "area": area,
    "scheme": scheme_avoided,
    "consent": consent,
    "shared_room": shared_room,
    "programme_limit": programme_limit,
    "forbidden": forbidden,
}


def refusals(facts: Facts, person_id: str, bed_id: str) -> frozenset[str]:
    """The rules that refuse this person this bed, waivers in force and rules switched off left out."""
    person, bed, scheme = facts.people[person_id], facts.beds[bed_id], facts.scheme_of(bed_id)
    return frozenset(
        rule
        for rule, refuses in REFUSES.items()
        if not facts.is_off(rule) and (person_id, rule) not in facts.waived and refuses(facts, person, scheme, bed)
    )
