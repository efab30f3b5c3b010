"""In service: whether the bed can take somebody new this week."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    last = week.last_day
    return places.where(
        lambda place: (
            (place.open_from is not None and place.open_from > last)
            or (place.open_to is not None and place.open_to <= last)
            or place.lived_in_by == "resident"
        )
    )


def sentence(person: Person, place: Place, week: Week) -> str:
    if place.lived_in_by == "resident":
        return _("Somebody lives in this bed and is not leaving this week.")
    if place.open_from is not None and place.open_from > week.last_day:
        return _("This bed does not open until %(day)s.", day=place.open_from.isoformat())
    return _("This bed closes on %(day)s.", day=place.open_to.isoformat() if place.open_to else "?")


RULE = Rule(
    id="in_service",
    title=N_("In service"),
    over="bed",
    refuses_when=N_(
        "open_from is after the last day of the week, or open_to is on or before it, or a resident who "
        "stays lives there"
    ),
    reads=("open_from", "open_to"),
    refuses=refuses,
    sentence=sentence,
)
