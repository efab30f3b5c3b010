"""The use cases behind ``beds stay leave`` and ``beds stay move-on``: a stay ends; after moving on follow-on begins."""

from datetime import date, datetime, timedelta

from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import StayRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.people import LEFT
from beds.services.deed import Deed, Done, deed
from beds.services.offer.ending import end_offer
from beds.services.stay.open_stay import open_stay, say_free


def leave(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    outcome: str,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Ends her stay on a day, the first on which she is not there. She may be referred again at any time."""
    if outcome not in LEFT:
        message = _("a stay does not end like this here")
        raise BadInput([Finding(_("outcome"), 0, "", outcome, message, ", ".join(LEFT))])
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        if outcome == "died":
            _seeks_nothing(work, person_id)
        _end(work, stay, on, outcome)
        work.tell(
            "stay_left", subject=stay.stay_id, people=(person_id,), why=reason.strip(), person=person_id,
            bed=stay.bed_id, on=on, outcome=outcome,
        )  # fmt: skip
        if outcome == "died":
            _take_back_offer(work, person_id, on)
        elif (offer := work.books.proposals.open_offer(person_id=person_id)) is not None:
            told = {"bed": offer.bed_id, "offer": offer.offer_id}
            work.follows.append(_("Bed %(bed)s is on offer to her (offer %(offer)s).", **told))
        say_free(work, stay.bed_id, on, but=person_id)
        return work.done()


def move_on(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    *,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """She moves on to a home of her own. Her key worker keeps her through follow-on, which begins by itself."""
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        _seeks_nothing(work, person_id)
        _end(work, stay, on, "moved_on")
        weeks = work.books.policies.in_force(on).policy.follow_on_weeks
        until = on + timedelta(weeks=weeks)
        work.tell(
            "moved_on", subject=stay.stay_id, people=(person_id,), why=note.strip(), person=person_id, bed=stay.bed_id,
            on=on, until=until,
        )  # fmt: skip
        person: PersonRow = work.books.facts.get(PersonRow, person_id)
        if person.worker_id:
            told = {"worker": person.worker_id, "day": until.isoformat()}
            work.follows.append(_("%(worker)s keeps her in follow-on until %(day)s.", **told))
        else:
            work.follows.append(_("She has no key worker for follow-on: choose one."))
        _take_back_offer(work, person_id, on)
        say_free(work, stay.bed_id, on, but=person_id)
        return work.done()


def _end(deed: Deed, stay: StayRow, on: date, outcome: str) -> None:
    absence = deed.books.living.absence(stay.stay_id)
    if absence is not None and absence.held_until > on:
        # The bed is held no longer than she has it.
        absence.held_until = max(on, absence.away_from)
    stay.ended_on, stay.outcome = on, outcome


def _seeks_nothing(deed: Deed, person_id: str) -> None:
    person: PersonRow = deed.books.facts.get(PersonRow, person_id)
    if person.seeks:
        deed.books.facts.change("people", person, {"seeks": ()})


def _take_back_offer(deed: Deed, person_id: str, on: date) -> None:
    offer = deed.books.proposals.open_offer(person_id=person_id)
    if offer is not None:
        end_offer(deed, offer, "withdraw", on, "offer_withdrawn", why=_("She has left the service."))
