"""Area: places that she asked to avoid."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return shares_any(people, lambda person: person.avoid_areas, places, _areas)


def sentence(person: Person, place: Place, week: Week) -> str:
    return _("%(scheme)s is in %(area)s, an area to be avoided.", scheme=place.scheme.title, area=place.scheme.area)


def _areas(place: Place) -> tuple[str, ...]:
    return (place.scheme.area,) if place.scheme.area else ()


RULE = Rule(
    id="area",
    title=N_("Area to avoid"),
    over="scheme",
    refuses_when=N_("the scheme's area is in her avoid_areas"),
    reads=("avoid_areas", "area"),
    refuses=refuses,
    sentence=sentence,
)
