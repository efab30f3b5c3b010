"""Kept scenarios for tests of long work, the files that an undisturbed run of them writes, and a quiet log."""

from pathlib import Path
from typing import Any

from beds.data.store.store import Store
from beds.data.store.tables.scenarios import ScenarioRow
from beds.domain.access import Actor
from beds.services.long_work.result import run_file, run_file_names
from beds.services.long_work.worker import Worker
from beds.services.running import Running
from beds.services.simulate import ask, simulate
from beds.services.unit_of_work import changing
from beds.simulation.workforce import Workforce
from tests.data.store.sample import NOW
from tests.services.laboratory import SMALL, a_file, contents

COMMISSIONER = Actor("comm", ("commissioner",))
ALONE = Workforce(jobs=1)


class Lines:
    """A log that keeps its lines."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, dict[str, object]]] = []

    def info(self, event: str, **words: object) -> None:
        self.lines.append((event, words))

    error = info


def keep(store: Store, name: str, text: str, author: Actor = COMMISSIONER, *, shared: bool = False) -> int:
    """Keeps a scenario, its author's alone or shared; its number."""
    with changing(store, author, "keep_scenarios") as work:
        row = ScenarioRow(name=name, author=author.user_id, content=text, sha256="", saved_at=NOW)
        row.share_key = f"key of {name}" if shared else None
        work.books.session.add(row)
        work.books.session.flush()
        work.tell("decided", subject=name)
        return row.scenario_id


def keep_two(store: Store, author: Actor = COMMISSIONER, *, shared: bool = False) -> list[int]:
    """A longer and a shorter limit, as :func:`tests.services.laboratory.two_files` writes them."""
    limits = {"longer": 12, "shorter": 6}
    return [
        keep(store, name, SMALL.format(name=name, limit=limit), author, shared=shared) for name, limit in limits.items()
    ]


def undisturbed(folder: Path, **options: Any) -> dict[str, bytes]:
    """Every file of a run of the same two that nothing disturbs."""
    running = Running(workforce=ALONE, **options)
    files = [a_file(folder), a_file(folder, "shorter", 6)]
    simulate(ask(files, running), running, folder / "out")
    return contents(folder / "out")


def stored(store: Store, run_id: int) -> dict[str, bytes]:
    """Every file of a run that is done."""
    return {name: run_file(store, COMMISSIONER, run_id, name) for name in run_file_names(store, COMMISSIONER, run_id)}


def a_worker(store: Store, **settings: Any) -> Worker:
    return Worker(store, Lines(), ALONE, **settings)
