"""Local connection: some schemes need one, unless she is exempt or already lives in the service."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.domain.words import exemption_name
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule, Source


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    exempt = people.one_of("connection_exempt", week.policy.connection_exempt)
    return places.scheme_yes("needs_connection") & ~(people.yes("connection") | exempt | people.resident)


def sentence(person: Person, place: Place, week: Week) -> str:
    known = _("none is recorded") if person.connection is False else _("whether there is one is not known")
    if person.connection_exempt:
        return _(
            "%(scheme)s needs a local connection; %(known)s, and the exemption recorded (%(exemption)s) "
            "is not one that the policy accepts.",
            scheme=place.scheme.title,
            known=known,
            exemption=exemption_name(person.connection_exempt),
        )
    return _(
        "%(scheme)s needs a local connection; %(known)s, and no exemption is recorded.",
        scheme=place.scheme.title,
        known=known,
    )


RULE = Rule(
    id="connection",
    title=N_("Local connection"),
    over="scheme",
    refuses_when=N_(
        "the scheme needs a local connection, hers is not yes, and her exemption is not in the policy's "
        "list; never for residents"
    ),
    reads=("connection", "connection_exempt", "needs_connection"),
    policy_keys=("connection_exempt",),
    waivable=True,
    sources=(
        Source("Housing Act 1996, section 199", "https://www.legislation.gov.uk/ukpga/1996/52/section/199"),
        Source(
            "Housing Act 1996, section 198: nobody is referred back to where violence is probable",
            "https://www.legislation.gov.uk/ukpga/1996/52/section/198",
        ),
        Source("SI 2025/706: no connection test for victims of domestic abuse and care leavers"),
    ),
    refuses=refuses,
    sentence=sentence,
)
