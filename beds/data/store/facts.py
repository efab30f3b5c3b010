"""The repository of the facts: the snapshot that a run or an export reads, and rows for whoever changes them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from beds.data.store.base import Base
from beds.data.store.mapping import MAPPED, Mapped, mapped, set_columns, to_row, to_value
from beds.data.store.policies import Policies
from beds.data.store.read_before import ReadBefore
from beds.data.store.stale import Stale, candidates_without_birth_date, stale_facts
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.waiting import WaitingRow
from beds.data.store.versions import refuse_stale
from beds.domain.decisions import Pin
from beds.domain.errors import BedsError
from beds.domain.messages import _
from beds.domain.people import Stay
from beds.domain.places import Bed
from beds.domain.snapshot import Snapshot
from beds.domain.week import HORIZON


class NotFound(BedsError):
    """There is nobody and nothing of this id."""


class Facts:
    """Schemes, beds, people, stays, workers and the decisions that bind a run."""

    def __init__(self, session: Session, before: ReadBefore) -> None:
        self._session = session
        self._before = before

    def snapshot(self, on: date) -> Snapshot:
        """The facts as a run on this day reads them, and as an export writes them.

        Decisions that were taken back, and pins that have run out, are left out; who is closed or paused seeks nothing;
        a pin of somebody who seeks nothing waits; a bed in a void opens when the void ends; whoever has left since is
        still to leave.
        """
        tables: dict[str, Any] = {
            entry.table: self._on(on, entry.table, self._before.values(self._session, entry, _counting(entry, on)))
            for entry in MAPPED
        }
        tables["pins"] = _binding(tables)
        return Snapshot(**tables, policy=Policies(self._session).in_force(on).policy)

    def candidates(self) -> int:
        """About how many people seek a bed; those closed or paused for a while count as well."""
        asked = select(func.count()).select_from(PersonRow).where(PersonRow.seeks != ())
        return self._session.scalar(asked) or 0

    def rows(self, table: str, on: date) -> list[tuple[Base, Any]]:
        """Every row of a table that counts on this day, with the value that a snapshot holds of it."""
        entry = mapped(table)
        found = list(self._session.scalars(select(entry.row).where(*_counting(entry, on))))
        return list(zip(found, self._on(on, table, [to_value(entry, row) for row in found]), strict=True))

    def add(self, table: str, values: Iterable[Any]) -> None:
        """Adds a row for each value."""
        entry = mapped(table)
        self._session.add_all([to_row(entry, value) for value in values])

    def change(self, table: str, row: Base, columns: Mapping[str, Any]) -> None:
        """Writes some fields of a value into its row."""
        set_columns(mapped(table), row, columns)

    def get(self, row: type[Any], key: Any, *, version: int | None = None) -> Any:
        """The row of this key, of any table. ``version``: what the person at the screen has seen.

        Raises :class:`NotFound`, and :class:`~beds.domain.errors.StaleEdit` where it has changed since.
        """
        found = self._session.get(row, key)
        if found is None:
            raise NotFound(_("“%(id)s” is not in the database.", id=key))
        refuse_stale(found, version)
        return found

    def stale(self, on: date) -> list[Stale]:
        """Facts that have waited for somebody too long."""
        return stale_facts(self._session, on)

    def candidates_without_birth_date(self) -> tuple[str, ...]:
        """Candidates whom no rule on age can judge."""
        return candidates_without_birth_date(self._session)

    def _on(self, on: date, table: str, values: list[Any]) -> list[Any]:
        """The values as a run on this day sees them, in the same order."""
        if table == "people":
            resting = self._resting(on)
            return [replace(one, seeks=()) if one.person_id in resting else one for one in values]
        if table == "stays":
            return _as_of(values, on)
        if table == "beds":
            voids = self._voids(on)
            return [_without_voids(bed, voids[bed.bed_id]) for bed in values]
        return values

    def _resting(self, on: date) -> frozenset[str]:
        """People who are no candidates on this day: closed, or paused until later."""
        asked = select(WaitingRow.person_id).where(or_(WaitingRow.closed_on <= on, WaitingRow.paused_until > on))
        return frozenset(self._session.scalars(asked))

    def _voids(self, on: date) -> Mapping[str, list[VoidRow]]:
        """Voids that touch the week from this day, by bed."""
        asked = select(VoidRow).where(
            VoidRow.cancelled_on.is_(None),
            VoidRow.started_on <= on + HORIZON,
            or_(VoidRow.ended_on.is_(None), VoidRow.ended_on > on),
        )
        found: defaultdict[str, list[VoidRow]] = defaultdict(list)
        for void in self._session.scalars(asked.order_by(VoidRow.started_on)):
            found[void.bed_id].append(void)
        return found


def _counting(entry: Mapped, on: date) -> list[ColumnElement[bool]]:
    """What holds of the rows of a table that count on this day."""
    columns, counting = entry.row.__table__.columns, []
    if "withdrawn_on" in columns:
        counting.append(or_(columns["withdrawn_on"].is_(None), columns["withdrawn_on"] > on))
    if entry.table == "pins":
        counting.append(or_(columns["expires_on"].is_(None), columns["expires_on"] >= on))
    return counting


def _binding(tables: Mapping[str, Any]) -> tuple[Pin, ...]:
    """The pins that can bind a run: not of somebody who seeks nothing on this day, nor of the bed where she lives."""
    seeking = {person.person_id for person in tables["people"] if person.is_candidate}
    living = {(stay.person_id, stay.bed_id) for stay in tables["stays"] if stay.is_open}
    return tuple(
        pin for pin in tables["pins"]
        if pin.action == "forbid" or (pin.person_id in seeking and (pin.person_id, pin.bed_id) not in living)
    )  # fmt: skip


def _as_of(stays: Sequence[Stay], on: date) -> list[Stay]:
    """The stays as a run on this day sees them, also those that have ended since: whoever left then is still to leave.

    Where she has another stay by now, or her bed another resident, the stay ends on this day: each has one at a time.
    """
    lasting = [stay for stay in stays if stay.ended_on is None or stay.ended_on > on]
    of_person, of_bed = (Counter(getattr(stay, name) for stay in lasting) for name in ("person_id", "bed_id"))
    return [
        stay if stay.ended_on is None or stay.ended_on <= on
        else replace(stay, leaving_on=stay.ended_on, ended_on=None, outcome="")
        if of_person[stay.person_id] == of_bed[stay.bed_id] == 1
        else replace(stay, started_on=min(stay.started_on, on), ended_on=on)
        for stay in stays
    ]  # fmt: skip


def _without_voids(bed: Bed, voids: list[VoidRow]) -> Bed:
    """The bed as a run sees it: it opens when its void is over; without an end in sight it closes where that begins."""
    for void in voids:
        if void.ended_on is None:
            first = max(void.started_on, bed.open_from or void.started_on)
            bed = replace(bed, open_to=min(bed.open_to or first, first))
        else:
            bed = replace(bed, open_from=max(bed.open_from or void.ended_on, void.ended_on))
            if bed.open_to and bed.open_to < void.ended_on:
                bed = replace(bed, open_to=void.ended_on)
    return bed
