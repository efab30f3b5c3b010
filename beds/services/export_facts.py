"""The use case behind ``beds export``: the facts of the database as an exchange folder that allocates identically."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beds.data.exchange import write_exchange
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.snapshot import Snapshot
from beds.services.access_log import looked
from beds.services.run_week import read_week
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Exported:
    """What was written: the facts, and the beds that a run of that day keeps if it can, by person."""

    snapshot: Snapshot
    kept: Mapping[str, str]


def export_facts(store: Store, actor: Actor, target: str | Path, on: date) -> Exported:
    """Writes the facts as a run on this day reads them, with a pin for each bed that was accepted.

    It writes a folder, or a workbook where ``target`` ends in ``.xlsx``; beside the tables of a folder stands
    ``kept.csv``, where there is anything to keep. That somebody took all of it with her is written into the log of
    access first. Raises :class:`~beds.domain.errors.BadInput` where something else stands at ``target``.
    """
    with reading(store, actor, "export_facts") as books:
        asked = read_week(books, on)
    looked(store, actor, "export")
    write_exchange(asked.snapshot, target, kept=asked.keep)
    return Exported(asked.snapshot, asked.keep)
