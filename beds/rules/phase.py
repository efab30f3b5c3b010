"""Phase: a scheme is offered only to those who seek its phase."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return ~shares_any(people, lambda person: person.seeks, places, lambda place: (place.scheme.phase,))


def sentence(person: Person, place: Place, week: Week) -> str:
    sought = ", ".join(week.policy.phase_name(phase) for phase in person.seeks)
    return _(
        "%(scheme)s is %(phase)s; what is sought is %(sought)s.",
        scheme=place.scheme.title,
        phase=week.policy.phase_name(place.scheme.phase),
        sought=sought or _("nothing at present"),
    )


RULE = Rule(
    id="phase",
    title=N_("Phase sought"),
    over="scheme",
    refuses_when=N_("the scheme's phase is not in seeks"),
    reads=("seeks", "phase"),
    refuses=refuses,
    sentence=sentence,
)
