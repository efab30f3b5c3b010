"""The use case behind ``beds proposal approve``: a proposal is decided on, in whole or in part; offers go out.

Whom she leaves out with ``but`` is refused, for a reason that is kept. With ``only`` the rest stays open for later.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.proposals import ProposalRow, ProposedRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow, offer_after, proposal_after, row_after
from beds.services.deed import Deed, Done, deed
from beds.services.offer.offered import ask, first_day, refuse_early_answer
from beds.services.proposal.fresh import refuse_changed
from beds.services.proposal.refuse import open_proposal, refuse_rows
from beds.services.reasons import chosen


def approve(
    store: Store,
    actor: Actor,
    run_id: int,
    on: date,
    *,
    only: Collection[str] = (),
    but: Collection[str] = (),
    reason: str = "",
    note: str = "",
    reply_by: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Approves the proposed beds (of ``only`` these people, or of all) and makes the offers.

    ``but``: people to whom the proposal is refused; needs the code of a reason. Links behind them are held. Raises
    :class:`~beds.services.proposal.fresh.FactsChanged`, :class:`~beds.domain.steps.NotNow`,
    :class:`~beds.domain.errors.BadInput` and :class:`~beds.domain.errors.StaleEdit`.
    """
    refuse_early_answer(reply_by, on)
    with deed(store, actor, "decide", now, done_on=on) as work:
        run, proposal, rows = open_proposal(work.books, run_id, version)
        wanted, refused = _parted(rows, only, but)
        if refused:
            refuse_rows(work, refused, chosen(work.books, "decision", reason), note, on)
        wanted = [row for row in wanted if row.status == "proposed"]
        if not wanted and not refused:
            raise NotNow(_("Nothing of run %(run)s can be approved as things stand.", run=run_id))
        if wanted:
            refuse_changed(work.books, run, wanted, rows)
        _clear_the_way(work, wanted, on)
        for row in wanted:
            _offer(work, row, on, reply_by)
        _settle(work, proposal, rows, on)
        work.follows += _what_follows(work, wanted)
        return work.done()


def _settle(deed: Deed, proposal: ProposalRow, rows: Sequence[ProposedRow], on: date) -> None:
    """Writes where the proposal stands now, and who decided it."""
    given = [row.status for row in rows if row.bed_id is not None]
    proposal.status = proposal_after(given)
    proposal.decided_by, proposal.decided_at = deed.by, deed.now
    deed.books.proposals.add(
        DecisionRow(kind="approved", run_id=proposal.run_id, decided_by=deed.by, decided_on=on, at=deed.now)
    )
    counts = {name: given.count(name) for name in ("offered", "accepted", "refused", "held", "proposed")}
    deed.tell(
        "proposal_decided", subject=proposal.run_id, run=proposal.run_id, refused=counts["refused"],
        offered=counts["offered"] + counts["accepted"], held=counts["held"], left=counts["proposed"],
    )  # fmt: skip


def _parted(
    rows: Sequence[ProposedRow], only: Collection[str], but: Collection[str]
) -> tuple[list[ProposedRow], list[ProposedRow]]:  # fmt: skip
    """The rows to approve and those to refuse."""
    undecided = {row.person_id: row for row in rows if row.bed_id is not None and row.status == "proposed"}
    for person_id in [*only, *but]:
        if person_id not in undecided:
            raise NotNow(_("The proposal has no bed for %(person)s that is still to be decided.", person=person_id))
    wanted = [row for person_id, row in undecided.items() if person_id not in but and (not only or person_id in only)]
    refused = [row for person_id, row in undecided.items() if person_id in but]
    by_id, chosen_ids = {row.row_id: row for row in rows}, {row.row_id for row in [*wanted, *refused]}
    for row in wanted:
        ahead = by_id.get(row.depends_on) if row.depends_on is not None else None
        if ahead is not None and ahead.status == "proposed" and ahead.row_id not in chosen_ids:
            raise NotNow(
                _(
                    "The bed of %(person)s is freed by the move of %(ahead)s: approve that with it, or before.",
                    person=row.person_id,
                    ahead=ahead.person_id,
                )
            )
    return wanted, refused


