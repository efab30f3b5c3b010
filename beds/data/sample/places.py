"""The schemes and beds of a sampled city: boroughs with schemes of their own, and some schemes that serve all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from beds.data.sample import names, rates
from beds.data.sample.streams import Stream, divide
from beds.domain.places import Bed, Scheme


@dataclass(frozen=True)
class Borough:
    """A council's part of the city. ``tag`` is the group of the people on its register."""

    number: int
    name: str
    tag: str
    areas: tuple[str, ...]
    providers: tuple[str, ...]
    share: float
    """Its weight when candidates and beds are shared out."""


@dataclass(frozen=True)
class City:
    """What stands where. ``own`` holds each borough's schemes in order of boroughs; ``city_wide`` serves all."""

    boroughs: tuple[Borough, ...]
    own: tuple[tuple[Scheme, ...], ...]
    city_wide: tuple[Scheme, ...]
    beds: tuple[Bed, ...]

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        return (*(scheme for own in self.own for scheme in own), *self.city_wide)

    def schemes_for(self, borough: int) -> tuple[Scheme, ...]:
        """The schemes a person on this borough's register may look to."""
        return (*self.own[borough], *self.city_wide)


def build_city(seed: int, candidates: int, beds: int) -> City:
    """A city with exactly ``beds`` beds, and about one borough for 300 candidates."""
    count = max(1, round(candidates / rates.CANDIDATES_PER_BOROUGH), round(beds / rates.BEDS_PER_BOROUGH))
    boroughs = tuple(_borough(seed, number) for number in range(count))
    shared = round(beds * rates.CITY_WIDE_BEDS) if count > 1 else 0
    numbers = _Numbers()
    own = tuple(
        _schemes(Stream(seed, "schemes", borough.number), part, (borough,), numbers)
        for borough, part in zip(boroughs, divide(beds - shared, [b.share for b in boroughs]), strict=True)
    )
    city_wide = _schemes(Stream(seed, "schemes", "city"), shared, boroughs, numbers, city_wide=True)
    built = [*(pair for group in own for pair in group), *city_wide]
    stream = Stream(seed, "beds")
    return City(
        boroughs=tuple(_built_up(borough, [scheme for scheme, _size in built]) for borough in boroughs),
        own=tuple(tuple(scheme for scheme, _size in group) for group in own),
        city_wide=tuple(scheme for scheme, _size in city_wide),
        beds=tuple(bed for scheme, size in built for bed in _beds(stream, scheme, size)),
    )


def _borough(seed: int, number: int) -> Borough:
    stream = Stream(seed, "borough", number)
    name = names.borough_name(number)
    quarters = names.QUARTERS[: stream.between(3, len(names.QUARTERS))]
    return Borough(
        number=number,
        name=name,
        tag=f"{name.lower().replace(' ', '_')}_register",
        areas=tuple(f"{name} {quarter}" for quarter in quarters),
        providers=tuple(stream.some(names.PROVIDERS, 3)),
        share=0.75 + 0.5 * stream.unit(),
    )


def _built_up(borough: Borough, schemes: Sequence[Scheme]) -> Borough:
    """The borough with those of its areas and providers that have a scheme: nobody thinks of the others."""
    areas, providers = {scheme.area for scheme in schemes}, {scheme.provider for scheme in schemes}
    return replace(
        borough,
        areas=tuple(area for area in borough.areas if area in areas),
        providers=tuple(provider for provider in borough.providers if provider in providers),
    )


class _Numbers:
    """Running numbers: scheme ids, and names that no two schemes of a phase share."""

    def __init__(self) -> None:
        self._schemes = 0
        self._named = dict.fromkeys(names.KINDS, 0)

    def scheme_id(self) -> str:
        self._schemes += 1
        return f"S{self._schemes:03d}"

    def name(self, phase: int) -> str:
        number = self._named[phase]
        self._named[phase] += 1
        # The first scheme of each phase starts elsewhere in the list, so that no borough has four Alders.
        return names.scheme_name(number + 11 * phase, phase)


def _schemes(
    stream: Stream, beds: int, boroughs: Sequence[Borough], numbers: _Numbers, *, city_wide: bool = False
) -> tuple[tuple[Scheme, int], ...]:
    """Schemes with their number of beds, phase by phase."""
    built: list[tuple[Scheme, int]] = []
    for phase, quota in zip(rates.KINDS, divide(beds, [kind.beds for kind in rates.KINDS.values()]), strict=True):
        sizes = _sizes(stream, quota, *rates.KINDS[phase].sizes)
        for size, women_only in zip(sizes, stream.spread(len(sizes), rates.KINDS[phase].women_only), strict=True):
            scheme = _scheme(stream, phase, stream.pick(boroughs), numbers, city_wide=city_wide)
            built.append((replace(scheme, women_only=women_only), size))
    return tuple(built)


def _sizes(stream: Stream, beds: int, smallest: int, largest: int) -> list[int]:
    """So many beds in schemes of the usual sizes; smaller ones where there would be too few to choose between."""
    schemes = max(1, min(3, beds // 3), round(2 * beds / (smallest + largest)))
    weights = [stream.between(smallest, largest) for _scheme in range(schemes)]
    return [size for size in divide(beds, weights) if size]


def _scheme(stream: Stream, phase: int, borough: Borough, numbers: _Numbers, *, city_wide: bool) -> Scheme:
    kind = rates.KINDS[phase]
    youngest, oldest = stream.weighted(rates.AGES)
    return Scheme(
        scheme_id=numbers.scheme_id(),
        name=numbers.name(phase),
        provider=stream.pick(borough.providers),
        phase=phase,
        area=stream.pick(borough.areas),
        substance_policy=stream.weighted(kind.substance),
        min_age=youngest,
        max_age=oldest,
        takes_children=_flag(stream, kind.takes_children),
        takes_pets=_flag(stream, kind.takes_pets),
        takes_intentional=_flag(stream, kind.takes_intentional),
        needs_connection=False if city_wide else _flag(stream, kind.needs_connection),
        needs_recourse=_flag(stream, kind.needs_recourse),
        reserved_for=stream.weighted(rates.CITY_GROUPS) if city_wide else (borough.tag,),
        routes=stream.weighted(rates.ROUTES_LISTED[phase]),
        features=tuple(feature for feature, share in sorted(kind.features.items()) if stream.chance(share)),
        turnaround_days=stream.weighted(rates.TURNAROUND),
        weekly_cost=Decimal(kind.cost + 5 * stream.between(-8, 8)),
    )


def _flag(stream: Stream, yes: float) -> bool | None:
    return None if stream.chance(rates.BLANK_FLAG) else stream.chance(yes)


def _beds(stream: Stream, scheme: Scheme, size: int) -> list[Bed]:
    kind = rates.KINDS[scheme.phase]
    in_twos = 2 * (size // 4) if stream.chance(kind.shared_rooms) else 0
    features = {
        feature: share
        for feature, share in sorted(kind.bed_features.items())
        if feature != "cot" or scheme.takes_children is not False
    }
    return [
        Bed(
            bed_id=f"{scheme.scheme_id}-{number:02d}",
            scheme_id=scheme.scheme_id,
            room_id=f"R{(number + 1) // 2:02d}" if number <= in_twos else "",
            step_free=stream.weighted(rates.STEP_FREE),
            features=tuple(feature for feature, share in features.items() if stream.chance(share)),
        )
        for number in range(1, size + 1)
    ]
