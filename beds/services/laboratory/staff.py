"""Key workers by team, for the lever of how many there are: those of one provider who cover the same schemes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from beds.domain.messages import _
from beds.domain.workers import EVERY_SCHEME, Worker
from beds.simulation.scenario import Scenario

NUMBER = "number"
"""What ends the path of the lever: ``workers.*.number`` with the first worker of the team."""


def teams(scenario: Scenario) -> dict[str, list[Worker]]:
    """The teams in the order of the scenario, each by the id of its first worker; none where workers have no limit."""
    found: dict[tuple[str, frozenset[str]], list[Worker]] = {}
    for worker in scenario.workers or ():
        found.setdefault((worker.provider, _covers(worker)), []).append(worker)
    return {members[0].worker_id: members for members in found.values()}


def team_names(scenario: Scenario) -> list[tuple[str, str]]:
    """Each team by the id of its first worker, and as a reader knows it: its provider and what it covers."""
    titles = {scheme.scheme_id: scheme.title for scheme in scenario.schemes}

    def name(worker: Worker) -> str:
        covers = _("every scheme")
        if EVERY_SCHEME not in _covers(worker):
            covers = ", ".join(titles.get(one, one) for one in worker.covers)
        return f"{worker.provider}: {covers}" if worker.provider else covers[:1].upper() + covers[1:]

    return [(first, name(members[0])) for first, members in teams(scenario).items()]


def size_of_team(scenario: Scenario, worker_id: str) -> int | None:
    """How many there are in the team of this worker; None where she is not there."""
    return next(
        (len(team) for team in teams(scenario).values() if any(one.worker_id == worker_id for one in team)), None
    )


def staffed(
    scenario: Scenario, numbers: Mapping[str, int], capacities: Mapping[str, float]
) -> list[dict[str, Any]]:  # fmt: skip
    """All key workers as rows of a scenario, with so many in each team (by its first worker) and these caseload points.

    The last of a team go first. Whoever is added can hold as many points as most of her team.
    """
    taken = {worker.worker_id for worker in scenario.workers or ()}
    rows = []
    for first, members in teams(scenario).items():
        number = numbers[first]
        held = [capacities[one.worker_id] for one in members]
        rows += [_row(one, one.worker_id, points) for one, points in zip(members[:number], held, strict=False)]
        usual = max(Counter(held).items(), key=lambda item: (item[1], item[0]))[0]
        names = _new_names(first, taken)
        rows += [_row(members[0], next(names), usual) for _one in range(number - len(members))]
    return rows


def _new_names(first: str, taken: set[str]) -> Iterator[str]:
    """Names like hers that nobody has."""
    stem = re.sub(r"\d+$", "", first)
    for number in range(1, len(taken) + 10_000):
        name = f"{stem}{number}"
        if name not in taken:
            taken.add(name)
            yield name


def _row(like: Worker, worker_id: str, points: float) -> dict[str, Any]:
    # A new worker has her team's provider, schemes and languages, and is there all the time.
    own = like.worker_id == worker_id
    given = {one.name: getattr(like, one.name) for one in fields(Worker) if own or not one.name.endswith(_DAYS)}
    given |= {"worker_id": worker_id, "capacity": points}
    if EVERY_SCHEME in like.covers:
        del given["covers"]
    return {name: written(value) for name, value in given.items() if value not in (None, "", ())}


_DAYS = ("_from", "_to", "_on")


def _covers(worker: Worker) -> frozenset[str]:
    return frozenset((EVERY_SCHEME,)) if EVERY_SCHEME in worker.covers else frozenset(worker.covers)


def written(value: Any) -> Any:
    """As a text of a scenario has it: numbers as such, lists with semicolons."""
    if isinstance(value, Decimal | Fraction):
        return float(value)
    return ";".join(map(str, value)) if isinstance(value, tuple) else value
