"""The use case of cancelling long work: what waits at once, what is being done as soon as its worker notices."""

from datetime import datetime

from beds.data.store.store import Store
from beds.domain.access import Actor, Permission
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.long_work.ending import over
from beds.services.long_work.kinds import ALLOCATION, SIMULATION
from beds.services.long_work.seen import run_seen
from beds.services.long_work.state import OVER, RunState
from beds.services.permit import permit
from beds.services.unit_of_work import changing

ASKED_BY: dict[str, Permission] = {ALLOCATION: "run", SIMULATION: "keep_scenarios"}
"""Whoever may ask for a kind of run may cancel one."""


def may_cancel(actor: Actor, state: RunState) -> bool:
    """Whether she may, and there is still something to cancel."""
    return actor.may(ASKED_BY[state.kind]) and not state.over and not state.cancelling


def cancel(store: Store, actor: Actor, run_id: int, *, now: datetime | None = None) -> None:
    """Has a run cancelled. Raises :class:`~beds.domain.steps.NotNow` where it is over."""
    with changing(store, actor, "see_figures", now=now) as work:
        permit(actor, ASKED_BY[run_seen(work.books, actor, run_id).kind])
        row = work.books.queue.locked(run_id)
        if row.status in OVER:
            raise NotNow(_("Run %(run)d is over already.", run=run_id))
        row.cancel_asked = True
        work.tell("run_cancelled", subject=str(run_id), run=run_id)
        if row.status == "queued":
            over(work.books, row, "cancelled", work.now)
