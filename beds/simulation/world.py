"""The service as it stands in a week of a run: who waits, who lives where, what is to come."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import timedelta
from enum import IntEnum
from math import inf
from typing import Any

from beds.domain.people import BANDS, ROUTES, Person
from beds.domain.places import Scheme
from beds.simulation.fates import NEVER, Source
from beds.simulation.ground import Ground, tier_shifts
from beds.simulation.luck import Cause, Luck
from beds.simulation.recorder import Recorder
from beds.simulation.records import ENDINGS, NONE, ORIGINS, STAY_ENDINGS
from beds.simulation.scenario import MOVE_ON, ReturnKind
from beds.simulation.staff import Staff, workers_of
from beds.simulation.verdicts import Standing
from beds.simulation.woman import FOLLOW_ON, OUT, RESIDENT, WAITING, Woman, own_band

Event = tuple[Callable[[Woman, int], None], Woman, int]
"""What may happen to somebody, and a token that says whether it still applies."""
WITHIN = 52
"""Weeks in which somebody who has left may come back."""
BAND_OF_STEP_BACK = BANDS.index("B")


class Step(IntEnum):
    """When in a week something happens that was foreseen: the steps of SPEC 7 that are about people."""

    LEAVE = 0
    SEEK = 1
    LOSE_CONTACT = 2


def without_workers(rules_off: tuple[str, ...]) -> tuple[str, ...]:
    return rules_off if "key_worker" in rules_off else (*rules_off, "key_worker")


class World:
    """Everything at one moment, and the few things that can happen to it."""

    def __init__(self, ground: Ground, replication: int, *, exact: bool = True) -> None:
        scenario = ground.scenario
        self.exact = exact
        """Whether weeks that the quick method cannot settle go to the full engine, or are settled nearly as well."""
        self.ground = ground
        self.scenario = scenario
        self.policy = scenario.policy
        self.kinds = ground.kinds.members
        self.verdicts = ground.verdicts
        self.luck = Luck(scenario.seed, replication)
        self.week = 0
        self.today = scenario.start
        self.column = {phase: i for i, phase in enumerate(ground.phases)}
        self.recorder = Recorder(scenario, replication, ground)
        self.waiting: dict[int, Woman] = {}
        """Everybody on the waiting list, by row, in the order in which they came onto it."""
        self.movers: dict[int, Woman] = {}
        """Residents who seek another phase."""
        self.residents: dict[int, Woman] = {}
        self.homeward: dict[int, Woman] = {}
        """Residents who seek a home of their own."""
        self.women: list[Woman] = []
        self.fresh_ids: dict[int, str] = {}
        """What people of a real folder are called in the records, by row."""
        self.free: list[list[str]] = [sorted((bed.bed_id for bed in kind.beds), reverse=True) for kind in self.kinds]
        """The empty beds of each kind; the last is taken first."""
        self.to_close: defaultdict[str, int] = defaultdict(int)
        """Occupied beds of each scheme that close as they fall vacant."""
        self.opened: defaultdict[str, int] = defaultdict(int)
        workers = workers_of(scenario)
        self.staff = Staff(scenario, workers, ground.kinds) if workers is not None else None
        self.tier_shifts = tier_shifts(self.policy)
        self.engine_policy = replace(
            self.policy, rules_off=self.policy.rules_off if self.staff else without_workers(self.policy.rules_off)
        )
        self.told: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        """What the full engine was told of people (by row) and beds (by id), and the facts that it was made of."""
        self.kept_apart: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        """From whom each person must be kept apart, and how far, by row."""
        self.mixed_rooms = frozenset(
            k
            for k, kind in enumerate(self.kinds)
            if kind.place.room_shared
            and kind.scheme.women_only is not True
            and "room_gender" not in self.policy.rules_off
        )
        """The kinds that are one shared room in which genders are not mixed."""
        self._events: tuple[dict[int, list[Event]], ...] = tuple(defaultdict(list) for _ in Step)
        self._returns: dict[int, list[Woman]] = defaultdict(list)
        self._previous = dict(zip(ground.phases_with_beds[1:], ground.phases_with_beds, strict=False))
        for kind in self.kinds:
            self.recorder.beds_change(kind.scheme, len(kind.beds))

    # ------------------------------------------------------------------------------------------- time

    def begin_week(self, week: int) -> None:
        self.week = week
        self.today = self.scenario.start + timedelta(days=7 * week)

    def due(self, step: Step) -> None:
        """Let happen what was foreseen for this step of this week, in the order in which it was foreseen."""
        for happen, woman, token in self._events[step].pop(self.week, ()):
            happen(woman, token)

    def foresee(self, step: Step, week: int, happen: Callable[[Woman, int], None], woman: Woman, token: int) -> None:
        if week < self.scenario.weeks:
            self._events[step][max(week, 0)].append((happen, woman, token))

    # -------------------------------------------------------------------------------------- referrals

    def newcomer(self, source: Source, number: int, person: Person, standing: Standing) -> Woman:
        """Somebody seen for the first time."""
        woman = Woman(len(self.women), source, number, person, standing)
        self.women.append(woman)
        self.recorder.somebody(woman)
        return woman

    def refer(self, woman: Woman, origin: str, since_day: int) -> None:
        """She comes onto the waiting list, for what her profile or file says."""
        if origin == "returned" and self.scenario.behaviour.return_route:
            woman.person = replace(woman.person, route=self.scenario.behaviour.return_route)
            woman.standing = self.verdicts.standings([woman.person], self.today)[0]
        person = woman.person
        woman.spell += 1
        woman.refusals = woman.changes = 0
        woman.last_worker = woman.last_worker if woman.worker >= 0 else None
        woman.programme_start = person.programme_start if woman.spell == 0 else None
        woman.band = own_band(woman)
        woman.seeks = person.seeks
        woman.open_for = None
        woman.since = since_day
        if woman.state == FOLLOW_ON:
            self._end_follow_on_points(woman)
        woman.state = WAITING
        self.waiting[woman.row] = woman
        is_told = person.route in ROUTES and self.ground.tells_routes
        route = ROUTES.index(person.route) if is_told else -1
        self.recorder.referred(woman, ORIGINS.index(origin), since_day, route, self.first_column(woman))
        patience = woman.source.patience(woman.spell, woman.number)
        if patience < NEVER:
            week = max(self.week, 0) + patience - 1
            self.foresee(Step.LOSE_CONTACT, week, self.lose_contact, woman, woman.spell)

    def first_column(self, woman: Woman) -> int:
        return self.column[woman.seeks[0]]

    def lose_contact(self, woman: Woman, spell: int) -> None:
        """Her patience ends: contact is lost, or she found something else."""
        if woman.state != WAITING or woman.spell != spell:
            return
        del self.waiting[woman.row]
        self.recorder.left_list(woman, self.week, self.first_column(woman))
        self._release(woman)
        woman.state = OUT

    def returning(self) -> list[Woman]:
        """Those who come back this week."""
        return self._returns.pop(self.week, [])

    # ------------------------------------------------------------------------------------------- stays

    def place(self, woman: Woman, kind: int, bed: str, worker: int) -> None:
        """A stay begins this Monday, of somebody who waits or whose earlier bed has been left (:meth:`vacate`)."""
        phase = self.kinds[kind].scheme.phase
        was_waiting = woman.state == WAITING
        stepped_back = woman.phase > phase and not was_waiting
        if was_waiting:
            del self.waiting[woman.row]
            self.recorder.placed(woman, self.week, self.first_column(woman), self.column[phase])
        if self.staff is not None and worker != woman.worker:
            self.staff.give(woman, worker)
        self.settle(woman, kind, bed, 7 * self.week, stepped_back)
        if phase != 0 and woman.programme_start is None:
            woman.programme_start = self.today
        if self.staff is not None and worker >= 0:
            self.staff.load[worker] += self.staff.points(phase)

    def settle(
        self,
        woman: Woman,
        kind: int,
        bed: str,
        started_day: int,
        stepped_back: bool = False,
        ready: float | None = None,
    ) -> None:
        """She lives in this bed since this day; what her luck holds for the stay is foreseen.

        ``ready`` is the length after which she is ready, where that is known already (people there at the start).
        """
        scheme = self.kinds[kind].scheme
        phase = scheme.phase
        ordinal = woman.lived.get(phase, 0)
        woman.lived[phase] = ordinal + 1
        woman.stay += 1
        woman.state = RESIDENT
        woman.kind, woman.bed, woman.phase, woman.started_day = kind, bed, phase, started_day
        woman.seeks, woman.ready, woman.home_since = (), NONE, NONE
        woman.band = own_band(woman)
        self.residents[woman.row] = woman
        self.recorder.settled(woman, scheme, self.column[phase], started_day, stepped_back)
        begun = self.scenario.start + timedelta(days=started_day)
        limit = self.policy.limit_weeks(phase, begun)
        self.limit_at(woman, None if limit is None else started_day + 7 * limit)
        source, number, stay = woman.source, woman.number, woman.stay
        # A stay that a folder has promised may begin in a week to come, and does not end before it.
        there = max(self.week, started_day // 7)
        leave = source.leave(phase, ordinal, number)
        if leave < NEVER:
            self.foresee(Step.LEAVE, there + leave, self.leave_unplanned, woman, stay)
        back = source.step_back(phase, ordinal, number)
        if back < NEVER and phase in self._previous:
            self.foresee(Step.SEEK, there + back, self.step_back, woman, stay)
        length = source.ready(phase, ordinal, number) if ready is None else ready
        if length != inf:
            # The first Monday at or after it; a stay is a week at least.
            week = max(-int(-(started_day + 7 * length) // 7), there + 1)
            self.foresee(Step.SEEK, week, self.become_ready, woman, stay)

    def limit_at(self, woman: Woman, day: int | None) -> None:
        """Her limit date, in days from the start; None for no limit."""
        woman.limit_day = day
        if day is not None:
            self.foresee(Step.SEEK, -(-day // 7), self.reach_limit, woman, woman.stay)
            self.foresee(Step.SEEK, day // 7 + 1, self.become_overdue, woman, woman.stay)

    def vacate(self, woman: Woman, ending: str) -> None:
        """Her stay ends this Monday; her bed falls free, or closes where its scheme is to lose beds."""
        scheme = self.kinds[woman.kind].scheme
        if self.to_close[scheme.scheme_id] > 0:
            self.to_close[scheme.scheme_id] -= 1
            self.recorder.beds_change(scheme, -1)
        else:
            self.free[woman.kind].append(woman.bed)
        del self.residents[woman.row]
        self.movers.pop(woman.row, None)
        self.homeward.pop(woman.row, None)
        if self.staff is not None and woman.worker >= 0:
            self.staff.load[woman.worker] -= self.staff.points(woman.phase)
        self.recorder.vacated(woman, self.week, STAY_ENDINGS.index(ending), self.column[woman.phase])

    # ------------------------------------------------------------------------- what people do of themselves

    def become_ready(self, woman: Woman, stay: int) -> None:
        if woman.stay != stay or woman.state != RESIDENT:
            return
        woman.ready = self.week
        self.recorder.ready(woman, self.week)
        self.seek_next(woman)

    def reach_limit(self, woman: Woman, stay: int) -> None:
        if self.scenario.behaviour.move_at_limit and self._is_past_limit(woman, stay, -1):
            self.seek_next(woman)

    def seek_next(self, woman: Woman) -> None:
        """She seeks what comes after her phase, unless she already does or has stepped back."""
        if woman.seeks or woman.home_since != NONE:
            return
        after = self.scenario.behaviour.next_phase.get(woman.phase)
        if after is None:
            return
        if after == MOVE_ON:
            woman.home_since = self.week
            self.homeward[woman.row] = woman
        else:
            self.seek(woman, (int(after),), woman.band, 7 * self.week)

    def seek(self, woman: Woman, seeks: tuple[int, ...], band: int, since_day: int) -> None:
        """A resident asks to move."""
        woman.seeks, woman.band, woman.since = seeks, band, since_day
        self.movers[woman.row] = woman

    def step_back(self, woman: Woman, stay: int) -> None:
        """A lapse: she seeks the phase before, in band B, without a referral back to the register."""
        if woman.stay != stay or woman.state != RESIDENT:
            return
        self.homeward.pop(woman.row, None)
        woman.ready = woman.home_since = NONE
        self.recorder.ready(woman, NONE)
        self.seek(woman, (self._previous[woman.phase],), BAND_OF_STEP_BACK, 7 * self.week)

    def become_overdue(self, woman: Woman, stay: int) -> None:
        if self._is_past_limit(woman, stay, 0):
            self.recorder.overdue(woman, self.column[woman.phase])

    def _is_past_limit(self, woman: Woman, stay: int, days: int) -> bool:
        """Whether she still lives there, more than ``days`` past her limit date: it may have been put off."""
        is_there = woman.stay == stay and woman.state == RESIDENT
        return is_there and woman.limit_day is not None and 7 * self.week > woman.limit_day + days

    def leave_unplanned(self, woman: Woman, stay: int) -> None:
        if woman.stay != stay or woman.state != RESIDENT:
            return
        self.vacate(woman, "left_unplanned")
        self.recorder.ended(woman, self.week, ENDINGS.index("left_unplanned"))
        self._release(woman)
        woman.state = OUT
        self.may_return(woman, "unplanned")

    def leave_as_planned(self, woman: Woman, stay: int) -> None:
        """A departure that a folder had planned before the start. Whoever seeks another bed by then waits for it."""
        if woman.stay == stay and woman.state == RESIDENT and woman.seeks:
            seeks, band, since, programme = woman.seeks, woman.band, woman.since, woman.programme_start
            self.vacate(woman, "left_unplanned")
            self.recorder.ended(woman, self.week, ENDINGS.index("left_unplanned"))
            woman.standing = replace(woman.standing, newcomer=woman.standing.resident)
            woman.person = replace(woman.person, seeks=seeks, band=BANDS[band])
            self.refer(woman, "returned", since)
            woman.programme_start = programme
        elif woman.stay == stay and woman.state == RESIDENT:
            woman.ready = self.week if woman.ready == NONE else woman.ready
            self.move_on(woman)

    def move_on(self, woman: Woman) -> None:
        """She moves to a home of her own; her key worker follows her for the weeks of follow-on."""
        is_ready = woman.ready != NONE
        self.vacate(woman, "moved_on")
        self.recorder.ended(woman, self.week, ENDINGS.index("moved_on_ready" if is_ready else "moved_on_not_ready"))
        self.begin_follow_on(woman, self.week + self.policy.follow_on_weeks)
        self.may_return(woman, "ready" if is_ready else "not_ready")

    def begin_follow_on(self, woman: Woman, until_week: int) -> None:
        if until_week <= self.week:
            self._release(woman)
            woman.state = OUT
            return
        woman.state = FOLLOW_ON
        woman.follow_on += 1
        if self.staff is not None and woman.worker >= 0:
            self.staff.load[woman.worker] += self.staff.holds(woman)
        self.foresee(Step.LEAVE, until_week, self.end_follow_on, woman, woman.follow_on)

    def end_follow_on(self, woman: Woman, follow_on: int) -> None:
        if woman.state == FOLLOW_ON and woman.follow_on == follow_on:
            self._end_follow_on_points(woman)
            self._release(woman)
            woman.state = OUT

    def _end_follow_on_points(self, woman: Woman) -> None:
        if self.staff is not None and woman.worker >= 0:
            self.staff.load[woman.worker] -= self.staff.holds(woman)

    def _release(self, woman: Woman) -> None:
        if self.staff is not None:
            self.staff.give(woman, -1)

    def may_return(self, woman: Woman, kind: ReturnKind, passed: int = 0) -> None:
        """Somebody who has left may be referred again in one of the next 52 weeks.

        ``passed`` of them are over, and she has not come back in them (people who had left before the start).
        """
        chance = self.scenario.behaviour.return_within_52_weeks.get(kind, 0.0)
        left = WITHIN - passed
        chance_left = chance * left / (WITHIN - chance * passed)
        if chance and woman.source.draw(Cause.RETURN, woman.spell, woman.number) < chance_left:
            share = woman.source.draw(Cause.RETURN_WEEK, woman.spell, woman.number)
            self._returns[self.week + 1 + int(left * share)].append(woman)

    # ------------------------------------------------------------------------------------------ eligible

    def open_to(self, woman: Woman) -> int:
        """The kinds that no rule on person and bed refuses her today, as a bit set."""
        standing, verdicts, today = woman.standing, self.verdicts, self.today
        if today >= woman.open_until or woman.open_for != (woman.stay, woman.seeks):
            standing = self._judge(woman)
        bits = woman.open_bits
        if bits and woman.programme_start is not None and "programme_limit" not in standing.waived:
            bits &= verdicts.of_programme(woman.programme_start, today)
        return bits

    def _judge(self, woman: Woman) -> Standing:
        """What is open to her for a while, but for the programme limit, which draws nearer every day."""
        standing, verdicts, today = woman.standing, self.verdicts, self.today
        if standing.until is not None and today >= standing.until:
            standing = woman.standing = verdicts.standings([woman.person], today)[0]
        bits = standing.resident if woman.state == RESIDENT else standing.newcomer
        bits &= verdicts.of_phases(woman.seeks)
        if bits and verdicts.age_matters and "age" not in standing.waived:
            bits &= verdicts.of_age(woman.person.birth_date, today)
        woman.open_bits, woman.open_for = bits, (woman.stay, woman.seeks)
        woman.open_until = verdicts.holds_until(woman.person.birth_date, standing, today)
        return standing

    def shut(self) -> list[tuple[Scheme, int]]:
        """The empty beds that are not in service this week, yet or any more; one that is lived in is in service."""
        in_service = self.verdicts.in_service(self.week)
        return [(kind.scheme, len(self.free[k])) for k, kind in enumerate(self.kinds) if not in_service >> k & 1]

    def steps_up(self, woman: Woman) -> int:
        """How many bands more urgent her route counts."""
        return self.policy.route_priority.get(woman.person.route, 0) if self.policy.route_priority else 0

    def overdue_weeks(self, woman: Woman) -> int:
        """Weeks past her limit date, rounded up, at least 0."""
        return 0 if woman.limit_day is None else max(0, -(-(7 * self.week - woman.limit_day) // 7))
