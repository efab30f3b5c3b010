"""Recourse: some schemes are paid for in a way that needs recourse to public funds."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule, Source


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return places.scheme_yes("needs_recourse") & ~people.yes("recourse")


def sentence(person: Person, place: Place, week: Week) -> str:
    if person.recourse is None:
        return _(
            "%(scheme)s needs recourse to public funds; whether there is recourse is not known.",
            scheme=place.scheme.title,
        )
    return _("%(scheme)s needs recourse to public funds; there is none.", scheme=place.scheme.title)


RULE = Rule(
    id="recourse",
    title=N_("Recourse to public funds"),
    over="scheme",
    refuses_when=N_("the scheme needs recourse to public funds and hers is not yes"),
    reads=("recourse", "needs_recourse"),
    waivable=True,
    sources=(Source("Housing Act 1996, section 185", "https://www.legislation.gov.uk/ukpga/1996/52/section/185"),),
    refuses=refuses,
    sentence=sentence,
)
