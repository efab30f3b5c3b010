"""Pair rules in the simulation: people who must be kept apart, and genders that would share a room."""

from collections.abc import Mapping

from beds.simulation.kinds import Kind
from beds.simulation.woman import Woman
from beds.simulation.world import World


def closed_by_residents(world: World, woman: Woman) -> int:
    """The kinds near somebody from whom she is kept apart and who lives there and seeks no move, as a bit set."""
    closed = 0
    for other, scope in world.kept_apart.get(woman.row, ()):
        resident = world.residents.get(other)
        if resident is not None and other not in world.movers:
            closed |= sum(
                1 << k for k, kind in enumerate(world.kinds) if _together(world, k, resident.kind, scope, kind)
            )
    return closed


def genders_who_stay(world: World) -> dict[int, set[str]]:
    """For each room in which genders are not mixed, the genders of those who stay in it for certain, by kind."""
    found: dict[int, set[str]] = {}
    for woman in world.residents.values() if world.mixed_rooms else ():
        if woman.kind in world.mixed_rooms and woman.row not in world.movers:
            found.setdefault(woman.kind, set()).add(woman.person.gender)
    return found


def broken_pair(world: World, placed: Mapping[int, int]) -> tuple[int, ...] | None:
    """The rows of people who would live where they must not together; None where every pair rule is kept.

    ``placed`` is the kind in which each person placed now would live, by row. At least one of those named is in it.
    """
    if not (world.kept_apart or world.mixed_rooms):
        return None
    return _kept_apart(world, placed) or _genders_share(world, placed)


def _together(world: World, a: int, b: int, scope: str, kind: Kind) -> bool:
    """Whether beds of kinds ``a`` (which is ``kind``) and ``b`` are in one room, scheme or area."""
    there = world.kinds[b]
    if scope == "room":
        return a == b and kind.place.room_shared
    same_scheme = kind.scheme.scheme_id == there.scheme.scheme_id
    return same_scheme or (scope == "area" and kind.scheme.area != "" and kind.scheme.area == there.scheme.area)


def _kept_apart(world: World, placed: Mapping[int, int]) -> tuple[int, ...] | None:
    for row, kind in placed.items():
        for other, scope in world.kept_apart.get(row, ()):
            resident = world.residents.get(other)
            where = placed.get(other, resident.kind if resident is not None else None)
            if where is not None and _together(world, kind, where, scope, world.kinds[kind]):
                return (row, other)
    return None


def _genders_share(world: World, placed: Mapping[int, int]) -> tuple[int, ...] | None:
    for k in sorted(world.mixed_rooms & set(placed.values())):
        staying = [woman for woman in world.residents.values() if woman.kind == k and woman.row not in placed]
        there = staying + [world.women[row] for row, kind in placed.items() if kind == k]
        if len({woman.person.gender for woman in there}) > 1:
            return tuple(woman.row for woman in there)
    return None
