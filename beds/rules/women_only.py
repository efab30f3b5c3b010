"""Women only: who is admitted is the provider's recorded policy, never inferred."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.words import gender_name
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule, Source


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return places.scheme_yes("women_only") & ~people.one_of("gender", week.policy.women_only_accepts)


def sentence(person: Person, place: Place, week: Week) -> str:
    if person.gender == "unknown":
        return _("%(scheme)s is women-only; gender is not known.", scheme=place.scheme.title)
    return _(
        "%(scheme)s is women-only; the gender recorded is %(gender)s.",
        scheme=place.scheme.title,
        gender=gender_name(person.gender),
    )


RULE = Rule(
    id="women_only",
    title=N_("Women only"),
    over="scheme",
    refuses_when=N_("the scheme is women-only and her gender is not in the policy's women_only_accepts"),
    reads=("gender", "women_only"),
    policy_keys=("women_only_accepts",),
    sources=(Source("Equality Act 2010", "https://www.legislation.gov.uk/ukpga/2010/15/contents"),),
    refuses=refuses,
    sentence=sentence,
)
