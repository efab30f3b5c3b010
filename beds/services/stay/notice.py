"""The use cases behind ``beds stay notice``: notice of leaving, planned or not, and taken back."""

from datetime import date, datetime
from typing import Literal

from beds.data.store.store import Store
from beds.data.store.tables.stays import NoticeRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed
from beds.services.stay.open_stay import free_again, open_stay


def give_notice(
    store: Store,
    actor: Actor,
    person_id: str,
    leaving_on: date,
    on: date,
    *,
    kind: Literal["planned", "unplanned"] = "planned",
    reason: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Records that she leaves on a day, which is the first on which she is not there. Runs then give her bed to others.

    A later notice takes the place of an earlier one. Raises :class:`~beds.domain.steps.NotNow`.
    """
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        if leaving_on < on:
            raise NotNow(_("The day of leaving is over: record that she has left."))
        earlier = work.books.living.notice(stay.stay_id)
        if earlier is not None:
            # Also where this one is told with an earlier day: it takes the place of that one all the same.
            earlier.withdrawn_on = max(on, earlier.given_on)
        stay.leaving_on = leaving_on
        work.books.living.add(
            NoticeRow(
                stay_id=stay.stay_id, kind=kind, given_on=on, leaving_on=leaving_on, reason=reason.strip(),
                recorded_by=work.by, withdrawn_on=None,
            )
        )  # fmt: skip
        work.tell(
            "notice_given", subject=stay.stay_id, people=(person_id,), why=reason.strip(), person=person_id,
            bed=stay.bed_id, leaving=leaving_on,
        )  # fmt: skip
        free = free_again(work.books, stay.bed_id, leaving_on).isoformat()
        work.follows.append(_("Bed %(bed)s can be given from %(day)s.", bed=stay.bed_id, day=free))
        return work.done()


def withdraw_notice(
    store: Store, actor: Actor, person_id: str, on: date, *, reason: str = "", version: int | None = None,
    now: datetime | None = None,
) -> Done:  # fmt: skip
    """Records that she stays after all. An offer of her bed that was made meanwhile is named."""
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        notice = work.books.living.notice(stay.stay_id)
        if notice is None and stay.leaving_on is None:
            raise NotNow(_("%(person)s has given no notice.", person=person_id))
        if notice is not None:
            notice.withdrawn_on = max(on, notice.given_on)
        stay.leaving_on = None
        work.tell(
            "notice_withdrawn", subject=stay.stay_id, people=(person_id,), why=reason.strip(), person=person_id,
            bed=stay.bed_id,
        )  # fmt: skip
        offer = work.books.proposals.open_offer(bed_id=stay.bed_id)
        if offer is not None:
            told = {"bed": stay.bed_id, "person": offer.person_id, "offer": offer.offer_id}
            work.follows.append(_("Bed %(bed)s is on offer to %(person)s (offer %(offer)s): withdraw that.", **told))
        return work.done()
