"""Audit of chain numbers: moves that hang together share a number, and no others do."""

from collections import defaultdict
from collections.abc import Iterator

from beds.domain.messages import _
from beds.optimizer.audit.answer import Answer


def faults(answer: Answer) -> Iterator[str]:
    yield from _torn(answer)
    together = _linked(answer)
    numbered: defaultdict[int, list[str]] = defaultdict(list)
    for person_id, row in answer.placed.items():
        if row.chain is not None:
            numbered[row.chain].append(person_id)
    for chain, people in numbered.items():
        if len(people) == 1:
            yield _("Chain %(chain)d holds one move only, that of %(person)s.", chain=chain, person=people[0])
        elif len({together[person_id] for person_id in people}) > 1:
            yield _(
                "Chain %(chain)d holds moves that do not hang together: %(people)s.",
                chain=chain,
                people=", ".join(people),
            )


def _torn(answer: Answer) -> Iterator[str]:
    for person_id, row in answer.placed.items():
        mover = answer.freed_by(row)
        if mover and (row.chain is None or row.chain != answer.placed[mover].chain):
            yield _(
                "%(person)s takes the bed that %(mover)s frees, but they do not share a chain number.",
                person=person_id,
                mover=mover,
            )


def _linked(answer: Answer) -> dict[str, str]:
    """For everybody placed, one name for all the moves that hers hangs together with.

    Taking the bed of a leaver who is placed elsewhere may be counted as a link too: her move frees it, if not it alone.
    """
    name = {person_id: person_id for person_id in answer.placed}

    def top(person_id: str) -> str:
        while name[person_id] != person_id:
            name[person_id] = name[name[person_id]]
            person_id = name[person_id]
        return person_id

    for person_id, row in answer.placed.items():
        occupant = answer.before_her(row)
        if occupant is not None and occupant in answer.placed:
            name[top(person_id)] = top(occupant)
    return {person_id: top(person_id) for person_id in name}
