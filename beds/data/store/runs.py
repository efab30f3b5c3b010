"""The repository of weekly runs: what was asked, the answer as its files, and the proposal row by row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from beds.data.store.facts import NotFound
from beds.data.store.run_files import RunFiles
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.proposals import PassedOverRow, ProposalRow, ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.domain.allocation import Allocation, Row, Skipped
from beds.domain.messages import _

ALLOCATION = "allocation"
UNDECIDED = ("proposed", "approved", "held")
"""Rows that a later run takes the place of: nobody was told of them yet."""


class Runs:
    """Allocation runs and their proposals; other kinds of runs are left alone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._files = RunFiles(session)

    # Runs

    def add(self, files: Mapping[str, bytes], asked: RunRow | None = None, **columns: Any) -> RunRow:
        """Adds a finished allocation run with the files of its answer; ``asked``: the run that was asked for before."""
        row = asked or RunRow(kind=ALLOCATION)
        for name, value in {**columns, "status": "done"}.items():
            setattr(row, name, value)
        self._session.add(row)
        self._session.flush()
        for name, content in files.items():
            self._files.put(row.run_id, name, content)
        self._session.add(ProposalRow(run_id=row.run_id, status="open"))
        self._session.flush()
        return row

    def get(self, run_id: int) -> RunRow:
        """The run; raises :class:`~beds.data.store.facts.NotFound` where none of this number is finished."""
        row = self._session.get(RunRow, run_id)
        if row is None or row.kind != ALLOCATION or row.status != "done":
            raise NotFound(_("There is no weekly run %(run)d.", run=run_id))
        return row

    def all(self, *, last: int | None = None, before: int | None = None) -> list[tuple[RunRow, ProposalRow | None]]:
        """The runs with their proposals, oldest first; only the ``last`` so many, only those ``before`` a run."""
        asked = (
            select(RunRow, ProposalRow)
            .join(ProposalRow, ProposalRow.run_id == RunRow.run_id, isouter=True)
            .where(RunRow.kind == ALLOCATION, RunRow.status == "done")
            .order_by(RunRow.run_id.desc())
            .limit(last)
        )
        if before is not None:
            asked = asked.where(RunRow.run_id < before)
        found: list[tuple[RunRow, ProposalRow | None]] = [(run, one) for run, one in self._session.execute(asked)]
        return found[::-1]

    def files(self, run_id: int) -> dict[str, bytes]:
        """The files of the answer. Raises :class:`~beds.domain.errors.StoreTrouble` where one was changed since."""
        return self._files.all(run_id)

    def file(self, run_id: int, name: str) -> bytes:
        """One file of the answer. Raises as :meth:`files`, and :class:`~beds.data.store.facts.NotFound`."""
        return self._files.get(run_id, name)

    # Proposals

    def accepted(self) -> list[tuple[str, str, str]]:
        """Person, bed and key worker (blank: none) of each offer that was accepted and has not begun, in that order."""
        asked = select(OfferRow).where(OfferRow.status == "accepted").order_by(OfferRow.answered_on, OfferRow.offer_id)
        return [(row.person_id, row.bed_id, row.worker_id or "") for row in self._session.scalars(asked)]

    def latest(self, on: date) -> int | None:
        """The newest run of this day whose proposal still stands."""
        return self._session.scalar(
            select(RunRow.run_id)
            .join(ProposalRow, ProposalRow.run_id == RunRow.run_id)
            .where(RunRow.run_on == on, ProposalRow.status.not_in(("refused", "superseded")))
            .order_by(RunRow.run_id.desc())
            .limit(1)
        )

    def to_keep(self, run_id: int | None) -> dict[str, str]:
        """The bed of each person that a re-run keeps if it can: what it proposed, and offers without an answer."""
        asked = select(ProposedRow.person_id, ProposedRow.bed_id).where(
            ProposedRow.run_id == run_id, ProposedRow.bed_id.is_not(None), ProposedRow.status.in_(UNDECIDED)
        )
        rows = [(person, bed) for person, bed in self._session.execute(asked) if bed]
        made = select(OfferRow.person_id, OfferRow.bed_id).where(OfferRow.status == "made")
        return dict(sorted([*rows, *((person, bed) for person, bed in self._session.execute(made))]))

    def supersede(self, by: int, on: date) -> Iterator[tuple[ProposalRow, Sequence[ProposedRow]]]:
        """Lets a run take the place of every proposal until its day that waits for a decision, one after the other.

        Rows that were offered, or went further, go on by themselves.
        """
        asked = (
            select(ProposalRow)
            .join(RunRow, RunRow.run_id == ProposalRow.run_id)
            .where(ProposalRow.run_id != by, ProposalRow.status.in_(("open", "partly_approved", "approved")))
            .where(RunRow.run_on <= on)
            .order_by(ProposalRow.run_id)
        )
        for proposal in self._session.scalars(asked).all():
            mine = select(ProposedRow).where(
                ProposedRow.run_id == proposal.run_id,
                ProposedRow.status.in_(UNDECIDED),
                ProposedRow.bed_id.is_not(None),
            )
            rows = self._session.scalars(mine.order_by(ProposedRow.row_id)).all()
            if rows or proposal.status != "approved":
                proposal.status, proposal.superseded_by = "superseded", by
                yield proposal, rows

    def propose(self, run_id: int, allocation: Allocation) -> Iterator[ProposedRow]:
        """Adds the rows one by one, whoever frees a bed before whoever takes it; a closed swap is closed by its first.

        Each is there when it is given out, and a row comes a second time when its swap is closed.
        """
        added: dict[str, ProposedRow] = {}
        freed_by = {row.from_bed: row.person_id for row in allocation.rows if row.has_bed and row.from_bed}
        for row in _freeing_first(allocation.rows, freed_by):
            frees = added.get(freed_by.get(row.bed_id, "")) if row.has_bed else None
            added[row.person_id] = proposed = _proposed(run_id, row, frees.row_id if frees else None)
            self._session.add(proposed)
            self._session.flush()
            yield proposed
        for row in allocation.rows:
            first = added[row.person_id]
            if row.has_bed and first.depends_on is None and row.bed_id in freed_by:
                first.depends_on = added[freed_by[row.bed_id]].row_id
                yield first

    def pass_over(self, run_id: int, skipped: Sequence[Skipped]) -> Iterator[PassedOverRow]:
        """Adds the people passed over, one by one."""
        for one in skipped:
            row = PassedOverRow(
                run_id=run_id, placed_person_id=one.placed_id, bed_id=one.bed_id, passed_person_id=one.passed_id,
                passed_band=one.passed_band, passed_waiting_days=one.passed_waiting_days, decided_by=one.decided_by,
                reason=one.reason,
            )  # fmt: skip
            self._session.add(row)
            self._session.flush()
            yield row


def _freeing_first(rows: Sequence[Row], freed_by: Mapping[str, str]) -> list[Row]:
    by_person = {row.person_id: row for row in rows}
    ordered: dict[str, Row] = {}
    for row in rows:
        chain: list[Row] = []
        link: Row | None = row
        while link is not None and link.person_id not in ordered and link not in chain:
            chain.append(link)
            link = by_person.get(freed_by.get(link.bed_id, "")) if link.has_bed else None
        ordered.update({one.person_id: one for one in reversed(chain)})
    return list(ordered.values())


def _proposed(run_id: int, row: Row, depends_on: int | None) -> ProposedRow:
    return ProposedRow(
        run_id=run_id, person_id=row.person_id, outcome=row.outcome, status="proposed", from_bed=row.from_bed or None,
        bed_id=row.bed_id or None, scheme_id=row.scheme_id or None, phase=row.phase, start_on=row.start_on,
        planned_end=row.planned_end, worker_id=row.worker_id or None, worker_changed=row.worker_changed,
        chain=row.chain, band=row.band, waiting_days=row.waiting_days, reason=row.reason, depends_on=depends_on,
        held_because="",
    )  # fmt: skip
