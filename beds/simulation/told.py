"""A run told as an exchange folder would tell it: the state between two weeks, to go on from there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from beds.domain.people import BANDS, Outcome, Person, Stay
from beds.domain.places import Bed
from beds.domain.snapshot import Snapshot
from beds.domain.workers import Worker
from beds.simulation.full_engine import decisions_about
from beds.simulation.recorder import SPELL_ENDED
from beds.simulation.records import ENDINGS, NONE
from beds.simulation.week import Weeks
from beds.simulation.woman import FOLLOW_ON, OUT, RESIDENT, WAITING, Woman
from beds.simulation.world import WITHIN, World

OUTCOMES: Mapping[str, Outcome] = {
    "moved_on_ready": "moved_on",
    "moved_on_not_ready": "moved_on",
    "left_unplanned": "abandoned",
}


def next_monday(world: World) -> date:
    """The run date of the folder: the Monday after the last week lived."""
    return world.today + timedelta(days=7)


def folder_of(world: World, weeks: Weeks) -> Snapshot:
    """Everybody who matters to the weeks to come. What a folder cannot say (readiness, luck) is not in it."""
    folk = [woman for woman in world.women if _matters(world, woman)]
    workers, theirs = _workers(world, weeks)
    present = world.scenario.present
    told = {woman.person.person_id: told_id(woman) for woman in folk}
    beds = [bed for k in range(len(world.kinds)) for bed in _beds(world, k)]
    return Snapshot(
        schemes=world.scenario.schemes,
        beds=tuple(beds),
        people=tuple(_person(world, woman, theirs) for woman in folk),
        stays=tuple(_stay(world, woman) for woman in folk if woman.state != WAITING),
        workers=workers,
        **decisions_about(present, told),
        policy=world.engine_policy,
    )


def told_id(woman: Woman) -> str:
    """What she is called in the folder: no id that a run which goes on from it gives to somebody new."""
    return f"told-{woman.row}"


def _matters(world: World, woman: Woman) -> bool:
    """Who is there, is in follow-on, or may yet come back."""
    if woman.state != OUT:
        return True
    ended, ending = _end(woman)
    return ending in OUTCOMES and world.week - ended <= WITHIN


def _end(woman: Woman) -> tuple[int, str]:
    """The week in which her last referral ended, and how."""
    ended, ending = woman.spell_row[SPELL_ENDED : SPELL_ENDED + 2]
    return ended, ENDINGS[ending]


def _beds(world: World, kind: int) -> list[Bed]:
    member = world.kinds[kind]
    lived_in = [woman.bed for woman in world.residents.values() if woman.kind == kind]
    known = {bed.bed_id: bed for bed in member.beds}
    like = member.beds[0] if member.beds else Bed("", member.scheme.scheme_id, step_free=member.place.step_free)
    return [known.get(bed_id) or replace(like, bed_id=bed_id) for bed_id in (*world.free[kind], *lived_in)]


def _workers(world: World, weeks: Weeks) -> tuple[tuple[Worker, ...], Mapping[int, str]]:
    """The workers, a vacant position as one who is away until it is filled; and whose its people still are, by row."""
    if world.staff is None:
        return (), {}
    filled = weeks.positions_filled()
    workers = list(world.staff.workers)
    theirs: dict[int, str] = {}
    for position, (week, people) in filled.items():
        back = world.scenario.start + timedelta(days=7 * week)
        workers[position] = replace(workers[position], away_from=world.today, away_to=back, leaving_on=None)
        theirs |= {woman.row: workers[position].worker_id for woman in people if woman.worker < 0}
    return tuple(workers), theirs


def _person(world: World, woman: Woman, theirs: Mapping[int, str]) -> Person:
    worker = theirs.get(woman.row, "")
    if world.staff is not None and woman.worker >= 0:
        worker = world.staff.workers[woman.worker].worker_id
    return replace(
        woman.person,
        person_id=told_id(woman),
        band=BANDS[woman.band],
        seeks=woman.seeks if woman.state in (WAITING, RESIDENT) else (),
        waiting_since=world.scenario.start + timedelta(days=woman.since),
        worker_id=worker,
        programme_start=woman.programme_start,
    )


def _stay(world: World, woman: Woman) -> Stay:
    start, who = world.scenario.start, told_id(woman)
    began = start + timedelta(days=woman.started_day)
    stay = Stay(f"st-{woman.row}-{woman.stay}", who, woman.bed, began)
    if woman.state in (OUT, FOLLOW_ON):
        week, ending = _end(woman)
        return replace(stay, ended_on=start + timedelta(days=7 * week), outcome=OUTCOMES[ending])
    limit = world.policy.limit_weeks(woman.phase, began)
    extended = limit is not None and woman.limit_day is not None and woman.limit_day > woman.started_day + 7 * limit
    # Where homes are not scarce whoever has sought one has it by the next Monday, and a folder would say so.
    moves_on = woman.home_since != NONE and world.scenario.behaviour.move_on_homes_per_week is None
    return replace(
        stay,
        extended_to=start + timedelta(days=woman.limit_day or 0) if extended else None,
        leaving_on=next_monday(world) if moves_on else None,
    )
