"""The use case behind ``beds offer decline``: a no, hers or the provider's, with a reason whose effect is defined."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.decisions import PinRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.week import HORIZON, covers
from beds.services.decision.pin import end_pins
from beds.services.deed import Deed, Done, deed
from beds.services.offer.ending import end_offer
from beds.services.offer.offered import offered
from beds.services.reasons import Reason, chosen, wording


def decline(
    store: Store,
    actor: Actor,
    offer_id: int,
    on: date,
    reason: str,
    *,
    note: str = "",
    until: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Records that she, or the provider, declines. ``until``: with a reason that pauses, the day she is back.

    No decline lowers her place: ``waiting_since`` and band stay as they are. Raises
    :class:`~beds.domain.errors.BadInput` and :class:`~beds.domain.steps.NotNow`.
    """
    with deed(store, actor, "decide", now, done_on=on) as work:
        offer = offered(work, offer_id, on, version)
        given = chosen(work.books, "decline", reason)
        _check_until(given, until, on)
        offer.reason_code, offer.effect, offer.effect_until = given.code, given.effect, until
        effect = _effect(work, offer, given, until, on)
        kind = "offer_declined_by_provider" if given.side == "provider" else "offer_declined"
        end_offer(work, offer, "decline", on, kind, why=wording(given, note))
        work.follows.insert(0, effect)
        _take_back_pins(work, offer, on)
        return work.done()


def _take_back_pins(deed: Deed, offer: OfferRow, on: date) -> None:
    """Whoever has declined a bed is not held to it: a pin would contradict her answer and stop the next run."""
    pins = deed.books.living.pins(offer.person_id, offer.bed_id, "pin")
    if pins:
        end_pins(deed, pins, on, _("the offer of this bed was declined"))
        deed.follows.append(_("The pin to bed %(bed)s was taken back.", bed=offer.bed_id))


def _check_until(reason: Reason, until: date | None, on: date) -> None:
    pauses = reason.effect == "pause"
    if pauses and (until is None or until <= on):
        message = _("this reason pauses her until a day, which must come after today's")
        raise BadInput([Finding(_("until"), 0, "", until.isoformat() if until else "", message, _("a later day"))])
    if not pauses and until is not None:
        message = _("this reason does not pause her")
        raise BadInput([Finding(_("until"), 0, "", until.isoformat(), message, _("nothing"))])


def _effect(deed: Deed, offer: OfferRow, reason: Reason, until: date | None, on: date) -> str:
    """Does what the reason does, and says it."""
    if reason.effect == "avoid_scheme":
        person: PersonRow = deed.books.facts.get(PersonRow, offer.person_id)
        scheme_id: str = deed.books.facts.get(BedRow, offer.bed_id).scheme_id
        if scheme_id not in person.avoid_schemes:
            deed.books.facts.change("people", person, {"avoid_schemes": (*person.avoid_schemes, scheme_id)})
        return _(
            "She is no longer proposed the scheme %(scheme)s. Her place on the list is kept.", scheme=scheme_id
        )  # fmt: skip
    if reason.effect == "pause" and until is not None:
        deed.books.living.waiting(offer.person_id).paused_until = until
        return _("She is proposed nothing before %(day)s. Her place on the list is kept.", day=until.isoformat())
    _not_again_this_week(deed, offer, on)
    return _("She is not proposed this bed again this week. Her place on the list is kept.")


def _not_again_this_week(deed: Deed, offer: OfferRow, on: date) -> None:
    """Forbids her the bed until the week of the run is over: a new run for it must not propose what was declined."""
    run_on = None
    if offer.row_id is not None:
        run_on = deed.books.proposals.get(deed.books.proposals.row(offer.row_id).run_id)[0].run_on
    week = run_on if run_on is not None and covers(run_on, on) else on
    deed.books.living.add(
        PinRow(
            person_id=offer.person_id, bed_id=offer.bed_id, action="forbid", reason=_("Declined this week"),
            decided_by=deed.by, decided_on=on, expires_on=week + HORIZON,
        )
    )  # fmt: skip
