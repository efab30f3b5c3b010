"""Reserved: some schemes are kept for certain groups."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    reserved = places.where(lambda place: bool(place.scheme.reserved_for))
    member = shares_any(people, lambda person: person.groups, places, lambda place: place.scheme.reserved_for)
    return reserved & ~member


def sentence(person: Person, place: Place, week: Week) -> str:
    return _(
        "%(scheme)s is reserved for: %(groups)s; none of these is recorded.",
        scheme=place.scheme.title,
        groups=", ".join(place.scheme.reserved_for),
    )


RULE = Rule(
    id="reserved",
    title=N_("Reserved for a group"),
    over="scheme",
    refuses_when=N_("the scheme is reserved and she is in none of its groups"),
    reads=("groups", "reserved_for"),
    waivable=True,
    refuses=refuses,
    sentence=sentence,
)
