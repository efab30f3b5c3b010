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
from beds.services.offer.offered import offered, ready, refuse_before_her_yes
from beds.services.stay.in_step import in_step
from beds.services.stay.open_stay import free_again, say_free, scheme_of


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

    She is no candidate any more, her programme begins if it had not (never in phase 0), and her key worker is the one
    of the offer.
    People who swap beds in a ring all move at once, with the first of them; each must have said yes.
    Raises :class:`~beds.domain.steps.NotNow`, and :class:`~beds.domain.errors.DoubleBooking`.
    """
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        offer = offered(work, offer_id, on, version)
        if offer.status != "made":
            offer_after(offer.status, "begin")
        together = in_step(work.books, offer)
        for one in together:
            refuse_before_her_yes(one, on)
            _refuse_out_of_use(work, one, on)
            _refuse_too_early(work, one, on, early)
        # Everybody leaves before anybody arrives: the database refuses two in a bed at any moment.
        left = [_leave_the_last(work, one, on) for one in together]
        taken = {one.bed_id for one in together}
        for one in together:
            _arrive(work, one, on, early)
        for one, bed_id in zip(together, left, strict=True):
            if bed_id is not None and bed_id not in taken:
                say_free(work, bed_id, on, but=one.person_id)
        return work.done()


def _arrive(deed: Deed, offer: OfferRow, on: date, early: str) -> None:
    row = deed.books.proposals.row(offer.row_id) if offer.row_id is not None else None
    stay_id = deed.books.living.new_stay_id()
    # The stay first: the offer refers to it.
    deed.books.living.add(StayRow(stay_id=stay_id, person_id=offer.person_id, bed_id=offer.bed_id, started_on=on))
    offer.status, offer.stay_id = offer_after(offer.status, "begin"), stay_id
    if row is not None:
        row.status = row_after(row.status, "begin")
    _settle_in(deed, offer, on)
    deed.id = deed.id or stay_id
    deed.tell(
        "stay_begun", subject=stay_id, why=early.strip(), person=offer.person_id, bed=offer.bed_id, on=on,
        offer=offer.offer_id, stay=stay_id,
    )  # fmt: skip
    if offer.planned_end is not None:
        deed.follows.append(_("The stay is planned until %(day)s.", day=offer.planned_end.isoformat()))


def _refuse_out_of_use(deed: Deed, offer: OfferRow, on: date) -> None:
    day = ready(deed.books, offer.bed_id, on)
    if day > on:
        told = {"bed": offer.bed_id, "day": day.isoformat()}
        raise NotNow(_("Bed %(bed)s is out of use until %(day)s. When it is ready before, end that first.", **told))


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
    if person.programme_start is None and scheme_of(deed.books, offer.bed_id).phase != 0:
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
