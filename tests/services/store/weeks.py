"""Weeks of a small service for tests of runs: women alike in everything who seek two of the hostel's beds."""

from typing import Any

from beds.data.store.store import Store
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.proposals import ProposedRow
from beds.domain.snapshot import Snapshot
from beds.services.run_week import WeekRun, run_week
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, a_bed, a_person, a_policy, a_scheme
from tests.data.store.sample import COORDINATOR, NOW, fill


def alike(*people: str, beds: int = 1, **policy: Any) -> Snapshot:
    """Candidates between whom only the lottery can decide, and beds."""
    return Snapshot(
        schemes=(a_scheme(),),
        beds=tuple(a_bed(f"b{n}") for n in range(1, beds + 1)),
        people=tuple(a_person(who) for who in people),
        policy=a_policy(rules_off=("key_worker",), **policy),
    )


def filled(store: Store, snapshot: Snapshot) -> Store:
    fill(store, snapshot)
    return store


def ran(store: Store, **options: Any) -> WeekRun:
    return run_week(store, COORDINATOR, MONDAY, **options)


def given(run: WeekRun) -> dict[str, str]:
    """The bed of everybody who is given one."""
    return {row.person_id: row.bed_id for row in run.allocation.rows if row.has_bed}


def an_offer(store: Store, run: WeekRun, person_id: str, bed_id: str, status: str) -> None:
    """An offer of a row of the run, as far as it has come."""
    with changing(store, COORDINATOR, "decide") as work:
        row = work.books.session.query(ProposedRow).filter_by(run_id=run.run_id, person_id=person_id).one()
        row.status = {"made": "offered"}.get(status, status)
        work.books.session.add(
            OfferRow(row_id=row.row_id, person_id=person_id, bed_id=bed_id, start_on=MONDAY, status=status,
                     made_on=MONDAY, made_at=NOW, made_by="cora")
        )  # fmt: skip
        work.tell("offer_made", subject=person_id)


def rows_of(store: Store, run_id: int) -> dict[str, ProposedRow]:
    """The proposal's rows by person."""
    with store.read() as books:
        rows = books.session.query(ProposedRow).filter_by(run_id=run_id).all()
        books.session.expunge_all()
        return {row.person_id: row for row in rows}
