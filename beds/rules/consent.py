"""Consent: nothing is shared with a provider whom she does not consent to share with."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule, Source


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return shares_any(people, lambda person: person.withhold_from, places, _provider)


def sentence(person: Person, place: Place, week: Week) -> str:
    return _(
        "%(scheme)s is run by %(provider)s; there is no consent to share information with them.",
        scheme=place.scheme.title,
        provider=place.scheme.provider,
    )


def _provider(place: Place) -> tuple[str, ...]:
    return (place.scheme.provider,) if place.scheme.provider else ()


RULE = Rule(
    id="consent",
    title=N_("Consent to share"),
    over="scheme",
    refuses_when=N_("the scheme's provider is in her withhold_from"),
    reads=("withhold_from", "provider"),
    sources=(
        Source(
            "UK GDPR and Data Protection Act 2018: special category data",
            "https://www.legislation.gov.uk/ukpga/2018/12/contents",
        ),
    ),
    refuses=refuses,
    sentence=sentence,
)
