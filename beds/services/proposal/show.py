"""The use case behind ``beds proposal show``: a proposal, where each row of it stands, and whom it passes over."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Books, Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.access_log import looked
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class ProposedBed:
    """One row of a proposal, and the offer made from it."""

    row_id: int
    person_id: str
    outcome: str
    status: str
    from_bed: str
    bed_id: str
    start_on: date | None
    planned_end: date | None
    worker_id: str
    worker_changed: bool
    chain: int | None
    band: str
    waiting_days: int
    reason: str
    waits_for: str
    """Whose move frees this bed; blank where nobody's does."""
    held_because: str
    offer_id: int | None
    version: int


@dataclass(frozen=True)
class PassedOver:
    """Somebody in front of a person placed, and why the bed went past her."""

    placed_id: str
    bed_id: str
    passed_id: str
    passed_band: str
    passed_waiting_days: int
    decided_by: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A proposal as it stands."""

    run_id: int
    on: date
    status: str
    superseded_by: int | None
    decided_by: str
    rows: tuple[ProposedBed, ...]
    passed_over: tuple[PassedOver, ...]
    version: int

    @property
    def beds(self) -> tuple[ProposedBed, ...]:
        """The rows with a bed, what there is to decide."""
        return tuple(row for row in self.rows if row.bed_id)


def show_proposal(store: Store, actor: Actor, run_id: int | None = None, *, given: bool = False) -> Proposal:
    """The proposal of a run, or the last one there is. It is logged that she looked.

    ``given``: only the rows that give a bed, and nobody passed over.
    """
    with reading(store, actor, "see_people") as books:
        number = books.proposals.latest() if run_id is None else run_id
        if number is None:
            raise NotNow(_("There is no proposal yet: make a run first."))
        found = _proposal(books, number, given)
    looked(store, actor, f"proposal {found.run_id}")
    return found


def _proposal(books: Books, run_id: int, given: bool) -> Proposal:
    run, proposal = books.proposals.get(run_id)
    assert run.run_on is not None
    rows = books.proposals.rows(run_id, given=given)
    passed_over = [] if given else books.proposals.passed_over(run_id)
    names = {row.row_id: row.person_id for row in rows}
    offers = {offer.row_id: offer.offer_id for offer in books.proposals.offers() if offer.row_id is not None}
    return Proposal(
        run_id, run.run_on, proposal.status, proposal.superseded_by, proposal.decided_by,
        tuple(
            ProposedBed(
                row.row_id, row.person_id, row.outcome, row.status, row.from_bed or "", row.bed_id or "", row.start_on,
                row.planned_end, row.worker_id or "", bool(row.worker_changed), row.chain, row.band, row.waiting_days,
                row.reason, names[row.depends_on] if row.depends_on is not None else "", row.held_because,
                offers.get(row.row_id), row.version,
            )
            for row in rows
        ),
        tuple(
            PassedOver(
                one.placed_person_id, one.bed_id, one.passed_person_id, one.passed_band, one.passed_waiting_days,
                one.decided_by, one.reason,
            )
            for one in passed_over
        ),
        proposal.version,
    )  # fmt: skip
