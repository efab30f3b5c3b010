"""What is asked: a scenario, frozen, complete and comparable (SPEC section 7)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from beds.domain.frozen import FrozenMap
from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.workers import Worker

MOVE_ON = "move_on"
"""What ``next_phase`` says where the next step is a home of her own."""
ReturnKind = Literal["ready", "not_ready", "unplanned"]


@dataclass(frozen=True)
class SchemeStock:
    """A scheme and how many equal beds it has at the start."""

    scheme: Scheme
    beds: int
    step_free: bool | None = None


@dataclass(frozen=True)
class StockChange:
    """Beds opened (positive) or closed (negative) in a scheme at the start of a week."""

    week: int
    scheme_id: str
    beds: int


@dataclass(frozen=True)
class RateFrom:
    """Referrals a week from this week on, until the next rate begins."""

    from_week: int
    rate: float


Shares = Mapping[str, float]
"""Value as in the exchange folder -> its share; lists as ``0;1``, ages as ``25`` or ``18-24``, ``""`` for not known."""


@dataclass(frozen=True)
class Group:
    """One value of a group fact: its share, and the facts whose shares differ in it."""

    share: float
    facts: Mapping[str, Shares] = field(default_factory=FrozenMap)


@dataclass(frozen=True)
class Profile:
    """Who is referred: each fact drawn independently, group facts first. A fact left out restricts nobody."""

    facts: Mapping[str, Shares] = field(default_factory=FrozenMap)
    groups_of: Mapping[str, Mapping[str, Group]] = field(default_factory=FrozenMap)


@dataclass(frozen=True)
class Demand:
    """Who comes, and how many a week."""

    referrals_per_week: tuple[RateFrom, ...] = ()
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True)
class Gamma:
    """A length of time in weeks: mean, and the coefficient of variation (0 = always the mean)."""

    mean: float
    cv: float


@dataclass(frozen=True)
class Behaviour:
    """What people do of themselves. Keys are phases; chances are weekly unless named otherwise. Left out: never."""

    weeks_to_ready: Mapping[int, Gamma | None] = field(default_factory=FrozenMap)
    leave_per_week: Mapping[int, float] = field(default_factory=FrozenMap)
    next_phase: Mapping[int, int | str] = field(default_factory=FrozenMap)
    move_on_homes_per_week: float | None = None
    refuse_offer: float = 0.0
    waiting_leave_per_week: float = 0.0
    move_at_limit: bool = False
    return_within_52_weeks: Mapping[str, float] = field(default_factory=FrozenMap)
    return_route: str = ""
    """The route of a returning referral; blank: the one she came by the first time."""
    step_back_per_week: Mapping[int, float] = field(default_factory=FrozenMap)
    worker_leave_per_week: float = 0.0


@dataclass(frozen=True)
class StartState:
    """Who is there in week 0 where the world is made from a profile."""

    waiting: int = 0
    occupied: Mapping[str, int] = field(default_factory=FrozenMap)


@dataclass(frozen=True)
class Scenario:
    """One scenario with everything it extends merged in.

    ``present`` is the snapshot of ``from_folder``; where it is None the world is made from ``stock``, ``start_state``
    and the profile. ``workers`` None: key workers without limit, or those of the folder.
    """

    name: str
    start: date
    weeks: int = 260
    warm_up_weeks: int = 52
    replications: int = 200
    seed: int = 1
    from_folder: str = ""
    present: Snapshot | None = None
    policy: Policy = field(default_factory=Policy)
    stock: tuple[SchemeStock, ...] = ()
    stock_changes: tuple[StockChange, ...] = ()
    workers: tuple[Worker, ...] | None = None
    start_state: StartState = field(default_factory=StartState)
    demand: Demand = field(default_factory=Demand)
    behaviour: Behaviour = field(default_factory=Behaviour)
    extends: str = ""
    question: str = ""
    """What the scenario asks, for a reader: shown by ``beds scenarios`` and in the report."""
    sources: Mapping[str, str] = field(default_factory=FrozenMap)
    """Where a figure comes from, by dotted key (``demand.referrals_per_week``); ``Illustrative`` where from nowhere."""

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """Every scheme of this world, by ``scheme_id``."""
        of_stock = tuple(stock.scheme for stock in self.stock)
        return tuple(sorted(self.present.schemes if self.present else of_stock, key=lambda scheme: scheme.scheme_id))

    def rate(self, week: int) -> float:
        """Referrals expected in this week (from 0)."""
        rate = 0.0
        for step in self.demand.referrals_per_week:
            if step.from_week <= week:
                rate = step.rate
        return rate

    def weekly_cost(self, scheme_id: str) -> Decimal | None:
        """GBP a week of one bed in service, None where it is not known."""
        return next((scheme.weekly_cost for scheme in self.schemes if scheme.scheme_id == scheme_id), None)
