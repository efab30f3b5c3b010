"""Every candidate before every scheme, as rows that are made when they are read: a city has ten million of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import overload

from beds.domain.allocation import SchemeExplanation
from beds.rules.catalogue import UNARY
from beds.rules.refusals import BIT, Refusals

Judged = tuple[int, int, tuple[tuple[str, int], ...], str]
"""Beds, eligible beds, refusals by rule, and the one waivable rule without which some bed would be eligible."""


@dataclass(frozen=True, eq=False)
class SchemeRows(Sequence[SchemeExplanation]):
    """A row a candidate and scheme: how many of its beds refuse her, and by which rules."""

    refusals: Refusals
    _known: dict[tuple[int, bytes], Judged] = field(default_factory=dict, repr=False)
    """What is known of people with the same refusals at all places of a scheme: few differ."""

    def __len__(self) -> int:
        return len(self.refusals.people) * len(self.refusals.week.snapshot.schemes)

    @overload
    def __getitem__(self, index: int) -> SchemeExplanation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SchemeExplanation]: ...
    def __getitem__(self, index: int | slice) -> SchemeExplanation | Sequence[SchemeExplanation]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        person, scheme = divmod(range(len(self))[index], len(self.refusals.week.snapshot.schemes))
        return list(self._rows_of(person))[scheme]

    def __iter__(self) -> Iterator[SchemeExplanation]:
        for person in range(len(self.refusals.people)):
            yield from self._rows_of(person)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(mine == hers for mine, hers in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def _rows_of(self, person: int) -> Iterator[SchemeExplanation]:
        refusals = self.refusals
        masks = refusals.masks[person]
        seen, width, sizes = masks.tobytes(), masks.itemsize, self._sizes
        own = int(refusals.own_place[person])
        person_id = refusals.people[person].person_id
        for scheme_id, (start, end) in self._places.items():
            if start <= own < end:
                judged = _judged(masks[start:end].tolist(), sizes[start:end], own - start)
            else:
                key = (start, seen[start * width : end * width])
                if key not in self._known:
                    self._known[key] = _judged(masks[start:end].tolist(), sizes[start:end], None)
                judged = self._known[key]
            yield SchemeExplanation(person_id, scheme_id, *judged)

    @cached_property
    def _sizes(self) -> list[int]:
        return list(self.refusals.sizes.tolist())

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where the places of each scheme begin and end; a scheme without beds has none."""
        starts = [*self.refusals.scheme_starts.tolist(), len(self.refusals.places)]
        found = {self.refusals.places[start].scheme.scheme_id: (start, end) for start, end in pairwise(starts)}
        return {s.scheme_id: found.get(s.scheme_id, (0, 0)) for s in self.refusals.week.snapshot.schemes}


def _judged(masks: list[int], sizes: list[int], own: int | None) -> Judged:
    """What these places of a scheme mean to somebody with these refusals; ``own`` is the place she lives in."""
    eligible = 0
    counts: defaultdict[int, int] = defaultdict(int)
    alone = 0
    for place, (mask, size) in enumerate(zip(masks, sizes, strict=True)):
        for bit in _bits(mask):
            counts[bit] += size
        others = size - (place == own)
        if not mask:
            eligible += others
        elif others and mask in _WAIVABLE:
            alone = max(alone, mask)
    refused_by = tuple((_RULES[bit], counts[bit]) for bit in sorted(counts))
    return sum(sizes), eligible, refused_by, _RULES[alone] if alone and not eligible else ""


_RULES = {int(BIT[rule.id]): rule.id for rule in UNARY}
_WAIVABLE = frozenset(int(BIT[rule.id]) for rule in UNARY if rule.waivable)


@cache
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in _RULES if mask & bit)
