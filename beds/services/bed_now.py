"""How a bed or a key worker is recorded at this moment: what a form begins with, and which version of it was seen."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.mapping import mapped, to_value
from beds.data.store.store import Store
from beds.data.store.tables.places import BedRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.workers import WorkerRow
from beds.domain.access import Actor
from beds.domain.places import Bed
from beds.domain.workers import Worker
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class BedNow:
    """A bed as it is recorded, whatever void it may be in, and the void that stands or is to come."""

    bed: Bed
    void: VoidRow | None
    version: int


@dataclass(frozen=True)
class WorkerNow:
    """A key worker as she is recorded."""

    worker: Worker
    version: int


def bed_now(store: Store, actor: Actor, on: date, bed_id: str) -> BedNow:
    """Raises :class:`~beds.data.store.facts.NotFound`. A form of a bed names nobody, so no look is logged."""
    with reading(store, actor, "see_people") as books:
        row: BedRow = books.facts.get(BedRow, bed_id)
        return BedNow(to_value(mapped("beds"), row), books.living.void(bed_id, on), row.version)


def worker_now(store: Store, actor: Actor, worker_id: str) -> WorkerNow:
    """Raises :class:`~beds.data.store.facts.NotFound`."""
    with reading(store, actor, "see_people") as books:
        row: WorkerRow = books.facts.get(WorkerRow, worker_id)
        return WorkerNow(to_value(mapped("workers"), row), row.version)
