"""The repository of snapshots: the facts of a run, kept whole, so that it can be replayed exactly."""

import json
import zlib
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy.orm import Session

from beds.data.findings import Findings
from beds.data.policy_file import policy_to_yaml, read_policy_text
from beds.data.store.changes import plain
from beds.data.store.columns import keyring_of
from beds.data.store.mapping import MAPPED
from beds.data.store.tables.runs import SnapshotRow
from beds.domain.snapshot import Snapshot

POLICY = "policy"
_TYPES: tuple[type, ...] = (date, Fraction, Decimal)


class Snapshots:
    """Facts by their fingerprint; runs that read the same facts share them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, snapshot: Snapshot, at: datetime) -> str:
        """Keeps the facts and returns their fingerprint."""
        sha256 = snapshot.sha256()
        if self._session.get(SnapshotRow, sha256) is None:
            content = keyring_of(self._session.get_bind().dialect).seal(packed(snapshot))
            self._session.add(SnapshotRow(sha256=sha256, content=content.encode(), stored_at=at))
        return sha256

    def sealed(self, sha256: str) -> bytes:
        """The facts as they lie there: other bytes as soon as anything of them was changed."""
        row = self._session.get(SnapshotRow, sha256)
        assert row is not None, f"there are no facts {sha256}"
        return row.content

    def get(self, sha256: str) -> Snapshot:
        """The facts of this fingerprint."""
        return unpacked(keyring_of(self._session.get_bind().dialect).open(self.sealed(sha256).decode()))


def packed(snapshot: Snapshot) -> bytes:
    """The facts as compressed JSON; the policy as the text of its file."""
    columns = {entry.table: [field.name for field in fields(entry.value)] for entry in MAPPED}
    tables: dict[str, Any] = {
        entry.table: [[plain(getattr(row, name)) for name in columns[entry.table]] for row in rows]
        for entry in MAPPED
        if (rows := getattr(snapshot, entry.table)) is not None
    }
    content = {"columns": columns, "tables": tables, POLICY: policy_to_yaml(snapshot.policy)}
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(content: bytes) -> Snapshot:
    """What :func:`packed` has packed: equal facts, of equal fingerprint."""
    held = json.loads(zlib.decompress(content))
    findings = Findings()
    tables: dict[str, Any] = {POLICY: read_policy_text(held[POLICY], findings)}
    assert not findings.faults, "a stored policy can be read"
    for entry in MAPPED:
        kinds = get_type_hints(entry.value)
        columns = held["columns"][entry.table]
        tables[entry.table] = tuple(
            entry.value(**{name: _typed(kinds[name], cell) for name, cell in zip(columns, row, strict=True)})
            for row in held["tables"][entry.table]
        )
    return Snapshot(**tables)


def _typed(kind: Any, cell: Any) -> Any:
    if cell is None:
        return None
    if isinstance(cell, list):
        return tuple(cell)
    parts = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    for exact in _TYPES:
        if exact in parts:
            return date.fromisoformat(cell) if exact is date else exact(cell)
    return cell
