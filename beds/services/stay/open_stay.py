"""Her open stay, or a clear word that she has none; and what becomes of a bed that is left."""

from datetime import date

from beds.data.store.store import Books
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow, SchemeRow
from beds.data.store.tables.stays import StayRow
from beds.domain.calendar import after_working_days
from beds.domain.messages import _, ngettext
from beds.domain.steps import NotNow
from beds.services.deed import Deed
from beds.services.in_front import who_is_next


def open_stay(books: Books, person_id: str, on: date, *, version: int | None = None) -> StayRow:
    """The stay in which she lives. Raises :class:`~beds.data.store.facts.NotFound` and :class:`NotNow`."""
    books.facts.get(PersonRow, person_id)
    stay = books.living.home(person_id)
    if stay is None:
        raise NotNow(_("%(person)s lives in no bed of the service.", person=person_id))
    books.facts.get(StayRow, stay.stay_id, version=version)
    if on < stay.started_on:
        told = {"person": person_id, "day": stay.started_on.isoformat()}
        raise NotNow(_("The stay of %(person)s begins on %(day)s only.", **told))
    return stay


def free_again(books: Books, bed_id: str, left_on: date) -> date:
    """The first day on which somebody else can have a bed that is left: after the scheme's turnaround."""
    return after_working_days(left_on, scheme_of(books, bed_id).turnaround_days)


def scheme_of(books: Books, bed_id: str) -> SchemeRow:
    """The scheme of a bed."""
    scheme: SchemeRow = books.facts.get(SchemeRow, books.facts.get(BedRow, bed_id).scheme_id)
    return scheme


def say_free(deed: Deed, bed_id: str, left_on: date, *, but: str) -> None:
    """Says from when a bed that was left can be had, and who is in front for it."""
    days = scheme_of(deed.books, bed_id).turnaround_days
    day = free_again(deed.books, bed_id, left_on).isoformat()
    turnaround = ngettext("%(count)d working day", "%(count)d working days", days)
    deed.follows.append(
        _("Bed %(bed)s is free from %(day)s (turnaround: %(days)s).", bed=bed_id, day=day, days=turnaround)
    )
    deed.follows += who_is_next(deed.books, left_on, {bed_id: but})
