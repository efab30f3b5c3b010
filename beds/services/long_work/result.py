"""The use cases of what a simulation has found: its report, built again from what is stored, and its files."""

from beds.data.store.facts import NotFound
from beds.data.store.store import Books, Store
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.services.long_work.asked import asked_in
from beds.services.long_work.kept_parts import DIGESTS
from beds.services.long_work.kinds import SIMULATION
from beds.services.long_work.seen import run_seen
from beds.services.report.report import Report
from beds.services.simulate import report_of
from beds.services.unit_of_work import reading
from beds.simulation import digests


def simulated(store: Store, actor: Actor, run_id: int) -> Report:
    """The report of a finished simulation, the same as its worker made it from.

    Its scenarios, measures, differences and weeks; words are in the reader's language. Raises
    :class:`~beds.data.store.facts.NotFound` where no simulation of this number is done.
    """
    with reading(store, actor, "see_figures") as books:
        row = _done(books, actor, run_id)
        asked = asked_in(books, row)
        gathered, version = digests.from_bytes(books.run_files.get(run_id, DIGESTS)), row.program
    return report_of(asked, gathered, version)


def run_file(store: Store, actor: Actor, run_id: int, name: str) -> bytes:
    """One file of a finished simulation as it was written: measures.csv, measures.xlsx, report.html, and so on."""
    with reading(store, actor, "see_figures") as books:
        _done(books, actor, run_id)
        if name not in _names(books, run_id):
            raise NotFound(_("Run %(run)d has no file %(file)s.", run=run_id, file=name))
        return books.run_files.get(run_id, name)


def run_file_names(store: Store, actor: Actor, run_id: int) -> list[str]:
    """The names that :func:`run_file` knows, in order."""
    with reading(store, actor, "see_figures") as books:
        _done(books, actor, run_id)
        return _names(books, run_id)


def _names(books: Books, run_id: int) -> list[str]:
    return [name for name in books.run_files.names(run_id) if name != DIGESTS]


def _done(books: Books, actor: Actor, run_id: int) -> RunRow:
    row = run_seen(books, actor, run_id)
    if row.kind != SIMULATION or row.status != "done":
        raise NotFound(_("Simulation %(run)d is not done, or there is none of this number.", run=run_id))
    return row
