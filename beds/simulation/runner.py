"""Many replications of many scenarios: from scenarios to what is made of the records, always in the same order.

Who does the work (:mod:`beds.simulation.workforce`) and what was finished before (:mod:`beds.simulation.parts`) change
how long it takes and nothing else.
"""

import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from beds.domain.errors import BedsError
from beds.domain.messages import _, ngettext
from beds.simulation.interruption import gate
from beds.simulation.parts import Kept, from_bytes, scenario_key, to_bytes
from beds.simulation.records import Records
from beds.simulation.scenario import Scenario
from beds.simulation.workforce import Workforce, outcomes

T = TypeVar("T")
Simulate = Callable[[Scenario, int], Records]
Progress = Callable[[int, int], None]
"""Told how many replications are finished, and how many there are; those of every scenario count."""
Item = tuple[int, int]
"""The replication, and the position of its scenario: in this order they are given out."""

MOST_IN_A_TASK = 8
"""Replications that are sent to a worker together: many enough to cost nothing, few enough to be lost by Ctrl-C."""
TASKS_EACH = 16
"""Tasks a worker between two halts. At a halt everything has been given out, so that results cannot pile up."""
MOST_HELD = 256
"""Replications between two halts on a small workforce: some ten megabytes."""


class Interrupted(BedsError):
    """Ctrl-C. What is finished is kept where a run keeps its parts."""

    exit_code = 130

    def __init__(self, finished: int, total: int, *, kept: bool) -> None:
        self.finished, self.total = finished, total
        done = ngettext(
            "Stopped. Of %(total)d replications %(count)d is finished",
            "Stopped. Of %(total)d replications %(count)d are finished",
            finished, total=total,
        )  # fmt: skip
        goes_on = _("and kept; the same command with --resume goes on from there.")
        super().__init__(f"{done} {goes_on}" if kept else f"{done}.")


@dataclass(frozen=True)
class _Task:
    """Replications of one scenario that one worker does in one go."""

    scenario: int
    replications: tuple[int, ...]


@dataclass(frozen=True)
class _Done(Generic[T]):
    """One replication: what was made of its records, and the records themselves where they are to be kept."""

    item: Item
    made: T
    content: bytes = b""


@dataclass(frozen=True)
class _Order(Generic[T]):
    """What a worker is to do with every replication."""

    simulate: Simulate
    made_of: Callable[[Scenario, Records], T]
    keep: bool


def run_replications(
    scenarios: Sequence[Scenario],
    made_of: Callable[[Scenario, Records], T],
    *,
    workforce: Workforce | None = None,
    parts: Kept | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    simulate: Simulate | None = None,
) -> Iterator[tuple[int, T]]:
    """For every replication of every scenario the scenario's position and what ``made_of`` makes of the records.

    In order of replication, and then of scenario. ``made_of`` works where the simulation does, so both must be known
    there by name, and what it makes is sent back: small things are quicker. With ``parts`` each replication is kept as
    soon as it is finished, and with ``resume`` those that are there are not done again. Memory does not grow with the
    number of replications. Raises :class:`Interrupted` on Ctrl-C, :class:`~beds.simulation.workforce.NoCluster` and
    :class:`~beds.simulation.workforce.WorkerLost`.
    """
    keys = [scenario_key(scenario) for scenario in scenarios] if parts else []
    order = _order(scenarios)
    there = {(r, s) for r, s in order if parts and resume and parts.has(keys[s], r)}
    missing = [item for item in order if item not in there]
    finished = len(there)
    held: dict[Item, T] = {}
    report = progress or _nobody
    with gate() as stop:
        work = _work(
            _Order(simulate or _really, made_of, parts is not None), scenarios, missing, workforce or Workforce()
        )
        try:
            report(finished, len(order))
            for item in order:
                while item not in there and item not in held:
                    for done in stop.next_of(work):
                        held[done.item] = done.made
                        if parts:
                            parts.save(keys[done.item[1]], done.item[0], done.content)
                        finished += 1
                    report(finished, len(order))
                stop.heed()
                replication, position = item
                if parts and item in there:
                    yield position, made_of(scenarios[position], from_bytes(parts.load(keys[position], replication)))
                else:
                    yield position, held.pop(item)
        except KeyboardInterrupt:
            raise Interrupted(finished, len(order), kept=parts is not None) from None
        finally:
            with warnings.catch_warnings():
                # Work that is called off is meant to be called off.
                warnings.simplefilter("ignore")
                work.close()


def _order(scenarios: Sequence[Scenario]) -> list[Item]:
    items = ((r, s) for s, scenario in enumerate(scenarios) for r in range(scenario.replications))
    return sorted(items)


def _work(
    order: _Order[T], scenarios: Sequence[Scenario], missing: Sequence[Item], workforce: Workforce
) -> Generator[list[_Done[T]], None, None]:
    """What each task gives, as soon as it is done."""
    if not missing:
        return
    with workforce.ready() as size:
        tasks = _tasks(missing, size)
        between_halts = max(MOST_HELD // MOST_IN_A_TASK, TASKS_EACH * size)
        for start in range(0, len(tasks), between_halts):
            sent = [(order, scenarios[task.scenario], task) for task in tasks[start : start + between_halts]]
            yield from outcomes(_simulated, sent)


def _tasks(missing: Sequence[Item], size: int) -> list[_Task]:
    """The work in portions, so that all workers have some until near the end, and in the order of giving out."""
    portion = min(MOST_IN_A_TASK, max(1, len(missing) // (4 * size))) if size > 1 else 1
    tasks: list[_Task] = []
    open_tasks: dict[int, list[int]] = {}
    for replication, scenario in missing:
        replications = open_tasks.setdefault(scenario, [])
        replications.append(replication)
        if len(replications) == portion:
            tasks.append(_Task(scenario, tuple(open_tasks.pop(scenario))))
    tasks += [_Task(scenario, tuple(replications)) for scenario, replications in sorted(open_tasks.items())]
    return tasks


def _simulated(order: _Order[T], scenario: Scenario, task: _Task) -> list[_Done[T]]:
    """One task, in a worker. Records travel compressed: on a cluster they go over a network."""
    done = []
    for replication in task.replications:
        records = order.simulate(scenario, replication)
        content = to_bytes(records) if order.keep else b""
        done.append(_Done((replication, task.scenario), order.made_of(scenario, records), content))
    return done


def _really(scenario: Scenario, replication: int) -> Records:
    """The simulation itself; loaded where it is needed, for it brings the solver with it."""
    from beds.simulation.replication import simulate

    return simulate(scenario, replication)


def _nobody(finished: int, total: int) -> None:
    """For a run that nobody watches."""
