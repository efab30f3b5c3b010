"""The facts of one invented person: as she stands on a borough's register, or as somebody who lives in a scheme."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from beds.data.sample import rates
from beds.data.sample.places import Borough
from beds.data.sample.streams import Stream
from beds.domain.people import Exemption, Gender, Person
from beds.domain.places import Bed, Scheme

DAYS_A_YEAR = 365.2425


def a_person(stream: Stream, person_id: str, borough: Borough, boroughs: Sequence[Borough], on: date) -> Person:
    """Somebody on a borough's register; ``boroughs`` are all of the city, from any of which she may have fled."""
    route = stream.weighted(rates.ROUTE)
    gender = stream.weighted(rates.GENDER)
    connection = stream.weighted(rates.CONNECTION)
    exempt = stream.weighted(rates.EXEMPT if connection else rates.EXEMPT_UNCONNECTED)
    children = stream.weighted(rates.CHILDREN_OF_WOMEN if gender == "woman" else rates.CHILDREN_OF_OTHERS)
    needs = stream.weighted(rates.NEEDS)
    return Person(
        person_id=person_id,
        birth_date=None if stream.chance(rates.UNKNOWN_BIRTH_DATE) else born(stream.quantile(rates.AGE), on),
        gender=gender,
        route=route,
        recourse=stream.weighted(rates.RECOURSE_OUTREACH if route in ("outreach", "self") else rates.RECOURSE),
        intentional=stream.weighted(rates.INTENTIONAL),
        connection=connection,
        connection_exempt=exempt,
        substance=stream.weighted(rates.SUBSTANCE),
        groups=(borough.tag, *_groups(stream, route, exempt)),
        step_free_needed=stream.weighted(rates.STEP_FREE_NEEDED),
        needs=(*needs, "cot") if children and stream.chance(rates.CHILD_UNDER_TWO) else needs,
        children=children,
        pets=stream.weighted(rates.PETS),
        shares_room=False if children else stream.weighted(rates.SHARES_ROOM),
        avoid_areas=_avoided_areas(stream, borough, boroughs, connection=connection, exempt=exempt),
        withhold_from=(stream.pick(borough.providers),) if stream.chance(rates.WITHHOLDS) else (),
        languages=_languages(stream),
        ethnicity=stream.weighted(rates.ETHNICITY),
        disability=stream.weighted(rates.DISABILITY),
    )


def born(age: float, on: date) -> date:
    """The birth date of somebody ``age`` years old on a day."""
    return on - timedelta(days=round(age * DAYS_A_YEAR))


def _groups(stream: Stream, route: str, exempt: Exemption) -> tuple[str, ...]:
    held = {
        "care_leaver": exempt == "care_leaver",
        "veteran": exempt == "armed_forces",
        "rough_sleeping": stream.chance(rates.ROUGH_SLEEPING.get(route, 0.0)),
        "prison_leaver": stream.chance(rates.PRISON_LEAVER),
    }
    return tuple(group for group, holds in held.items() if holds)


def _avoided_areas(
    stream: Stream, borough: Borough, boroughs: Sequence[Borough], *, connection: bool | None, exempt: Exemption
) -> tuple[str, ...]:
    """Somebody who fled another borough keeps out of all of it; others keep out of an area near home."""
    fled = exempt == "violence" and stream.chance(rates.AVOIDS_AREA_AFTER_VIOLENCE)
    fled_from = stream.pick(boroughs)
    if fled and connection is not True and fled_from != borough:
        return fled_from.areas
    return (stream.pick(borough.areas),) if fled or stream.chance(rates.AVOIDS_AREA) else ()


def _languages(stream: Stream) -> tuple[str, ...]:
    speaks = stream.weighted(rates.LANGUAGES)
    if speaks in ("en", "blank"):
        return ("en",) if speaks == "en" else ()
    other = stream.weighted(rates.OTHER_LANGUAGES)
    return ("en", other) if speaks == "both" else (other,)


def as_candidate(stream: Stream, person: Person, seeks: tuple[int, ...], on: date, schemes: Sequence[Scheme]) -> Person:
    """The same person with a place on the list: band, days waited, wishes, and a scheme she has declined."""
    band = stream.weighted(rates.BAND)
    waited = int(stream.quantile(rates.WAITED) * rates.MEAN_WAIT_DAYS[band])
    sought = [scheme for scheme in schemes if scheme.phase in seeks]
    declined = (stream.pick(sought).scheme_id,) if sought and stream.chance(rates.AVOIDS_SCHEME) else ()
    return replace(
        person,
        seeks=seeks,
        band=band,
        waiting_since=on - timedelta(days=waited),
        avoid_schemes=declined,
        prefers=_wishes(stream, person, sought, declined),
    )


def _wishes(stream: Stream, person: Person, sought: Sequence[Scheme], declined: tuple[str, ...]) -> tuple[str, ...]:
    wishes: list[str] = []
    for _number in range(stream.weighted(rates.PREFERS)):
        kind = stream.weighted({"feature": 0.6, "area": 0.25, "scheme": 0.15})
        if kind == "feature" or not sought:
            wishes.append(stream.pick(rates.WISHES))
        elif kind == "area":
            wishes.append(stream.pick(sought).area)
        else:
            wishes.append(stream.pick(sought).scheme_id)
    unwanted = {*person.avoid_areas, *declined}
    return tuple(wish for wish in dict.fromkeys(wishes) if wish not in unwanted)


def at_home_in(
    stream: Stream, person: Person, scheme: Scheme, bed: Bed, shared: bool, room_gender: Gender | None, on: date
) -> Person:
    """The same person with facts under which this scheme took her. ``room_gender``: whom she shares her room with."""
    now: dict[str, Any] = {"avoid_areas": tuple(area for area in person.avoid_areas if area != scheme.area)}
    now["withhold_from"] = tuple(provider for provider in person.withhold_from if provider != scheme.provider)
    if scheme.women_only:
        now["gender"] = "woman"
    elif room_gender is not None:
        now["gender"] = room_gender
    if person.birth_date is not None and (scheme.max_age or (scheme.min_age or 18) > 18):
        oldest = (scheme.max_age or 75) + 0.9
        youngest = (scheme.min_age or 18) + 0.1
        now["birth_date"] = born(youngest + stream.unit() * (oldest - youngest), on)
    if scheme.needs_recourse:
        now["recourse"] = True
    if scheme.takes_intentional is False and person.intentional:
        now["intentional"] = False
    if scheme.reserved_for and not set(scheme.reserved_for) & set(person.groups):
        now["groups"] = (*person.groups, scheme.reserved_for[0])
    if not stream.chance(rates.RESIDENTS_OUTSIDE_RULES):
        if scheme.substance_policy == "abstinent":
            now["substance"] = "abstinent"
        elif scheme.substance_policy == "in_treatment" and person.substance == "active":
            now["substance"] = "in_treatment"
    if person.step_free_needed and not bed.step_free:
        now["step_free_needed"] = False
    childless = scheme.takes_children is False or not person.children
    if scheme.takes_children is False and person.children:
        now["children"] = 0
    has = {*scheme.features, *bed.features} - ({"cot"} if childless else set())
    now["needs"] = tuple(need for need in person.needs if need in has)
    if scheme.takes_pets is False and person.pets:
        now["pets"] = False
    if shared and person.shares_room is False:
        now["shares_room"] = True
    return replace(person, **now)
