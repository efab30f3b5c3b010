"""Who is in front for a bed: candidates whom no rule on person and bed refuses it, most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Books
from beds.domain.messages import _
from beds.domain.people import Band, Person
from beds.domain.week import Week
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for

SHOWN = 3


@dataclass(frozen=True)
class InFront:
    """A candidate before a bed."""

    person_id: str
    band: Band
    waiting_days: int


def in_front(books: Books, bed_id: str, on: date, *, but: Sequence[str] = ()) -> list[InFront]:
    """Candidates without an open offer who could have the bed; pair rules and key workers are for a run to weigh."""
    return _in_front(books, Week(books.facts.snapshot(on), on), bed_id, but)


def _in_front(books: Books, week: Week, bed_id: str, but: Sequence[str]) -> list[InFront]:
    promised = {offer.person_id for offer in books.proposals.offers(only_open=True)}
    people = [
        person for person in week.candidates
        if person.person_id not in promised and person.person_id not in but
        and not (person.person_id in week.home and week.home[person.person_id].bed_id == bed_id)
    ]  # fmt: skip
    if not people:
        return []
    masks = masks_for(people, [place_of(bed_id, week)], week)
    found = [_standing(person, week) for person, mask in zip(people, masks[:, 0], strict=True) if mask == 0]
    return sorted(found, key=lambda one: (one.band, -one.waiting_days, one.person_id))


def before_her(books: Books, person_id: str, bed_id: str, on: date) -> list[InFront]:
    """Whom she would be placed in front of although they come first: a more urgent band, or the same and a longer wait.

    Only people without a bed are counted, as in skipped.csv: a resident who seeks another bed has one.
    """
    week = Week(books.facts.snapshot(on), on)
    person = week.people[person_id]
    hers = (week.band(person), -week.waiting_days(person)) if person.is_candidate else ("Z", 0)
    return [
        one for one in _in_front(books, week, bed_id, (person_id,))
        if (one.band, -one.waiting_days) < hers and not week.is_mover(one.person_id)
    ]  # fmt: skip


def who_is_next(books: Books, bed_id: str, on: date, *, but: Sequence[str] = ()) -> str:
    """A sentence on who is in front for a bed that is free again."""
    found = in_front(books, bed_id, on, but=but)
    if not found:
        return _("Nobody on the list can have bed %(bed)s as things stand.", bed=bed_id)
    names = ", ".join(
        _("%(person)s (band %(band)s, %(days)d days)", person=one.person_id, band=one.band, days=one.waiting_days)
        for one in found[:SHOWN]
    )
    rest = "" if len(found) <= SHOWN else " " + _("and %(count)d more", count=len(found) - SHOWN)
    return _("In front for bed %(bed)s: %(people)s%(rest)s. A new run decides.", bed=bed_id, people=names, rest=rest)


def _standing(person: Person, week: Week) -> InFront:
    return InFront(person.person_id, week.band(person), week.waiting_days(person))
