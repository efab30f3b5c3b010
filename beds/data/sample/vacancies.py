"""Which beds of a sampled city stand empty, are closed, or open and close on a date."""

from dataclasses import replace
from datetime import date, timedelta

from beds.data.sample import rates
from beds.data.sample.places import City
from beds.data.sample.sizes import Sizes
from beds.data.sample.streams import Stream, divide
from beds.domain.places import Bed


def empty_some(seed: int, city: City, sizes: Sizes, on: date) -> tuple[City, tuple[Bed, ...]]:
    """The city with its beds' dates, and the beds that are lived in. Closed beds are neither lived in nor vacant."""
    stream = Stream(seed, "vacancies")
    empty = _empty(stream, city, sizes.vacant + sizes.closed)
    closed = {bed.bed_id for bed in stream.some(empty, sizes.closed)}
    vacant = {bed.bed_id for bed in empty} - closed
    beds = tuple(
        _closed(stream, bed, on) if bed.bed_id in closed else _in_use(stream, bed, bed.bed_id in vacant, on)
        for bed in city.beds
    )
    unused = closed | vacant
    return replace(city, beds=beds), tuple(bed for bed in beds if bed.bed_id not in unused)


def _empty(stream: Stream, city: City, count: int) -> list[Bed]:
    """So many beds with nobody in them, each phase its part, so that even a small sample has something in each."""
    phases = {scheme.scheme_id: scheme.phase for scheme in city.schemes}
    of_phase = {phase: [bed for bed in city.beds if phases[bed.scheme_id] == phase] for phase in rates.KINDS}
    parts = divide(count, [len(beds) * rates.KINDS[phase].vacant for phase, beds in of_phase.items()]) if count else []
    return [bed for beds, part in zip(of_phase.values(), parts, strict=False) for bed in stream.some(beds, part)]


def _closed(stream: Stream, bed: Bed, on: date) -> Bed:
    """Under repair for some weeks yet, or closed for good when a lease ended."""
    if stream.chance(0.7):
        return replace(bed, open_from=on + timedelta(days=stream.between(14, 90)))
    return replace(bed, open_to=on - timedelta(days=stream.between(1, 60)))


def _in_use(stream: Stream, bed: Bed, vacant: bool, on: date) -> Bed:
    if vacant and stream.chance(rates.OPENS_THIS_WEEK):
        return replace(bed, open_from=on + timedelta(days=stream.between(1, 5)))
    if stream.chance(rates.CLOSES_LATER):
        return replace(bed, open_to=on + timedelta(days=stream.between(60, 300)))
    return bed
