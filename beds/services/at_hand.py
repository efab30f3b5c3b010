"""The facts of one moment, kept at hand until anything changes: what every page over the whole service begins with."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from beds.data.store.store import Books, Store
from beds.domain.access import Actor
from beds.domain.week import Week
from beds.rules.refusals import Refusals, judge
from beds.services.latest import Latest
from beds.services.sought import Sought, sought
from beds.services.unit_of_work import reading

KEPT = 4
"""So many days or moments at a time: readers look at today, and while somebody writes there are two todays."""


@dataclass(frozen=True)
class AtHand:
    """A week, and what the rules say of everybody who seeks a bed in it; computed once, on first use."""

    week: Week

    @cached_property
    def refusals(self) -> Refusals:
        return judge(self.week)

    @cached_property
    def sought(self) -> dict[str, Sought]:
        """What there is for each candidate, by person."""
        return sought(self.refusals)


_kept: Latest[tuple[str, date], AtHand] = Latest(KEPT)


def at_hand(books: Books, on: date) -> AtHand:
    """The week as the facts stand in this transaction.

    Whatever changes facts tells an event, so the head of the record names the state of them all: while it is the
    same, nothing is read, opened or judged again. The hash of an event is taken with a salt, so that two databases
    never share one.
    """
    number, head = books.record.head()
    if number == 0:
        return AtHand(Week(books.facts.snapshot(on), on))
    return _kept.get((head, on), lambda: AtHand(Week(books.facts.snapshot(on), on)))


def week_at_hand(store: Store, actor: Actor, on: date) -> Week:
    """The week, for a form that needs its phases and its policy and shows nobody."""
    with reading(store, actor, "see_people") as books:
        return at_hand(books, on).week
