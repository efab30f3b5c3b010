"""Every candidate before every scheme: people whom its places refuse for the same reasons are judged once."""

from collections import defaultdict
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from beds.domain.allocation import SchemeExplanation
from beds.domain.scheme_table import SchemeTable
from beds.rules.catalogue import UNARY
from beds.rules.refusals import BIT, Refusals


def scheme_table(refusals: Refusals) -> SchemeTable:
    """A row a candidate and scheme: how many of its beds refuse her, and by which rules."""
    schemes = refusals.week.snapshot.schemes
    kinds: list[SchemeExplanation] = []
    kind_of = np.zeros((len(refusals.people), len(schemes)), dtype=np.int32)
    for column, scheme in enumerate(schemes):
        places = _places(refusals).get(scheme.scheme_id, slice(0, 0))
        masks, sizes = refusals.masks[:, places], refusals.sizes[places].tolist()
        # Whoever lives in the scheme has a place of her own there, which is not counted.
        own = refusals.own_place - places.start
        own[(own < 0) | (own >= len(sizes))] = -1
        first, kind = _distinct(np.column_stack([own.astype(np.uint32), masks]))
        kind_of[:, column] = kind + len(kinds)
        kinds += [_judged(scheme.scheme_id, masks[i].tolist(), sizes, int(own[i])) for i in first.tolist()]
    return SchemeTable(tuple(person.person_id for person in refusals.people), tuple(kinds), kind_of)


def _places(refusals: Refusals) -> dict[str, slice]:
    """The places of each scheme that has beds."""
    edges = [*refusals.scheme_starts.tolist(), len(refusals.places)]
    return {refusals.places[start].scheme.scheme_id: slice(start, end) for start, end in pairwise(edges)}


def _distinct(rows: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first of each rows that are equal, and for each row which of them it is."""
    signs = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel()
    _values, first, which = np.unique(signs, return_index=True, return_inverse=True)
    return first, which


def _judged(scheme_id: str, masks: list[int], sizes: list[int], own: int) -> SchemeExplanation:
    """What these places of a scheme mean to somebody with these refusals; ``own`` is the place she lives in, or -1."""
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
    return SchemeExplanation(
        "", scheme_id, sum(sizes), eligible, refused_by, _RULES[alone] if alone and not eligible else ""
    )


_RULES = {int(BIT[rule.id]): rule.id for rule in UNARY}
_WAIVABLE = frozenset(int(BIT[rule.id]) for rule in UNARY if rule.waivable)


@cache
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in _RULES if mask & bit)
