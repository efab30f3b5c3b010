"""Audit of the pair rules: who would live with whom after the run."""

from collections import defaultdict
from collections.abc import Iterator

from beds.domain.decisions import Scope
from beds.domain.messages import _
from beds.domain.week import Week
from beds.optimizer.audit.answer import Answer


def faults(answer: Answer) -> Iterator[str]:
    yield from _keep_apart(answer)
    if not answer.week.is_off("room_gender"):
        yield from _room_gender(answer)


def _keep_apart(answer: Answer) -> Iterator[str]:
    for pair in answer.week.snapshot.keep_apart:
        a, b = pair.person_a, pair.person_b
        if (a in answer.placed or b in answer.placed) and a in answer.lives and b in answer.lives:
            bed_a, bed_b = answer.lives[a], answer.lives[b]
            if _together(answer.week, bed_a, bed_b, pair.scope):
                yield _(
                    "keep_apart: %(a)s in bed %(bed_a)s and %(b)s in bed %(bed_b)s would live in the same %(scope)s.",
                    a=a,
                    bed_a=bed_a,
                    b=b,
                    bed_b=bed_b,
                    scope=pair.scope,
                )


def _together(week: Week, bed_a: str, bed_b: str, scope: Scope) -> bool:
    """Whether two beds stand in one room, scheme or area.

    The very same bed shares no room with itself: its taker comes when the leaver has gone. A scheme is within its own
    area even where the area is not known.
    """
    a, b = week.scheme_of(bed_a), week.scheme_of(bed_b)
    if scope == "room":
        return bed_a != bed_b and week.room_of(bed_a) is not None and week.room_of(bed_a) == week.room_of(bed_b)
    return a is b or (scope == "area" and a.area != "" and a.area == b.area)


def _room_gender(answer: Answer) -> Iterator[str]:
    week = answer.week
    sharing: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for person_id, bed_id in answer.lives.items():
        room = week.room_of(bed_id)
        if room and week.scheme_of(bed_id).women_only is not True:
            sharing[room].append(person_id)
    for room, people in sharing.items():
        if len({week.people[person_id].gender for person_id in people}) > 1:
            yield from _mixed(answer, room, people)


def _mixed(answer: Answer, room: tuple[str, str], people: list[str]) -> Iterator[str]:
    gender = {person_id: answer.week.people[person_id].gender for person_id in people}
    for i, a in enumerate(people):
        for b in people[i + 1 :]:
            by_this_run = a in answer.placed or b in answer.placed
            if by_this_run and gender[a] != gender[b] and answer.lives[a] != answer.lives[b]:
                yield _(
                    "room_gender: %(a)s and %(b)s, of different gender, would share room %(room)s of %(scheme)s.",
                    a=a,
                    b=b,
                    room=room[1],
                    scheme=room[0],
                )
