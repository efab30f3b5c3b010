"""Tiny random worlds, seeded: valid by SPEC section 2, scarce enough that rules, workers and chains bind."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from beds.domain.decisions import KeepApart, Pin, Scope, Waiver
from beds.domain.frozen import FrozenMap
from beds.domain.people import BANDS, ROUTES, Exemption, Gender, Outcome, Person, Stay, Substance
from beds.domain.places import Bed, Scheme, SubstancePolicy
from beds.domain.policy import TIERS, Continuity, Policy
from beds.domain.snapshot import Snapshot
from beds.domain.workers import Worker

T = TypeVar("T")

RUN_DATES = (
    date(2026, 11, 23),
    date(2026, 12, 21),
    date(2026, 12, 24),
    date(2027, 3, 25),
    date(2027, 4, 30),
    date(2028, 2, 26),
    date(2028, 2, 29),
)
AREAS = ("north", "south")
PROVIDERS = ("alder", "birch")
FEATURES = ("en_suite", "ground_floor", "north")
GROUPS = ("exiting", "care")
LANGUAGES = ("en", "es", "fr")
GENDERS: tuple[Gender, ...] = ("woman", "woman", "woman", "man", "non_binary", "unknown")
EXEMPTIONS: tuple[Exemption, ...] = ("", "", "", "violence", "care_leaver", "other")
SUBSTANCES: tuple[Substance, ...] = ("", "active", "in_treatment", "abstinent")
SUBSTANCE_POLICIES: tuple[SubstancePolicy, ...] = ("in_treatment", "abstinent")
CONTINUITIES: tuple[Continuity, ...] = ("required", "preferred", "preferred", "off")
SCOPES: tuple[Scope, ...] = ("room", "scheme", "area")
ENDINGS: tuple[Outcome, ...] = ("moved_on", "moved_on", "moved_on", "abandoned", "returned")
WAIVABLE = ("recourse", "intentional", "connection", "reserved", "age", "substance", "scheme", "programme_limit")
MAY_BE_OFF = (*WAIVABLE, "phase", "route", "women_only", "step_free", "needs", "household", "area", "shared_room")
FLAG = (True, False, None)


@dataclass(frozen=True)
class Flavour:
    """How often what happens: chances between 0 and 1, ranges with both ends."""

    candidates: tuple[int, int] = (1, 5)
    others: tuple[int, int] = (0, 3)
    schemes: tuple[int, int] = (1, 4)
    beds: tuple[int, int] = (1, 6)
    workers: tuple[int, int] = (1, 3)
    no_workers: float = 0.25
    """key_worker is off."""
    restricted: float = 0.06
    """Each of a scheme's restrictions."""
    women_only: float = 0.12
    hindered: float = 0.08
    """Each of a person's own refusals: what she avoids, needs, withholds."""
    odd_bed: float = 0.06
    resident: float = 0.35
    """A candidate lives in a bed already."""
    leaving: float = 0.2
    future: float = 0.05
    housed: float = 0.65
    """Whoever is no candidate lives in a bed; the others may be in follow-on."""
    shared: float = 0.3
    """A bed stands in a shared room."""
    apart: float = 0.3
    """Each of three draws of a keep_apart row."""
    waived: float = 0.15
    pinned: float = 0.06
    forbidden: float = 0.06
    lapse: float = 0.3
    """A worker is away, leaves, speaks little or covers little: each."""
    choosy: float = 0.7
    """A person seeks one or two phases only."""
    equal: float = 0.3
    """Everybody has waited as long and is of one band."""
    odd_policy: float = 0.12
    """Each of the policy's keys differs from its default."""
    continuity: tuple[Continuity, ...] = CONTINUITIES
    phases: tuple[int, ...] = (0, 1, 2, 3)
    turnaround: tuple[int, ...] = (0, 0, 1, 2, 5)


