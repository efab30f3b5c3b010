"""The use cases behind ``beds person``: what is held on one person, and erasing her.

An erasure cannot be taken back. Copies of the database made before still hold her until they are destroyed.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, BedsError, Finding
from beds.domain.messages import _
from beds.domain.record import Change, Event
from beds.services.access_log import looked
from beds.services.record_words import sentence
from beds.services.unit_of_work import changing, reading


class NotYet(BedsError):
    """She may not be erased yet; the message says why, and what to do first."""


@dataclass(frozen=True)
class Holding:
    """Everything that is held on one person."""

    person_id: str
    tables: dict[str, list[dict[str, Any]]]
    events: list[Event]

    def values(self) -> dict[str, Any]:
        """The same for programs."""
        events = [{"at": event.at, "actor": event.actor, "sentence": sentence(event)} for event in self.events]
        return {"person_id": self.person_id, **self.tables, "events": events}


def held_on(store: Store, actor: Actor, person_id: str) -> Holding:
    """Everything that the database holds on her, opened; that it was asked for is logged first.

    Raises :class:`~beds.data.store.facts.NotFound` where there is nobody of this id.
    """
    with reading(store, actor, "see_people"):
        looked(store, actor, "person", person_id)
    with reading(store, actor, "see_people") as books:
        tables = books.held.on(person_id)
        if not tables:
            raise NotFound(_("“%(id)s” is not in the database.", id=person_id))
        return Holding(person_id, tables, books.record.events(person_id=person_id))


@dataclass(frozen=True)
class Erasure:
    """What an erasure did."""

    pseudonym: str
    """Under which her stays go on being counted."""
    events: int
    snapshots: int
    files: int


def erase(
    store: Store, actor: Actor, person_id: str, why: str, on: date, *, now: datetime | None = None
) -> Erasure:  # fmt: skip
    """Erases her: her facts, her id, and every text about her. Stays keep their dates and beds, so that counts stay.

    Raises :class:`NotYet` where a stay or an offer of hers is open, :class:`~beds.data.store.facts.NotFound`, and
    :class:`~beds.domain.errors.BadInput` where no reason is given, or one that names her.
    """
    why = why.strip()
    if not why or person_id in why:
        raise BadInput([Finding("person", 0, "why", why, _("an erasure needs a reason that does not name her"))])
    with changing(store, actor, "erase", now=now) as work:
        if not work.books.held.has(person_id):
            raise NotFound(_("“%(id)s” is not in the database.", id=person_id))
        hindrances = work.books.erasing.hindrances(person_id)
        if hindrances:
            raise NotYet(_("She cannot be erased yet: %(reasons)s.", reasons="; ".join(hindrances)))
        done = work.books.erasing.erase(person_id, on)
        work.tell("text_erased", subject=done.pseudonym, why=why, events=done.events, facts=done.facts)
        for people, changes in _by_people(done.restated, done.pseudonym).items():
            work.tell_again("restated", people, tuple(changes))
    store.tidy()
    return Erasure(done.pseudonym, len(done.events), done.snapshots, done.files)


def _by_people(changes: list[Change], pseudonym: str) -> dict[tuple[str, ...], list[Change]]:
    """One event for the same people, so that the next of them can be erased without the others."""
    found: defaultdict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in changes:
        people = {value for name, value in change.after.items() if "person" in name and isinstance(value, str)}
        found[tuple(sorted(people - {pseudonym}))].append(change)
    return found
