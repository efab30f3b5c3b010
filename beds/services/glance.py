"""The week at a glance: what a coordinator asks first of an allocation, as values for a console or a page."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from beds.domain.allocation import Allocation, Cause, Row, Skipped, Unplaced
from beds.domain.answer_words import CAUSES
from beds.domain.people import BANDS, Band, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.week import Week


@dataclass(frozen=True)
class SchemeVacancies:
    """Beds of a scheme in this week. ``left`` = ``vacant`` + ``leaving`` + ``freed`` - ``given``."""

    scheme: Scheme | None
    """None for the sum of all."""
    in_service: int
    vacant: int
    leaving: int
    """Lived in by somebody who leaves this week."""
    freed: int
    """Left by residents whom this run moves."""
    given: int

    @property
    def left(self) -> int:
        return self.vacant + self.leaving + self.freed - self.given


@dataclass(frozen=True)
class Chain:
    """Moves that hang together, from the first person to come to the last bed to be freed; closed in a swap.

    ``rows[i]`` moves into the bed that ``rows[i + 1]`` leaves.
    """

    number: int
    rows: tuple[Row, ...]
    leaver: Stay | None
    """Whose leaving frees the last bed; None in a swap, or where that bed stood empty."""

    @property
    def is_swap(self) -> bool:
        return self.rows[-1].bed_id == self.rows[0].from_bed

    @property
    def in_order(self) -> tuple[Row, ...]:
        """The moves in the order in which they can happen."""
        moves = list(reversed(self.rows))
        moves.sort(key=lambda row: row.start_on or date.max)
        return tuple(moves)


@dataclass(frozen=True)
class Without:
    """A candidate with no bed from this run: her row, and why."""

    row: Row
    why: Unplaced


@dataclass(frozen=True)
class Overdue:
    """A resident past her limit, and what this run does for her; ``row`` is None where she seeks no bed."""

    stay: Stay
    limit: date
    weeks: int
    row: Row | None


@dataclass(frozen=True)
class PassedOver:
    """Somebody passed over, for one reason, for one or more beds."""

    person_id: str
    band: Band
    waiting_days: int
    decided_by: str
    reason: str
    beds: tuple[tuple[str, str], ...]
    """Each bed, and who was given it."""


@dataclass(frozen=True)
class Glance:
    """A week and what was decided for it, ready to be shown."""

    week: Week
    allocation: Allocation

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.person_id: row for row in self.allocation.rows}

    @property
    def proven(self) -> bool:
        return all(tier.proven for tier in self.allocation.tiers)

    @cached_property
    def given(self) -> tuple[Row, ...]:
        """Everybody who is given a bed, in the order in which they can start."""
        rows = (row for row in self.allocation.rows if row.has_bed)
        return tuple(sorted(rows, key=lambda row: (row.start_on or date.max, row.scheme_id, row.bed_id)))

    @cached_property
    def vacancies(self) -> tuple[SchemeVacancies, ...]:
        """A line a scheme that has beds, in order of phase, then the sum."""
        beds: defaultdict[str, list[Bed]] = defaultdict(list)
        for bed in self.week.snapshot.beds:
            beds[bed.scheme_id].append(bed)
        given = Counter(row.scheme_id for row in self.given)
        schemes = sorted(self.week.snapshot.schemes, key=lambda scheme: (scheme.phase, scheme.scheme_id))
        lines = [self._line(scheme, beds[scheme.scheme_id], given) for scheme in schemes if beds[scheme.scheme_id]]
        total = (
            sum(getattr(line, name) for line in lines) for name in ("in_service", "vacant", "leaving", "freed", "given")
        )
        return (*lines, SchemeVacancies(None, *total))

    def _line(self, scheme: Scheme, beds: list[Bed], given: Counter[str]) -> SchemeVacancies:
        state = Counter(self._state(bed) for bed in beds)
        in_service = len(beds) - state["shut"]
        return SchemeVacancies(
            scheme, in_service, state["vacant"], state["leaving"], state["freed"], given[scheme.scheme_id]
        )

    def _state(self, bed: Bed) -> str:
        """What a bed is to this week; a shut bed takes nobody, whoever may still live there."""
        last = self.week.last_day
        if (bed.open_from and bed.open_from > last) or (bed.open_to and bed.open_to <= last):
            return "shut"
        stay = self.week.occupant.get(bed.bed_id)
        if stay is None:
            return "vacant"
        if self.week.is_leaver(stay.person_id):
            return "leaving"
        row = self._rows.get(stay.person_id)
        return "freed" if row is not None and row.has_bed else "lived in"

    @cached_property
    def bands(self) -> tuple[tuple[str, Counter[str]], ...]:
        """For each band with candidates, and for all (a blank band): how many have which outcome."""
        counts: dict[str, Counter[str]] = {band: Counter() for band in BANDS}
        for row in self.allocation.rows:
            counts[row.band][row.outcome] += 1
        found = {band: count for band, count in counts.items() if count}
        return (*found.items(), ("", sum(found.values(), Counter[str]())))

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        numbered: defaultdict[int, list[Row]] = defaultdict(list)
        for row in self.allocation.rows:
            if row.chain is not None:
                numbered[row.chain].append(row)
        return tuple(self._chain(number, rows) for number, rows in sorted(numbered.items()))

    def _chain(self, number: int, rows: list[Row]) -> Chain:
        leaves = {row.from_bed: row for row in rows if row.from_bed}
        entered = {row.bed_id for row in rows}
        # A swap has no beginning: it is told from the first of its people.
        row: Row | None = next((row for row in rows if row.from_bed not in entered), rows[0])
        ordered: list[Row] = []
        while row is not None and row not in ordered:
            ordered.append(row)
            row = leaves.get(row.bed_id)
        return Chain(number, tuple(ordered), None if row else self.week.occupant.get(ordered[-1].bed_id))

    @cached_property
    def without(self) -> tuple[tuple[Cause | None, tuple[Without, ...]], ...]:
        """Everybody with no bed from this run by cause, most urgent and longest waiting first."""
        found = [Without(self._rows[why.person_id], why) for why in self.allocation.unplaced]
        found.sort(key=lambda one: (one.row.band, -one.row.waiting_days, one.row.person_id))
        causes: tuple[Cause | None, ...] = (*CAUSES, None)
        groups = ((cause, tuple(one for one in found if one.why.cause == cause)) for cause in causes)
        return tuple((cause, group) for cause, group in groups if group)

    @cached_property
    def overdue(self) -> tuple[Overdue, ...]:
        """Residents past their limit, longest first."""
        found = []
        for stay in self.week.home.values():
            limit, weeks = self.week.limit_date(stay), self.week.overdue_weeks(stay.person_id)
            if limit and weeks:
                found.append(Overdue(stay, limit, weeks, self._rows.get(stay.person_id)))
        return tuple(sorted(found, key=lambda one: (one.limit, one.stay.person_id)))

    @cached_property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """The people passed over, each once a reason, most urgent and longest waiting first."""
        return tuple(sorted(_grouped(self.allocation.skipped), key=_urgency))


def _grouped(skipped: Iterable[Skipped]) -> Iterable[PassedOver]:
    groups: defaultdict[tuple[str, Band, int, str, str], list[tuple[str, str]]] = defaultdict(list)
    for one in skipped:
        key = (one.passed_id, one.passed_band, one.passed_waiting_days, one.decided_by, one.reason)
        groups[key].append((one.bed_id, one.placed_id))
    for key, beds in groups.items():
        yield PassedOver(*key, tuple(beds))


def _urgency(passed: PassedOver) -> tuple[str, int, str, str]:
    return (passed.band, -passed.waiting_days, passed.person_id, passed.decided_by)
