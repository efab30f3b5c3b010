"""The use cases behind ``beds stay absence`` and ``beds stay return``: she is away, and her bed is held until a day."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.stays import AbsenceRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.people import ABSENCES
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed
from beds.services.stay.open_stay import open_stay


def begin_absence(
    store: Store,
    actor: Actor,
    person_id: str,
    kind: str,
    away_from: date,
    held_until: date,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Records that she is away and her bed is held for ``[away_from, held_until)``. No run gives it to anybody.

    Raises :class:`~beds.domain.errors.DoubleBooking` where another absence is not over yet.
    """
    if kind not in ABSENCES:
        message = _("there is no such absence")
        raise BadInput([Finding(_("absence"), 0, "", kind, message, ", ".join(ABSENCES))])
    if held_until <= away_from:
        message = _("a bed is held until a day after she went")
        raise BadInput([Finding(_("until"), 0, "", held_until.isoformat(), message, _("a later day"))])
    with deed(store, actor, "change_stays", now) as work:
        stay = open_stay(work.books, person_id, away_from, version=version)
        work.books.living.add(
            AbsenceRow(
                stay_id=stay.stay_id, kind=kind, away_from=away_from, held_until=held_until, reason=reason.strip(),
                recorded_by=work.by,
            )
        )  # fmt: skip
        work.tell(
            "absence_begun", subject=stay.stay_id, people=(person_id,), why=reason.strip(), person=person_id,
            bed=stay.bed_id, absence=kind, away=away_from, until=held_until,
        )  # fmt: skip
        day = held_until.isoformat()
        work.follows.append(_("By %(day)s record that she is back, or that she has left, or hold it longer.", day=day))
        return work.done()


def end_absence(
    store: Store, actor: Actor, person_id: str, on: date, *, version: int | None = None, now: datetime | None = None
) -> Done:
    """Records that she is back. Raises :class:`~beds.domain.steps.NotNow` where she was not away."""
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        absence = work.books.living.absence(stay.stay_id)
        if absence is None or on < absence.away_from:
            raise NotNow(_("%(person)s is not away.", person=person_id))
        absence.returned_on = on
        work.tell(
            "absence_ended", subject=stay.stay_id, people=(person_id,), person=person_id, bed=stay.bed_id, on=on,
            absence=absence.kind,
        )  # fmt: skip
        return work.done()


def hold_longer(
    store: Store,
    actor: Actor,
    person_id: str,
    held_until: date,
    on: date,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Holds the bed of somebody who is away until a later day."""
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        absence = work.books.living.absence(stay.stay_id)
        if absence is None:
            raise NotNow(_("%(person)s is not away.", person=person_id))
        if held_until <= absence.held_until:
            told = {"day": absence.held_until.isoformat()}
            raise NotNow(_("Her bed is held until %(day)s already.", **told))
        absence.held_until = held_until
        work.tell(
            "absence_longer", subject=stay.stay_id, people=(person_id,), why=reason.strip(), person=person_id,
            bed=stay.bed_id, until=held_until,
        )  # fmt: skip
        return work.done()
