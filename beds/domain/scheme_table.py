"""Everybody before every scheme, kept as the few rows that differ and a number each: a city has ten million of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from beds.domain.allocation import SchemeExplanation


@dataclass(frozen=True, eq=False)
class SchemeTable(Sequence[SchemeExplanation]):
    """A row a person and scheme, person by person; made as it is read."""

    people: tuple[str, ...]
    kinds: tuple[SchemeExplanation, ...]
    """The rows that differ, with nobody's id."""
    kind_of: npt.NDArray[np.int32]
    """Which of ``kinds`` each row is, shape (people, schemes)."""

    def __len__(self) -> int:
        return self.kind_of.size

    @overload
    def __getitem__(self, index: int) -> SchemeExplanation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SchemeExplanation]: ...
    def __getitem__(self, index: int | slice) -> SchemeExplanation | Sequence[SchemeExplanation]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        person, scheme = divmod(range(len(self))[index], self.kind_of.shape[1])
        return self._row(person, int(self.kind_of[person, scheme]))

    def __iter__(self) -> Iterator[SchemeExplanation]:
        for person, kinds in enumerate(self.kind_of):
            for kind in kinds.tolist():
                yield self._row(person, kind)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(mine == hers for mine, hers in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def where(self, wanted: Callable[[SchemeExplanation], bool]) -> list[SchemeExplanation]:
        """The rows that are wanted; asked once of each kind, without a person."""
        kept = np.array([wanted(kind) for kind in self.kinds], dtype=bool)
        people, schemes = np.nonzero(kept[self.kind_of])
        kinds = self.kind_of[people, schemes]
        return [self._row(person, kind) for person, kind in zip(people.tolist(), kinds.tolist(), strict=True)]

    def _row(self, person: int, kind: int) -> SchemeExplanation:
        row = self.kinds[kind]
        return SchemeExplanation(
            self.people[person], row.scheme_id, row.beds, row.eligible_beds, row.refused_by, row.alone
        )
