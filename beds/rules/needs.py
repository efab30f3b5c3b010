"""Needs: features that she must have."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, lacks_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return lacks_any(people, lambda person: person.needs, places, lambda place: place.features)


def sentence(person: Person, place: Place, week: Week) -> str:
    missing = [need for need in person.needs if need not in place.features]
    return _("What is needed and missing here: %(missing)s.", missing=", ".join(missing))


RULE = Rule(
    id="needs",
    title=N_("Features needed"),
    over="bed",
    refuses_when=N_("the bed and its scheme lack a feature in her needs"),
    reads=("needs", "features"),
    refuses=refuses,
    sentence=sentence,
)
