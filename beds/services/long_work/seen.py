"""Who may see a run, said once for every page, list and file: what it was asked of must be open to her.

An allocation is seen by whoever may see people. Nobody stands in a simulation, but a scenario is its author's alone
until she shares it: so whoever asked for a simulation sees it, and others once they may see each of its scenarios.
"""

from collections.abc import Iterator

from beds.data.store.facts import NotFound
from beds.data.store.store import Books
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor, Permission
from beds.domain.messages import _
from beds.services.long_work.asked import AskedSimulation
from beds.services.long_work.kinds import ALLOCATION, SIMULATION
from beds.services.permit import permit

_SEEN_BY: dict[str, Permission] = {ALLOCATION: "see_people", SIMULATION: "see_figures"}


def run_seen(books: Books, actor: Actor, run_id: int) -> RunRow:
    """The run, in any state.

    Raises :class:`NotFound` where there is none or its scenarios are not open to her, and
    :class:`~beds.domain.errors.NotPermitted` where her role sees no run of its kind.
    """
    row = books.queue.get(run_id)
    permit(actor, _SEEN_BY[row.kind])
    if not _is_open(books, actor, row):
        raise NotFound(_("There is no run %(run)d that is yours or shared with you.", run=run_id))
    return row


def runs_seen(books: Books, actor: Actor) -> Iterator[RunRow]:
    """Every run that she may see, newest first."""
    kinds = tuple(kind for kind, permission in _SEEN_BY.items() if actor.may(permission))
    return (row for row in books.queue.newest(kinds) if _is_open(books, actor, row))


def not_shared(books: Books, row: RunRow) -> tuple[str, ...]:
    """The names of the scenarios that others cannot see, and with them the answer; none but of a simulation's own."""
    if row.kind != SIMULATION or row.after_run is not None:
        return ()
    asked = AskedSimulation.from_options(row.options)
    kept = ((one.name, books.scenarios.get(number)) for one, number in zip(asked.scenarios, asked.kept, strict=False))
    return tuple(name for name, scenario in kept if scenario is None or scenario.share_key is None)


def _is_open(books: Books, actor: Actor, row: RunRow) -> bool:
    if row.kind == ALLOCATION or row.asked_by == actor.user_id:
        return True
    if row.after_run is not None:
        # A test of an answer tells no more than the answer, and no less.
        return _is_open(books, actor, books.queue.get(row.after_run))
    kept = AskedSimulation.from_options(row.options).kept
    return bool(kept) and all(books.scenarios.readable(one, actor.user_id) for one in kept)
