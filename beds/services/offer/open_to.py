"""Which beds could be offered to somebody by hand now: what the form of such an offer lets a coordinator choose."""

from collections.abc import Collection

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.week import Week
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for
from beds.services.unit_of_work import reading


def beds_open_to(store: Store, actor: Actor, week: Week, person_id: str) -> list[str]:
    """The beds that no rule on person and bed refuses her, that come free this week, and that are on offer to nobody.

    Key workers and company are judged when the offer is made.
    """
    with reading(store, actor, "see_people") as books:
        offered = {offer.bed_id for offer in books.proposals.offers(only_open=True)}
    return _open(week, person_id, offered)


def _open(week: Week, person_id: str, offered: Collection[str]) -> list[str]:
    beds = [bed_id for bed_id in sorted(week.beds) if bed_id not in offered and _comes_free(week, bed_id)]
    if not beds:
        return []
    masks = masks_for([week.people[person_id]], [place_of(bed_id, week) for bed_id in beds], week)[0]
    return [bed_id for bed_id, mask in zip(beds, masks, strict=True) if not mask]


def _comes_free(week: Week, bed_id: str) -> bool:
    there = week.occupant.get(bed_id)
    return there is None or week.is_leaver(there.person_id)
