"""The use case behind ``beds stay begin``: she moves in; the stay she comes from ends the same day."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import StayRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow, offer_after, row_after
from beds.services.deed import Deed, Done, deed
from beds.services.stay.open_stay import free_again, say_free


def begin(
    store: Store,
    actor: Actor,
    offer_id: int,
    on: date,
    *,
    early: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Begins the stay of an accepted offer on a day. ``early``: why she moves in before the bed's turnaround is over.

    She is no candidate any more, her programme begins if it had not, and her key worker is the one of the offer.
    Raises :class:`~beds.domain.steps.NotNow`, and :class:`~beds.domain.errors.DoubleBooking`.
    """
    with deed(store, actor, "change_stays", now) as work:
        offer = work.books.proposals.offer(offer_id, version=version)
        row = work.books.proposals.row(offer.row_id) if offer.row_id is not None else None
        begun = offer_after(offer.status, "begin")
        _refuse_lived_in(work, offer, on)
        _refuse_too_early(work, offer, on, early)
        left = _leave_the_last(work, offer, on)
        stay_id = work.books.living.new_stay_id()
        # The stay first: the offer refers to it.
        work.books.living.add(StayRow(stay_id=stay_id, person_id=offer.person_id, bed_id=offer.bed_id, started_on=on))
        offer.status, offer.stay_id = begun, stay_id
        if row is not None:
            row.status = row_after(row.status, "begin")
        _settle_in(work, offer, on)
        work.id = stay_id
        work.tell(
            "stay_begun", subject=stay_id, why=early.strip(), person=offer.person_id, bed=offer.bed_id, on=on,
            offer=offer_id, stay=stay_id,
        )  # fmt: skip
        if offer.planned_end is not None:
            work.follows.append(_("The stay is planned until %(day)s.", day=offer.planned_end.isoformat()))
        if left is not None:
            say_free(work, left, on, but=offer.person_id)
        return work.done()


def _refuse_lived_in(deed: Deed, offer: OfferRow, on: date) -> None:
    there = deed.books.living.occupant(offer.bed_id)
    if there is not None and there.person_id != offer.person_id:
        told = {"person": there.person_id, "bed": offer.bed_id}
        raise NotNow(_("%(person)s still lives in bed %(bed)s: her stay must end first.", **told))


def _refuse_too_early(deed: Deed, offer: OfferRow, on: date, early: str) -> None:
    left = deed.books.living.last_left(offer.bed_id)
    free = free_again(deed.books, offer.bed_id, left) if left is not None else None
    if free is not None and on < free and not early.strip():
        told = {"bed": offer.bed_id, "day": free.isoformat()}
        raise NotNow(_("Bed %(bed)s rests until %(day)s (turnaround). Earlier only if you say why.", **told))


def _leave_the_last(deed: Deed, offer: OfferRow, on: date) -> str | None:
    """Ends the stay from which she moves, if there is one; the bed that she leaves."""
    last = deed.books.living.home(offer.person_id)
    if last is None:
        return None
    if on < last.started_on:
        raise NotNow(_("%(person)s has lived there since a later day.", person=offer.person_id))
    last.ended_on, last.outcome = on, "moved_phase"
    # Before the new stay is written: the database refuses two at a time.
    deed.books.living.flush()
    return last.bed_id


def _settle_in(deed: Deed, offer: OfferRow, on: date) -> None:
    person: PersonRow = deed.books.facts.get(PersonRow, offer.person_id)
    columns: dict[str, object] = {"seeks": ()}
    if person.programme_start is None:
        columns["programme_start"] = on
    if offer.worker_id is not None and offer.worker_id != person.worker_id:
        columns["worker_id"] = offer.worker_id
        deed.books.living.add(
            WorkerChangeRow(
                person_id=offer.person_id, from_worker=person.worker_id, to_worker=offer.worker_id, agreed_on=on,
                handover_on=on, handed_over_on=on, decided_by=deed.by,
            )
        )  # fmt: skip
        told = {"worker": offer.worker_id, "before": person.worker_id or _("nobody")}
        deed.follows.append(_("Her key worker is now %(worker)s (before: %(before)s).", **told))
    deed.books.facts.change("people", person, columns)
