"""The use case behind the page Today: what the day asks for, from the facts as they are now."""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.people import BANDS, Band, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.small_numbers import suppressed
from beds.domain.week import Week
from beds.services.access_log import looked
from beds.services.at_hand import at_hand
from beds.services.in_progress import InProgress, in_progress
from beds.services.unit_of_work import reading
from beds.services.waiting.due import Due, find_due

AHEAD = timedelta(weeks=4)
"""How far the page looks for beds that will be free."""


@dataclass(frozen=True)
class Vacancies:
    """The beds of a scheme; ``scheme`` is None for the sum of all. The first five are never the same bed twice."""

    scheme: Scheme | None
    now: int
    """In service today, nobody's, and on offer to nobody."""
    on_offer: int
    """In service today, and on offer to somebody or accepted."""
    this_week: int
    """Lived in by somebody who leaves, or opening, by the last day of the week."""
    later: int
    """The same within :data:`AHEAD`."""
    shut: int
    """Neither in service today nor opening within :data:`AHEAD`."""
    beds: int


@dataclass(frozen=True)
class InBand:
    """The candidates of one band."""

    band: Band
    waiting: int
    """Candidates who have no bed of this service, or leave theirs this week."""
    moving: int
    """Candidates who keep the bed they have if none is found."""
    longest_days: int
    longest: str
    """Who has waited longest of those waiting; blank where nobody waits."""


