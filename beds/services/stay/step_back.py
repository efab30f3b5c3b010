"""The use case behind ``beds stay step-back``: she needs an earlier phase again, without going back to the register."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.people import Band
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed
from beds.services.offer.offered import refuse_open_offer
from beds.services.reasons import own_words
from beds.services.stay.open_stay import open_stay, scheme_of


def step_back(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    reason: str,
    *,
    phase: int | None = None,
    band: Band = "B",
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Makes a resident a candidate for an earlier phase (the one before hers where none is named), in band B.

    She keeps her bed until she is placed, and counts as an internal referral. Raises
    :class:`~beds.domain.steps.NotNow` where the phase is not an earlier one.
    """
    why = own_words(reason)
    with deed(store, actor, "change_stays", now, done_on=on) as work:
        stay = open_stay(work.books, person_id, on, version=version)
        refuse_open_offer(work.books, person_id)
        present = scheme_of(work.books, stay.bed_id).phase
        wanted = present - 1 if phase is None else phase
        if not 0 <= wanted < present:
            raise NotNow(_("She lives in phase %(phase)d; a step back leads to an earlier one.", phase=present))
        person: PersonRow = work.books.facts.get(PersonRow, person_id)
        work.books.facts.change("people", person, {"seeks": (wanted,), "band": band, "waiting_since": on})
        work.tell(
            "stepped_back", subject=stay.stay_id, why=why, person=person_id, bed=stay.bed_id, phase=wanted, band=band
        )  # fmt: skip
        work.follows.append(
            _("The next run looks for a bed for her; until then she keeps bed %(bed)s.", bed=stay.bed_id)
        )
        return work.done()
