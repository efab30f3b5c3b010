"""What a report is computed from: times on the list and in the service, beds, offers and runs, read at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from beds.data.results.stored import records
from beds.data.store.activity import Listed, Offered
from beds.data.store.store import Books
from beds.data.store.tables.voids import VoidRow
from beds.domain.people import Person, Stay
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.services.at_hand import at_hand
from beds.services.quarter.period import DAY, Period

Route = Literal["SNAP", "direct", "other"]
ROUTES: tuple[Route, ...] = ("SNAP", "direct", "other")
_DIRECT = ("specialist", "outreach", "self")


@dataclass(frozen=True, slots=True)
class Wait:
    """One time of one person on the waiting list, ``[since, until)``.

    ``gone``: she is not on it any more, and on which day she left it was not recorded.
    """

    person_id: str
    since: date
    until: date | None
    how: Literal["placed", "closed", "gone", "waits"]


@dataclass(frozen=True, slots=True)
class Lived:
    """One time of one person in the service, moves between its beds included."""

    person_id: str
    stays: tuple[Stay, ...]

    @property
    def started_on(self) -> date:
        return self.stays[0].started_on

    @property
    def ended_on(self) -> date | None:
        return self.stays[-1].ended_on

    @property
    def outcome(self) -> str:
        return self.stays[-1].outcome

    def touches(self, period: Period) -> bool:
        return self.started_on < period.end and (self.ended_on is None or self.ended_on > period.first)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the last run of the time in which somebody sought a bed said of her."""

    resident: bool
    has_bed: bool
    cause: str
    alone: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Everything that a report reads. Rows are as they are recorded today, also of an earlier time."""

    period: Period
    week: Week
    """The facts on the last day of the time, with the policy in force then."""
    seeking: frozenset[str] = frozenset()
    closed: Mapping[str, date] = field(default_factory=dict)
    """The day on which somebody who is closed was closed."""
    since: Sequence[tuple[str, date]] = ()
    """Days from which people waited, beside those in their own facts."""
    open_days: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    voids: Sequence[VoidRow] = ()
    offers: Sequence[Offered] = ()
    extensions: Sequence[str] = ()
    """The reason of each; blank where none was recorded."""
    reasons: Mapping[str, Sequence[Listed]] = field(default_factory=dict)
    """Every reason there is, by its list."""
    passed_on: frozenset[str] = frozenset()
    sought: Mapping[str, Sought] = field(default_factory=dict)
    runs: int = 0
    unexplained: int = 0
    """Of the runs, how many were made without explanations."""

    def route(self, person_id: str) -> Route:
        """How a person came: by the central team, directly, or neither (internal, not known)."""
        recorded = self.person(person_id).route
        return "SNAP" if recorded == "SNAP" else "direct" if recorded in _DIRECT else "other"

    def person(self, person_id: str) -> Person:
        return self.week.people[person_id]


def read_facts(books: Books, period: Period) -> Facts:
    """The facts of a period."""
    activity, history = books.activity, books.history
    sought, runs, unexplained = _runs(books, period)
    return Facts(
        period,
        at_hand(books, period.last).week,
        activity.seeking(),
        history.closed(),
        activity.waited_since(period.first),
        history.open_days(),
        history.voids(since=period.first, until=period.end),
        activity.offers(period.first, period.end),
        activity.extensions(period.first, period.end),
        {list_: activity.reasons(list_) for list_ in ("decline", "void", "extension")},
        activity.passed_on(period.first, period.end),
        sought,
        runs,
        unexplained,
    )


def nothing(period: Period) -> Facts:
    """The facts of a service of which nothing is recorded."""
    return Facts(period, Week(Snapshot(), period.last))


def lives(facts: Facts, until: date | None = None) -> tuple[Lived, ...]:
    """Everybody's times in the service; of stays that began before a day alone, where there is one."""
    stays: defaultdict[str, list[Stay]] = defaultdict(list)
    for stay in sorted(facts.week.snapshot.stays, key=lambda stay: (stay.started_on, stay.stay_id)):
        if until is None or stay.started_on < until:
            stays[stay.person_id].append(stay)
    return tuple(lived for person_id, hers in sorted(stays.items()) for lived in _joined(person_id, hers))


