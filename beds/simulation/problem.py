"""A week's allocation made small: only those who can be placed at all, and what placing each of them is worth."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Any

from beds.domain.people import BANDS
from beds.optimizer.lottery import TICKETS
from beds.simulation.assignment import NEW, OUTSIDE, Node
from beds.simulation.luck import WORD, mixed
from beds.simulation.pairs import closed_by_residents, genders_who_stay
from beds.simulation.staff import Staff
from beds.simulation.woman import RESIDENT, Woman
from beds.simulation.world import World

GOLDEN = 0x9E3779B97F4A7C15
TICKET_SHIFT = 64 - (TICKETS.bit_length() - 1)
"""A ticket is the highest bits of a word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be placed this week."""

    woman: Woman
    home: Node
    """The kind she lives in, where her bed is given on; else a place outside."""
    values: Mapping[Node, int]
    """What placing her in each kind open to her is worth."""
    own: int | None
    """Her key worker, where that one may keep her."""
    points: int
    """Points that she counts for her key worker now."""


@dataclass(frozen=True)
class Problem:
    """The candidates of a week, the empty beds of each kind, and what each key worker may gain."""

    people: list[Candidate]
    free: dict[Node, int]
    room: dict[int, int]
    moves_within_kind: bool = False
    """Whether somebody may take another bed of the very kind that she lives in."""


def problem_of(world: World, refused: Collection[int]) -> Problem:
    """The week without those who have refused an offer, by row."""
    in_service = world.verdicts.in_service(world.week) & ~_closing(world)
    free = {k: len(beds) for k, beds in enumerate(world.free) if beds and in_service >> k & 1}
    open_to = _Open(world)
    movers = [(woman, open_to(woman) & in_service) for row, woman in world.movers.items() if row not in refused]
    within = _within_reach(free, movers)
    if not within:
        return Problem([], free, {})
    movers = [(woman, bits & within) for woman, bits in movers if bits & within]
    reader = _Reader(world, movers)
    people = [
        reader.candidate(woman, bits, woman.kind if in_service >> woman.kind & 1 else OUTSIDE) for woman, bits in movers
    ]
    people += reader.waiting(open_to, within, refused, sum(free.values()))
    return Problem(
        [candidate for candidate in people if candidate.values],
        free,
        reader.room,
        any(bits >> woman.kind & 1 for woman, bits in movers),
    )


class _Open:
    """The kinds open to a person this week, without those where no answer can place her for those who live there."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._genders = genders_who_stay(world)

    def __call__(self, woman: Woman) -> int:
        bits = self._world.open_to(woman)
        for kind, genders in self._genders.items():
            if bits >> kind & 1 and genders != {woman.person.gender}:
                bits &= ~(1 << kind)
        if bits and woman.row in self._world.kept_apart:
            bits &= ~closed_by_residents(self._world, woman)
        return bits

    def is_bound(self, woman: Woman, bits: int) -> bool:
        """Whether it may matter who else is placed: she is not to be exchanged for somebody like her."""
        world = self._world
        return woman.row in world.kept_apart or any(bits >> kind & 1 for kind in world.mixed_rooms)


def _closing(world: World) -> int:
    """The kinds of schemes that still have beds to close: what falls vacant there is not given on."""
    closing = {scheme_id for scheme_id, beds in world.to_close.items() if beds}
    return sum(1 << k for k, kind in enumerate(world.kinds) if kind.scheme.scheme_id in closing) if closing else 0


def _within_reach(free: Collection[Node], movers: list[tuple[Woman, int]]) -> int:
    """The kinds in which a bed can come free: empty ones, those in a ring of movers, those left for one of these."""
    within = sum(1 << kind for kind in free) | _ringed(movers)
    grown = bool(within)
    while grown:
        grown = False
        for woman, bits in movers:
            if bits & within and not within >> woman.kind & 1:
                within |= 1 << woman.kind
                grown = True
    return within


def _ringed(movers: list[tuple[Woman, int]]) -> int:
    """The kinds that stand in a ring of movers: whoever leaves one can be followed, step by step, back to it."""
    leads: dict[int, int] = {}
    for woman, bits in movers:
        leads[woman.kind] = leads.get(woman.kind, 0) | bits
    homes = sum(1 << kind for kind in leads)
    if not any(bits & homes for bits in leads.values()):
        return 0
    ringed = 0
    for kind in leads:
        seen, edge = 0, leads[kind] & homes
        while edge & ~seen:
            seen |= edge
            for other, bits in leads.items():
                if edge >> other & 1:
                    edge |= bits & homes
        if seen >> kind & 1:
            ringed |= 1 << kind
    return ringed


