"""Household: children and pets."""

from beds.domain.messages import N_, _, ngettext
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    children = people.where(lambda person: (person.children or 0) > 0)
    return (children & places.scheme_no("takes_children")) | (people.yes("pets") & places.scheme_no("takes_pets"))


def sentence(person: Person, place: Place, week: Week) -> str:
    refusals = []
    if (person.children or 0) > 0 and place.scheme.takes_children is False:
        refusals.append(
            ngettext(
                "%(scheme)s takes no children; one child comes along.",
                "%(scheme)s takes no children; %(count)d children come along.",
                person.children or 0,
                scheme=place.scheme.title,
            )
        )
    if person.pets and place.scheme.takes_pets is False:
        refusals.append(_("%(scheme)s takes no pets; a pet comes along.", scheme=place.scheme.title))
    return " ".join(refusals)


RULE = Rule(
    id="household",
    title=N_("Children and pets"),
    over="scheme",
    refuses_when=N_("she has children and the scheme takes none, or pets and it takes none"),
    reads=("children", "pets", "takes_children", "takes_pets"),
    refuses=refuses,
    sentence=sentence,
)
