"""The use case behind a swap on the page of the allocation: two people are each pinned to what the other is given."""

from datetime import date, datetime

from beds.data.store.store import Books, Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.decision.pin import check_expiry, keep_pin
from beds.services.deed import Done, deed
from beds.services.reasons import own_words


def swap(
    store: Store,
    actor: Actor,
    person_id: str,
    other_id: str,
    on: date,
    reason: str,
    *,
    expires_on: date | None = None,
    now: datetime | None = None,
) -> tuple[Done, tuple[tuple[str, str], ...]]:
    """Pins both or neither, to the beds that the last proposal gives them; and each person with her new bed.

    Raises :class:`~beds.domain.steps.NotNow` where it gives one of them none.
    """
    why = own_words(reason)
    check_expiry(expires_on, on)
    with deed(store, actor, "decide", now) as work:
        first, second = (_bed_of(work.books, one) for one in (person_id, other_id))
        if person_id == other_id:
            raise NotNow(_("A swap is between two people."))
        crossed = ((person_id, second), (other_id, first))
        for who, bed in crossed:
            keep_pin(work, who, bed, on, why, expires_on=expires_on)
        return work.done(), crossed


def _bed_of(books: Books, person_id: str) -> str:
    """The bed that the last proposal gives her."""
    latest = books.proposals.latest()
    rows = books.proposals.rows(latest, given=True) if latest is not None else []
    for row in rows:
        if row.person_id == person_id and row.bed_id:
            return row.bed_id
    raise NotNow(_("The last run gives %(person)s no bed that could be swapped.", person=person_id))
