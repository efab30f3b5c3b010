"""New lettings of a time as rows of CORE's bulk upload: what the record knows; every other field is blank.

docs/core.md says for each field that is filled where it comes from, and why others are not.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from beds.data.cells import guarded_for_csv
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.people import Person, Stay
from beds.domain.week import Week, completed_years
from beds.services.access_log import looked
from beds.services.quarter.period import Period
from beds.services.unit_of_work import reading

FIELDS = 147
"""Of a lettings log, in the collection year 2026/27."""
SUPPORTED, NO, YES = "2", "2", "1"
_VACANT_BECAUSE: Mapping[str, str] = {
    "moved_phase": "13", "abandoned": "6", "died": "5", "custody": "22", "returned": "22", "other": "22",
}  # fmt: skip
"""CORE's reason for a vacancy by how the stay before ended; where CORE asks for more than is recorded, none."""


@dataclass(frozen=True)
class Letting:
    """A stay that began, who began it, and the stay in the same bed before it."""

    stay: Stay
    person: Person
    before: Stay | None

    @property
    def vacant_since(self) -> date | None:
        return self.before.ended_on if self.before else None


@dataclass(frozen=True)
class Field:
    """One field that the record can fill; ``asks`` in our own words."""

    number: int
    asks: str
    answer: Callable[[Letting], str]


FILLED = (
    Field(4, "needs type: supported housing", lambda _one: SUPPORTED),
    Field(7, "renewal: no", lambda _one: NO),
    Field(8, "start of the letting, day", lambda one: str(one.stay.started_on.day)),
    Field(9, "start of the letting, month", lambda one: str(one.stay.started_on.month)),
    Field(10, "start of the letting, year", lambda one: f"{one.stay.started_on:%y}"),
    Field(13, "tenant code: the pseudonym", lambda one: one.person.person_id),
    Field(14, "property reference: the bed", lambda one: one.stay.bed_id),
    Field(16, "why it was vacant", lambda one: _VACANT_BECAUSE.get(one.before.outcome, "") if one.before else ""),
    Field(29, "vacant since, day", lambda one: str(one.vacant_since.day) if one.vacant_since else ""),
    Field(30, "vacant since, month", lambda one: str(one.vacant_since.month) if one.vacant_since else ""),
    Field(31, "vacant since, year", lambda one: f"{one.vacant_since:%y}" if one.vacant_since else ""),
    Field(36, "joint tenancy: no", lambda _one: NO),
    Field(41, "age when it began", lambda one: _age(one)),
    Field(96, "needs level access", lambda one: YES if one.person.step_free_needed else ""),
)
"""In their order."""


def lettings(week: Week, period: Period) -> tuple[Letting, ...]:
    """Every stay that began in the time, oldest first, moves included; not one that goes on in the same bed."""
    before: dict[str, Stay] = {}
    found = []
    for stay in sorted(week.snapshot.stays, key=lambda stay: (stay.started_on, stay.stay_id)):
        last = before.get(stay.bed_id)
        goes_on = last is not None and last.person_id == stay.person_id and last.ended_on == stay.started_on
        if period.holds(stay.started_on) and not goes_on:
            found.append(Letting(stay, week.people[stay.person_id], last))
        before[stay.bed_id] = stay
    return tuple(found)


def lettings_csv(store: Store, actor: Actor, period: Period) -> bytes:
    """The rows, UTF-8 with a byte-order mark: our words for the fields, CORE's numbers, then a row a letting.

    They are about people: it is logged who took them. Raises :class:`~beds.domain.errors.NotPermitted`.
    """
    with reading(store, actor, "export_facts") as books:
        week = Week(books.facts.snapshot(period.last), period.last)
    looked(store, actor, "CORE lettings")
    asked, numbers = [""] * FIELDS, [str(number) for number in range(1, FIELDS + 1)]
    for one in FILLED:
        asked[one.number - 1] = one.asks
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["Question", *asked])
    rows.writerow(["Field number", *numbers])
    for letting in lettings(week, period):
        cells = [""] * FIELDS
        for one in FILLED:
            cells[one.number - 1] = guarded_for_csv(one.answer(letting))
        rows.writerow(["", *cells])
    return text.getvalue().encode("utf-8-sig")


def _age(one: Letting) -> str:
    born = one.person.birth_date
    return str(completed_years(born, one.stay.started_on)) if born else ""
