"""Whether a way of handing out beds would break a pair rule: people kept apart, genders that share a room."""

from collections.abc import Iterable

from beds.simulation.woman import Woman
from beds.simulation.world import World


def breaks_a_pair(world: World, offers: Iterable[tuple[Woman, int]]) -> bool:
    """Whether any two people would live where they must not, at least one of them placed now, by person and kind."""
    if not (world.kept_apart or world.mixed_rooms):
        return False
    placed = {woman.row: kind for woman, kind in offers}
    return _kept_apart(world, placed) or _genders_share(world, placed)


def closed_by_stayers(world: World, woman: Woman) -> int:
    """The kinds in which somebody lives, and stays for certain, with whom she must not: no answer places her there."""
    closed = 0
    for a, b, scope in world.kept_apart:
        if woman.row in (a, b):
            other = world.residents.get(b if woman.row == a else a)
            if other is not None and other.row not in world.movers:
                closed |= sum(1 << k for k in range(len(world.kinds)) if _too_near(world, k, other.kind, scope))
    return closed


def _too_near(world: World, kind_a: int, kind_b: int, scope: str) -> bool:
    here, there = world.kinds[kind_a], world.kinds[kind_b]
    same_scheme = here.scheme.scheme_id == there.scheme.scheme_id
    if scope == "room":
        return kind_a == kind_b and here.place.room_shared
    return same_scheme or (scope == "area" and here.scheme.area != "" and here.scheme.area == there.scheme.area)


def closed_by_gender(world: World) -> dict[int, set[str]]:
    """For each room that people of one gender share, the genders of those who stay in it for certain, by kind."""
    if not world.mixed_rooms:
        return {}
    found: dict[int, set[str]] = {}
    for woman in world.residents.values():
        if world.mixed_rooms >> woman.kind & 1 and woman.row not in world.movers:
            found.setdefault(woman.kind, set()).add(woman.person.gender)
    return found


def _where(world: World, row: int, placed: dict[int, int]) -> int | None:
    if row in placed:
        return placed[row]
    woman = world.residents.get(row)
    return None if woman is None else woman.kind


def _kept_apart(world: World, placed: dict[int, int]) -> bool:
    for a, b, scope in world.kept_apart:
        if a not in placed and b not in placed:
            continue
        kind_a, kind_b = _where(world, a, placed), _where(world, b, placed)
        if kind_a is None or kind_b is None:
            continue
        if _too_near(world, kind_a, kind_b, scope):
            return True
    return False


def _genders_share(world: World, placed: dict[int, int]) -> bool:
    rooms = {kind for kind in placed.values() if world.mixed_rooms >> kind & 1}
    if not rooms:
        return False
    genders: dict[int, set[str]] = {kind: set() for kind in rooms}
    for row in {*placed, *world.residents}:
        kind = _where(world, row, placed)
        if kind in rooms:
            genders[kind].add(world.women[row].person.gender)
    return any(len(there) > 1 for there in genders.values())