FLAVOURS: dict[str, Flavour] = {
    "mixed": Flavour(beds=(2, 6), others=(0, 2)),
    "rules": Flavour(
        restricted=0.2, hindered=0.2, waived=0.5, schemes=(2, 4), beds=(3, 6), no_workers=0.6, apart=0.1, choosy=0.4
    ),
    "pairs": Flavour(
        candidates=(2, 5), others=(1, 3), schemes=(1, 2), beds=(3, 6), shared=0.85, apart=0.7, restricted=0.02,
        women_only=0.3, hindered=0.02, no_workers=0.7, leaving=0.35, choosy=0.2, phases=(1, 2),
    ),
    "workers": Flavour(
        candidates=(2, 5), others=(1, 3), workers=(1, 3), beds=(3, 6), no_workers=0.0, restricted=0.02, hindered=0.02,
        shared=0.1, apart=0.1, lapse=0.45, odd_policy=0.25, continuity=("required", *("preferred",) * 4, "off"),
    ),
    "follow_on": Flavour(
        candidates=(1, 3), others=(2, 4), schemes=(1, 2), beds=(2, 4), workers=(1, 2), no_workers=0.0, restricted=0.0,
        hindered=0.0, resident=0.2, housed=0.25, shared=0.0, apart=0.0, lapse=0.1, waived=0.05, choosy=0.3,
    ),
    "chains": Flavour(
        candidates=(3, 5), others=(0, 1), schemes=(2, 4), beds=(3, 5), resident=0.75, leaving=0.15, odd_bed=0.12,
        restricted=0.02, hindered=0.02, no_workers=0.5, choosy=0.8, apart=0.15, shared=0.2, turnaround=(0, 1, 3, 10),
    ),
    "dates": Flavour(
        odd_bed=0.35, resident=0.6, leaving=0.4, future=0.25, restricted=0.02, hindered=0.03, no_workers=0.5,
        odd_policy=0.35, phases=(0, 1, 2, 3, 5), turnaround=(0, 1, 2, 3, 10),
    ),
    "pins": Flavour(pinned=0.25, forbidden=0.25, candidates=(2, 5), beds=(2, 6), restricted=0.04, resident=0.45),
    "ties": Flavour(
        candidates=(3, 5), others=(0, 1), beds=(1, 4), equal=1.0, restricted=0.0, hindered=0.0, odd_bed=0.0,
        no_workers=0.4, choosy=0.2, apart=0.2, resident=0.3, pinned=0.0,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """A snapshot to be allocated on a run date, and how to make it again."""

    flavour: str
    seed: int
    snapshot: Snapshot
    on: date


def world(flavour: str, seed: int) -> World:
    """The world of this flavour and seed: the same on every machine."""
    maker = _Maker(FLAVOURS[flavour], Random(f"{flavour}/{seed}"))
    return World(flavour, seed, maker.snapshot(), maker.on)


@dataclass
class _Maker:
    flavour: Flavour
    rng: Random
    on: date = field(init=False)

    def __post_init__(self) -> None:
        self.on = self.rng.choice(RUN_DATES)

    # --- small draws

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def between(self, ends: tuple[int, int]) -> int:
        return self.rng.randint(*ends)

    def some(self, items: Sequence[T], most: int = 2) -> tuple[T, ...]:
        return tuple(self.rng.sample(list(items), min(len(items), self.rng.randint(1, most))))

    def day(self, *offsets: int) -> date:
        return self.on + timedelta(days=self.rng.choice(offsets))

    # --- the whole

    def snapshot(self) -> Snapshot:
        schemes = self.schemes()
        beds = self.beds(schemes)
        policy = self.policy()
        workers = self.workers(schemes)
        people, stays = self.people(schemes, beds, workers, policy)
        return Snapshot(
            schemes=tuple(schemes),
            beds=tuple(beds),
            people=tuple(people),
            stays=tuple(stays),
            workers=tuple(workers),
            keep_apart=tuple(self.keep_apart(people)),
            waivers=tuple(self.waivers(people)),
            pins=tuple(self.pins(people, schemes, beds, stays)),
            policy=policy,
        )

    def schemes(self) -> list[Scheme]:
        return [self.scheme(f"S{number + 1}") for number in range(self.between(self.flavour.schemes))]

    def scheme(self, scheme_id: str) -> Scheme:
        rng, restricted = self.rng, self.flavour.restricted
        limits: dict[str, Any] = {}
        if self.chance(self.flavour.women_only):
            limits["women_only"] = True
        elif self.chance(0.3):
            limits["women_only"] = False
        if self.chance(restricted):
            limits["substance_policy"] = rng.choice(SUBSTANCE_POLICIES)
        if self.chance(restricted):
            limits["min_age"] = rng.choice((18, 25))
        if self.chance(restricted):
            limits["max_age"] = rng.choice((25, 60))
        for flag in ("takes_children", "takes_pets", "takes_intentional"):
            limits[flag] = False if self.chance(restricted) else rng.choice((True, None))
        for flag in ("needs_connection", "needs_recourse"):
            limits[flag] = True if self.chance(restricted) else rng.choice((False, None))
        if self.chance(restricted):
            limits["reserved_for"] = self.some(GROUPS)
        if self.chance(restricted):
            limits["routes"] = self.some(ROUTES)
        return Scheme(
            scheme_id,
            rng.choice(self.flavour.phases),
            provider=rng.choice((*PROVIDERS, "")),
            area=rng.choice((*AREAS, "")),
            features=self.some(FEATURES, 1) if self.chance(0.4) else (),
            turnaround_days=rng.choice(self.flavour.turnaround),
            **limits,
        )

    def beds(self, schemes: list[Scheme]) -> list[Bed]:
        return [self.bed(f"B{number + 1}", schemes) for number in range(self.between(self.flavour.beds))]

    def bed(self, bed_id: str, schemes: list[Scheme]) -> Bed:
        rng, odd = self.rng, self.flavour.odd_bed
        open_from = self.day(-400, -1, 0, 1, 5, 6, 7) if self.chance(odd) else None
        open_to = self.day(6, 7, 8, 15, 60, 300) if self.chance(odd) else None
        if open_from is not None and open_to is not None and open_to <= open_from:
            open_to = None
        return Bed(
            bed_id,
            rng.choice(schemes).scheme_id,
            room_id=rng.choice(("R1", "R1", "R2")) if self.chance(self.flavour.shared) else "",
            step_free=rng.choice(FLAG),
            features=self.some(FEATURES) if self.chance(0.4) else (),
            open_from=open_from,
            open_to=open_to,
        )

    # --- policy

    def policy(self) -> Policy:
        rng, odd = self.rng, self.flavour.odd_policy
        changed: dict[str, Any] = {
            "continuity": rng.choice(self.flavour.continuity),
            "lottery_seed": rng.randrange(1000),
        }
        rules_off = [rule for rule in MAY_BE_OFF if self.chance(odd / 10)]
        if self.chance(self.flavour.no_workers):
            rules_off.append("key_worker")
        if self.chance(odd):
            rules_off.append("room_gender")
        changed["rules_off"] = tuple(rules_off)
        if self.chance(odd):
            changed["objective"] = tuple(rng.sample(TIERS, len(TIERS)))
        elif self.chance(odd):
            first = rng.choice(TIERS)
            changed["objective"] = (first, *(tier for tier in TIERS if tier != first))
        if self.chance(odd):
            changed["stay_limit_weeks"] = FrozenMap({0: 2, 1: 13, 2: 13, 3: 26})
        if self.chance(odd):
            changed |= {
                "stay_limit_applies_to": "new_stays",
                "stay_limit_from": self.day(-200, -90, 0, 1, 30),
                "stay_limit_weeks_before": FrozenMap({0: 8, 1: 39, 2: 39, 3: 104}),
            }
        if self.chance(odd):
            changed["programme_limit_weeks"] = rng.choice((12, 52, 104))
        if self.chance(odd):
            changed["minimum_stay_weeks"] = rng.choice((0, 8, 12))
        if self.chance(odd):
            changed["follow_on_weeks"] = rng.choice((0, 4))
        if self.chance(odd):
            points = (Fraction(1, 10), Fraction(1, 2), Fraction(1), Fraction(3, 2))
            changed["caseload_points"] = FrozenMap({phase: rng.choice(points) for phase in range(4)})
        if self.chance(odd):
            changed["follow_on_points"] = rng.choice((Fraction(0), Fraction(1, 10), Fraction(1, 2)))
        if self.chance(odd):
            changed["connection_exempt"] = rng.choice(((), ("other",), ("violence", "other")))
        if self.chance(2 * odd):
            changed["women_only_accepts"] = rng.choice((("woman", "non_binary"), ("woman", "unknown")))
        if self.chance(odd):
            changed["route_priority"] = FrozenMap({rng.choice(ROUTES): rng.choice((1, 1, 2))})
        return Policy(**changed)

    # --- workers

    def workers(self, schemes: list[Scheme]) -> list[Worker]:
        return [self.worker(f"W{number + 1}", schemes) for number in range(self.between(self.flavour.workers))]

    def worker(self, worker_id: str, schemes: list[Scheme]) -> Worker:
        rng, lapse = self.rng, self.flavour.lapse / 2
        facts: dict[str, Any] = {}
        if self.chance(lapse):
            facts["away_from"] = self.day(-30, -1, 0, 1)
            if self.chance(0.7):
                facts["away_to"] = max(self.day(0, 0, 1, 10, 28, 29, 60), facts["away_from"] + timedelta(days=1))
        if self.chance(lapse):
            facts["leaving_on"] = self.day(0, 10, 28, 29, 60)
        covers = self.some([scheme.scheme_id for scheme in schemes]) if self.chance(2 * lapse) else ("*",)
        capacity = rng.choice((Fraction(1, 2), Fraction(1), Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3)))
        spoken = self.some(LANGUAGES) if self.chance(0.6) else ()
        return Worker(worker_id, capacity, rng.choice((*PROVIDERS, "")), covers, spoken, **facts)

    # --- people

    def people(
        self, schemes: list[Scheme], beds: list[Bed], workers: list[Worker], policy: Policy
    ) -> tuple[list[Person], list[Stay]]:
        """Candidates and others, some of them in beds; every stay's dates are possible."""
        rng = self.rng
        count, others = self.between(self.flavour.candidates), self.between(self.flavour.others)
        empty = rng.sample(beds, len(beds))
        phase_of = {scheme.scheme_id: scheme.phase for scheme in schemes}
        offered = sorted({phase_of[bed.scheme_id] for bed in beds})
        alike = self.chance(self.flavour.equal)
        same: dict[str, Any] = {"band": rng.choice(BANDS), "waiting_since": self.day(-100, -7)}
        people, stays = [], []
        numbers = rng.sample(range(1, count + others + 1), count + others)
        for place, number in enumerate(numbers):
            person = self.person(f"P{number}", schemes, workers)
            seeking = place < count
            if seeking:
                person = replace(person, **self.seeking(offered))
                if alike:
                    person = replace(person, **same)
            lives_here = self.chance(self.flavour.resident if seeking else self.flavour.housed) and empty
            if lives_here:
                bed = empty.pop()
                stay = self.stay(person, bed, policy.stay_limit_weeks.get(phase_of[bed.scheme_id], 26))
                stays.append(stay)
                if person.programme_start is None and self.chance(0.6):
                    person = replace(person, programme_start=min(stay.started_on, self.on))
                if seeking and self.chance(0.5):
                    person = replace(person, seeks=self.next_phases(phase_of[bed.scheme_id], offered))
            people.append(person)
        for person in people:
            settled = person.seeks or any(stay.person_id == person.person_id for stay in stays)
            if self.chance(0.1 if settled else 0.9):
                stays.append(self.past_stay(person, beds, stays))
        return people, stays

    def person(self, person_id: str, schemes: list[Scheme], workers: list[Worker]) -> Person:
        rng, hindered = self.rng, self.flavour.hindered
        scheme_ids = [scheme.scheme_id for scheme in schemes]
        wishes = sorted({*FEATURES, *AREAS, *scheme_ids})
        return Person(
            person_id,
            birth_date=self.birth_date(),
            gender=rng.choice(GENDERS),
            route=rng.choice(ROUTES),
            recourse=rng.choice(FLAG),
            intentional=rng.choice(FLAG),
            connection=rng.choice(FLAG),
            connection_exempt=rng.choice(EXEMPTIONS),
            substance=rng.choice(SUBSTANCES),
            groups=self.some(GROUPS) if self.chance(0.4) else (),
            step_free_needed=True if self.chance(hindered) else rng.choice((False, None)),
            needs=self.some(FEATURES) if self.chance(hindered) else (),
            prefers=self.some(wishes, 4) if self.chance(0.5) else (),
            children=rng.choice((0, None, 1, 2)),
            pets=rng.choice(FLAG),
            shares_room=False if self.chance(hindered) else rng.choice((True, None)),
            avoid_areas=self.some(AREAS, 1) if self.chance(hindered) else (),
            avoid_schemes=self.some(scheme_ids, 1) if self.chance(hindered) else (),
            withhold_from=self.some(PROVIDERS, 1) if self.chance(hindered) else (),
            languages=self.some(LANGUAGES) if self.chance(self.flavour.lapse) else (),
            worker_id=rng.choice(workers).worker_id if workers and self.chance(0.6) else "",
            programme_start=self.day(-20, -300, -700, -700, -882, -883, -900) if self.chance(0.2) else None,
        )

    def birth_date(self) -> date | None:
        """Unknown, far from any limit, or within days of a birthday that a limit speaks of."""
        if self.chance(0.1):
            return None
        if self.chance(0.4):
            years = self.rng.choice((18, 25, 26, 61))
            birthday = self.day(-1, 0, 1, 2)
            if (birthday.month, birthday.day) == (2, 29):
                return date(2000, 2, 29)
            return birthday.replace(year=birthday.year - years)
        return date(self.on.year - self.rng.randint(17, 62), self.rng.randint(1, 12), self.rng.randint(1, 28))

    def seeking(self, phases: list[int]) -> dict[str, Any]:
        few = self.chance(self.flavour.choosy)
        seeks = self.some(phases, 2) if few else tuple(self.rng.sample(phases, len(phases)))
        if self.chance(0.1):
            seeks = (4, *seeks)
        since = self.day(5, 0, -1, -7, -7, -30, -100, -100, -400)
        return {"seeks": seeks, "band": self.rng.choice(BANDS), "waiting_since": since}

    def next_phases(self, phase: int, phases: list[int]) -> tuple[int, ...]:
        """Phases other than the one she lives in, so that chains and swaps are worth something."""
        elsewhere = [other for other in phases if other != phase]
        return self.some(elsewhere) if elsewhere else (phase,)

    def stay(self, person: Person, bed: Bed, limit: int) -> Stay:
        """An open stay: begun near its limit, long ago, lately or not yet; with a departure or not."""
        if self.chance(self.flavour.future):
            started_on = self.day(1, 3, 10)
        else:
            started_on = self.day(0, -3, *(-(7 * limit) - over for over in (-8, -1, 0, 1, 6, 7, 8, 20, 200)))
        leaving_on = None
        if self.chance(self.flavour.leaving):
            leaving_on = max(self.day(-3, 0, 1, 4, 5, 6, 6), started_on + timedelta(days=1))
        elif self.chance(0.2):
            leaving_on = max(self.day(7, 8, 40), started_on + timedelta(days=1))
        extended_to = None
        if self.chance(0.2):
            extended_to = max(self.day(-15, -8, -7, -1, 0, 30), started_on + timedelta(days=1))
        return Stay(f"T{person.person_id}", person.person_id, bed.bed_id, started_on, extended_to, leaving_on)

    def past_stay(self, person: Person, beds: list[Bed], stays: list[Stay]) -> Stay:
        """A stay that ended by the run date, within follow-on or not, before all known of its bed and of her."""
        hers = [stay.started_on for stay in stays if stay.person_id == person.person_id]
        empty_before = {
            bed.bed_id: min([self.on, *hers, *(stay.started_on for stay in stays if stay.bed_id == bed.bed_id)])
            for bed in beds
        }
        wanted = self.day(0, 0, -1, -27, -28, -28, -181, -181, -182, -182, -183)
        fitting = [bed_id for bed_id, day in empty_before.items() if wanted <= day]
        bed_id = self.rng.choice(fitting or list(empty_before))
        ended_on = min(wanted, empty_before[bed_id])
        outcome = self.rng.choice(ENDINGS)
        started_on = ended_on - timedelta(days=self.rng.choice((1, 50)))
        return Stay(f"U{person.person_id}", person.person_id, bed_id, started_on, None, None, ended_on, outcome)

    # --- decisions of named people

    def keep_apart(self, people: list[Person]) -> list[KeepApart]:
        rows: dict[tuple[frozenset[str], str], KeepApart] = {}
        if len(people) > 1:
            for _draw in range(3):
                if self.chance(self.flavour.apart):
                    a, b = self.rng.sample([person.person_id for person in people], 2)
                    row = KeepApart(a, b, self.rng.choice(SCOPES))
                    rows[frozenset((a, b)), row.scope] = row
        return list(rows.values())

    def waivers(self, people: list[Person]) -> list[Waiver]:
        rows: list[Waiver] = []
        for person in people:
            if self.chance(self.flavour.waived):
                decided_on = self.day(-30, -1, 0, 0, 1, 1) if self.chance(0.5) else self.day(-30)
                expires_on = max(self.day(-1, 0, 1), decided_on) if self.chance(0.4) else None
                rows += [
                    Waiver(person.person_id, rule, "agreed", "manager", decided_on, expires_on)
                    for rule in self.some(WAIVABLE)
                ]
        return rows

    def pins(self, people: list[Person], schemes: list[Scheme], beds: list[Bed], stays: list[Stay]) -> list[Pin]:
        phases = {scheme.scheme_id: scheme.phase for scheme in schemes}
        phase_of = {bed.bed_id: phases[bed.scheme_id] for bed in beds}
        own = {stay.person_id: stay.bed_id for stay in stays if stay.ended_on is None}
        rows: dict[tuple[str, str, str], Pin] = {}
        for person in people:
            theirs = [bed.bed_id for bed in beds if bed.bed_id != own.get(person.person_id)]
            if not person.seeks or not theirs:
                continue
            sought = [b for b in theirs if phase_of[b] in person.seeks and self.chance(0.9)]
            if self.chance(self.flavour.pinned):
                row = Pin(person.person_id, self.rng.choice(sought or theirs), "pin", "promised", "coordinator")
                rows[row.person_id, row.bed_id, row.action] = row
            if self.chance(self.flavour.forbidden):
                row = Pin(person.person_id, self.rng.choice(sought or theirs), "forbid", "unsafe", "coordinator")
                rows[row.person_id, row.bed_id, row.action] = row
        return list(rows.values())
