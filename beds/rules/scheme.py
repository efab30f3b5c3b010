"""Scheme: schemes that she declined or is barred from."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return shares_any(people, lambda person: person.avoid_schemes, places, lambda place: (place.scheme.scheme_id,))


def sentence(person: Person, place: Place, week: Week) -> str:
    return _("%(scheme)s is on the record as a scheme not to offer.", scheme=place.scheme.title)


RULE = Rule(
    id="scheme",
    title=N_("Scheme to avoid"),
    over="scheme",
    refuses_when=N_("the scheme is in her avoid_schemes"),
    reads=("avoid_schemes", "scheme_id"),
    waivable=True,
    refuses=refuses,
    sentence=sentence,
)
