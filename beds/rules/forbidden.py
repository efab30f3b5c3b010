"""Forbidden: a coordinator's own decision that this person shall not have this bed."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return shares_any(people, lambda person: (person.person_id,), places, lambda place: place.forbidden_to)


def sentence(person: Person, place: Place, week: Week) -> str:
    return _("A coordinator has decided that this bed shall not be offered here.")


RULE = Rule(
    id="forbidden",
    title=N_("Forbidden by a coordinator"),
    over="bed",
    refuses_when=N_("a pin forbid names this person and bed"),
    reads=("pins",),
    refuses=refuses,
    sentence=sentence,
)
