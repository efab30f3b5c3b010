"""What a worker does with each kind of run: it is worked out, and its answer stored in one go while the lease holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from beds import __version__
from beds.data.laboratory.people import NAME as PEOPLE
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor, Permission
from beds.services.long_work.asked import asked_in
from beds.services.long_work.holding import Holding, Stopped
from beds.services.long_work.kept_parts import DIGESTS, PARTS, KeptParts
from beds.services.long_work.kinds import ALLOCATION, SIMULATION
from beds.services.run_week import decide_week, store_week
from beds.services.running import Running, digested, simulating
from beds.services.simulate import Asked, simulate
from beds.services.unit_of_work import Work, changing
from beds.simulation import digests
from beds.simulation.gathered import Gathered
from beds.simulation.runner import run_replications
from beds.simulation.workforce import Workforce


def do(holding: Holding, row: RunRow, actor: Actor, workforce: Workforce) -> None:
    """Works out a run and stores its answer.

    Raises :class:`~beds.services.long_work.holding.Stopped`, :class:`~beds.data.store.queue.LeaseLost`, and whatever
    the work itself raises; then no answer is stored, and the replications that are finished are kept.
    """
    {ALLOCATION: _allocate, SIMULATION: _simulate}[row.kind](holding, row, actor, workforce)


def _allocate(holding: Holding, row: RunRow, actor: Actor, _workforce: Workforce) -> None:
    assert row.run_on is not None
    explain, time_limit = row.options["explain"], row.options["time_limit"]
    decided = decide_week(
        holding.store, actor, row.run_on, explain=explain, time_limit=time_limit, progress=holding.progress
    )  # fmt: skip
    with _storing(holding, actor, "run") as work:
        store_week(work, decided, work.books.queue.get(row.run_id))


def _simulate(holding: Holding, row: RunRow, actor: Actor, workforce: Workforce) -> None:
    with holding.store.read() as books:
        asked = asked_in(books, row)
    found = _tested if row.after_run is not None else _written
    gathered, files = found(asked, Running(workforce=workforce, resume=True), holding)
    with _storing(holding, actor, "keep_scenarios") as work:
        run_files, stored = work.books.run_files, work.books.queue.get(row.run_id)
        run_files.drop(row.run_id, PARTS)
        for name, content in {**files, DIGESTS: digests.to_bytes(gathered)}.items():
            run_files.put(row.run_id, name, content)
        stored.status, stored.ended_at, stored.lease_until, stored.program = "done", work.now, None, __version__
        names, replications = ", ".join(gathered.scenarios), sum(one.replications for one in asked.scenarios)
        work.tell(
            "simulated", subject=str(row.run_id), run=row.run_id, scenarios=names, replications=replications
        )  # fmt: skip


def _written(asked: Asked, running: Running, holding: Holding) -> tuple[Gathered, dict[str, bytes]]:
    """What was simulated, and every file that tells of it."""
    with TemporaryDirectory(prefix="beds-run-") as folder:
        out = Path(folder) / "out"
        done = simulate(asked, running, out, parts=KeptParts(holding), progress=holding.progress)
        # Where people are real, those who see a simulation may not see their lives, under whatever name.
        files = {file.name: file.read_bytes() for file in out.iterdir() if not (asked.suppress and file.name == PEOPLE)}
    return done.report.gathered, files


def _tested(asked: Asked, running: Running, holding: Holding) -> tuple[Gathered, dict[str, bytes]]:
    """What was simulated to test the answer of another run, which alone tells of it: many scenarios and no files."""
    gathered = Gathered([scenario.name for scenario in asked.scenarios])
    done = run_replications(
        asked.scenarios, digested, workforce=running.workforce, parts=KeptParts(holding), resume=running.resume,
        progress=simulating(holding.progress),
    )  # fmt: skip
    for _position, one in done:
        gathered.add(one)
    return gathered, {}


@contextmanager
def _storing(holding: Holding, actor: Actor, permission: Permission) -> Iterator[Work]:
    """The unit of work in which an answer is stored: not broken off, and nothing of it once the lease is lost."""
    holding.finish()
    with changing(holding.store, actor, permission) as work:
        holding.hold(work.books)
        if holding.why:
            raise Stopped
        yield work
