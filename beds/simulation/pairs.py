"""Whether a way of handing out beds would break a pair rule: people kept apart, genders that share a room."""

from collections.abc import Iterable

from beds.simulation.woman import Woman
from beds.simulation.world import World


def breaks_a_pair(world: World, offers: Iterable[tuple[Woman, int]]) -> bool:
    """Whether any two people would live where they must not, at least one of them placed now, by person and kind."""
    if not (world.kept_apart or world.has_rooms):
        return False
    placed = {woman.row: kind for woman, kind in offers}
    return _kept_apart(world, placed) or _genders_share(world, placed)


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
        here, there = world.kinds[kind_a], world.kinds[kind_b]
        same_scheme = here.scheme.scheme_id == there.scheme.scheme_id
        same_area = here.scheme.area != "" and here.scheme.area == there.scheme.area
        same_room = kind_a == kind_b and here.place.room_shared
        if {"room": same_room, "scheme": same_scheme, "area": same_scheme or same_area}[scope]:
            return True
    return False


def _genders_share(world: World, placed: dict[int, int]) -> bool:
    if not world.has_rooms or "room_gender" in world.policy.rules_off:
        return False
    for kind in set(placed.values()):
        member = world.kinds[kind]
        if not member.place.room_shared or member.scheme.women_only is True:
            continue
        genders = {
            world.women[row].person.gender for row in {*placed, *world.residents} if _where(world, row, placed) == kind
        }
        if len(genders) > 1:
            return True
    return False