def waits(facts: Facts) -> tuple[Wait, ...]:
    """Everybody's times on the list that began before the end of the period; whoever lives here is not on it."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for person in facts.week.snapshot.people:
        if person.waiting_since:
            days[person.person_id].add(person.waiting_since)
    for person_id, day in facts.since:
        if person_id in facts.week.people:
            days[person_id].add(day)
    hers: defaultdict[str, list[Lived]] = defaultdict(list)
    # Whoever was given a bed later waited until then.
    for one in lives(facts):
        hers[one.person_id].append(one)
    return tuple(
        wait
        for person_id, since in sorted(days.items())
        for wait in _waits(person_id, since, hers[person_id], facts)
        if wait.since < facts.period.end
    )


def came(facts: Facts, lived: Iterable[Lived]) -> list[Lived]:
    """Those who came into the service in the time."""
    return [one for one in lived if facts.period.holds(one.started_on)]


def left(facts: Facts, lived: Iterable[Lived]) -> list[Lived]:
    """Those who left the service in the time."""
    return [one for one in lived if facts.period.holds(one.ended_on)]


def at_the_end(facts: Facts, lived: Iterable[Lived]) -> list[Lived]:
    """Those who lived here when the time ended."""
    return [one for one in lived if one.ended_on is None or one.ended_on >= facts.period.end]


def _joined(person_id: str, stays: Sequence[Stay]) -> Iterator[Lived]:
    """Whoever leaves one bed and has another by the next day goes on living here."""
    together: list[Stay] = []
    for stay in stays:
        before = together[-1].ended_on if together else None
        if together and before is not None and stay.started_on > before + DAY:
            yield Lived(person_id, tuple(together))
            together = []
        together.append(stay)
    yield Lived(person_id, tuple(together))


def _waits(person_id: str, days: Collection[date], lived: Sequence[Lived], facts: Facts) -> Iterator[Wait]:
    last: Wait | None = None
    for day in sorted(days):
        inside = any(one.started_on < day and (one.ended_on is None or day < one.ended_on) for one in lived)
        if inside or (last and (last.until is None or day < last.until or (day, "placed") == (last.until, last.how))):
            continue
        last = _wait(person_id, day, lived, facts)
        yield last


def _wait(person_id: str, since: date, lived: Sequence[Lived], facts: Facts) -> Wait:
    placed = next((one.started_on for one in lived if one.started_on >= since), None)
    closed = facts.closed.get(person_id)
    if closed is not None and closed >= since and (placed is None or closed < placed):
        return Wait(person_id, since, closed, "closed")
    if placed is not None:
        return Wait(person_id, since, placed, "placed")
    if person_id in facts.seeking:
        return Wait(person_id, since, None, "waits")
    return Wait(person_id, since, since, "gone")


def _runs(books: Books, period: Period) -> tuple[dict[str, Sought], int, int]:
    """What the last run said of each person, how many runs there were, and how many without explanations."""
    found: dict[str, Sought] = {}
    numbers = list(books.activity.runs(period.first, period.end).values())
    for number in numbers:
        files = books.runs.files(number)
        without = {row["person_id"]: row for row in records(files["unplaced.csv"])}
        for row in records(files["allocation.csv"]):
            why = without.get(row["person_id"], {})
            found[row["person_id"]] = Sought(
                bool(row["from_bed"]) or row["outcome"] == "stays", row["outcome"] in ("placed", "moved"),
                why.get("cause", ""), tuple(filter(None, why.get("alone_rules", "").split(";"))),
            )  # fmt: skip
    return found, len(numbers), sum(not books.runs.get(number).options["explain"] for number in numbers)
