"""Intentional homelessness: some schemes do not take people found intentionally homeless."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule, Source


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return places.scheme_no("takes_intentional") & people.yes("intentional")


def sentence(person: Person, place: Place, week: Week) -> str:
    refusal = _(
        "%(scheme)s does not take people found intentionally homeless, and such a finding is recorded.",
        scheme=place.scheme.title,
    )
    if person.connection_exempt == "violence":
        refusal += " " + _(
            "The record also says that violence was fled: it is not reasonable to stay where abuse is probable "
            "(Housing Act 1996, section 177), so this finding should be looked at again."
        )
    return refusal


RULE = Rule(
    id="intentional",
    title=N_("Found intentionally homeless"),
    over="scheme",
    refuses_when=N_("she was found intentionally homeless and the scheme does not take such findings"),
    reads=("intentional", "takes_intentional"),
    waivable=True,
    sources=(
        Source("Housing Act 1996, section 191", "https://www.legislation.gov.uk/ukpga/1996/52/section/191"),
        Source(
            "Housing Act 1996, section 177: it is not reasonable to stay where abuse is probable",
            "https://www.legislation.gov.uk/ukpga/1996/52/section/177",
        ),
    ),
    refuses=refuses,
    sentence=sentence,
)
