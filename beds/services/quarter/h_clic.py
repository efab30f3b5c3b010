"""People's cases of a time in the order in which H-CLIC asks for them: for a housing team's own use, no return."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from beds.data.cells import guarded_for_csv
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.week import completed_years
from beds.services.access_log import looked
from beds.services.quarter.facts import Facts, Lived, Wait, lives, read_facts, waits
from beds.services.quarter.period import Period
from beds.services.unit_of_work import reading

COLUMNS = (
    "notice", "case", "waiting_since", "referral_route", "age", "gender", "ethnicity", "disability", "children",
    "eligible_recourse", "found_intentional", "local_connection", "connection_exemption", "left_list_on",
    "accommodation", "accommodation_phase", "placed_on", "left_on", "outcome",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One time of one person, from the day she waits to the day she leaves; either part may be missing."""

    person_id: str
    wait: Wait | None
    lived: Lived | None


def cases(facts: Facts) -> tuple[Case, ...]:
    """Every wait and every time in the service that reaches into the time, each wait with the bed it led to."""
    lived = {(one.person_id, one.started_on): one for one in lives(facts, facts.period.end)}
    return tuple(sorted(_cases(facts, lived, waits(facts)), key=lambda case: (_begun(case), case.person_id)))


def h_clic_csv(store: Store, actor: Actor, period: Period) -> bytes:
    """The rows, UTF-8 with a byte-order mark. Each says that it is no statutory return.

    They are about people: it is logged who took them. Raises :class:`~beds.domain.errors.NotPermitted`.
    """
    with reading(store, actor, "export_facts") as books:
        facts = read_facts(books, period)
    looked(store, actor, "H-CLIC-aligned rows")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([guarded_for_csv(cell) for cell in _cells(case, facts)] for case in cases(facts))
    return text.getvalue().encode("utf-8-sig")


def _cases(facts: Facts, lived: Mapping[tuple[str, date], Lived], waited: Sequence[Wait]) -> Iterator[Case]:
    period, led_to = facts.period, set()
    for wait in waited:
        bed = lived.get((wait.person_id, wait.until)) if wait.until else None
        if bed is not None:
            led_to.add((bed.person_id, bed.started_on))
        # A wait that was over before the time is told with the stay it led to.
        over = wait.until is not None and wait.until < period.first
        if not over or (bed is not None and bed.touches(period)):
            yield Case(wait.person_id, wait, bed)
    for key, one in lived.items():
        if key not in led_to and one.touches(period):
            yield Case(one.person_id, None, one)


def _begun(case: Case) -> date:
    if case.wait is not None:
        return case.wait.since
    return case.lived.started_on if case.lived else date.min


def _cells(case: Case, facts: Facts) -> list[str]:
    person, week, last = facts.person(case.person_id), facts.week, facts.period.last
    wait, stays = case.wait, case.lived.stays if case.lived else ()
    ended = stays[-1].ended_on if stays else None
    left = ended is not None and ended <= last
    return [
        _("Not a statutory return"),
        case.person_id,
        wait.since.isoformat() if wait else "",
        person.route,
        str(completed_years(person.birth_date, _begun(case))) if person.birth_date else "",
        person.gender,
        person.ethnicity,
        person.disability,
        "" if person.children is None else str(person.children),
        _flag(person.recourse),
        _flag(person.intentional),
        _flag(person.connection),
        person.connection_exempt,
        wait.until.isoformat() if wait and wait.until and wait.how == "closed" else "",
        week.scheme_of(stays[-1].bed_id).scheme_id if stays else "",
        str(week.scheme_of(stays[-1].bed_id).phase) if stays else "",
        stays[0].started_on.isoformat() if stays else "",
        ended.isoformat() if left and ended else "",
        stays[-1].outcome if left else "",
    ]


def _flag(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