class _Reader:
    """Reads people into candidates; what is the same for many is worked out once."""

    def __init__(self, world: World, movers: list[tuple[Woman, int]]) -> None:
        self._world = world
        self._staff: Staff | None = world.staff
        self._fixed = world.policy.continuity == "required"
        self._shift = world.tier_shifts
        self._band = [1 << at if (at := world.tier_shifts.get(f"placed_{band}")) is not None else 0 for band in BANDS]
        self._salt = mixed(world.luck.key ^ mixed(world.week))
        self._kinds: dict[tuple[int | None, int, tuple[str, ...], int], tuple[int, ...]] = {}
        self.room = world.staff.room() if world.staff else {}
        self._bound = dict(self.room)
        for woman, bits in movers:
            if woman.worker in self._bound:
                self._bound[woman.worker] += freed_at_most(world, woman, bits, self._fixed)

    def candidate(self, woman: Woman, bits: int, home: Node) -> Candidate:
        """``bits`` are the kinds open to her; of these she has the ones in which somebody could hold her."""
        own = self._staff.own(woman) if self._staff else None
        points = self._staff.points(woman.phase) if self._staff and woman.state == RESIDENT else 0
        return Candidate(woman, home, self._values(woman, self._that_can_hold(woman, own, points, bits)), own, points)

    def waiting(self, open_to: "_Open", within: int, refused: Collection[int], beds: int) -> list[Candidate]:
        """Those on the waiting list; of those who are alike in all but their place in it, as many as there are beds.

        Movers leave as many beds as they take, so that no more come in from outside than there are empty beds.
        """
        world, staff = self._world, self._staff
        alike: dict[tuple[Any, ...], list[tuple[int, Woman]]] = {}
        people: list[Candidate] = []
        for row, woman in world.waiting.items():
            bits = open_to(woman) & within if row not in refused else 0
            if not bits:
                continue
            own = staff.own(woman) if staff else None
            person = woman.person
            if own is not None or open_to.is_bound(woman, bits):
                people.append(self.candidate(woman, bits, OUTSIDE if own is not None or staff is None else NEW))
            else:
                same = (bits, woman.seeks, person.languages, person.prefers)
                alike.setdefault(same, []).append((self._worth(woman), woman))
        home = OUTSIDE if staff is None else NEW
        for (bits, *_same), group in alike.items():
            first = nlargest(beds, group, key=itemgetter(0)) if len(group) > beds else group
            people += [self.candidate(woman, bits, home) for _worth, woman in first]
        return people

    def _that_can_hold(self, woman: Woman, own: int | None, points: int, bits: int) -> tuple[int, ...]:
        """The kinds among ``bits`` in which some key worker could hold her, whatever the movers do."""
        languages = woman.person.languages
        kinds = self._kinds.get((own, points, languages, bits))
        if kinds is None:
            every = (k for k in range(bits.bit_length()) if bits >> k & 1)
            kinds = tuple(k for k in every if self._held(woman, own, points, k))
            self._kinds[own, points, languages, bits] = kinds
        return kinds

    def _held(self, woman: Woman, own: int | None, points: int, kind: int) -> bool:
        staff = self._staff
        if staff is None:
            return True
        asked = staff.points_of_kind[kind]
        if own is not None:
            if self._bound[own] + points >= asked:
                return True
            if self._fixed:
                return False
        takers = staff.takers(woman, self._world.kinds[kind].scheme.scheme_id)
        return any(self._bound[w] >= asked for w in takers)

    def _values(self, woman: Woman, kinds: tuple[int, ...]) -> dict[Node, int]:
        """Her gain in each of these kinds as one whole number: a field a tier, the lottery's ticket last."""
        world, shift = self._world, self._shift
        values = dict.fromkeys(kinds, self._worth(woman))
        if "first_choice" in shift:
            for k in kinds:
                if world.kinds[k].scheme.phase == woman.seeks[0]:
                    values[k] += 1 << shift["first_choice"]
        if "prefers" in shift and woman.person.prefers:
            for k in kinds:
                offers = world.kinds[k].offers
                values[k] += sum(wish in offers for wish in woman.person.prefers) << shift["prefers"]
        return values

    def _worth(self, woman: Woman) -> int:
        """What placing her is worth wherever it is."""
        world, shift = self._world, self._shift
        band = woman.band - world.steps_up(woman) if world.policy.route_priority else woman.band
        value = 1 + (((woman.key ^ self._salt) * GOLDEN & WORD) >> TICKET_SHIFT) + self._band[max(band, 0)]
        waited = 7 * world.week - woman.since
        if "waiting" in shift and waited > 0:
            value += waited << shift["waiting"]
        if woman.state == RESIDENT:
            if "overdue" in shift:
                value += world.overdue_weeks(woman) << shift["overdue"]
            if "moves" in shift:
                value -= 1 << shift["moves"]
        return value


def freed_at_most(world: World, woman: Woman, bits: int, keeps_worker: bool) -> int:
    """Points that her key worker can gain at most by a mover's move to one of these kinds."""
    staff = world.staff
    assert staff is not None
    if not keeps_worker:
        return staff.points(woman.phase)
    least = min(points for k, points in enumerate(staff.points_of_kind) if bits >> k & 1)
    return max(0, staff.points(woman.phase) - least)
