"""The weekly problem as a matrix: columns are choices, rows are what they share. Maximise over rows <= limits.

Rows stand in blocks: people, bed classes, key workers, pools of workers for new people, pairs, genders in
rooms. Columns are the placements, then how many of each pool go to each worker, then which gender a room
is open to.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import gcd
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from beds.optimizer.choices import Choices, Columns, Hold, Ints
from beds.optimizer.halves import Halves, halves_of
from beds.optimizer.openings import Openings
from beds.optimizer.pairs import PAIR_RULES, Pairs
from beds.optimizer.programme import Programme

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Entries:
    """Cells of a sparse matrix as three parallel arrays."""

    row: Ints
    column: Ints
    value: Floats


def entries(row: npt.ArrayLike, column: npt.ArrayLike, value: npt.ArrayLike) -> Entries:
    """Entries from anything array-like; ``value`` may be one number for all."""
    rows = np.asarray(row, dtype=np.int64)
    return Entries(
        rows,
        np.asarray(column, dtype=np.int64),
        np.broadcast_to(np.asarray(value, dtype=np.float64), rows.shape),
    )


class PairTerm(NamedTuple):
    """One person in one pair row: the classes where a placement counts (None: any, she moves away), and its weight."""

    rule: str
    row: int
    classes: frozenset[int] | None
    weight: int


@dataclass(frozen=True)
class Model:
    """The matrix of one week. All numbers in it are whole."""

    choices: Choices
    pairs: Pairs
    pins: dict[int, int]
    """Pinned people and the class of the bed they are pinned to."""

    @cached_property
    def allowed(self) -> npt.NDArray[np.bool_]:
        """Cells that may be chosen in this run, shape (people, classes)."""
        cells = self.choices.eligible & ~self.pairs.blocked
        for person, bed_class in self.pins.items():
            pinned = cells[person, bed_class]
            cells[person, :] = False
            cells[person, bed_class] = pinned
        return cells

    @cached_property
    def placements(self) -> Columns:
        return self.choices.columns(self.allowed)

    # Rows, block by block

    @cached_property
    def _starts(self) -> dict[str, int]:
        sizes = {
            "person": len(self.choices.week.candidates),
            "class": len(self.choices.classes.members),
            "worker": len(self.choices.caseload.workers) * len(self._units),
            "halves": len(self._halves),
            "pool": len(self.choices.pools) if self.choices.held else 0,
            "pair": len(self.pairs.rows),
            "gender": len(self.pairs.gender_rows),
            "mover": sum(len(row.others_living_there) for row in self.pairs.gender_rows),
            "room": len(self._openings.rooms),
            "link": len(self._links[0]),
        }
        starts, total = {}, 0
        for name, size in sizes.items():
            starts[name] = total
            total += size
        starts["end"] = total
        return starts

    @property
    def row_count(self) -> int:
        return self._starts["end"]

    @cached_property
    def limits(self) -> Floats:
        """The upper limit of each row, shape (rows,)."""
        start = self._starts
        limits = np.zeros(self.row_count)
        limits[start["person"] : start["class"]] = 1
        limits[start["class"] : start["worker"]] = [c.free for c in self.choices.classes.members]
        spare = np.array(self.choices.caseload.room_to_spare, dtype=np.int64)
        limits[start["halves"] : start["pool"]] = self._halves.limits
        limits[start["worker"] : start["halves"]] = np.concatenate([spare // u for u in self._units] or [spare[:0]])
        limits[start["pair"] : start["gender"]] = [0 if row.stayer is not None else 1 for row in self.pairs.rows]
        limits[start["room"] : start["link"]] = 1
        return limits

    @cached_property
    def fixed(self) -> npt.NDArray[np.bool_]:
        """Rows that must meet their limit exactly: pinned people, and pools (everybody new gets a worker)."""
        rows = np.zeros(self.row_count, dtype=bool)
        rows[list(self.pins)] = True
        rows[self._starts["pool"] : self._starts["pair"]] = True
        return rows

    # Columns

    @cached_property
    def shares(self) -> Ints:
        """(pool, worker) of each column that gives people of a pool to a worker, shape (shares, 2)."""
        pools = self.choices.pools if self.choices.held else ()
        shares = [(k, w) for k, (workers, _points) in enumerate(pools) for w in sorted(workers)]
        return np.array(shares, dtype=np.int64).reshape(-1, 2)

    @property
    def first_share(self) -> int:
        return len(self.placements)

    @property
    def first_gender(self) -> int:
        return self.first_share + len(self.shares)

    @property
    def column_count(self) -> int:
        return self.first_gender + len(self.pairs.gender_rows)

    def shares_for(self, columns: Columns, j: int) -> list[int | None]:
        """The columns one of which gives placement ``j`` a worker; only None where she brings her own or needs none."""
        if columns.hold[j] != Hold.NEW:
            return [None]
        pool = self.choices.pools_of(columns.take(np.array([j])))[0]
        return [int(k) for k in self.first_share + np.flatnonzero(self.shares[:, 0] == pool)]

    @cached_property
    def upper(self) -> Floats:
        """The largest value of each column, shape (columns,)."""
        upper = np.ones(self.column_count)
        upper[self.first_share : self.first_gender] = len(self.choices.week.candidates)
        return upper

    @cached_property
    def programme(self) -> Programme:
        return Programme(self.matrix, self.limits, self.fixed, self.upper)

    @cached_property
    def matrix(self) -> sparse.csc_array:
        parts = [self.entries_of(self.placements), self._share_entries(), self._gender_entries(), self._link_entries()]
        return sparse.csc_array(
            (
                np.concatenate([part.value for part in parts]),
                (np.concatenate([part.row for part in parts]), np.concatenate([part.column for part in parts])),
            ),
            shape=(self.row_count, self.column_count),
        )

    def entries_of(self, columns: Columns, *, bound_by: frozenset[str] = PAIR_RULES) -> Entries:
        """What these placements use up; column numbers count from 0 within ``columns``."""
        parts = [self._bed_entries(columns)]
        if self.choices.held:
            parts.append(self._worker_entries(columns))
        if bound_by:
            parts.append(self._pair_entries(columns, bound_by))
        return _concatenate(parts)

    def _bed_entries(self, columns: Columns) -> Entries:
        start, each = self._starts, np.arange(len(columns))
        home = self._home_class[columns.person]
        moves = home >= 0
        return _concatenate(
            [
                entries(start["person"] + columns.person, each, 1),
                entries(start["class"] + columns.bed_class, each, 1),
                entries(start["class"] + home[moves], each[moves], -1),
            ]
        )

    @cached_property
    def _home_class(self) -> Ints:
        """The class of the bed each mover would free, -1 where she frees none, shape (people,)."""
        home = np.full(len(self.choices.week.candidates), -1, dtype=np.int64)
        row = self.choices.classes.refusals.row
        for c, member in enumerate(self.choices.classes.members):
            for person_id in member.residents:
                home[row[person_id]] = c
        return home

    @cached_property
    def _points(self) -> Ints:
        """Scaled points of one person in each class, shape (classes,)."""
        caseload = self.choices.caseload
        return np.array([caseload.points(member.phase) for member in self.choices.classes.members], dtype=np.int64)

    @cached_property
    def _units(self) -> tuple[int, ...]:
        """The sizes that a worker's room to spare is counted in, smallest first.

        Counted in their common measure the row says all there is to say. Counted once more in each larger size, rounded
        down, it cuts off the halves of people that a relaxation would otherwise fit into the last half point.
        """
        if not self.choices.held:
            return ()
        sizes = set(self._points.tolist()) - {0}
        return tuple(sorted({gcd(*sizes), *sizes})) if sizes else ()

    @cached_property
    def _halves(self) -> Halves:
        placements = self.placements
        change = self._change(placements)
        gives = np.flatnonzero(change < 0)
        most = np.zeros(len(self.choices.week.candidates), dtype=np.int64)
        np.maximum.at(most, placements.person[gives], -change[gives])
        freed = [(int(self._present_worker[p]), int(p), int(most[p])) for p in np.flatnonzero(most)]
        return halves_of(freed, np.array(self.choices.caseload.room_to_spare, dtype=np.int64), self._units[1:])

    def _load_entries(self, worker: Ints, column: Ints, points: Ints, person: Ints) -> Entries:
        start, count = self._starts["worker"], len(self.choices.caseload.workers)
        row, position, value = self._halves.cells(worker, person, points)
        return _concatenate(
            [
                *(entries(start + i * count + worker, column, points // unit) for i, unit in enumerate(self._units)),
                entries(self._starts["halves"] + row, column[position], value),
            ]
        )

    def _change(self, columns: Columns) -> Ints:
        """Scaled points by which the load of each person's present worker changes, shape (columns,)."""
        own = columns.hold == Hold.OWN
        return np.where(own, self._points[columns.bed_class], 0) - self._freed_points[columns.person]

    def _worker_entries(self, columns: Columns) -> Entries:
        choices, each = self.choices, np.arange(len(columns))
        new = columns.hold == Hold.NEW
        change = self._change(columns)
        felt = change != 0
        pool = choices.pools_of(columns)[new]
        return _concatenate(
            [
                self._load_entries(
                    self._present_worker[columns.person[felt]], each[felt], change[felt], columns.person[felt]
                ),
                entries(self._starts["pool"] + pool, each[new], 1),
            ]
        )

    @cached_property
    def _present_worker(self) -> Ints:
        position = self.choices.caseload.position
        return np.array([position.get(p.worker_id, -1) for p in self.choices.week.candidates], dtype=np.int64)

    @cached_property
    def _freed_points(self) -> Ints:
        """Scaled points that a mover's present worker gets back when she moves, shape (people,)."""
        week, caseload = self.choices.week, self.choices.caseload
        return np.array(
            [
                caseload.points_now(p) if p.worker_id in caseload.position and week.is_mover(p.person_id) else 0
                for p in week.candidates
            ],
            dtype=np.int64,
        )

    @cached_property
    def _pair_terms(self) -> dict[int, list[PairTerm]]:
        """For each person the pair rows that her placements touch."""
        terms = {person: list(terms) for person, terms in self._few_terms.items()}
        for r, gender in enumerate(self.pairs.gender_rows, self._starts["gender"]):
            for person in gender.people:
                terms.setdefault(person, []).append(PairTerm("room_gender", r, frozenset(gender.classes), 1))
        return terms

    @cached_property
    def _few_terms(self) -> dict[int, list[PairTerm]]:
        """The pair rows of those who are kept apart, and of those who live in shared rooms."""
        terms: defaultdict[int, list[PairTerm]] = defaultdict(list)
        for r, pair in enumerate(self.pairs.rows, self._starts["pair"]):
            for person in pair.people:
                terms[person].append(PairTerm("keep_apart", r, frozenset(c for p, c in pair.cells if p == person), 1))
            if pair.stayer is not None:
                terms[pair.stayer].append(PairTerm("keep_apart", r, None, -1))
        mover_row = self._starts["mover"]
        for gender in self.pairs.gender_rows:
            for m in gender.others_living_there:
                terms[m].append(PairTerm("room_gender", mover_row, None, -1))
                mover_row += 1
        return dict(terms)

    def _pair_entries(self, columns: Columns, bound_by: frozenset[str]) -> Entries:
        row: list[int] = []
        column: list[int] = []
        value: list[int] = []
        concerned = np.isin(columns.person, list(self._few_terms))
        for person, mine in _positions(columns, concerned).items():
            for rule, r, classes, weight in self._few_terms[person]:
                if rule not in bound_by:
                    continue
                touching = mine if classes is None else [j for j in mine if int(columns.bed_class[j]) in classes]
                row += [r] * len(touching)
                column += touching
                value += [weight] * len(touching)
        if "room_gender" not in bound_by:
            return entries(row, column, value)
        in_rooms, gender = self._openings.by(columns)
        return _concatenate([entries(row, column, value), entries(self._starts["gender"] + gender, in_rooms, 1)])

    @cached_property
    def _openings(self) -> Openings:
        return Openings(self.pairs)

    def _share_entries(self) -> Entries:
        pool, worker = self.shares[:, 0], self.shares[:, 1]
        each = self.first_share + np.arange(len(pool))
        points = np.array([points for _workers, points in self.choices.pools], dtype=np.int64)
        return _concatenate(
            [
                entries(self._starts["pool"] + pool, each, -1),
                self._load_entries(worker, each, points[pool] if len(pool) else pool, np.full(len(pool), -1)),
            ]
        )

    def _gender_entries(self) -> Entries:
        cells: list[tuple[int, int, int]] = []
        mover_row = self._starts["mover"]
        for g, gender in enumerate(self.pairs.gender_rows):
            opens = self.first_gender + g
            cells.append((self._starts["gender"] + g, opens, -gender.beds))
            cells.append((self._starts["room"] + self._openings.rooms[gender.room], opens, 1))
            for _m in gender.others_living_there:
                cells.append((mover_row, opens, 1))
                mover_row += 1
        row, column, value = zip(*cells, strict=True) if cells else ((), (), ())
        return entries(row, column, value)

    @cached_property
    def _links(self) -> tuple[Ints, Ints, Ints]:
        """The gender row of each link, and (placement column, link) pairs.

        A link says of one person that she is in a room only as far as it is open to her gender: no part of her else.
        """
        placement, gender = self._openings.by(self.placements)
        person = self.placements.person[placement]
        of_each, link = np.unique(np.stack([gender, person]), axis=1, return_inverse=True)
        return of_each[0], placement, link.ravel()

    def _link_entries(self) -> Entries:
        gender, placement, link = self._links
        start = self._starts["link"]
        opens = entries(start + np.arange(len(gender)), self.first_gender + gender, -1)
        return _concatenate([entries(start + link, placement, 1), opens])

    # What a person's freedom from a rule of the run means to the rows

    def is_bound_by_pairs(self, person: int) -> bool:
        """Whether any pair row touches what this person may do."""
        return person in self._pair_terms

    def rows_she_stays_in(self, person: int, rules: frozenset[str] = PAIR_RULES) -> Ints:
        """The pair rows that bind others because this person may stay where she lives."""
        terms = self._pair_terms.get(person, [])
        return np.array([t.row for t in terms if t.classes is None and t.rule in rules], dtype=np.int64)


def _positions(columns: Columns, which: npt.NDArray[np.bool_]) -> dict[int, list[int]]:
    """Those of the columns, by person."""
    chosen = np.flatnonzero(which)
    order = chosen[np.argsort(columns.person[chosen], kind="stable")]
    people, first = np.unique(columns.person[order], return_index=True)
    return {int(p): js.tolist() for p, js in zip(people, np.split(order, first)[1:], strict=True)}


def _concatenate(parts: Iterable[Entries]) -> Entries:
    held = list(parts)
    return Entries(
        np.concatenate([part.row for part in held]),
        np.concatenate([part.column for part in held]),
        np.concatenate([part.value for part in held]),
    )
