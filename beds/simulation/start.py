"""Who is there before week 0: people drawn from the profile, or those of a real folder under fresh ids."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from beds.domain.people import Person, Stay
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.simulation.fates import Source
from beds.simulation.luck import IN_FOLDER, WAITING_AT_START, source_of_scheme
from beds.simulation.profile import drawn
from beds.simulation.records import ORIGINS
from beds.simulation.scenario import ReturnKind
from beds.simulation.woman import WAITING, Woman
from beds.simulation.world import WITHIN, Step, World

LONGEST_WAIT = 26
"""Weeks that somebody may have waited at the start of a world made from a profile (illustrative). Where nobody ever
leaves the list, all waits up to it are equally likely."""
NO_WAY_BACK = ("died", "moved_phase")
"""Outcomes of a last stay after which nobody is expected back: she has died, or she has not left."""
TRIES = 16
"""People drawn for each place taken at the start, until one is found whom the scheme's rules admit."""


def begin(world: World) -> None:
    """Fill the world as it is before its first week."""
    world.week = -1
    if world.scenario.present is not None:
        _from_folder(world, world.scenario.present)
    else:
        _from_profile(world)


def source_of(world: World, source: int, size: int) -> Source:
    return Source(world.luck, source, size, world.scenario.behaviour)


# ------------------------------------------------------------------------------------------ from a profile


def _from_profile(world: World) -> None:
    scenario = world.scenario
    for stock in sorted(scenario.stock, key=lambda stock: stock.scheme.scheme_id):
        number = scenario.start_state.occupied.get(stock.scheme.scheme_id, 0)
        if number:
            _live_in(world, stock.scheme.scheme_id, min(number, stock.beds))
    waiting = scenario.start_state.waiting
    if not waiting:
        return
    source = source_of(world, WAITING_AT_START, waiting)
    waited = source.waited(LONGEST_WAIT)
    mondays = [scenario.start - timedelta(days=7 * weeks) for weeks in waited]
    ids = [f"w-{n + 1}" for n in range(waiting)]
    people = drawn(scenario.demand.profile, world.luck, WAITING_AT_START, ids, mondays, world.ground.left_out)
    for n, (person, standing) in enumerate(zip(people, world.verdicts.standings(people), strict=True)):
        world.refer(world.newcomer(source, n, person, standing), "waiting_at_start", -7 * waited[n])


def _live_in(world: World, scheme_id: str, number: int) -> None:
    scenario = world.scenario
    kind = world.ground.kinds.plain[scheme_id]
    size = TRIES * number
    source_id = source_of_scheme(scheme_id)
    source = source_of(world, source_id, size)
    elapsed = source.elapsed(world.kinds[kind].scheme.phase)
    mondays = [scenario.start - timedelta(days=7 * int(weeks)) for weeks in elapsed]
    ids = [f"s-{scheme_id}-{n + 1}" for n in range(size)]
    people = drawn(scenario.demand.profile, world.luck, source_id, ids, mondays, world.ground.left_out)
    standings = world.verdicts.standings(people)
    # Each place has draws of its own, so that other rules change only who lives where they refuse somebody.
    draws = [range(place * TRIES, (place + 1) * TRIES) for place in range(number)]
    chosen = [next((n for n in tries if standings[n].newcomer >> kind & 1), tries[0]) for tries in draws]
    ready = source.ready_after(world.kinds[kind].scheme.phase, [float(int(weeks)) for weeks in elapsed])
    for n in chosen:
        woman = world.newcomer(source, n, people[n], standings[n])
        _moves_in(world, woman, kind, world.free[kind].pop(), -7 * int(elapsed[n]), ready[n])
        if world.kinds[kind].scheme.phase != 0:
            woman.programme_start = mondays[n]
        _finds_worker(world, woman)


def _moves_in(world: World, woman: Woman, kind: int, bed: str, started_day: int, ready: float) -> None:
    woman.spell = 0
    world.recorder.spell_begins(woman, ORIGINS.index("resident_at_start"), started_day, -1, -1)
    world.settle(woman, kind, bed, started_day, ready=ready)


