"""From columns back to people: which very bed of a class, and which very worker of a pool, each person gets."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from beds.optimizer.choices import Hold, Ints
from beds.optimizer.lottery import Draw
from beds.optimizer.model import Model


@dataclass(frozen=True)
class Assignment:
    """A person's bed and worker ids; the worker is blank where none is given."""

    bed_id: str
    worker_id: str


def assemble(model: Model, x: Ints, draw: Draw) -> Mapping[str, Assignment]:
    """Hand out the beds of each class and the workers of each pool; the lottery decides between equals."""
    placements = model.placements
    chosen = np.flatnonzero(x[: model.first_share])
    people = [model.choices.week.candidates[p].person_id for p in placements.person[chosen]]
    order = np.argsort(-draw.words(people).astype(np.float64), kind="stable")
    beds = _beds(model, set(people), draw)
    pools = model.choices.pools_of(placements) if model.choices.held else None
    workers = _workers(model, x, draw)
    assignments = {}
    for j, person_id in ((chosen[i], people[i]) for i in order):
        bed_class, hold, person = placements.bed_class[j], placements.hold[j], placements.person[j]
        worker = ""
        if hold == Hold.OWN:
            worker = model.choices.week.candidates[person].worker_id
        elif hold == Hold.NEW and pools is not None:
            worker = workers[int(pools[j])].pop()
        assignments[person_id] = Assignment(beds[int(bed_class)].pop(), worker)
    return dict(sorted(assignments.items()))


def _beds(model: Model, placed: set[str], draw: Draw) -> dict[int, list[str]]:
    """The free beds of each class, to be taken from the end: those that are free soonest, then by lot."""
    week = model.choices.week
    free: dict[int, list[str]] = {}
    for c, member in enumerate(model.choices.classes.members):
        staying = set(member.residents) - placed
        beds = [b for b in member.beds if b not in week.occupant or week.occupant[b].person_id not in staying]
        lots = dict(zip(beds, draw.words(beds).tolist(), strict=True)) if len(beds) > 1 else {}
        free[c] = sorted(beds, key=lambda bed_id: (*_soonest(model, bed_id), lots.get(bed_id, 0), bed_id), reverse=True)
    return free


def _soonest(model: Model, bed_id: str) -> tuple[int, date]:
    week = model.choices.week
    stay = week.occupant.get(bed_id)
    opens = max(week.on, week.beds[bed_id].open_from or week.on)
    if stay is None:
        return (0, opens)
    if week.is_leaver(stay.person_id):
        return (1, max(opens, stay.leaving_on or week.on))
    return (2, opens)


def _workers(model: Model, x: Ints, draw: Draw) -> dict[int, list[str]]:
    """The workers whom each pool's people go to, one entry a person, shuffled by lot."""
    shares = model.shares
    given: defaultdict[int, list[str]] = defaultdict(list)
    for (pool, worker), number in zip(shares, x[model.first_share : model.first_gender], strict=True):
        given[int(pool)] += [model.choices.caseload.workers[worker].worker_id] * int(number)
    for pool, workers in given.items():
        lots = draw.words(f"{pool}|{worker}|{i}" for i, worker in enumerate(workers))
        given[pool] = [workers[i] for i in np.argsort(lots, kind="stable")]
    return given
