"""Step-free access: the bed must have it where she needs it."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    has = places.where(lambda place: place.step_free is True)
    return people.yes("step_free_needed") & ~has


def sentence(person: Person, place: Place, week: Week) -> str:
    if place.step_free is None:
        return _("Step-free access is needed; whether this bed has it is not known.")
    return _("Step-free access is needed; this bed has none.")


RULE = Rule(
    id="step_free",
    title=N_("Step-free access"),
    over="bed",
    refuses_when=N_("she needs step-free access and the bed has none"),
    reads=("step_free_needed", "step_free"),
    refuses=refuses,
    sentence=sentence,
)
