"""The use case behind the waiting list: who seeks a bed, what there is for her, and what stands in her way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from beds.data.store.store import Store
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.access import Actor
from beds.domain.people import Band, Person
from beds.domain.week import Week
from beds.rules.catalogue import UNARY
from beds.services.access_log import looked
from beds.services.at_hand import AtHand, at_hand
from beds.services.restricted import HIDDEN, reads_restricted, rules_seen
from beds.services.sought import Sought
from beds.services.unit_of_work import reading

BLOCKED, OPEN, VACANCY = "yes", "no", "vacancy"
"""What may be asked of her way to a bed, beside the id of one rule."""
WAITING, MOVING = "waiting", "moving"
DUE = "due"


@dataclass(frozen=True)
class View:
    """What is asked of the list, as it stands in the address; blank asks for nothing."""

    band: str = ""
    route: str = ""
    phase: int | None = None
    weeks: int = 0
    """Waiting for at least so many weeks."""
    blocked: str = ""
    who: str = ""
    review: str = ""
    find: str = ""
    """Part of an id, whatever its case."""
    sort: str = "band"
    down: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate. ``bed_id`` is blank where she has no bed of this service."""

    person: Person
    band: Band
    days: int
    sought: Sought
    bed_id: str
    moving: bool
    """She keeps the bed she has if none is found."""
    review_by: date | None
    contact_lost_on: date | None
    in_the_way: tuple[str, ...]
    """The rules that leave her nothing, as this reader may know them."""
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paused:
    """Somebody on the list who is no candidate until a day."""

    person_id: str
    until: date


@dataclass(frozen=True)
class WaitingList:
    """The lines that were asked for, in the order that was asked for."""

    week: Week
    view: View
    lines: tuple[Line, ...]
    everybody: int
    """Lines before anything was asked."""
    blocked: int
    waiting_for_a_vacancy: int
    review_due: int
    routes: tuple[str, ...]
    phases: tuple[int, ...]
    rules: tuple[str, ...]
    """Rules that block somebody, in the order of the catalogue: what may be asked for."""
    paused: tuple[Paused, ...] = field(default=())


def waiting_list(store: Store, actor: Actor, on: date, view: View, *, what: str = "waiting list") -> WaitingList:
    """The list on a day. That she looked is logged; ``what`` names the page or file."""
    with reading(store, actor, "see_people") as books:
        known, standing = at_hand(books, on), books.history.waiting()
        paused = sorted(
            (
                Paused(row.person_id, row.paused_until)
                for row in standing.values()
                if row.paused_until is not None and row.paused_until > on and not row.closed_on
            ),
            key=lambda one: (one.until, one.person_id),
        )
        every = [_line(person, known, standing.get(person.person_id), actor) for person in known.week.candidates]
    looked(store, actor, what)
    tests = _tests(view, on)
    lines = [line for line in every if all(test(line) for test in tests)]
    lines.sort(key=lambda line: line.person.person_id)
    lines.sort(key=SORTS.get(view.sort, SORTS["band"]), reverse=view.down)
    in_the_way = {rule for line in every for rule in line.in_the_way}
    order = (*(rule.id for rule in UNARY), HIDDEN)
    return WaitingList(
        week=known.week,
        view=view,
        lines=tuple(lines),
        everybody=len(every),
        blocked=sum(line.sought.is_blocked for line in every),
        waiting_for_a_vacancy=sum(line.sought.waits_for_a_vacancy for line in every),
        review_due=sum(_is_due(line, on) for line in every),
        routes=tuple(sorted({line.person.route for line in every})),
        phases=tuple(sorted({phase for line in every for phase in line.person.seeks})),
        rules=tuple(rule for rule in order if rule in in_the_way),
        paused=tuple(paused),
    )


def _line(person: Person, known: AtHand, standing: WaitingRow | None, actor: Actor) -> Line:
    week, there = known.week, known.sought[person.person_id]
    home = week.home.get(person.person_id)
    return Line(
        person=person,
        band=week.band(person),
        days=week.waiting_days(person),
        sought=there,
        bed_id=home.bed_id if home else "",
        moving=week.is_mover(person.person_id),
        review_by=standing.review_by if standing else None,
        contact_lost_on=standing.contact_lost_on if standing else None,
        in_the_way=rules_seen(tuple(rule for rule, _count in there.blocked_by), actor.may("see_restricted")),
        alone=tuple(rule for rule in there.alone if actor.may("see_restricted") or not reads_restricted(rule)),
    )


def _is_due(line: Line, on: date) -> bool:
    return line.review_by is not None and line.review_by <= on


def _tests(view: View, on: date) -> list[Callable[[Line], bool]]:
    """What a line must meet."""
    found: list[Callable[[Line], bool]] = []
    if view.band:
        found.append(lambda line: line.band == view.band)
    if view.route:
        found.append(lambda line: line.person.route == view.route)
    if view.phase is not None:
        found.append(lambda line: view.phase in line.person.seeks)
    if view.weeks:
        found.append(lambda line: line.days >= 7 * view.weeks)
    if view.who in (WAITING, MOVING):
        found.append(lambda line: line.moving == (view.who == MOVING))
    if view.review == DUE:
        found.append(lambda line: _is_due(line, on))
    if view.find:
        found.append(lambda line: view.find.casefold() in line.person.person_id.casefold())
    if view.blocked:
        found.append(lambda line: _is_blocked(line, view.blocked))
    return found


def _is_blocked(line: Line, asked: str) -> bool:
    if asked == BLOCKED:
        return line.sought.is_blocked
    if asked == OPEN:
        return line.sought.open_now > 0
    if asked == VACANCY:
        return line.sought.waits_for_a_vacancy
    return asked in line.in_the_way


SORTS: dict[str, Callable[[Line], Any]] = {
    "band": lambda line: (line.band, -line.days),
    "person": lambda line: line.person.person_id,
    "route": lambda line: line.person.route,
    "wait": lambda line: line.days,
    "open": lambda line: line.sought.open_now,
    "suits": lambda line: line.sought.suits,
    "review": lambda line: line.review_by or date.max,
}
"""By what the list may be sorted, and which comes first; whoever comes first by that stands last with ``down``."""
