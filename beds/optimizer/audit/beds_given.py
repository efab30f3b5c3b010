"""Audit of person and bed: the bed exists, is free, is given once, and no rule refuses; pins are kept."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from beds.domain.allocation import Row
from beds.domain.messages import _
from beds.domain.people import Person
from beds.optimizer.audit.answer import Answer
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for, rules_in

SLICE = 64
"""People judged at once before the places they get: the work grows with the people placed, not with people x beds."""


def faults(answer: Answer) -> Iterator[str]:
    yield from _unknown(answer)
    yield from _given_twice(answer)
    yield from _not_free(answer)
    yield from _refused(answer)
    yield from _pins(answer)


def _unknown(answer: Answer) -> Iterator[str]:
    for row in answer.allocation.rows:
        if row.has_bed and row.bed_id not in answer.week.beds:
            yield _("%(person)s is given bed %(bed)r, which does not exist.", person=row.person_id, bed=row.bed_id)


def _given_twice(answer: Answer) -> Iterator[str]:
    takers: defaultdict[str, list[str]] = defaultdict(list)
    for person_id, row in answer.placed.items():
        takers[row.bed_id].append(person_id)
    for bed_id, people in takers.items():
        if len(people) > 1:
            yield _("Bed %(bed)s is given to more than one: %(people)s.", bed=bed_id, people=", ".join(people))


def _not_free(answer: Answer) -> Iterator[str]:
    for person_id, row in answer.placed.items():
        occupant = answer.before_her(row)
        if occupant == person_id:
            yield _("%(person)s is given bed %(bed)s, in which she lives.", person=person_id, bed=row.bed_id)
        elif occupant is not None and not answer.week.is_leaver(occupant) and occupant not in answer.placed:
            yield _(
                "%(person)s is given bed %(bed)s, but %(occupant)s lives in it and stays.",
                person=person_id,
                bed=row.bed_id,
                occupant=occupant,
            )


def _refused(answer: Answer) -> Iterator[str]:
    pairs = sorted(answer.placements(), key=lambda pair: answer.week.beds[pair[1].bed_id].scheme_id)
    for start in range(0, len(pairs), SLICE):
        yield from _refused_among(answer, pairs[start : start + SLICE])


def _refused_among(answer: Answer, pairs: Sequence[tuple[Person, Row]]) -> Iterator[str]:
    week = answer.week
    places = [place_of(row.bed_id, week) for _person, row in pairs]
    distinct = {place: k for k, place in enumerate(dict.fromkeys(places))}
    masks = masks_for([person for person, _row in pairs], tuple(distinct), week)
    for i, ((person, row), place) in enumerate(zip(pairs, places, strict=True)):
        for rule in rules_in(masks[i, distinct[place]]):
            assert rule.sentence is not None
            yield _(
                "%(rule)s refuses %(person)s bed %(bed)s: %(sentence)s",
                rule=rule.id,
                person=row.person_id,
                bed=row.bed_id,
                sentence=rule.sentence(person, place, week),
            )


def _pins(answer: Answer) -> Iterator[str]:
    for pin in answer.week.snapshot.pins:
        row = answer.placed.get(pin.person_id)
        if pin.action == "pin" and (row is None or row.bed_id != pin.bed_id):
            yield _("The pin of %(person)s to bed %(bed)s is not kept.", person=pin.person_id, bed=pin.bed_id)
        elif row is not None and pin.worker_id and pin.worker_id != row.worker_id and row.worker_id:
            yield _(
                "The pin of %(person)s names key worker %(named)s, yet she is given %(given)s.",
                person=pin.person_id, named=pin.worker_id, given=row.worker_id,
            )  # fmt: skip