def _clear_the_way(deed: Deed, wanted: Sequence[ProposedRow], on: date) -> None:
    """Takes back what an earlier run offered these people, where this one gives them another bed."""
    for row in wanted:
        offer = deed.books.proposals.open_offer(person_id=row.person_id)
        if offer is None or offer.bed_id == row.bed_id:
            continue
        earlier = deed.books.proposals.row(offer.row_id) if offer.row_id is not None else None
        told = {"person": row.person_id, "bed": offer.bed_id, "offer": offer.offer_id}
        if offer.status == "accepted":
            raise NotNow(
                _("%(person)s has accepted bed %(bed)s (offer %(offer)s): withdraw that, or leave her out.", **told)
            )
        if earlier is None:
            raise NotNow(
                _(
                    "%(person)s was offered bed %(bed)s by hand (offer %(offer)s): withdraw that, or leave her out.",
                    **told,
                )
            )
        offer.status = offer_after(offer.status, "withdraw")
        offer.answered_on, offer.answered_by = on, deed.by
        offer.reason_text = _("A later run proposes another bed.")
        earlier.status = row_after(earlier.status, "supersede")
        deed.tell(
            "offer_withdrawn", subject=f"offer {offer.offer_id}", why=offer.reason_text, offer=offer.offer_id,
            person=offer.person_id, bed=offer.bed_id, on=on,
        )  # fmt: skip
    for row in wanted:
        assert row.bed_id is not None
        other = deed.books.proposals.open_offer(bed_id=row.bed_id)
        if other is not None and other.person_id != row.person_id:
            raise NotNow(
                _(
                    "Bed %(bed)s is on offer to %(person)s (offer %(offer)s): withdraw that, or leave %(wanted)s out.",
                    bed=row.bed_id, person=other.person_id, offer=other.offer_id, wanted=row.person_id,
                )
            )  # fmt: skip


def _offer(deed: Deed, row: ProposedRow, on: date, reply_by: date | None) -> None:
    assert row.bed_id is not None
    assert row.start_on is not None, "a row with a bed has its days"
    row.status = row_after(row_after(row.status, "approve"), "offer")
    kept = deed.books.proposals.open_offer(person_id=row.person_id)
    if kept is not None:
        _carry_over(deed, row, kept)
        return
    offer = OfferRow(
        row_id=row.row_id, person_id=row.person_id, bed_id=row.bed_id, worker_id=row.worker_id,
        start_on=first_day(deed.books, row.bed_id, row.start_on),
        planned_end=row.planned_end, status="made", made_on=on, made_at=deed.now,
        made_by=deed.by, reply_by=reply_by,
    )  # fmt: skip
    deed.books.proposals.add(offer)
    deed.books.proposals.add(
        DecisionRow(
            kind="approved", run_id=row.run_id, row_id=row.row_id, offer_id=offer.offer_id, person_id=row.person_id,
            bed_id=row.bed_id, decided_by=deed.by, decided_on=on, at=deed.now,
        )
    )  # fmt: skip
    deed.tell(
        "offer_made", subject=f"offer {offer.offer_id}", offer=offer.offer_id, person=row.person_id, bed=row.bed_id,
        start=offer.start_on, run=row.run_id,
    )  # fmt: skip


def _carry_over(deed: Deed, row: ProposedRow, offer: OfferRow) -> None:
    """An offer of the same bed goes on under the new run, with its days."""
    assert row.start_on is not None, "a row with a bed has its days"
    earlier = deed.books.proposals.row(offer.row_id) if offer.row_id is not None else None
    if earlier is not None:
        earlier.status = row_after(earlier.status, "supersede")
    before, changed = offer.worker_id or _("nobody"), offer.worker_id != row.worker_id
    offer.row_id, offer.worker_id = row.row_id, row.worker_id
    offer.start_on = first_day(deed.books, offer.bed_id, row.start_on)
    offer.planned_end = row.planned_end
    if offer.status == "accepted":
        row.status = row_after(row.status, "accept")
    told: dict[str, Any] = {
        "offer": offer.offer_id,
        "person": row.person_id,
        "bed": row.bed_id,
        "start": offer.start_on,
    }
    if not changed:
        deed.tell("offer_carried", subject=f"offer {offer.offer_id}", run=row.run_id, **told)
        return
    workers = {"worker": row.worker_id or _("nobody"), "before": before}
    deed.tell(
        "offer_carried_with_another_worker", subject=f"offer {offer.offer_id}", run=row.run_id, **told, **workers
    )  # fmt: skip
    deed.follows.append(
        _(
            "Tell %(person)s: with bed %(bed)s her key worker would be %(worker)s, not %(before)s.",
            person=row.person_id, bed=row.bed_id, **workers,
        )
    )  # fmt: skip


def _what_follows(deed: Deed, wanted: Sequence[ProposedRow]) -> list[str]:
    """Whom to ask now, offer by offer."""
    offers = (deed.books.proposals.open_offer(person_id=row.person_id) for row in wanted)
    return [ask(offer) for offer in offers if offer is not None and offer.status == "made"]
