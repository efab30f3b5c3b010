"""Who is eligible where, as bit sets over kinds: the catalogue of rules, judged once and looked up every week.

Rules that read nothing but a person's lasting facts are judged for a whole source at once, as newcomer and as resident.
Those that read the day or what she seeks (phase, age, programme limit, in service) are judged on stand-ins for every
value that they can read, by the same rules. A bit is set where nothing refuses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from beds.domain.people import Person
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week, completed_years, weeks
from beds.rules.refusals import BIT, masks_for
from beds.simulation.kinds import Kinds
from beds.simulation.scenario import Scenario

OF_THE_DAY = ("in_service", "phase", "age", "programme_limit")
"""Rules whose judgement may change while a person's lasting facts do not."""
OLDEST = 120


@dataclass(frozen=True)
class Standing:
    """The kinds whose lasting rules a person passes: before she lives in the service, and as a resident."""

    newcomer: int
    resident: int
    until: date | None = None
    """The first day on which a waiver of hers begins or ends, and she must be judged again."""
    waived: frozenset[str] = frozenset()
    """Rules of the day that do not bind her."""


class Verdicts:
    """The rules of one scenario over its kinds."""

    def __init__(self, scenario: Scenario, kinds: Kinds) -> None:
        self._start = scenario.start
        self._policy: Policy = scenario.policy
        self._places = [kind.place for kind in kinds.members]
        self._every = (1 << len(self._places)) - 1
        waivers = scenario.present.waivers if scenario.present else ()
        self._snapshot = Snapshot(waivers=waivers, policy=scenario.policy)
        self._week = Week(self._snapshot, scenario.start)
        self._waived: dict[str, list[date]] = {}
        for waiver in waivers:
            ends = [waiver.expires_on + timedelta(days=1)] if waiver.expires_on else []
            self._waived.setdefault(waiver.person_id, []).extend([waiver.decided_on, *ends])
        self._by_seeks: dict[tuple[int, ...], int] = {}
        self._by_week: list[int] = []

    # ------------------------------------------------------------------------------------ lasting facts

    def standings(self, people: Sequence[Person], on: date | None = None) -> list[Standing]:
        """Judge people by what lasts, with the waivers in force on this day (default: the start)."""
        if not people:
            return []
        day = on or self._start
        week = self._week if day == self._start else Week(self._snapshot, day)
        lasting = ~np.uint32(sum(int(BIT[rule]) for rule in OF_THE_DAY))
        new = self._bits(masks_for(people, self._places, week) & lasting)
        resident = self._bits(masks_for(people, self._places, week, as_residents=True) & lasting)
        return [
            self._standing(person.person_id, n, r, week) for person, n, r in zip(people, new, resident, strict=True)
        ]

    def _standing(self, who: str, new: int, resident: int, week: Week) -> Standing:
        days = self._waived.get(who)
        if days is None:
            return Standing(new, resident)
        waived = frozenset(rule for rule in OF_THE_DAY if week.is_waived(who, rule))
        return Standing(new, resident, min((day for day in days if day > week.on), default=None), waived)

    # -------------------------------------------------------------------------- what depends on the day

    def of_phases(self, seeks: tuple[int, ...]) -> int:
        """The kinds of the phases sought."""
        known = self._by_seeks.get(seeks)
        if known is None:
            known = self._by_seeks[seeks] = self._judged("phase", [Person("", seeks=seeks)], self._start)[0]
        return known

    def of_age(self, birth: date | None, on: date) -> int:
        """The kinds that take somebody of this age."""
        if not self.age_matters or birth is None:
            return self._every
        return self._by_age[min(max(completed_years(birth, on), 0), OLDEST)]

    def holds_until(self, birth: date | None, standing: Standing, on: date) -> date:
        """The first day on which her age or a waiver may change what is open to somebody not yet in the programme."""
        until = standing.until or date.max
        if not self.age_matters or birth is None:
            return until
        # A day early where the birthday is 29 February: judged again a day sooner, nothing is missed.
        day = min(birth.day, 28) if birth.month == 2 else birth.day
        birthday = date(on.year, birth.month, day)
        return min(until, birthday if birthday > on else date(on.year + 1, birth.month, day))

    def of_programme(self, begun: date | None, on: date) -> int:
        """The kinds that may still begin, for somebody whose programme began on this day."""
        if begun is None:
            return self._every
        days = min(max((on - begun).days, 0), len(self._by_programme) - 1)
        return self._by_programme[days]

    def in_service(self, week: int) -> int:
        """The kinds that can take somebody new in this week, from 0."""
        if not self._dated:
            return self._every
        while len(self._by_week) <= week:
            on = self._start + weeks(len(self._by_week))
            self._by_week.append(self._judged("in_service", [Person("")], on)[0])
        return self._by_week[week]

    @cached_property
    def age_matters(self) -> bool:
        """Whether any scheme has a bound of age."""
        return any(place.scheme.min_age is not None or place.scheme.max_age is not None for place in self._places)

    @cached_property
    def _dated(self) -> bool:
        return any(place.open_from is not None or place.open_to is not None for place in self._places)

    @cached_property
    def _by_age(self) -> list[int]:
        births = [self._start.replace(year=self._start.year - age, day=1) for age in range(OLDEST + 1)]
        return self._judged("age", [Person("", birth_date=birth) for birth in births], self._start)

    @cached_property
    def _by_programme(self) -> list[int]:
        longest = 7 * (self._policy.programme_limit_weeks + 1)
        begun = [self._start - timedelta(days=day) for day in range(longest + 1)]
        return self._judged("programme_limit", [Person("", programme_start=day) for day in begun], self._start)

    def _judged(self, rule: str, people: Sequence[Person], on: date) -> list[int]:
        week = self._week if on == self._start else replace(self._week, on=on)
        return self._bits(masks_for(people, self._places, week) & BIT[rule])

    def _bits(self, refused: np.ndarray) -> list[int]:
        """One integer a person, bit ``k`` set where she may go to kind ``k``."""
        packed = np.packbits(refused == 0, axis=1, bitorder="little")
        return [int.from_bytes(row.tobytes(), "little") for row in packed]
