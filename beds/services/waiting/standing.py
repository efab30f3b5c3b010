"""What the use cases of the waiting list share: the person, how she stands on the list, and her next review."""

from datetime import date, timedelta

from beds.data.store.store import Books
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _

REVIEW_AFTER = timedelta(days=28)
"""Where nobody says another day, somebody on the list is looked at again after four weeks."""


def standing(books: Books, person_id: str, *, version: int | None = None) -> tuple[PersonRow, WaitingRow]:
    """Her facts and how she stands. ``version``: of her facts. Raises :class:`~beds.data.store.facts.NotFound`."""
    person: PersonRow = books.facts.get(PersonRow, person_id, version=version)
    return person, books.living.waiting(person_id)


def next_review(on: date, review_by: date | None) -> date:
    """The day by which she is looked at again."""
    return review_by or on + REVIEW_AFTER


def refuse_review_past(review_by: date | None, on: date) -> None:
    """Raises :class:`~beds.domain.errors.BadInput` where the next review would be over before this one."""
    if review_by is not None and review_by < on:
        message = _("the next review would be over already")
        raise BadInput([Finding(_("review-by"), 0, "", review_by.isoformat(), message, _("a later day"))])
