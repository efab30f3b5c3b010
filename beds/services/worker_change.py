"""The use cases behind ``beds worker change`` and ``handover``: a person passes from one key worker to another."""

from datetime import date, datetime

from beds.data.store.mapping import mapped, to_value
from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.workers import WorkerChangeRow, WorkerRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.domain.workers import Worker
from beds.services.deed import Deed, Done, deed
from beds.services.reasons import own_words


def change_worker(
    store: Store,
    actor: Actor,
    person_id: str,
    worker_id: str,
    on: date,
    reason: str,
    *,
    handover_on: date | None = None,
    decided_by: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Agrees that another worker takes her. On ``handover_on`` (default: at once) the old one lets go of her.

    Until the handover is recorded as done the old worker stays hers. Raises :class:`~beds.domain.steps.NotNow` where
    the new one is out, is hers already, or another handover is still to come.
    """
    why = own_words(reason)
    with deed(store, actor, "change_people", now, done_on=on) as work:
        person: PersonRow = work.books.facts.get(PersonRow, person_id, version=version)
        _refuse(work, person, worker_id, on)
        change = WorkerChangeRow(
            person_id=person_id, from_worker=person.worker_id, to_worker=worker_id, agreed_on=on,
            handover_on=max(handover_on or on, on), handed_over_on=None, reason=why, decided_by=decided_by or work.by,
        )  # fmt: skip
        work.books.living.add(change)
        told = {"person": person_id, "worker": worker_id, "before": person.worker_id or _("nobody")}
        if change.handover_on == on:
            change.handed_over_on = on
            work.books.facts.change("people", person, {"worker_id": worker_id})
            work.tell("worker_handed_over", subject=person_id, why=why, on=on, **told)
        else:
            work.tell("worker_change_agreed", subject=person_id, why=why, handover=change.handover_on, **told)
            work.follows.append(_("When the handover is done, record it."))
        return work.done()


def hand_over(
    store: Store, actor: Actor, person_id: str, on: date, *, version: int | None = None, now: datetime | None = None
) -> Done:
    """Records that the handover that was agreed is done: the new worker is hers now."""
    with deed(store, actor, "change_people", now, done_on=on) as work:
        change = work.books.living.handover(person_id)
        if change is None:
            raise NotNow(_("No handover of %(person)s was agreed.", person=person_id))
        if on < change.agreed_on:
            raise NotNow(_("The handover was agreed on %(day)s only.", day=change.agreed_on.isoformat()))
        person: PersonRow = work.books.facts.get(PersonRow, person_id, version=version)
        change.handed_over_on = on
        work.books.facts.change("people", person, {"worker_id": change.to_worker or ""})
        work.tell(
            "worker_handed_over", subject=person_id, on=on, person=person_id, worker=change.to_worker or _("nobody"),
            before=change.from_worker or _("nobody"),
        )  # fmt: skip
        return work.done()


def _refuse(deed: Deed, person: PersonRow, worker_id: str, on: date) -> None:
    worker: Worker = to_value(mapped("workers"), deed.books.facts.get(WorkerRow, worker_id))
    if worker_id == person.worker_id:
        raise NotNow(_("%(worker)s is her key worker already.", worker=worker_id))
    if worker.is_out(on):
        raise NotNow(_("%(worker)s is away for long, or leaves: she is given nobody.", worker=worker_id))
    pending = deed.books.living.handover(person.person_id)
    if pending is not None:
        worker_to = pending.to_worker or _("nobody")
        raise NotNow(_("A handover to %(worker)s is still to come: record that it is done.", worker=worker_to))
