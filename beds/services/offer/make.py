"""The use case behind ``beds offer make``: a bed offered by hand, outside a run, by the same rules and for a reason.

Whoever is in front of her and is passed over by it is kept on the record, with the reason.
"""

from dataclasses import replace
from datetime import date, datetime

from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import DecisionRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow
from beds.domain.access import Actor
from beds.domain.allocation import Row
from beds.domain.decisions import Pin
from beds.domain.errors import PinContradiction
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.optimizer.pins import pin_name
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for, rules_in
from beds.services.decision.pin import pass_over, refuse_pin
from beds.services.deed import Deed, Done, deed
from beds.services.offer.offered import ask, first_day, refuse_early_answer
from beds.services.promised import with_accepted
from beds.services.reasons import chosen, wording


def make(
    store: Store,
    actor: Actor,
    person_id: str,
    bed_id: str,
    on: date,
    reason: str,
    *,
    note: str = "",
    reply_by: date | None = None,
    now: datetime | None = None,
) -> Done:
    """Offers her the bed, with the days and the key worker that a run would give her. ``reason``: a code of the list
    for decisions.

    Raises :class:`~beds.domain.steps.NotNow` with every rule that refuses it, or where she or the bed is not to be
    had, and :class:`~beds.domain.errors.PinContradiction` where no key worker or nobody's company allows it.
    """
    refuse_early_answer(reply_by, on)
    with deed(store, actor, "decide", now, done_on=on) as work:
        person: PersonRow = work.books.facts.get(PersonRow, person_id)
        work.books.facts.get(BedRow, bed_id)
        given = chosen(work.books, "decision", reason)
        why = wording(given, note)
        refuse_pin(work, person, bed_id)
        _refuse_offered(work, person_id, bed_id)
        row = _as_a_run_would(work.books, person_id, bed_id, on)
        assert row.start_on is not None, "a row with a bed has its days"
        offer = OfferRow(
            row_id=None, person_id=person_id, bed_id=bed_id, worker_id=row.worker_id or None,
            start_on=first_day(work.books, bed_id, row.start_on), planned_end=row.planned_end, status="made",
            made_on=on, made_at=work.now, made_by=work.by, reply_by=reply_by,
        )  # fmt: skip
        work.books.proposals.add(offer)
        work.books.proposals.add(
            DecisionRow(
                kind="amended", offer_id=offer.offer_id, person_id=person_id, bed_id=bed_id, reason_code=given.code,
                reason_text=why, decided_by=work.by, decided_on=on, at=work.now,
            )
        )  # fmt: skip
        work.id = str(offer.offer_id)
        work.tell(
            "offer_made_by_hand", subject=f"offer {offer.offer_id}", why=why, offer=offer.offer_id, person=person_id,
            bed=bed_id, start=offer.start_on,
        )  # fmt: skip
        pass_over(work, person_id, bed_id, on, why)
        work.follows.append(ask(offer))
        return work.done()


def _refuse_offered(deed: Deed, person_id: str, bed_id: str) -> None:
    for offer in (
        deed.books.proposals.open_offer(person_id=person_id), deed.books.proposals.open_offer(bed_id=bed_id)
    ):  # fmt: skip
        if offer is not None:
            told = {"bed": offer.bed_id, "person": offer.person_id, "offer": offer.offer_id}
            raise NotNow(_("Bed %(bed)s is on offer to %(person)s (offer %(offer)s): withdraw that first.", **told))


def _as_a_run_would(books: Books, person_id: str, bed_id: str, on: date) -> Row:
    """Her row of a run for her alone, beside those to whom beds are on offer and who may move."""
    facts = with_accepted(books.facts.snapshot(on), books.runs.accepted(), on)
    _refuse_against_a_rule(Week(facts, on), person_id, bed_id)
    placed = {person_id, *(offer.person_id for offer in books.proposals.offers(only_open=True))}
    hers = Pin(person_id, bed_id, "pin", "", "")
    alone = replace(
        facts,
        people=tuple(one if one.person_id in placed else replace(one, seeks=()) for one in facts.people),
        pins=(*(pin for pin in facts.pins if pin.action != "pin" or pin.person_id in placed), hers),
    )
    try:
        answer = allocate(alone, on, explain=False, keep=books.runs.to_keep(None))
    except PinContradiction as against:
        # No pin stands in the way that anybody could take back, unless another one is named beside hers.
        said = [line.removeprefix(f"{pin_name(person_id, bed_id)}: ") for line in str(against).splitlines()[:-1]]
        told = {"bed": bed_id, "person": person_id, "against": "\n".join(line[:1].upper() + line[1:] for line in said)}
        raise PinContradiction(
            _("Bed %(bed)s cannot be offered to %(person)s as things stand.\n%(against)s", **told)
        ) from None
    return next(row for row in answer.rows if row.person_id == person_id)


def _refuse_against_a_rule(week: Week, person_id: str, bed_id: str) -> None:
    person, place = week.people[person_id], place_of(bed_id, week)
    because = []
    for rule in rules_in(masks_for([person], [place], week)[0, 0]):
        assert rule.sentence is not None, "a rule on person and bed says why"
        because.append(f"{rule.id}: {rule.sentence(person, place, week)}")
        if rule.waivable:
            because[-1] += " " + _(
                "Where that is right: beds waive %(person)s %(rule)s.", person=person_id, rule=rule.id
            )
    if because:
        told = {"bed": bed_id, "person": person_id}
        raise NotNow("\n".join([_("The rules refuse bed %(bed)s to %(person)s.", **told), *because]))
