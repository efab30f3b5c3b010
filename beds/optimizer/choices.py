"""What may be chosen: a person, a bed class and how she is held by a key worker; one choice is one column."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.week import Week
from beds.optimizer.caseload import Caseload, needed_languages
from beds.optimizer.classes import Classes, reachable

Ints = npt.NDArray[np.int64]


class Hold(IntEnum):
    """How a person who is placed is held."""

    OWN = 0
    NEW = 1
    NOBODY = 2


@dataclass(frozen=True)
class Columns:
    """Choices as three parallel arrays: person, class, hold."""

    person: Ints
    bed_class: Ints
    hold: Ints

    def __len__(self) -> int:
        return len(self.person)

    def take(self, which: npt.NDArray[np.bool_] | Ints) -> "Columns":
        return Columns(self.person[which], self.bed_class[which], self.hold[which])


def join(parts: list[Columns]) -> Columns:
    return Columns(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.bed_class for part in parts]),
        np.concatenate([part.hold for part in parts]),
    )


@dataclass(frozen=True)
class Choices:
    """Everything that may be chosen in a week, before pairs and capacities have their say."""

    week: Week
    classes: Classes
    caseload: Caseload

    @property
    def held(self) -> bool:
        """Whether people need a key worker at all."""
        return not self.week.is_off("key_worker")

    @cached_property
    def own_worker(self) -> Ints:
        """Each candidate's present worker who may keep her, -1 for none, shape (people,)."""
        owns = [self.caseload.own(person) for person in self.week.candidates]
        return np.array([-1 if own is None else own for own in owns], dtype=np.int64)

    @cached_property
    def language_of(self) -> Ints:
        """The position of each candidate's language list in ``languages``."""
        position = {languages: i for i, languages in enumerate(self.languages)}
        return np.array([position[needed_languages(p)] for p in self.week.candidates], dtype=np.int64)

    @cached_property
    def languages(self) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted({needed_languages(person) for person in self.week.candidates}))

    @cached_property
    def pools(self) -> tuple[tuple[frozenset[int], int], ...]:
        """The distinct (workers who may take somebody new, scaled points) that any language and class ask for."""
        return tuple(dict.fromkeys(pool for row in self._pool_rows for pool in row if pool[0]))

    @cached_property
    def _pool_rows(self) -> list[list[tuple[frozenset[int], int]]]:
        takers = self.caseload.takers_by_language(self.week.candidates)
        return [
            [(takers[languages, c.scheme_id], self.caseload.points(c.phase)) for c in self.classes.members]
            for languages in self.languages
        ]

    @cached_property
    def pool_of(self) -> Ints:
        """The pool for each language list and class, -1 where no worker may take anybody new."""
        position = {pool: i for i, pool in enumerate(self.pools)}
        rows = [[position.get(pool, -1) for pool in row] for row in self._pool_rows]
        return np.array(rows, dtype=np.int64).reshape(len(self.languages), len(self.classes.members))

    def pools_of(self, columns: Columns) -> Ints:
        """The pool that each placement would draw a new worker from, shape (columns,); -1 for none."""
        return np.asarray(self.pool_of[self.language_of[columns.person], columns.bed_class], dtype=np.int64)

    def columns(self, allowed: npt.NDArray[np.bool_]) -> Columns:
        """The choices for the allowed (people, classes) cells."""
        return self.columns_of(*np.nonzero(allowed))

    def columns_of(self, person: Ints, bed_class: Ints) -> Columns:
        """The choices for cells given as parallel arrays."""
        if not self.held:
            return Columns(person, bed_class, np.full(len(person), Hold.NOBODY))
        own = self.own_worker[person] >= 0
        new = self.pool_of[self.language_of[person], bed_class] >= 0
        if self.week.policy.continuity == "required":
            new &= ~own
        return join(
            [
                Columns(person[own], bed_class[own], np.full(own.sum(), Hold.OWN)),
                Columns(person[new], bed_class[new], np.full(new.sum(), Hold.NEW)),
            ]
        )

    @cached_property
    def eligible(self) -> npt.NDArray[np.bool_]:
        """Cells that no rule on person and bed refuses, shape (people, classes)."""
        return np.asarray(self.classes.masks == 0, dtype=bool)

    @cached_property
    def within_reach(self) -> npt.NDArray[np.bool_]:
        """Cells that at most one rule refuses, which could be waived."""
        return reachable(self.classes.masks)
