"""The use case behind ``beds export``: the facts of the database as an exchange folder that allocates identically."""

from datetime import date
from pathlib import Path

from beds.data.exchange import write_exchange
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.snapshot import Snapshot
from beds.services.access_log import looked
from beds.services.unit_of_work import reading


def export_facts(store: Store, actor: Actor, target: str | Path, on: date) -> Snapshot:
    """Writes the facts as a run on this day reads them, as a folder, or a workbook where ``target`` ends in ``.xlsx``.

    That somebody took all of it with her is written into the log of access first. Raises
    :class:`~beds.domain.errors.BadInput` where something else stands at ``target``.
    """
    with reading(store, actor, "export_facts") as books:
        snapshot = books.facts.snapshot(on)
    looked(store, actor, "export")
    write_exchange(snapshot, target)
    return snapshot
