"""Who is in front for a bed: candidates whom no rule on person and bed refuses it, most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Books
from beds.domain.messages import _
from beds.domain.people import Band
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


def before_her(week: Week, books: Books, person_id: str, bed_id: str) -> list[InFront]:
    """Whom she would be placed in front of although they come first: a more urgent band, or the same and a longer wait.

    Only people without a bed are counted, as in skipped.csv: a resident who seeks another bed has one.
    """
    person = week.people[person_id]
    hers = (week.band(person), -week.waiting_days(person)) if person.is_candidate else ("Z", 0)
    return [
        one for one in _in_front(books, week, [bed_id])[bed_id]
        if (one.band, -one.waiting_days) < hers and one.person_id != person_id and not week.is_mover(one.person_id)
    ]  # fmt: skip


def who_is_next(books: Books, on: date, beds: Mapping[str, str]) -> list[str]:
    """A sentence for each bed that is free again on who is in front for it, but for the person named with it."""
    if not beds:
        return []
    found = _in_front(books, Week(books.facts.snapshot(on), on), list(beds))
    return [_sentence(bed, [one for one in found[bed] if one.person_id != but]) for bed, but in beds.items()]


def _in_front(books: Books, week: Week, beds: Sequence[str]) -> dict[str, list[InFront]]:
    """Candidates without an open offer who could have each bed; pair rules and key workers are for a run to weigh."""
    promised = {offer.person_id for offer in books.proposals.offers(only_open=True)}
    people = [person for person in week.candidates if person.person_id not in promised]
    masks = masks_for(people, [place_of(bed, week) for bed in beds], week)
    found: dict[str, list[InFront]] = {}
    for column, bed_id in enumerate(beds):
        could = [
            InFront(person.person_id, week.band(person), week.waiting_days(person))
            for person, mask in zip(people, masks[:, column], strict=True)
            if mask == 0 and not (person.person_id in week.home and week.home[person.person_id].bed_id == bed_id)
        ]
        found[bed_id] = sorted(could, key=lambda one: (one.band, -one.waiting_days, one.person_id))
    return found


def _sentence(bed_id: str, found: Sequence[InFront]) -> str:
    if not found:
        return _("Nobody on the list can have bed %(bed)s as things stand.", bed=bed_id)
    names = ", ".join(
        _("%(person)s (band %(band)s, %(days)d days)", person=one.person_id, band=one.band, days=one.waiting_days)
        for one in found[:SHOWN]
    )
    rest = "" if len(found) <= SHOWN else " " + _("and %(count)d more", count=len(found) - SHOWN)
    return _("In front for bed %(bed)s: %(people)s%(rest)s. A new run decides.", bed=bed_id, people=names, rest=rest)
