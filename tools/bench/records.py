"""``python -m tools.bench.records``: the database after ten years, and a large import, on both engines.

Seconds are the median of several rounds. Exits with 1 where a figure is over its limit.
"""

import argparse
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from beds.data.settings import Settings
from beds.data.store.columns import keyring_of
from beds.data.store.store import Store, open_store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.runs import RunFileRow, RunRow
from beds.domain.people import Person
from beds.domain.snapshot import Snapshot
from beds.services.doctor import examine
from beds.services.import_facts import carry_out, preview_import
from beds.services.sample import make_sample
from beds.services.unit_of_work import changing
from tools.bench.child import tell
from tools.bench.table import aligned
from tools.history import CORA, END, YEARS, write_history
from tools.postgres import serving

ROUNDS = 5
LIMITS = {"waiting list": 0.2, "bed board": 0.2, "store a run": 1.0}
"""Seconds that a figure may take."""
_NUMBERS = count(10_000)
TODAY = END - timedelta(weeks=1)


def main(arguments: list[str] | None = None) -> int:
    """Measure on both engines, print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.records", description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--candidates", type=int, default=2000)
    options = parser.parse_args(arguments)
    found: dict[str, dict[str, tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="beds-bench-") as folder, serving() as server:
        for engine in ("sqlite", "postgres"):
            place = Path(folder) / engine
            place.mkdir()

            key = str(place / "beds.key")
            urls = [str(place / "history.db"), str(place / "import.db")]
            if engine == "postgres":
                urls = [server.url(server.new_database()) for _url in urls]
            history, imported = (Settings(database_url=url, key_file=key) for url in urls)
            found[engine] = {
                **_history(history, options.years),
                **_import(imported, place / "facts", options.candidates),
            }
    _print(found)
    over = [
        f"{engine}, {name}"
        for engine, figures in found.items()
        for name, limit in LIMITS.items()
        if figures[name][0] > limit
    ]
    for name in over:
        print(f"OVER ITS LIMIT: {name}")
    return 1 if over else 0


def _history(settings: Settings, years: int) -> dict[str, tuple[float, float]]:
    with _made(settings) as store:
        tell(f"{settings.database_url.split(':')[0][-8:]}: writing {years} years")
        write_history(store, years=years, tell=tell)
        with store.read() as books:
            events, people = books.record.head()[0], books.session.query(PersonRow).count()
        tell(f"{events} events, {people} people")
        unstored = [_facts(store) for _round in range(ROUNDS)]
        figures = {
            "waiting list": _measured(lambda: _read(store, "waiting_list")),
            "bed board": _measured(lambda: _read(store, "bed_board")),
            "facts of a run": _measured(lambda: _snapshot(store)),
            "store a run": _measured(lambda: _store_a_run(store, unstored.pop())),
            "doctor": _measured(lambda: examine(store, CORA, settings, TODAY), 1),
        }
        return {**figures, "people": (people, 0), "events": (events, 0)}


def _read(store: Store, board: str) -> None:
    with store.read() as books:
        getattr(books.boards, board)(TODAY)


def _snapshot(store: Store) -> None:
    with store.read() as books:
        books.facts.snapshot(TODAY)


def _facts(store: Store) -> Snapshot:
    """The facts with somebody new, so that nobody has stored them yet."""
    with store.read() as books:
        facts = books.facts.snapshot(TODAY)
    return replace(facts, people=(*facts.people, Person(f"new {next(_NUMBERS)}")))


def _store_a_run(store: Store, facts: Snapshot) -> None:
    """Facts, and an answer of the usual size."""
    number = next(_NUMBERS)
    with changing(store, CORA, "run") as work:
        sha = work.books.snapshots.put(facts, work.now)
        now = datetime.now(UTC)
        run = RunRow(
            run_id=number, kind="allocation", status="done", run_on=TODAY, asked_by="cora", asked_at=now,
            snapshot_sha256=sha,
        )  # fmt: skip
        work.books.session.add(run)
        ring = keyring_of(store.engine.dialect)
        for name in ("allocation.csv", "explanations.csv", "unplaced.csv", "skipped.csv", "summary.json"):
            rows = "\n".join(f"P{i:05},placed,B{i:03},S{i % 15},because of the points {i}" for i in range(2000))
            content = ring.seal(zlib.compress(rows.encode())).encode()
            work.books.session.add(RunFileRow(run_id=number, name=name, sha256="", content=content))


def _import(settings: Settings, folder: Path, candidates: int) -> dict[str, tuple[float, float]]:
    make_sample(folder, candidates=candidates, beds=candidates // 5, seed=1, on=END)
    with _made(settings) as store:
        tell(f"importing {candidates} candidates")
        preview = _measured(lambda: preview_import(store, CORA, folder, END), 1)
        shown = preview_import(store, CORA, folder, END)
        return {"show an import": preview, "import": _measured(lambda: carry_out(store, CORA, shown), 1)}


@contextmanager
def _made(settings: Settings) -> Iterator[Store]:
    store = open_store(settings, create=True)
    try:
        yield store
    finally:
        store.close()


def _measured(what: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds by the clock, and of this process's processor."""
    clock, processor = [], []
    for _round in range(rounds):
        started, began = perf_counter(), process_time()
        what()
        clock.append(perf_counter() - started)
        processor.append(process_time() - began)
    return median(clock), median(processor)


def _print(found: dict[str, dict[str, tuple[float, float]]]) -> None:
    names = next(iter(found.values()))
    rows = [[name, *(_cell(name, figures[name]) for figures in found.values())] for name in names]
    print(aligned([["seconds (of which processor)", *found], *rows]))


def _cell(name: str, figure: tuple[float, float]) -> str:
    return f"{figure[0]:,.0f}" if name in ("people", "events") else f"{figure[0]:.3f} ({figure[1]:.3f})"


if __name__ == "__main__":
    sys.exit(main())
