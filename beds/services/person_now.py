"""How a person stands at this moment: what a page or a form about her begins with, and which version of it was seen."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.facts import NotFound
from beds.data.store.mapping import mapped, to_value
from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import WaiverRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import AbsenceRow, StayRow
from beds.data.store.tables.waiting import WaitingRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.people import Person, Stay
from beds.domain.places import Scheme
from beds.domain.week import Week
from beds.services.access_log import looked
from beds.services.at_hand import at_hand
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class PersonNow:
    """One person and what is open about her. None: there is no such thing."""

    week: Week
    person: Person
    """As runs read her: closed or paused, she seeks nothing."""
    recorded: Person
    """As she is recorded."""
    home: Stay | None
    standing: WaitingRow | None
    absence: AbsenceRow | None
    handover: WorkerChangeRow | None
    offer: OfferRow | None
    waived: tuple[str, ...]
    """The rules that are waived for her, from today or later."""
    kept_apart: tuple[str, ...]
    """From whom she is kept apart: for forms, whose look is logged as one at restricted facts."""
    version: int
    """Of her facts."""
    stay_version: int | None

    @property
    def scheme(self) -> Scheme | None:
        return self.week.scheme_of(self.home.bed_id) if self.home else None

    @property
    def lives_here(self) -> bool:
        """Whether her stay has begun."""
        return self.home is not None and self.home.started_on <= self.week.on

    @property
    def is_closed(self) -> bool:
        return self.standing is not None and self.standing.closed_on is not None

    @property
    def is_paused(self) -> bool:
        until = self.standing.paused_until if self.standing else None
        return until is not None and until > self.week.on

    @property
    def is_listed(self) -> bool:
        """Whether she is on the waiting list, paused or not."""
        return bool(self.recorded.seeks) and not self.is_closed


def person_now(books: Books, on: date, person_id: str) -> PersonNow:
    """Raises :class:`~beds.data.store.facts.NotFound`."""
    week = at_hand(books, on).week
    person = week.people.get(person_id)
    if person is None:
        raise NotFound(_("“%(id)s” is not in the database.", id=person_id))
    row: PersonRow = books.facts.get(PersonRow, person_id)
    home = week.home.get(person_id)
    return PersonNow(
        week=week,
        person=person,
        recorded=to_value(mapped("people"), row),
        home=home,
        standing=books.history.standing(person_id),
        absence=books.living.absence(home.stay_id) if home else None,
        handover=books.living.handover(person_id),
        offer=books.proposals.open_offer(person_id=person_id),
        waived=tuple(dict.fromkeys(
            one.rule for one in books.history.waivers(person_id) if one.withdrawn_on is None and _holds(one, on)
        )),
        kept_apart=tuple(dict.fromkeys(
            one.person_b if one.person_a == person_id else one.person_a for one in books.living.kept_apart(person_id)
        )),
        version=row.version,
        stay_version=books.facts.get(StayRow, home.stay_id).version if home else None,
    )  # fmt: skip


def person_to_change(
    store: Store, actor: Actor, on: date, person_id: str, *, restricted: bool = False
) -> PersonNow:  # fmt: skip
    """The same for a form, logged as a look; ``restricted``: the form shows restricted facts."""
    with reading(store, actor, "see_people") as books:
        found = person_now(books, on, person_id)
    looked(store, actor, "restricted facts" if restricted else "person", person_id)
    return found


def _holds(waiver: WaiverRow, on: date) -> bool:
    return waiver.expires_on is None or waiver.expires_on >= on
