"""How old each fact of a person is, and who held her from when, as the record tells it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from beds.domain.record import Change, Event


@dataclass(frozen=True, slots=True)
class Held:
    """From this day the facts name this key worker; blank: nobody."""

    since: date
    worker_id: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The day a fact was written, and where it comes from, as far as somebody said so."""

    on: date
    source: str


def fact_ages(events: Iterable[Event], person_id: str) -> dict[str, Recorded]:
    """When each fact was last written with another value, by column. ``events`` oldest first."""
    ages: dict[str, Recorded] = {}
    for event, change in _changes(events, person_id):
        ages.update(dict.fromkeys(_changed(change.before, change.after), Recorded(_day(event), event.why)))
    return ages


def held_by(events: Iterable[Event], person_id: str) -> tuple[Held, ...]:
    """Her key workers through time, as far back as the record goes, the first first."""
    found: list[Held] = []
    for event, change in _changes(events, person_id):
        if "worker_id" in change.after and (found or change.after["worker_id"]):
            found.append(Held(_day(event), change.after["worker_id"] or ""))
    return tuple(found)


def _changes(events: Iterable[Event], person_id: str) -> Iterator[tuple[Event, Change]]:
    for event in events:
        for change in event.changes:
            if change.table == "people" and change.key == person_id:
                yield event, change


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The columns that are not as they were; those of the restricted facts by their own names."""
    for name, value in after.items():
        if isinstance(value, dict):
            yield from _changed(before.get(name) or {}, value)
        elif name not in before or before[name] != value:
            yield name


def _day(event: Event) -> date:
    return datetime.fromisoformat(event.at).date()