@dataclass(frozen=True)
class Late:
    """A resident past a date: the limit of her stay, or the day she planned to leave."""

    stay: Stay
    scheme: Scheme
    since: date
    days: int
    seeks: bool
    """Whether she is a candidate for another bed."""

    @property
    def weeks(self) -> int:
        """Weeks past, rounded up."""
        return -(-self.days // 7)


@dataclass(frozen=True)
class Today:
    """What the page shows. Everything is derived from the facts of one moment."""

    week: Week
    sees_people: bool
    offered: frozenset[str]
    """Beds on offer to somebody, accepted or not."""
    under_way: InProgress | None
    """None for whoever may not see people."""
    due: tuple[Due, ...]
    """What somebody should see to; answers stand with the offers."""

    @property
    def on(self) -> date:
        return self.week.on

    @property
    def has_run(self) -> bool:
        """Whether there is a proposal for the week that the day falls in."""
        return self.under_way is not None and self.under_way.covers(self.on)

    @cached_property
    def vacancies(self) -> tuple[Vacancies, ...]:
        """A line a scheme that has beds, in order of phase, then the sum; no line where there is no bed."""
        beds: defaultdict[str, list[Bed]] = defaultdict(list)
        for bed in self.week.snapshot.beds:
            beds[bed.scheme_id].append(bed)
        schemes = sorted(self.week.snapshot.schemes, key=lambda scheme: (scheme.phase, scheme.title))
        lines = [self._line(scheme, beds[scheme.scheme_id]) for scheme in schemes if beds[scheme.scheme_id]]
        if not lines:
            return ()
        names = [field.name for field in fields(Vacancies) if field.name != "scheme"]
        return (*lines, Vacancies(None, *(sum(getattr(line, name) for line in lines) for name in names)))

    def _line(self, scheme: Scheme, beds: list[Bed]) -> Vacancies:
        states = Counter(self._state(bed) for bed in beds)
        return Vacancies(
            scheme, states["now"], states["on_offer"], states["this_week"], states["later"], states["shut"], len(beds)
        )

    def _state(self, bed: Bed) -> str:
        """When the bed is free: ``now`` (or ``on_offer``), ``this_week``, ``later``; else ``shut`` or ``lived_in``."""
        on, stay = self.week.on, self.week.occupant.get(bed.bed_id)
        free = max(bed.open_from or on, on)
        if stay is not None:
            if bed.open_to is not None and bed.open_to <= on:
                return "shut"
            if stay.leaving_on is None:
                return "lived_in"
            free = max(free, stay.leaving_on)
        if bed.open_to is not None and bed.open_to <= free:
            return "lived_in" if stay else "shut"
        if free == on and stay is None:
            return "on_offer" if bed.bed_id in self.offered else "now"
        if free <= self.week.last_day:
            return "this_week"
        if free <= on + AHEAD:
            return "later"
        return "lived_in" if stay else "shut"

    @cached_property
    def bands(self) -> tuple[InBand, ...]:
        """Every band, most urgent first, as runs read them."""
        waiting: dict[Band, list[tuple[int, str]]] = {band: [] for band in BANDS}
        moving: dict[Band, int] = dict.fromkeys(BANDS, 0)
        for person in self.week.candidates:
            band = self.week.band(person)
            if self.week.is_mover(person.person_id):
                moving[band] += 1
            else:
                waiting[band].append((-self.week.waiting_days(person), person.person_id))
        found = []
        for band in BANDS:
            days, longest = min(waiting[band], default=(0, ""))
            found.append(InBand(band, len(waiting[band]), moving[band], -days, longest))
        return tuple(found)

    @cached_property
    def published_bands(self) -> tuple[tuple[str, int | None, int | None], ...]:
        """Each band, who waits and who seeks to move, and the sum; None for a count that might point at somebody."""
        counts = np.array([[getattr(line, name) for line in self.bands] for name in ("waiting", "moving")])
        counts = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
        hidden = suppressed(counts)
        shown = [
            [None if hides else int(count) for count, hides in zip(*row, strict=True)]
            for row in zip(counts, hidden, strict=True)
        ]
        return tuple(zip((*BANDS, ""), *shown, strict=True))

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.bands)

    @property
    def moving(self) -> int:
        return sum(line.moving for line in self.bands)

    @cached_property
    def overdue(self) -> tuple[Late, ...]:
        """Residents past the limit of their stay, longest first."""
        return self._late({stay.stay_id: self.week.limit_date(stay) for stay in self.week.home.values()})

    @cached_property
    def should_have_left(self) -> tuple[Late, ...]:
        """Residents who planned to leave before today and whose stay was not ended: a stale fact."""
        return self._late({stay.stay_id: stay.leaving_on for stay in self.week.home.values()})

    def _late(self, dates: dict[str, date | None]) -> tuple[Late, ...]:
        found = []
        for stay in self.week.home.values():
            since = dates[stay.stay_id]
            if since is not None and since < self.week.on:
                seeks = self.week.people[stay.person_id].is_candidate
                scheme = self.week.scheme_of(stay.bed_id)
                found.append(Late(stay, scheme, since, (self.week.on - since).days, seeks))
        return tuple(sorted(found, key=lambda late: (late.since, late.stay.person_id)))

    @cached_property
    def without_worker(self) -> tuple[str, ...]:
        """Residents with no key worker, or whose key worker has left."""
        gone = {
            worker.worker_id for worker in self.week.snapshot.workers
            if worker.leaving_on is not None and worker.leaving_on <= self.week.on
        }  # fmt: skip
        return tuple(
            sorted(
                person_id for person_id in self.week.home
                if not (worker := self.week.people[person_id].worker_id) or worker in gone
            )
        )  # fmt: skip

    @cached_property
    def unknown_birth(self) -> tuple[str, ...]:
        """Candidates whose birth date is not known: no rule on age can be sure of them."""
        return tuple(person.person_id for person in self.week.candidates if person.birth_date is None)

    @property
    def stale(self) -> int:
        """How many warnings about facts there are."""
        return len(self.should_have_left) + len(self.without_worker) + len(self.unknown_birth)


def today(store: Store, actor: Actor, on: date) -> Today:
    """The day's figures. Whoever may not see people gets a page without them; it is logged where she does."""
    sees_people = actor.may("see_people")
    with reading(store, actor, "see_figures") as books:
        week = at_hand(books, on).week
        due = [one for one in find_due(books, on) if one.kind != "answer"] if sees_people else []
        offered = frozenset(offer.bed_id for offer in books.proposals.offers(only_open=True))
        found = Today(week, sees_people, offered, in_progress(books) if sees_people else None, tuple(due))
    if sees_people:
        looked(store, actor, "today")
    return found
