"""Substance use: some schemes ask for treatment, some for abstinence."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.words import substance_name
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    in_treatment = places.where(lambda place: place.scheme.substance_policy == "in_treatment")
    abstinent = places.where(lambda place: place.scheme.substance_policy == "abstinent")
    return (in_treatment & people.one_of("substance", ["active"])) | (
        abstinent & ~people.one_of("substance", ["abstinent"])
    )


def sentence(person: Person, place: Place, week: Week) -> str:
    if place.scheme.substance_policy == "in_treatment":
        return _(
            "%(scheme)s asks people who use drugs or alcohol to be in treatment; active use is recorded.",
            scheme=place.scheme.title,
        )
    recorded = substance_name(person.substance) if person.substance else _("not known")
    return _(
        "%(scheme)s asks for abstinence; what is recorded is: %(recorded)s.",
        scheme=place.scheme.title,
        recorded=recorded,
    )


RULE = Rule(
    id="substance",
    title=N_("Substance use"),
    over="scheme",
    refuses_when=N_(
        "the scheme asks for treatment and she is active, or it asks for abstinence and she is not abstinent"
    ),
    reads=("substance", "substance_policy"),
    waivable=True,
    refuses=refuses,
    sentence=sentence,
)
