"""The use case behind the board of beds: each bed week by week, who lives there, who comes, when it is out of use."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beds.data.store.store import Store
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.stays import AbsenceRow
from beds.data.store.tables.voids import VoidRow
from beds.domain.access import Actor
from beds.domain.people import Stay
from beds.domain.places import Bed, Scheme
from beds.domain.week import Week, weeks
from beds.services.access_log import looked
from beds.services.at_hand import at_hand
from beds.services.bed_spans import BedFacts, Span, at, spans
from beds.services.unit_of_work import reading

BEFORE, SHOWN = 2, 12
"""How many weeks before this one the board begins, and how many it shows."""
AHEAD = weeks(4)
"""Whoever leaves within this time is counted as leaving."""
ARRIVING = ("promised", "accepted", "made")


@dataclass(frozen=True, slots=True)
class Cell:
    """Some weeks in a row in which the same happens: usually one span, more where one follows another in a week."""

    weeks: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class BedLine:
    """One bed. ``stay`` is the open one, also where it is yet to begin."""

    bed: Bed
    scheme: Scheme
    now: Span
    stay: Stay | None
    limit: date | None
    over_weeks: int
    held: bool
    """Whoever lives there is away, and the bed is held for her."""
    arrives: Span | None
    """Who is to come, promised or offered."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Board:
    """The beds that were asked for, scheme by scheme in order of phase, over ``mondays``."""

    week: Week
    mondays: tuple[date, ...]
    lines: tuple[tuple[Scheme, tuple[BedLine, ...]], ...]
    counts: Counter[str]
    """Of all beds of the service, whatever was asked for: how many are so; see :data:`STATES`."""
    schemes: tuple[Scheme, ...]

    @property
    def this_week(self) -> date:
        return _monday(self.week.on)


STATES = ("vacant", "overdue", "leaving", "arriving", "void", "turnaround")
"""What may be asked of the beds on the board."""


def bed_board(
    store: Store, actor: Actor, on: date, *, scheme: str = "", state: str = "", first: date | None = None
) -> Board:
    """The board on a day. ``state``: one of :data:`STATES`; ``first``: a day of the week with which it begins.

    That she looked is logged.
    """
    begins = _monday(first) if first else _monday(on) - weeks(BEFORE)
    mondays = tuple(begins + weeks(number) for number in range(SHOWN))
    until = begins + weeks(SHOWN)
    with reading(store, actor, "see_people") as books:
        week = at_hand(books, on).week
        # What is to come is counted from today on, whatever weeks are shown.
        reach = (min(begins, on), max(until, on + weeks(SHOWN)))
        known = _facts(
            week, books.history.open_days(), books.history.voids(since=reach[0], until=reach[1]),
            books.history.arrivals(),
        )  # fmt: skip
        held = books.history.held_beds()
    looked(store, actor, "beds")
    counts: Counter[str] = Counter()
    found: defaultdict[str, list[BedLine]] = defaultdict(list)
    for bed in week.snapshot.beds:
        line = _line(bed, known[bed.bed_id], week, mondays, reach, held)
        states = _states(line, week)
        counts.update({*states, "beds"})
        if (not scheme or bed.scheme_id == scheme) and (not state or state in states):
            found[bed.scheme_id].append(line)
    schemes = sorted(week.snapshot.schemes, key=lambda one: (one.phase, one.title))
    return Board(
        week=week,
        mondays=mondays,
        lines=tuple((one, tuple(found[one.scheme_id])) for one in schemes if found[one.scheme_id]),
        counts=counts,
        schemes=tuple(schemes),
    )


def _facts(
    week: Week,
    open_days: Mapping[str, tuple[date | None, date | None]],
    voids: Iterable[VoidRow],
    offers: Iterable[OfferRow],
) -> dict[str, BedFacts]:
    stays_of, voids_of, offers_of = defaultdict(list), defaultdict(list), defaultdict(list)
    for stay in week.snapshot.stays:
        stays_of[stay.bed_id].append(stay)
    for void in voids:
        voids_of[void.bed_id].append(void)
    for offer in offers:
        offers_of[offer.bed_id].append(offer)
    return {
        bed.bed_id: BedFacts(
            week.schemes[bed.scheme_id], *open_days.get(bed.bed_id, (bed.open_from, bed.open_to)),
            stays_of[bed.bed_id], voids_of[bed.bed_id], offers_of[bed.bed_id],
        )
        for bed in week.snapshot.beds
    }  # fmt: skip


def _line(
    bed: Bed,
    known: BedFacts,
    week: Week,
    mondays: Sequence[date],
    reach: tuple[date, date],
    held: Mapping[str, AbsenceRow],
) -> BedLine:
    laid = spans(known, week, *reach)
    stay = week.occupant.get(bed.bed_id)
    return BedLine(
        bed=bed,
        scheme=known.scheme,
        now=at(week.on, laid),
        stay=stay,
        limit=week.limit_date(stay) if stay else None,
        over_weeks=week.overdue_weeks(stay.person_id) if stay else 0,
        held=stay is not None and stay.stay_id in held,
        arrives=next((span for span in laid if span.kind in ARRIVING and not _is_over(span, week.on)), None),
        cells=_cells(laid, mondays),
    )


def _is_over(span: Span, on: date) -> bool:
    return span.end is not None and span.end <= on


def _cells(laid: Sequence[Span], mondays: Sequence[date]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for monday in mondays:
        here = tuple(span for span in laid if span.touches(monday, monday + weeks(1)))
        if cells and cells[-1].spans == here:
            cells[-1] = Cell(cells[-1].weeks + 1, here)
        else:
            cells.append(Cell(1, here))
    return tuple(cells)


def _states(line: BedLine, week: Week) -> set[str]:
    found = {str(line.now.kind)} & {"vacant", "void", "turnaround"}
    if line.over_weeks:
        found.add("overdue")
    if line.stay is not None and line.stay.leaving_on is not None and line.stay.leaving_on <= week.on + AHEAD:
        found.add("leaving")
    if line.arrives is not None:
        found.add("arriving")
    return found


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
