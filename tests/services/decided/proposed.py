"""A stored run and its proposal for tests of decisions: allocated from the facts of the store, row by row."""

from datetime import date

from beds.data.store.store import Store
from beds.data.store.tables.proposals import PassedOverRow, ProposalRow, ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.optimizer import allocate
from beds.services.unit_of_work import changing
from tests.builders import MONDAY
from tests.data.store.sample import COORDINATOR, NOW


def propose(store: Store, on: date = MONDAY) -> int:
    """Allocates the week and stores the proposal; the number of its run."""
    with changing(store, COORDINATOR, "run", now=NOW) as work:
        books = work.books
        facts = books.facts.snapshot(on)
        answer = allocate(facts, on, explain=False)
        run = RunRow(
            kind="allocation", status="done", run_on=on, snapshot_sha256=books.snapshots.put(facts, NOW),
            policy_version=books.policies.in_force(on).policy_version, asked_by="cora", asked_at=NOW,
        )  # fmt: skip
        books.proposals.add(run)
        books.proposals.add(ProposalRow(run_id=run.run_id, status="open"))
        rows = {
            row.person_id: ProposedRow(
                run_id=run.run_id, person_id=row.person_id, outcome=row.outcome, status="proposed",
                from_bed=row.from_bed or None, bed_id=row.bed_id or None, scheme_id=row.scheme_id or None,
                phase=row.phase, start_on=row.start_on, planned_end=row.planned_end, worker_id=row.worker_id or None,
                worker_changed=row.worker_changed, chain=row.chain, band=row.band, waiting_days=row.waiting_days,
                reason=row.reason, depends_on=None, held_because="",
            )
            for row in answer.rows
        }  # fmt: skip
        books.proposals.add(*rows.values())
        frees = {row.from_bed: row.row_id for row in rows.values() if row.bed_id and row.from_bed}
        for row in rows.values():
            if row.bed_id in frees:
                row.depends_on = frees[row.bed_id]
        books.proposals.add(
            *(
                PassedOverRow(
                    run_id=run.run_id, placed_person_id=one.placed_id, bed_id=one.bed_id,
                    passed_person_id=one.passed_id, passed_band=one.passed_band,
                    passed_waiting_days=one.passed_waiting_days, decided_by=one.decided_by, reason=one.reason,
                )
                for one in answer.skipped
            )
        )  # fmt: skip
        work.tell_each(lambda change: f"{change.table} added")
        return run.run_id
