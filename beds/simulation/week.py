"""One week, in the order of SPEC section 7: stock, leaving, seeking, referrals, allocation, waiting list, measuring."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from beds.domain.people import Person
from beds.simulation.fates import Source, geometric
from beds.simulation.luck import Cause, mixed, thinned
from beds.simulation.offers import allocate
from beds.simulation.profile import drawn
from beds.simulation.scenario import StockChange
from beds.simulation.staff import REPLACED_AFTER
from beds.simulation.start import begin, source_of
from beds.simulation.woman import Woman
from beds.simulation.world import Step, World


class Weeks:
    """The weeks of one run over a world, with what comes from outside it: referrals, homes, leaving workers."""

    def __init__(self, world: World) -> None:
        scenario = world.scenario
        self._world = world
        rates = [scenario.rate(week) for week in range(scenario.weeks)]
        self._arrivals = thinned(world.luck, Cause.ARRIVALS, Cause.MARK, rates)
        homes = scenario.behaviour.move_on_homes_per_week
        self._homes = (
            None
            if homes is None
            else [len(week) for week in thinned(world.luck, Cause.HOMES, Cause.HOME_MARK, [homes] * scenario.weeks)]
        )
        self._changes: defaultdict[int, list[StockChange]] = defaultdict(list)
        for change in scenario.stock_changes:
            self._changes[change.week].append(change)
        self._people = self._referred()
        self._leaving = self._workers_who_leave()
        self._replaced: dict[int, list[tuple[int, list[Woman]]]] = defaultdict(list)
        begin(world)

    def live(self, week: int) -> None:
        """One week from beginning to end."""
        world = self._world
        world.begin_week(week)
        self._workers_come_and_go()
        for change in self._changes.get(week, ()):
            change_stock(world, change)
        world.due(Step.LEAVE)
        self._move_on()
        world.due(Step.SEEK)
        self._refer()
        allocate(world)
        world.due(Step.LOSE_CONTACT)
        staff = world.staff
        held, capacity = (
            (sum(staff.load) / staff.scale, staff.capacity_now / staff.scale) if staff else (0.0, float("nan"))
        )
        world.recorder.week_ends(held, capacity, world.shut())

    def positions_filled(self) -> dict[int, tuple[int, list[Woman]]]:
        """The week in which each vacant position of a worker is filled, and whose people wait for that."""
        return {position: (week, theirs) for week, filled in self._replaced.items() for position, theirs in filled}

    # ------------------------------------------------------------------------------------- from outside

    def _referred(self) -> dict[tuple[int, int], tuple[Source, Person]]:
        """Everybody who will be referred for the first time, by strip and number."""
        world, profile = self._world, self._world.scenario.demand.profile
        weeks_of: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for week, events in enumerate(self._arrivals):
            for strip, number in events:
                weeks_of[strip][number] = week
        people: dict[tuple[int, int], tuple[Source, Person]] = {}
        self._standings = {}
        for strip, weeks in weeks_of.items():
            size = max(weeks) + 1
            source = source_of(world, strip, size)
            mondays = [world.scenario.start + timedelta(days=7 * weeks.get(n, 0)) for n in range(size)]
            ids = [f"r{strip}-{n + 1}" for n in range(size)]
            everybody = drawn(profile, world.luck, strip, ids, mondays, world.ground.left_out)
            come = list(weeks)
            for n, standing in zip(come, world.verdicts.standings([everybody[n] for n in come]), strict=True):
                people[strip, n] = (source, everybody[n])
                self._standings[strip, n] = standing
        return people

    def _refer(self) -> None:
        world = self._world
        for key in self._arrivals[world.week]:
            source, person = self._people[key]
            woman = world.newcomer(source, key[1], person, self._standings[key])
            world.refer(woman, "arrived", 7 * world.week)
        for woman in world.returning():
            world.refer(woman, "returned", 7 * world.week)

    def _move_on(self) -> None:
        """Those who have sought a home since an earlier week move into the homes there are, first ready first."""
        world = self._world
        ready = [woman for woman in world.homeward.values() if woman.home_since < world.week]
        if self._homes is not None:
            ready.sort(key=lambda woman: (woman.home_since, mixed(woman.key ^ Cause.HOMES)))
            ready = ready[: self._homes[world.week]]
        for woman in ready:
            world.move_on(woman)

    def _workers_who_leave(self) -> dict[int, list[int]]:
        """The week in which each holder of a position leaves, one holder after the other."""
        world, chance = self._world, self._world.scenario.behaviour.worker_leave_per_week
        leaving: defaultdict[int, list[int]] = defaultdict(list)
        for position, worker in enumerate(world.staff.workers if world.staff else ()):
            draws = world.luck.uniforms(position, Cause.WORKER, 0, world.scenario.weeks)
            week = -1
            planned = max(0, -(-(worker.leaving_on - world.scenario.start).days // 7)) if worker.leaving_on else None
            for stayed in geometric(draws, chance):
                week += stayed
                if planned is not None:
                    week, planned = min(week, planned), None
                if week >= world.scenario.weeks:
                    break
                leaving[week].append(position)
                week += REPLACED_AFTER
        return leaving

    def _workers_come_and_go(self) -> None:
        world = self._world
        if world.staff is None:
            return
        world.staff.at(world.today)
        for position, theirs in self._replaced.pop(world.week, ()):
            world.staff.replaced(position, theirs)
        for position in self._leaving.get(world.week, ()):
            theirs = world.staff.leaves(position)
            self._replaced[world.week + REPLACED_AFTER].append((position, theirs))


def change_stock(world: World, change: StockChange) -> None:
    """Open beds; or close empty ones first, the rest as they fall vacant."""
    scheme_id = change.scheme_id
    kind = world.ground.kinds.plain[scheme_id]
    scheme = world.kinds[kind].scheme
    if change.beds > 0:
        for _bed in range(change.beds):
            world.opened[scheme_id] += 1
            if world.to_close[scheme_id] > 0:
                world.to_close[scheme_id] -= 1
            else:
                world.free[kind].insert(0, f"{scheme_id}+{world.opened[scheme_id]}")
                world.recorder.beds_change(scheme, 1)
        return
    in_service = world.verdicts.in_service(world.week)
    theirs = [k for k, member in enumerate(world.kinds) if member.scheme.scheme_id == scheme_id]
    left = _close_empty(world, [k for k in theirs if in_service >> k & 1], -change.beds)
    lived_in = sum(world.kinds[woman.kind].scheme.scheme_id == scheme_id for woman in world.residents.values())
    as_they_fall_vacant = min(left, lived_in - world.to_close[scheme_id])
    world.to_close[scheme_id] += as_they_fall_vacant
    # What is not in service saves nothing: it closes only where nothing else is left.
    _close_empty(world, theirs, left - as_they_fall_vacant)


def _close_empty(world: World, kinds: Iterable[int], number: int) -> int:
    """Close so many empty beds of these kinds, as far as there are any; how many are left to close."""
    for k in kinds:
        while number and world.free[k]:
            world.free[k].pop(0)
            world.recorder.beds_change(world.kinds[k].scheme, -1)
            number -= 1
    return number
