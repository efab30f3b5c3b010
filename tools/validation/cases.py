"""The houses that are lived and solved: what each shows, and its scenario."""

from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.simulation.scenario import (
    MOVE_ON,
    Behaviour,
    Demand,
    Gamma,
    Profile,
    RateFrom,
    Scenario,
    SchemeStock,
    StartState,
)
from tools.validation.exact import DAYS, Queue, Steady, in_continuous_time, in_weekly_steps, weeks_stayed

PHASE = 1
MONTH = DAYS / 12 / 7
"""Weeks."""
HOUSE = Scenario(
    name="house",
    start=date(2026, 11, 23),
    seed=20261123,
    demand=Demand(profile=Profile(FrozenMap({"seeks": {str(PHASE): 1.0}}))),
)


@dataclass(frozen=True)
class Case:
    """A house and what is compared of it."""

    group: str
    name: str
    queue: Queue
    ready: Gamma | None = None
    """The law of the stays where they are not geometric."""
    compared: tuple[str, ...] = ("admitted",)
    """Fields of :class:`~tools.validation.exact.Steady`."""
    warm_up_stays: int = 6
    """Mean stays that are lived before anything is measured. A patient list is slow to reach its length."""

    @property
    def scenario(self) -> Scenario:
        """The house as the laboratory lives it: every bed taken at the start, no key workers asked for."""
        queue, beds = self.queue, self.queue.beds
        behaviour = (
            Behaviour(leave_per_week=FrozenMap({PHASE: 1 / queue.stay}))
            if self.ready is None
            else Behaviour(weeks_to_ready=FrozenMap({PHASE: self.ready}), next_phase=FrozenMap({PHASE: MOVE_ON}))
        )
        return replace(
            HOUSE,
            name=self.name,
            # Every house has luck of its own, so that what one misses says nothing of the next.
            seed=HOUSE.seed + crc32(self.name.encode()),
            stock=(SchemeStock(Scheme("house", PHASE), beds),),
            start_state=StartState(0, FrozenMap({"house": beds})),
            demand=replace(HOUSE.demand, referrals_per_week=(RateFrom(0, queue.rate),)),
            behaviour=replace(behaviour, waiting_leave_per_week=1 / queue.patience if queue.patience else 0.0),
        )

    @property
    def exact(self) -> Steady:
        """What the laboratory must meet."""
        return in_weekly_steps(self.queue)

    @property
    def continuous(self) -> Steady | None:
        """The same in continuous time, where that is a fair comparison: stays and patience of many weeks."""
        patient = self.queue.patience is None or self.queue.patience > 2
        return in_continuous_time(self.queue) if patient and self.ready is None else None


READY = Gamma(9, 0.6)
LONG = Gamma(24, 0.7)
EQUAL = Queue(4, 0.5, weeks_stayed(READY.mean, READY.cv), 1.0)
QUEUES = "A queue with several beds"
FULL = "Beds that are always taken"
LOSS = "Nobody can wait"
SHORTER = "Shortening the stay"

CASES = (
    Case(QUEUES, "5 beds, patient", Queue(5, 0.4, 10), None, ("admitted", "occupied", "waiting"), warm_up_stays=60),
    Case(QUEUES, "18 beds, more come than go", Queue(18, 0.8, 26, 20), compared=("admitted", "occupied", "waiting")),
    Case(FULL, "10 beds, geometric stays", Queue(10, 3.0, 20, 10)),
    Case(FULL, "10 beds, gamma stays", Queue(10, 3.0, weeks_stayed(LONG.mean, LONG.cv), 10), LONG),
    Case(LOSS, "4 beds, geometric stays", EQUAL),
    Case(LOSS, "4 beds, gamma stays of the same mean", EQUAL, READY),
    *(
        Case(SHORTER, f"18 beds, {stay} days", Queue(18, 0.5, stay / 7, 30 / 7))
        for stay in (270, 180)
    ),
    *(
        Case(SHORTER, f"7 flats, {months} months", Queue(7, 7 / 60, months * MONTH, 60 / 7))
        for months in (18, 12, 6)
    ),
)  # fmt: skip
