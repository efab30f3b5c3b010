"""The line of a person: her referral, stays, offers and decisions as sentences, each on its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from beds.data.store.store import Books
from beds.domain.messages import _
from beds.domain.people import Person, Stay
from beds.domain.week import Week
from beds.domain.words import absence_name, decision_name, offer_status_name, route_name, stay_outcome_name
from beds.services.restricted import reads_restricted, rule_title

Kind = Literal["list", "stay", "offer", "decision", "plan"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to her, or is planned, on a day. ``why`` is blank where nobody said or may read it."""

    day: date
    kind: Kind
    text: str
    why: str = ""
    bed_id: str = ""


def life(books: Books, week: Week, person: Person, *, reasons: bool) -> tuple[Moment, ...]:
    """Everything that is recorded of her, the newest first. ``reasons``: whether what people wrote is shown."""
    found = [
        *_list(books, person, reasons),
        *_stays(books, week, person, reasons),
        *_offers(books, person, reasons),
        *_decisions(books, person, reasons),
    ]
    # Of one day, too, what came last stands first.
    return tuple(sorted(found, key=lambda moment: moment.day)[::-1])


def _list(books: Books, person: Person, reasons: bool) -> Iterator[Moment]:
    if person.waiting_since:
        route = route_name(person.route)
        yield Moment(person.waiting_since, "list", _("On the waiting list. Route: %(route)s.", route=route))
    if person.programme_start:
        yield Moment(person.programme_start, "list", _("Came into the programme."))
    row = books.history.standing(person.person_id)
    if row is None:
        return
    told = (
        (row.reviewed_on, _("Her place on the list was reviewed."), ""),
        (row.review_by, _("Her place on the list is to be reviewed."), ""),
        (row.contact_lost_on, _("Contact was lost."), ""),
        (row.paused_until, _("Paused until this day."), ""),
        (row.closed_on, _("Closed."), row.closed_text),
        (row.reopened_on, _("Back on the list."), ""),
    )
    yield from (Moment(day, "list", text, why if reasons else "") for day, text, why in told if day)


def _stays(books: Books, week: Week, person: Person, reasons: bool) -> Iterator[Moment]:
    for stay in week.snapshot.stays:
        if stay.person_id == person.person_id:
            yield from _stay(stay, week)
    for extension in books.history.extensions(person.person_id):
        until = extension.extended_to.isoformat()
        text = _("Stay extended to %(day)s.", day=until)
        yield Moment(extension.decided_on, "stay", text, extension.reason if reasons else "")
    for notice in books.history.notices(person.person_id):
        text = _("Notice of leaving on %(day)s.", day=notice.leaving_on.isoformat())
        yield Moment(notice.given_on, "stay", text, notice.reason if reasons else "")
        if notice.withdrawn_on:
            yield Moment(notice.withdrawn_on, "stay", _("Notice of leaving taken back."))
    for absence in books.history.absences(person.person_id):
        where = absence_name(absence.kind) if reasons else absence_name("other")
        text = _("Away (%(where)s); her bed is held until %(day)s.", where=where, day=absence.held_until.isoformat())
        yield Moment(absence.away_from, "stay", text, absence.reason if reasons else "")
        if absence.returned_on:
            yield Moment(absence.returned_on, "stay", _("Came back to her bed."))


def _stay(stay: Stay, week: Week) -> Iterator[Moment]:
    scheme = week.scheme_of(stay.bed_id).title
    begun = stay.started_on <= week.on
    text = _("Moved into %(bed)s, %(scheme)s.") if begun else _("Is to move into %(bed)s, %(scheme)s.")
    yield Moment(
        stay.started_on, "stay" if begun else "plan", text % {"bed": stay.bed_id, "scheme": scheme}, bed_id=stay.bed_id
    )
    if stay.ended_on:
        outcome = stay_outcome_name(stay.outcome)
        text = _("Left %(bed)s, %(scheme)s: %(outcome)s.", bed=stay.bed_id, scheme=scheme, outcome=outcome)
        yield Moment(stay.ended_on, "stay", text, bed_id=stay.bed_id)
        return
    if stay.leaving_on:
        yield Moment(stay.leaving_on, "plan", _("Plans to leave %(bed)s.", bed=stay.bed_id), bed_id=stay.bed_id)
    limit = week.limit_date(stay)
    if limit:
        yield Moment(limit, "plan", _("Limit of her stay. Nobody is made to leave by it."))


def _offers(books: Books, person: Person, reasons: bool) -> Iterator[Moment]:
    for offer in books.history.offers(person_id=person.person_id):
        start = offer.start_on.isoformat()
        yield Moment(
            offer.made_on, "offer", _("Offered %(bed)s from %(day)s.", bed=offer.bed_id, day=start), bed_id=offer.bed_id
        )
        if offer.answered_on:
            text = _("Offer of %(bed)s: %(status)s.", bed=offer.bed_id, status=offer_status_name(offer.status))
            yield Moment(offer.answered_on, "offer", text, offer.reason_text if reasons else "", offer.bed_id)


def _decisions(books: Books, person: Person, reasons: bool) -> Iterator[Moment]:
    for decision in books.history.decisions(person.person_id):
        passed = decision.passed_person_id == person.person_id
        name = decision_name("passed_over") if passed else decision_name(decision.kind)
        text = _("%(decision)s by %(user)s.", decision=name, user=decision.decided_by)
        yield Moment(decision.decided_on, "decision", text, decision.reason_text if reasons else "")
    for waiver in books.history.waivers(person.person_id):
        hidden = reads_restricted(waiver.rule) and not reasons
        rule = rule_title("restricted" if hidden else waiver.rule)
        by = waiver.decided_by or _("somebody not recorded")
        why = waiver.reason if reasons else ""
        yield Moment(waiver.decided_on, "decision", _("Rule waived: %(rule)s, by %(user)s.", rule=rule, user=by), why)
        if waiver.withdrawn_on:
            yield Moment(waiver.withdrawn_on, "decision", _("Waiver taken back: %(rule)s.", rule=rule))
        elif waiver.expires_on:
            yield Moment(waiver.expires_on, "decision", _("Last day of the waiver: %(rule)s.", rule=rule))
    for pin in books.history.pins(person.person_id):
        if pin.decided_on is None:
            continue
        text = _("Pinned to %(bed)s.") if pin.action == "pin" else _("Forbidden: %(bed)s.")
        why = pin.reason if reasons else ""
        yield Moment(pin.decided_on, "decision", text % {"bed": pin.bed_id}, why, pin.bed_id)
