"""Programme limit: too little is left of the whole programme to begin another stay."""

from beds.domain.messages import N_, _, ngettext
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    least = 7 * week.policy.minimum_stay_weeks
    spent = people.where(lambda person: (left := days_left(person, week)) is not None and left < least)
    return places.where(lambda place: place.scheme.phase != 0) & spent


def sentence(person: Person, place: Place, week: Week) -> str:
    left = days_left(person, week) or 0
    weeks_left = max(0, left // 7)
    return _(
        "The programme lasts %(limit)d weeks and began on %(start)s; %(left)s left, "
        "and a new stay needs at least %(least)d weeks.",
        limit=week.policy.programme_limit_weeks,
        start=person.programme_start.isoformat() if person.programme_start else "?",
        left=ngettext("%(count)d whole week is", "%(count)d whole weeks are", weeks_left),
        least=week.policy.minimum_stay_weeks,
    )


def days_left(person: Person, week: Week) -> int | None:
    """Days left of the programme on the run date; None for somebody not yet in it."""
    if person.programme_start is None:
        return None
    return 7 * week.policy.programme_limit_weeks - (week.on - person.programme_start).days


RULE = Rule(
    id="programme_limit",
    title=N_("Programme limit"),
    over="scheme",
    refuses_when=N_(
        "less than minimum_stay_weeks of programme_limit_weeks is left, counted from programme_start to "
        "the run date; never for phase 0"
    ),
    reads=("programme_start", "phase"),
    policy_keys=("programme_limit_weeks", "minimum_stay_weeks"),
    waivable=True,
    refuses=refuses,
    sentence=sentence,
)
