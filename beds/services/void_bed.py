"""The use cases behind ``beds void``: a bed out of use for a time and why; its end; one recorded by mistake."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.places import BedRow
from beds.data.store.tables.voids import VoidRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.deed import Deed, Done, deed
from beds.services.in_front import who_is_next
from beds.services.reasons import chosen


def begin_void(
    store: Store,
    actor: Actor,
    bed_id: str,
    started_on: date,
    reason: str,
    *,
    ended_on: date | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Done:
    """Takes a bed out of use for ``[started_on, ended_on)``; without an end until further notice.

    ``reason``: a code of the list for voids. An offer of the bed is named. Raises
    :class:`~beds.domain.errors.DoubleBooking` where somebody lives there or another void stands.
    """
    if ended_on is not None and ended_on <= started_on:
        message = _("a void ends after it begins")
        raise BadInput([Finding(_("void"), 0, "ended_on", ended_on.isoformat(), message, _("a later day"))])
    with deed(store, actor, "change_places", now) as work:
        work.books.facts.get(BedRow, bed_id)
        given = chosen(work.books, "void", reason)
        void = VoidRow(
            bed_id=bed_id, started_on=started_on, ended_on=ended_on, reason_code=given.code, reason_text=given.text,
            note=note.strip(), recorded_by=work.by,
        )  # fmt: skip
        work.books.living.add(void)
        until = ended_on.isoformat() if ended_on else _("further notice")
        work.id = str(void.void_id)
        work.tell("void_begun", subject=bed_id, why=given.text, bed=bed_id, since=started_on, until=until)
        _name_offer(work, bed_id)
        return work.done()


def end_void(store: Store, actor: Actor, bed_id: str, on: date, *, now: datetime | None = None) -> Done:
    """The bed can be used again from a day; its turnaround is part of the void."""
    with deed(store, actor, "change_places", now) as work:
        void = _standing(work, bed_id, on)
        if on < void.started_on:
            raise NotNow(_("The void begins on %(day)s only: cancel it.", day=void.started_on.isoformat()))
        void.ended_on = on
        work.tell("void_ended", subject=bed_id, bed=bed_id, on=on)
        work.follows += who_is_next(work.books, on, {bed_id: ""})
        return work.done()


def cancel_void(
    store: Store, actor: Actor, bed_id: str, on: date, *, note: str = "", now: datetime | None = None
) -> Done:
    """A void that was recorded by mistake counts no more; it stays on the record."""
    with deed(store, actor, "change_places", now, done_on=on) as work:
        void = _standing(work, bed_id, on)
        void.cancelled_on = on
        work.tell("void_cancelled", subject=bed_id, why=note.strip(), bed=bed_id)
        return work.done()


def _standing(deed: Deed, bed_id: str, on: date) -> VoidRow:
    deed.books.facts.get(BedRow, bed_id)
    void = deed.books.living.void(bed_id, on)
    if void is None:
        raise NotNow(_("Bed %(bed)s is in use: no void stands.", bed=bed_id))
    return void


def _name_offer(deed: Deed, bed_id: str) -> None:
    offer = deed.books.proposals.open_offer(bed_id=bed_id)
    if offer is not None:
        told = {"bed": bed_id, "person": offer.person_id, "offer": offer.offer_id, "day": offer.start_on.isoformat()}
        deed.follows.append(
            _("Bed %(bed)s is on offer to %(person)s from %(day)s (offer %(offer)s): withdraw that, or wait.", **told)
        )