def _finds_worker(world: World, woman: Woman) -> None:
    """The worker with most room who may hold her; nobody is left without one for want of room."""
    staff = world.staff
    if staff is None:
        return
    able = staff.takers(woman, world.kinds[woman.kind].scheme.scheme_id)
    if able:
        worker = max(able, key=lambda w: staff.capacity[w] - staff.load[w])
        staff.give(woman, worker)
        staff.load[worker] += staff.points(woman.phase)


# ------------------------------------------------------------------------------------------- from a folder


def _from_folder(world: World, present: Snapshot) -> None:
    scenario = world.scenario
    week = Week(replace(present, policy=scenario.policy), scenario.start)
    left = _who_may_return(world, week)
    here = (p for p in present.people if p.is_candidate or week.is_resident(p.person_id))
    known = {person.person_id for person in here} | left.keys()
    real = [p for p in present.people if p.person_id in known or week.in_follow_on(p.person_id)]
    source = source_of(world, IN_FOLDER, len(real))
    kind_of_bed = {bed.bed_id: k for k, kind in enumerate(world.kinds) for bed in kind.beds}
    standings = world.verdicts.standings(real)
    ready = _ready_by_phase(world, week, real, source)
    fresh = world.luck.generator(IN_FOLDER, 0, 1).permutation(len(real))
    row: dict[str, int] = {}
    position = {worker.worker_id: w for w, worker in enumerate(world.staff.workers)} if world.staff else {}
    for n, (person, anew) in enumerate(zip(real, _as_if_referred_anew(world, week, real), strict=True)):
        woman = world.newcomer(source, n, anew, standings[n])
        row[person.person_id] = woman.row
        world.fresh_ids[woman.row] = f"f-{fresh[n] + 1}"
        _gets_worker(world, woman, position.get(person.worker_id, -1))
        home = week.home.get(person.person_id)
        if home is not None and person.is_candidate and week.is_leaver(person.person_id):
            # Her bed is given on this week and she waits; but she comes from within the service.
            woman.standing = replace(woman.standing, newcomer=woman.standing.resident)
            home = None
        if home is not None:
            kind = kind_of_bed[home.bed_id]
            world.free[kind].remove(home.bed_id)
            _stays_on(world, week, woman, person, home, kind, ready[n])
        elif person.is_candidate:
            since = (person.waiting_since - scenario.start).days if person.waiting_since else 0
            world.refer(woman, "waiting_at_start", min(since, 0))
            woman.programme_start = person.programme_start
        elif week.in_follow_on(person.person_id):
            _in_follow_on(world, week, woman)
        else:
            _gets_worker(world, woman, -1)
        if person.person_id in left and woman.state != WAITING:
            woman.spell = max(woman.spell, 0)
            world.may_return(woman, *left[person.person_id])
    if "keep_apart" not in scenario.policy.rules_off:
        for pair in present.keep_apart:
            if pair.person_a in row and pair.person_b in row:
                a, b = row[pair.person_a], row[pair.person_b]
                world.kept_apart[a].append((b, pair.scope))
                world.kept_apart[b].append((a, pair.scope))


