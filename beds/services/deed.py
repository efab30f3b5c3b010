"""Something that a coordinator does: one unit of work, the sentences of what was done, and what follows from it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from beds.data.store.store import Books, Store
from beds.domain.access import Actor, Permission
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.record import Event
from beds.domain.week import HORIZON
from beds.services.record_words import sentence
from beds.services.unit_of_work import Work, changing


@dataclass(frozen=True)
class Done:
    """What was done, in the sentences of the record, and what follows, for whoever does the next thing."""

    said: tuple[str, ...]
    follows: tuple[str, ...] = ()
    id: str = ""
    """Of what was made: the stay, the void, the pin; blank where nothing was."""


@dataclass
class Deed:
    """A unit of work that remembers what it told."""

    work: Work
    events: list[Event] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def books(self) -> Books:
        return self.work.books

    @property
    def by(self) -> str:
        return self.work.actor.user_id

    @property
    def now(self) -> datetime:
        return self.work.now

    def tell(self, kind: str, *, subject: object = "", people: Iterable[str] = (), why: str = "", **words: Any) -> None:
        """Tells an event of what changed since the last one; days may stand among ``words``."""
        plain = {
            name: value.isoformat() if hasattr(value, "isoformat") else str(value) for name, value in words.items()
        }
        self.events.append(self.work.tell(kind, subject=str(subject), people=people, why=why, **plain))

    def done(self) -> Done:
        """What there is to say at the end."""
        return Done(tuple(sentence(event) for event in self.events), tuple(self.follows), self.id)


@contextmanager
def deed(
    store: Store, actor: Actor, permission: Permission, now: datetime | None = None, *, done_on: date | None = None
) -> Iterator[Deed]:
    """As :func:`~beds.services.unit_of_work.changing`: all of it is stored at the end, or nothing.

    ``done_on``: the day on which it was done, agreed or told, where that is no plan. Raises
    :class:`~beds.domain.errors.BadInput` where that day is still to come and not of the week that the last run decides.
    """
    with changing(store, actor, permission, now=now) as work:
        if done_on is not None and done_on > store.today():
            _refuse_to_come(work.books, done_on, store.today())
        yield Deed(work)


def _refuse_to_come(books: Books, done_on: date, today: date) -> None:
    """What is carried out in the week that the last run decides may be written down ahead, and nothing after it."""
    decided = [run.run_on + HORIZON for run, _proposal in books.runs.all(last=1) if run.run_on]
    last = max([today, *decided])
    if done_on > last:
        message = _("this day is still to come: only what has been done is recorded as done")
        accepted = _("%(today)s or an earlier day", today=last.isoformat())
        raise BadInput([Finding(_("day"), 0, "on", done_on.isoformat(), message, accepted)])
