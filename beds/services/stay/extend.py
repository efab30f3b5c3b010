"""The use case behind ``beds stay extend``: a later limit, agreed by somebody for a reason."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.stays import ExtensionRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.people import Stay
from beds.domain.steps import NotNow
from beds.domain.week import Week
from beds.services.deed import Done, deed
from beds.services.reasons import chosen, wording
from beds.services.stay.open_stay import open_stay


def extend(
    store: Store,
    actor: Actor,
    person_id: str,
    until: date,
    on: date,
    reason: str,
    *,
    note: str = "",
    decided_by: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Extends the limit of her stay to a day. ``reason``: a code of the list; ``decided_by``: who agreed.

    Raises :class:`~beds.domain.steps.NotNow` where the day is not later than her limit is already.
    """
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        given = chosen(work.books, "extension", reason)
        week = Week(work.books.facts.snapshot(on), on)
        limit = week.limit_date(Stay(stay.stay_id, person_id, stay.bed_id, stay.started_on, stay.extended_to))
        if limit is None or until <= limit:
            day = limit.isoformat() if limit else _("never")
            told = {"person": person_id, "day": day, "until": until.isoformat()}
            raise NotNow(_("The limit of %(person)s is %(day)s already; %(until)s is no extension.", **told))
        stay.extended_to = until
        why = wording(given, note)
        work.books.living.add(
            ExtensionRow(
                stay_id=stay.stay_id, decided_on=on, extended_to=until, reason_code=given.code, reason=why,
                decided_by=decided_by or work.by,
            )
        )  # fmt: skip
        work.tell(
            "stay_extended", subject=stay.stay_id, why=why, person=person_id, bed=stay.bed_id, until=until,
            decided_by=decided_by or work.by,
        )  # fmt: skip
        work.follows.append(_("Her limit was %(day)s.", day=limit.isoformat()))
        return work.done()
