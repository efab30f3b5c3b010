"""The use cases behind ``beds waiting review``, ``lost-contact``, ``close`` and ``reopen``: a list that is true."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed
from beds.services.offer.offered import refuse_open_offer
from beds.services.reasons import chosen, wording
from beds.services.waiting.standing import next_review, refuse_review_past, standing


def review(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    *,
    review_by: date | None = None,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Records that her case was looked at with her, and by when it is again. Contact that was lost is found."""
    refuse_review_past(review_by, on)
    with deed(store, actor, "change_people", now, done_on=on) as work:
        _person, waiting = standing(work.books, person_id, version=version)
        if waiting.closed_on is not None:
            raise NotNow(_("%(person)s is closed: reopen her first.", person=person_id))
        waiting.reviewed_on, waiting.contact_lost_on = on, None
        waiting.review_by = next_review(on, review_by)
        work.tell("reviewed", subject=person_id, why=note.strip(), person=person_id, on=on, next=waiting.review_by)
        return work.done()


def lose_contact(
    store: Store, actor: Actor, person_id: str, on: date, *, note: str = "", version: int | None = None,
    now: datetime | None = None,
) -> Done:  # fmt: skip
    """Records that she cannot be reached. She stays on the list, in her place, until somebody closes her."""
    with deed(store, actor, "change_people", now, done_on=on) as work:
        _person, waiting = standing(work.books, person_id, version=version)
        if waiting.closed_on is not None:
            raise NotNow(_("%(person)s is closed already.", person=person_id))
        waiting.contact_lost_on = on
        work.tell("contact_lost", subject=person_id, why=note.strip(), person=person_id, on=on)
        work.follows.append(
            _("She stays on the list. When she is reached, record a review; when she is not, close her.")
        )
        offer = work.books.proposals.open_offer(person_id=person_id)
        if offer is not None:
            told = {"bed": offer.bed_id, "offer": offer.offer_id}
            work.follows.append(_("Bed %(bed)s is on offer to her (offer %(offer)s).", **told))
        return work.done()


def close(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    reason: str,
    *,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Takes her off the list, for a reason of the list for closing. What she sought is kept for her return."""
    with deed(store, actor, "change_people", now, done_on=on) as work:
        person, waiting = standing(work.books, person_id, version=version)
        if waiting.closed_on is not None:
            raise NotNow(_("%(person)s is closed already.", person=person_id))
        refuse_open_offer(work.books, person_id)
        given = chosen(work.books, "closing", reason)
        why = wording(given, note)
        waiting.closed_on, waiting.closed_code, waiting.closed_text = on, given.code, why
        waiting.seeks_when_closed = tuple(person.seeks)
        waiting.review_by = None
        work.books.facts.change("people", person, {"seeks": ()})
        work.tell("waiting_closed", subject=person_id, why=why, person=person_id, on=on)
        return work.done()


def reopen(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    *,
    since: date | None = None,
    review_by: date | None = None,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Puts somebody who was closed, or is paused, back on the list, in her old place unless ``since`` says another.

    Raises :class:`~beds.domain.steps.NotNow` where she is neither, or sought nothing.
    """
    refuse_review_past(review_by, on)
    if since is not None and since > on:
        message = _("she cannot wait since a later day")
        raise BadInput([Finding(_("since"), 0, "", since.isoformat(), message, on.isoformat())])
    with deed(store, actor, "change_people", now, done_on=on) as work:
        person, waiting = standing(work.books, person_id, version=version)
        paused = waiting.paused_until is not None and waiting.paused_until > on
        if waiting.closed_on is None and not paused:
            raise NotNow(_("%(person)s is neither closed nor paused.", person=person_id))
        columns: dict[str, object] = {}
        if waiting.closed_on is not None:
            if not waiting.seeks_when_closed:
                raise NotNow(_("%(person)s sought nothing when she was closed: refer her anew.", person=person_id))
            columns["seeks"] = tuple(waiting.seeks_when_closed)
            waiting.closed_on, waiting.closed_code, waiting.closed_text = None, None, ""
            waiting.seeks_when_closed = ()
        if since is not None:
            columns["waiting_since"] = since
        work.books.facts.change("people", person, columns)
        waiting.paused_until, waiting.contact_lost_on, waiting.reopened_on = None, None, on
        waiting.review_by = next_review(on, review_by)
        work.tell("waiting_reopened", subject=person_id, why=note.strip(), person=person_id, on=on)
        if person.waiting_since is not None:
            work.follows.append(_("She waits since %(day)s.", day=person.waiting_since.isoformat()))
        return work.done()
