"""One use case, one transaction: opened and committed once, with the events that tell what it changed."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from beds.data.store.columns import moment_text
from beds.data.store.store import Books, Store
from beds.domain.access import Actor, Permission
from beds.domain.record import Change, Event
from beds.services.permit import permit

_PEOPLE_COLUMNS = ("person_id", "person_a", "person_b", "passed_person_id", "placed_person_id")


class UntoldChange(AssertionError):
    """A use case changed something and told no event of it: a defect of the program. Nothing was stored."""


@dataclass
class Work:
    """A unit of work: the repositories, who is at work, when, and the way to tell what happened."""

    books: Books
    actor: Actor
    now: datetime
    """The moment of everything in this unit, in UTC."""
    action: str

    def tell(
        self, kind: str, *, subject: str = "", people: Iterable[str] = (), why: str = "", **words: Any
    ) -> Event:  # fmt: skip
        """Tells an event. It takes with it everything that changed since the last one, before and after.

        ``kind`` has its sentence in :mod:`beds.services.record_words`, whose blanks ``words`` fill. ``people``: whom
        it concerns beside those whose rows changed. One event a person, where people are concerned: so one can be
        erased without the others.
        """
        taken = self.books.changes()
        concerned = {*people, *(person for row, change in taken for person in _people(row, change))}
        changes = tuple(change for _row, change in taken)
        return self._add(kind, subject, concerned, why, words, changes)

    def tell_each(self, kind: Callable[[Change], str], *, why: str = "") -> int:
        """Tells an event for every row that changed since the last one; how many."""
        taken = self.books.changes()
        for row, change in taken:
            self._add(kind(change), change.key, _people(row, change), why, {}, (change,))
        return len(taken)

    def tell_again(self, kind: str, people: Iterable[str], changes: tuple[Change, ...]) -> Event:
        """Tells rows as they are, whose earlier events are gone: nothing was changed."""
        return self._add(kind, "", people, "", {}, changes)

    def _add(
        self,
        kind: str,
        subject: str,
        people: Iterable[str],
        why: str,
        words: dict[str, Any],
        changes: tuple[Change, ...],
    ) -> Event:
        return self.books.record.add(
            at=moment_text(self.now), actor=self.actor.user_id, kind=kind, action=self.action, subject=subject,
            people=people, why=why, words=words, changes=changes,
        )  # fmt: skip


@contextmanager
def changing(store: Store, actor: Actor, permission: Permission, *, now: datetime | None = None) -> Iterator[Work]:
    """A unit of work that changes something: all of it is stored at the end, or nothing if anything is raised.

    Raises :class:`~beds.domain.errors.NotPermitted`, :class:`~beds.domain.errors.StaleEdit`,
    :class:`~beds.domain.errors.DoubleBooking` and :class:`~beds.domain.errors.StoreTrouble`.
    """
    permit(actor, permission)
    with store.write() as books:
        work = Work(books, actor, now or datetime.now(UTC), secrets.token_hex(8))
        yield work
        untold = {f"{change.table} {change.key}" for _row, change in books.changes()}
        if untold:
            raise UntoldChange(f"no event tells of: {', '.join(sorted(untold))}")


@contextmanager
def reading(store: Store, actor: Actor, permission: Permission) -> Iterator[Books]:
    """Everything as it is at one moment, for somebody who may see it."""
    permit(actor, permission)
    with store.read() as books:
        yield books


def _people(row: Any, change: Change) -> set[str]:
    """Whom a changed row concerns."""
    if change.table == "users":
        return set()
    return {person for name in _PEOPLE_COLUMNS if (person := getattr(row, name, None))}
