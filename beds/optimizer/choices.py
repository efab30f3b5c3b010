"""What may be chosen: a person, a bed class and how she is held by a key worker; one choice is one column."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beds.domain.people import Person
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
    def asking_of(self) -> Ints:
        """The position of what each candidate asks of a new worker in ``askings``."""
        position = {asking: i for i, asking in enumerate(self.askings)}
        return np.array([position[self._asking(p)] for p in self.week.candidates], dtype=np.int64)

    @cached_property
    def askings(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The distinct (languages one of which a new worker must share, the only worker that a pin allows)."""
        return tuple(sorted({self._asking(person) for person in self.week.candidates}))

    def _asking(self, person: Person) -> tuple[tuple[str, ...], str]:
        return needed_languages(person), self.week.pinned_worker.get(person.person_id, "")

    @cached_property
    def pools(self) -> tuple[tuple[frozenset[int], int], ...]:
        """The distinct (workers who may take somebody new, scaled points) that anybody and any class ask for."""
        return tuple(dict.fromkeys(pool for row in self._pool_rows for pool in row if pool[0]))

    @cached_property
    def _pool_rows(self) -> list[list[tuple[frozenset[int], int]]]:
        takers = self.caseload.takers_by_language(self.week.candidates)
        named = {only: frozenset({self.caseload.position.get(only, -1)}) for _languages, only in self.askings if only}
        rows = []
        for languages, only in self.askings:
            may = [
                takers[languages, c.scheme_id] & named.get(only, takers[languages, c.scheme_id])
                for c in self.classes.members
            ]
            rows.append([(w, self.caseload.points(c.phase)) for w, c in zip(may, self.classes.members, strict=True)])
        return rows

    @cached_property
    def pool_of(self) -> Ints:
        """The pool for each asking and class, -1 where no worker may take anybody new."""
        position = {pool: i for i, pool in enumerate(self.pools)}
        rows = [[position.get(pool, -1) for pool in row] for row in self._pool_rows]
        return np.array(rows, dtype=np.int64).reshape(len(self.askings), len(self.classes.members))

    def pools_of(self, columns: Columns) -> Ints:
        """The pool that each placement would draw a new worker from, shape (columns,); -1 for none."""
        return np.asarray(self.pool_of[self.asking_of[columns.person], columns.bed_class], dtype=np.int64)

    def columns(self, allowed: npt.NDArray[np.bool_]) -> Columns:
        """The choices for the allowed (people, classes) cells."""
        return self.columns_of(*np.nonzero(allowed))

    def columns_of(self, person: Ints, bed_class: Ints) -> Columns:
        """The choices for cells given as parallel arrays."""
        if not self.held:
            return Columns(person, bed_class, np.full(len(person), Hold.NOBODY))
        own = self.own_worker[person] >= 0
        new = self.pool_of[self.asking_of[person], bed_class] >= 0
        if self.week.policy.continuity == "required":
            new &= ~own
        # A pin that names her own worker leaves no other; one that names another does not leave her own.
        new &= ~self._held_to_own[person]
        own &= ~self._held_to_another[person]
        return join(
            [
                Columns(person[own], bed_class[own], np.full(own.sum(), Hold.OWN)),
                Columns(person[new], bed_class[new], np.full(new.sum(), Hold.NEW)),
            ]
        )

    @cached_property
    def _held_to_own(self) -> npt.NDArray[np.bool_]:
        """Whether a pin names her present worker, shape (people,)."""
        named = self.week.pinned_worker
        return np.array([named.get(p.person_id) == p.worker_id for p in self.week.candidates], dtype=bool)

    @cached_property
    def _held_to_another(self) -> npt.NDArray[np.bool_]:
        """Whether a pin names another worker than her present one, shape (people,)."""
        named = self.week.pinned_worker
        return np.array([named.get(p.person_id, p.worker_id) != p.worker_id for p in self.week.candidates], dtype=bool)

    @cached_property
    def eligible(self) -> npt.NDArray[np.bool_]:
        """Cells that no rule on person and bed refuses, shape (people, classes)."""
        return np.asarray(self.classes.masks == 0, dtype=bool)

    @cached_property
    def within_reach(self) -> npt.NDArray[np.bool_]:
        """Cells that at most one rule refuses, which could be waived."""
        return reachable(self.classes.masks)
