"""Everything that is held on one person, table by table: for her own request to see it, and for whoever erases it."""

import json
import zlib
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from beds.data.store.base import Base
from beds.data.store.changes import columns_of
from beds.data.store.columns import keyring_of
from beds.data.store.tables.access import AccessRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.runs import RunRow, SnapshotRow
from beds.data.store.tables.stays import StayRow


class Held:
    """The repository behind a request of access."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has(self, person_id: str) -> bool:
        """Whether there is somebody of this id."""
        return self._session.get(PersonRow, person_id) is not None

    def alike(self, person_id: str) -> list[str]:
        """The ids, this one too if somebody has it, that differ from it in capitals at most."""
        every = self._session.scalars(select(PersonRow.person_id))
        return sorted(one for one in every if one.lower() == person_id.lower())

    def on(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Every row that is hers, refers to her or to a stay of hers, opened, by table; nothing where there is nobody.

        ``snapshots``: the runs whose facts hold her.
        """
        found: dict[str, list[dict[str, Any]]] = {}
        if not self.has(person_id):
            return found
        stays = list(self._session.scalars(select(StayRow.stay_id).where(StayRow.person_id == person_id)))
        for mapper in sorted(Base.registry.mappers, key=lambda mapper: _order(mapper.class_)):
            row = mapper.class_
            whose = [
                column.in_([person_id] if key.column.table.name == "people" else stays)
                for column in row.__table__.columns
                for key in column.foreign_keys
                if key.column.table.name in ("people", "stays")
            ]
            if row is PersonRow or row is AccessRow:
                whose.append(row.person_id == person_id)
            if whose:
                rows = self._session.scalars(select(row).where(or_(*whose)).order_by(*row.__table__.primary_key))
                found[row.__tablename__] = [columns_of(one) for one in rows]
        found["snapshots"] = self._snapshots(person_id)
        return {table: rows for table, rows in found.items() if rows}

    def _snapshots(self, person_id: str) -> list[dict[str, Any]]:
        ring = keyring_of(self._session.get_bind().dialect)
        found = []
        for row in self._session.scalars(select(SnapshotRow).order_by(SnapshotRow.stored_at)):
            held = json.loads(zlib.decompress(ring.open(row.content.decode())))
            self._session.expire(row, ["content"])
            who = held["columns"]["people"].index("person_id")
            if any(person[who] == person_id for person in held["tables"]["people"]):
                runs = self._session.scalars(select(RunRow.run_id).where(RunRow.snapshot_sha256 == row.sha256))
                found.append({"sha256": row.sha256, "runs": list(runs)})
        return found


def _order(row: type[Base]) -> int:
    return [table.name for table in Base.metadata.sorted_tables].index(row.__tablename__)