def _who_may_return(world: World, week: Week) -> dict[str, tuple[ReturnKind, int]]:
    """Who left in the last 52 weeks and may come back: how she left, and in how many weeks she has not come back."""
    last: dict[str, Stay] = {}
    for stay in week.snapshot.stays:
        if stay.ended_on is not None and stay.person_id not in week.home:
            known = last.get(stay.person_id)
            if known is None or known.ended_on is None or stay.ended_on > known.ended_on:
                last[stay.person_id] = stay
    found: dict[str, tuple[ReturnKind, int]] = {}
    for person_id, stay in last.items():
        assert stay.ended_on is not None
        passed = max(0, -(-(world.scenario.start - stay.ended_on).days // 7) - 1)
        is_back = person_id not in week.people or week.people[person_id].is_candidate
        if passed < WITHIN and not is_back and stay.outcome not in NO_WAY_BACK:
            found[person_id] = (_return_kind(world, week, stay), passed)
    return found


def _return_kind(world: World, week: Week, stay: Stay) -> ReturnKind:
    """A folder does not say whether somebody who moved on was ready: by then at her limit, she counts as not ready."""
    if stay.outcome != "moved_on":
        return "unplanned"
    limit = week.limit_date(stay)
    at_limit = limit is not None and stay.ended_on is not None and stay.ended_on >= limit
    return "not_ready" if at_limit and world.scenario.behaviour.move_at_limit else "ready"


def _as_if_referred_anew(world: World, week: Week, people: list[Person]) -> list[Person]:
    """Everybody with what she would seek were she referred again, and a band where the folder knows none.

    A resident's row says at most where she wants to move to; as a newcomer she is like others who are referred.
    """
    profile, start = world.scenario.demand.profile, world.scenario.start
    ids = [person.person_id for person in people]
    others = drawn(profile, world.luck, IN_FOLDER, ids, [start] * len(ids), world.ground.left_out)
    return [
        person
        if person.is_candidate and not week.is_resident(person.person_id)
        else replace(person, seeks=other.seeks, band=person.band or other.band)
        for person, other in zip(people, others, strict=True)
    ]


def _gets_worker(world: World, woman: Woman, worker: int) -> None:
    if world.staff is not None and (worker >= 0 or woman.worker >= 0):
        world.staff.give(woman, worker)


def _stays_on(world: World, week: Week, woman: Woman, person: Person, home: Stay, kind: int, ready: float) -> None:
    """``person`` is she as the folder has her."""
    start = world.scenario.start
    begun = (home.started_on - start).days
    _moves_in(world, woman, kind, home.bed_id, begun, ready)
    woman.programme_start = person.programme_start
    limit = week.limit_date(home)
    if limit is not None and home.extended_to is not None:
        world.limit_at(woman, (limit - start).days)
    if world.staff is not None and woman.worker >= 0:
        world.staff.load[woman.worker] += world.staff.points(woman.phase)
    if home.leaving_on is not None:
        # Whoever leaves within a week makes room for that week's allocation.
        leaves = max(0, (home.leaving_on - start).days // 7)
        world.foresee(Step.LEAVE, leaves, world.leave_as_planned, woman, woman.stay)
    if person.seeks:
        # The folder says that she seeks to move: as far as anybody knows, because she is ready.
        woman.ready = -1
        world.recorder.ready(woman, woman.ready)
        since = (person.waiting_since - start).days if person.waiting_since else 0
        world.seek(woman, person.seeks, woman.band, min(since, 0))


def _in_follow_on(world: World, week: Week, woman: Woman) -> None:
    ended = max(
        (s.ended_on for s in week.snapshot.stays if s.person_id == woman.person.person_id and s.ended_on), default=None
    )
    if ended is not None:
        weeks_left = world.policy.follow_on_weeks - (world.scenario.start - ended).days // 7
        world.begin_follow_on(woman, max(weeks_left, 0))


def _ready_by_phase(world: World, week: Week, people: list[Person], source: Source) -> list[float]:
    """Weeks from the start of her present stay until each resident is ready, given that she has come so far.

    Whether somebody is ready is seen on Mondays, and on that of week 0 it is still to be seen: what is known is that
    she was not a week before.
    """
    homes = [week.home.get(person.person_id) for person in people]
    begun = [(world.scenario.start - home.started_on).days / 7 - 1 if home else 0.0 for home in homes]
    phases = [week.scheme_of(home.bed_id).phase if home else -1 for home in homes]
    ready = np.full(len(people), np.inf)
    for phase in set(phases) - {-1}:
        column = source.ready_after(phase, [max(weeks, 0.0) for weeks in begun])
        for n, of_person in enumerate(phases):
            if of_person == phase:
                ready[n] = column[n]
    return [float(weeks) for weeks in ready]
