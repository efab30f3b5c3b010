"""Age: some schemes have a lowest or highest age; an unknown birth date does not refuse."""

import numpy as np

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week, completed_years
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    too_young = people.age < places.scheme_number("min_age", blank=-np.inf)
    too_old = people.age > places.scheme_number("max_age", blank=np.inf)
    return too_young | too_old


def sentence(person: Person, place: Place, week: Week) -> str:
    age = completed_years(person.birth_date, week.on) if person.birth_date else None
    if place.scheme.min_age is not None and age is not None and age < place.scheme.min_age:
        return _(
            "%(scheme)s takes people from %(limit)d years; the age on %(day)s is %(age)d.",
            scheme=place.scheme.title,
            limit=place.scheme.min_age,
            day=week.on.isoformat(),
            age=age,
        )
    return _(
        "%(scheme)s takes people up to %(limit)d years; the age on %(day)s is %(age)d.",
        scheme=place.scheme.title,
        limit=place.scheme.max_age,
        day=week.on.isoformat(),
        age=age,
    )


RULE = Rule(
    id="age",
    title=N_("Age"),
    over="scheme",
    refuses_when=N_(
        "her age in completed years on the run date is under min_age or over max_age; an unknown birth "
        "date does not refuse"
    ),
    reads=("birth_date", "min_age", "max_age"),
    waivable=True,
    refuses=refuses,
    sentence=sentence,
)
