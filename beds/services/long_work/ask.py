"""The use cases that ask for long work: a simulation of kept scenarios, and a large allocation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from beds import __version__
from beds.data.frozen_scenario import freeze
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _, language
from beds.domain.snapshot import Snapshot
from beds.services.laboratory.kept import readable
from beds.services.long_work.asked import AskedSimulation
from beds.services.long_work.kinds import ALLOCATION, SIMULATION
from beds.services.shipped import shipped_scenarios
from beds.services.unit_of_work import Work, changing, reading
from beds.simulation.scenario import Scenario

LARGE = 150
"""Candidates: up to so many a run takes a few seconds, and the page waits for it."""


def ask_simulation(
    store: Store, actor: Actor, scenarios: Sequence[int], *, replications: int | None = None,
    now: datetime | None = None,
) -> int:  # fmt: skip
    """Asks for a simulation of scenarios, her own or shared, each compared with the first; the number of the run.

    Who asks the very same again is given the run that there is. Frozen as they are now, with all that they extend: who
    edits one afterwards changes nothing of this run. Where one starts from the present state, the facts are stored with
    the run as they are on its first day.

    Raises :class:`~beds.domain.errors.BadInput` with the faults of all of them,
    :class:`~beds.data.store.facts.NotFound` and :class:`~beds.domain.errors.NotPermitted`.
    """
    with changing(store, actor, "keep_scenarios", now=now) as work:
        kept = [readable(work.books, actor, scenario_id) for scenario_id in scenarios]
        frozen = tuple(freeze(row.name, row.content, shipped_scenarios()) for row in kept)
        asked = AskedSimulation(frozen, replications, language(), tuple(row.scenario_id for row in kept))
        told = {"scenarios": ", ".join(one.name for one in frozen)}
        return put_in_the_queue(work, asked, "simulation_asked", told, scenario_id=kept[0].scenario_id)


def put_in_the_queue(
    work: Work, asked: AskedSimulation, event: str, words: Mapping[str, Any], *, scenario_id: int | None = None,
    after_run: int | None = None,
) -> int:  # fmt: skip
    """Adds the run of a simulation and tells of it; its number. Raises :class:`BadInput`.

    One that is equal in every word, of the same facts and by the same author, is not added again: while it waits, is at
    work, or is done by this version of the program, it is the answer to this question too.
    """
    understood = asked.understood(work.books.facts.snapshot).scenarios
    present = _present(understood)
    question = {
        "options": asked.to_options(), "after_run": after_run, "asked_by": work.actor.user_id,
        "snapshot_sha256": work.books.snapshots.put(present, work.now) if present else None,
    }  # fmt: skip
    same = work.books.queue.same(SIMULATION, question, __version__)
    if same is not None:
        return same
    steps = sum(one.replications for one in understood)
    row = work.books.queue.add(
        SIMULATION, **question, scenario_id=scenario_id, steps_total=steps, asked_at=work.now
    )  # fmt: skip
    work.tell(event, subject=str(row.run_id), run=row.run_id, **words)
    return row.run_id


def ask_week(
    store: Store, actor: Actor, on: date, *, explain: bool = True, time_limit: float | None = None,
    now: datetime | None = None,
) -> int:  # fmt: skip
    """Asks for the allocation of the week from ``on``; the number that its run will have.

    It reads the facts when a worker takes it, not now; so while one of this day waits, that is the one.
    ``time_limit`` is in seconds.
    """
    with changing(store, actor, "run", now=now) as work:
        waiting = work.books.queue.waiting_week(on)
        if waiting is not None:
            return waiting
        options = {"explain": explain, "time_limit": time_limit, "language": language()}
        row = work.books.queue.add(
            ALLOCATION, run_on=on, options=options, asked_by=actor.user_id, asked_at=work.now
        )  # fmt: skip
        work.tell("week_asked", subject=str(row.run_id), run=row.run_id, on=on.isoformat())
        return row.run_id


def is_large(store: Store, actor: Actor) -> bool:
    """Whether an allocation takes longer than somebody should wait for an answer of a page: then ask for it."""
    with reading(store, actor, "run") as books:
        return books.facts.candidates() > LARGE


def _present(scenarios: Sequence[Scenario]) -> Snapshot | None:
    """The present state that some of them start from. Raises :class:`BadInput` where they start on different days."""
    starts = {one.start: one.present for one in scenarios if one.present}
    if len(starts) > 1:
        message, accepted = _("two scenarios start from the present on different days"), _("one day for all of them")
        raise BadInput([Finding("", 0, "start", "", message, accepted)])
    return next(iter(starts.values()), None)
