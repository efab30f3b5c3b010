"""Shared room: nobody is put into a shared room who does not share."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    return places.where(lambda place: place.room_shared) & people.no("shares_room")


def sentence(person: Person, place: Place, week: Week) -> str:
    return _("This bed is in a shared room; a room of her own is asked for.")


RULE = Rule(
    id="shared_room",
    title=N_("Shared room"),
    over="bed",
    refuses_when=N_("another bed stands in the same room of the scheme and her shares_room is no"),
    reads=("shares_room", "room_id"),
    refuses=refuses,
    sentence=sentence,
)
