"""The use cases behind ``beds audit``: what happened, and whether the record still is what was written."""

from dataclasses import dataclass

from beds.data.store.record import Verdict
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.record import Event
from beds.services.access_log import looked
from beds.services.restricted import event_seen
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Filter:
    """Which events are asked for; blank asks for nothing. ``since`` and ``until`` as days or moments, half-open."""

    person_id: str = ""
    subject: str = ""
    actor: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""


EVERYTHING = Filter()


def trail(store: Store, actor: Actor, asked: Filter = EVERYTHING, *, last: int | None = None) -> list[Event]:
    """The events that were asked for, oldest first; only the ``last`` so many of them.

    What the reader may not see is left out of them. It is logged that she looked.
    """
    with reading(store, actor, "see_record") as books:
        found = books.record.events(
            person_id=asked.person_id, subject=asked.subject, actor=asked.actor, kind=asked.kind,
            since=asked.since, until=asked.until, newest_first=True, limit=last,
        )  # fmt: skip
    looked(store, actor, "audit", asked.person_id)
    return [event_seen(event, actor) for event in reversed(found)]


@dataclass(frozen=True)
class Cut:
    """A part of the record, newest first, and how many events were asked for in all."""

    events: tuple[Event, ...]
    total: int


def trail_cut(store: Store, actor: Actor, asked: Filter, *, first: int, many: int) -> Cut:
    """The events that were asked for, newest first: ``many`` of them from place ``first`` (from 0) on.

    What the reader may not see is left out of them. It is logged that she looked.
    """
    filters = {
        "person_id": asked.person_id, "subject": asked.subject, "actor": asked.actor, "kind": asked.kind,
        "since": asked.since, "until": asked.until,
    }  # fmt: skip
    with reading(store, actor, "see_record") as books:
        total = books.record.count(**filters)
        events = books.record.events(**filters, newest_first=True, limit=many, offset=first)
    looked(store, actor, "audit", asked.person_id)
    return Cut(tuple(event_seen(event, actor) for event in events), total)


def actors_and_kinds(store: Store, actor: Actor) -> tuple[list[str], list[str]]:
    """Who ever did something, and every kind of event so far: what can be asked for."""
    with reading(store, actor, "see_record") as books:
        return books.record.actors(), books.record.kinds()


def verify(store: Store, actor: Actor) -> Verdict:
    """Walks the whole chain. It says nothing of anybody, so everybody who may see figures may ask."""
    with reading(store, actor, "see_figures") as books:
        return books.record.verify()


def holds_head(store: Store, actor: Actor, head: str) -> bool:
    """Whether a head that was noted earlier, as NUMBER:HASH, is still a link of the chain."""
    number, _colon, hashed = head.partition(":")
    with reading(store, actor, "see_figures") as books:
        return number.isdecimal() and books.record.hash_of(int(number)) == hashed
