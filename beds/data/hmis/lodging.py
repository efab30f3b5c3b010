"""Gives each person enrolled in a project one of its beds; whoever comes after the last bed gets an overflow bed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from beds.data.hmis.enrolments import Enrolment
from beds.data.hmis.inventory import Stock
from beds.domain.people import Stay
from beds.domain.places import Bed


@dataclass(frozen=True)
class Lodging:
    """The stays of one project, and the beds made for people beyond its own."""

    stays: tuple[Stay, ...]
    overflow: tuple[Bed, ...]


def lodge(
    project_id: str, stock: Stock, residents: Sequence[Enrolment], household_type: Callable[[Enrolment], str], on: date
) -> Lodging:
    """An export counts beds and does not say who sleeps in which, so people take them in the order given.

    First everybody a bed kept for households like hers, then whoever has none any bed that is left. An overflow bed
    closes on the run date: it holds its person and takes nobody after her.
    """
    free = dict(zip((bed.bed_id for bed in stock.beds), stock.household_types, strict=True))
    bed_of: dict[str, str] = {}
    by_type: dict[str, list[str]] = {}
    for bed_id, kept_for in reversed(free.items()):
        by_type.setdefault(kept_for, []).append(bed_id)
    for resident in residents:
        if by_type.get(household_type(resident)):
            bed_of[resident.person_id] = by_type[household_type(resident)].pop()
    taken = set(bed_of.values())
    left = [bed_id for bed_id in reversed(free) if bed_id not in taken]
    overflow: list[Bed] = []
    for resident in residents:
        if resident.person_id in bed_of:
            continue
        if left:
            bed_of[resident.person_id] = left.pop()
        else:
            bed = Bed(f"{project_id}-overflow-{len(overflow) + 1}", project_id, open_to=on)
            overflow.append(bed)
            bed_of[resident.person_id] = bed.bed_id
    stays = tuple(
        Stay(resident.enrolment_id, resident.person_id, bed_of[resident.person_id], resident.entry)
        for resident in residents
    )
    return Lodging(stays, tuple(overflow))
