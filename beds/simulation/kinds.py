"""Kinds of beds: those of one scheme that no rule or preference can tell apart, for the length of a run."""

from dataclasses import dataclass, replace
from functools import cached_property

from beds.domain.places import Bed, Scheme
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.rules.columns import Place, place_of
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class Kind:
    """Equal beds: what the rules see of them, and the beds that are there at the start."""

    place: Place
    beds: tuple[Bed, ...]

    @property
    def scheme(self) -> Scheme:
        return self.place.scheme

    @property
    def offers(self) -> frozenset[str]:
        """All that somebody may prefer about such a bed: features, its scheme, its area."""
        return self.place.features | {self.scheme.scheme_id, self.scheme.area}


@dataclass(frozen=True)
class Kinds:
    """Every kind of a scenario's world, scheme by scheme."""

    members: tuple[Kind, ...]
    plain: dict[str, int]
    """The kind of a bed that is opened in each scheme."""

    @cached_property
    def phases(self) -> tuple[int, ...]:
        return tuple(kind.scheme.phase for kind in self.members)


def kinds_of(scenario: Scenario) -> Kinds:
    """The kinds of beds in a scenario: of its folder, or one a scheme of its stock."""
    beds_of = _of_folder(scenario.present, scenario) if scenario.present else _of_stock(scenario)
    plain: dict[str, int] = {}
    for scheme in scenario.schemes:
        theirs = [(len(beds), -k) for k, (place, beds) in enumerate(beds_of) if _is_plain(place, scheme)]
        if theirs:
            plain[scheme.scheme_id] = -max(theirs)[1]
        else:
            plain[scheme.scheme_id] = len(beds_of)
            beds_of.append((_plain_place(scheme, None), []))
    return Kinds(tuple(Kind(place, tuple(beds)) for place, beds in beds_of), plain)


def _is_plain(place: Place, scheme: Scheme) -> bool:
    is_bounded = place.open_from is not None or place.open_to is not None
    return place.scheme.scheme_id == scheme.scheme_id and not (is_bounded or place.room_shared or place.forbidden_to)


def _plain_place(scheme: Scheme, step_free: bool | None) -> Place:
    return Place(scheme, step_free, frozenset(scheme.features), False, None, None, "nobody", frozenset())


def _of_stock(scenario: Scenario) -> list[tuple[Place, list[Bed]]]:
    return [
        (
            _plain_place(stock.scheme, stock.step_free),
            [
                Bed(f"{stock.scheme.scheme_id}-{number}", stock.scheme.scheme_id, step_free=stock.step_free)
                for number in range(1, stock.beds + 1)
            ],
        )
        for stock in sorted(scenario.stock, key=lambda stock: stock.scheme.scheme_id)
    ]


def _of_folder(present: Snapshot, scenario: Scenario) -> list[tuple[Place, list[Bed]]]:
    week = Week(present, scenario.start)
    found: dict[tuple[Place, str], list[Bed]] = {}
    for bed in present.beds:
        place = replace(place_of(bed.bed_id, week), lived_in_by="nobody")
        # Who shares a room with whom matters, so that beds of different shared rooms are never one kind.
        found.setdefault((place, bed.room_id if place.room_shared else ""), []).append(bed)
    ordered = sorted(found.items(), key=lambda item: (item[0][0].scheme.scheme_id, item[1][0].bed_id))
    return [(place, beds) for (place, _room), beds in ordered]
