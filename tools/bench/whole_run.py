"""One size from folder to files, as ``beds allocate`` does it; then its parts, each by the function that does it."""

import gc
import resource
from datetime import date
from pathlib import Path
from time import perf_counter

from beds.data.exchange import read_exchange
from beds.data.results import write_results
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.optimizer.answer import Answer
from beds.optimizer.audit import assert_sound
from beds.optimizer.explain import explain_run
from beds.optimizer.lottery import Draw
from beds.optimizer.programme import Deadline
from beds.optimizer.run import solve_week
from beds.rules.refusals import judge
from tools.bench.child import answer, tell
from tools.bench.figures import WholeRun
from tools.bench.rounds import Watch, rounds


def whole_run(size: str, folder: str, on: str, explain: bool, repeats: int) -> WholeRun:
    """Measure the exchange folder; results go into a folder beside it. ``on`` is the run date as ISO 8601."""
    source, day = Path(folder), date.fromisoformat(on)
    watch, peak = Watch(), 0.0
    for number in rounds(repeats):
        tell(f"{size}: whole run {number + 1}{'' if explain else ', without explanations'}")
        gc.collect()
        with watch.timed("whole run"):
            with watch.timed("read"):
                snapshot, _warnings = read_exchange(source, day)
            allocation = allocate(snapshot, day, explain=explain)
            with watch.timed("write"):
                write_results(allocation, source.with_name("results"))
        peak = peak or _peak_megabytes()
        tell(f"{size}: its parts")
        found = _solved(snapshot, day, watch)
        with watch.timed("explain"):
            explain_run(found, explain=explain, report=_nobody)
        with watch.timed("audit"):
            assert_sound(found.week, allocation)
    matrix = found.model.programme.matrix
    rows, columns = matrix.shape
    return WholeRun(watch.seconds, peak, rows, columns, matrix.nnz)


def _solved(snapshot: Snapshot, on: date, watch: Watch) -> Answer:
    """The answer; when the solver tells of its first tier, judging and modelling are over."""
    week, first_tier = Week(snapshot, on), 0.0

    def on_progress(stage: str, done: int, total: int) -> None:
        nonlocal first_tier
        if total > 1 and not first_tier:  # tiers are steps of many; anything else is a stage of its own
            first_tier = perf_counter()

    draw = Draw.of(snapshot.policy.lottery_seed, on)
    started = perf_counter()
    found = solve_week(week, judge(week), draw, deadline=Deadline(), report=on_progress)
    watch.note("judge and model", first_tier - started)
    watch.note("solve", perf_counter() - first_tier)
    return found


def _peak_megabytes() -> float:
    """The most memory this process has held so far; Linux counts it in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _nobody(stage: str, done: int, total: int) -> None:
    """Progress within a part is told to nobody."""


if __name__ == "__main__":
    answer(whole_run)
