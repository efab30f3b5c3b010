"""The use case behind ``beds proposal refuse``: what a run proposes is refused, for a reason that is kept."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import DecisionRow
from beds.data.store.tables.proposals import ProposalRow, ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow, proposal_after, row_after
from beds.services.deed import Deed, Done, deed
from beds.services.in_front import who_is_next
from beds.services.proposal.held import hold_behind
from beds.services.reasons import Reason, chosen, wording


def refuse(
    store: Store,
    actor: Actor,
    run_id: int,
    on: date,
    reason: str,
    *,
    only: Collection[str] = (),
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Refuses what is still undecided of a proposal (of ``only`` these people, or all). The reason's wording is kept.

    Raises :class:`~beds.domain.steps.NotNow` and :class:`~beds.domain.errors.BadInput`.
    """
    with deed(store, actor, "decide", now, done_on=on) as work:
        _run, proposal, rows = open_proposal(work.books, run_id, version)
        left = [row for row in rows if row.bed_id is not None and row.status in ("proposed", "held")]
        refused = [row for row in left if not only or row.person_id in only]
        missing = set(only) - {row.person_id for row in refused}
        if missing or not refused:
            told = {"run": run_id, "people": ", ".join(sorted(missing)) or _("anybody")}
            raise NotNow(_("Run %(run)s proposes no bed for %(people)s that could still be refused.", **told))
        refuse_rows(work, refused, chosen(work.books, "decision", reason), note, on)
        proposal.status = proposal_after([row.status for row in rows if row.bed_id is not None])
        proposal.decided_by, proposal.decided_at = work.by, work.now
        work.tell("proposal_refused", subject=run_id, run=run_id, refused=len(refused))
        return work.done()


def open_proposal(
    books: Books, run_id: int, version: int | None
) -> tuple[RunRow, ProposalRow, list[ProposedRow]]:  # fmt: skip
    """A proposal that can still be decided on, with its run and rows. ``version``: what was seen at the screen."""
    run, proposal = books.proposals.get(run_id)
    books.facts.get(ProposalRow, run_id, version=version)
    if proposal.status == "superseded":
        told = {"run": run_id, "later": proposal.superseded_by}
        raise NotNow(_("Run %(run)s was taken over by run %(later)s: decide on that one.", **told))
    return run, proposal, books.proposals.rows(run_id)


def refuse_rows(deed: Deed, rows: Sequence[ProposedRow], reason: Reason, note: str, on: date) -> None:
    """Refuses rows one by one, each with the reason in its present wording, and holds what waits for their moves."""
    why = wording(reason, note)
    for row in rows:
        row.status = row_after(row.status, "refuse")
        deed.books.proposals.add(
            DecisionRow(
                kind="refused", run_id=row.run_id, row_id=row.row_id, person_id=row.person_id, bed_id=row.bed_id,
                reason_code=reason.code, reason_text=why, decided_by=deed.by, decided_on=on, at=deed.now,
            )
        )  # fmt: skip
        deed.tell("row_refused", subject=row.person_id, why=why, run=row.run_id, person=row.person_id, bed=row.bed_id)
    for row in rows:
        hold_behind(deed, row, on)
    deed.follows += who_is_next(deed.books, on, {row.bed_id: row.person_id for row in rows if row.bed_id is not None})
