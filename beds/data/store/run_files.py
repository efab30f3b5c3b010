"""The files of runs, whole answers and finished replications alike: compressed, sealed, and checked when read."""

import hashlib
import zlib

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from beds.data.store.columns import keyring_of
from beds.data.store.facts import NotFound
from beds.data.store.tables.runs import RunFileRow
from beds.domain.errors import StoreTrouble
from beds.domain.messages import _


class RunFiles:
    """Files by run and name. What belongs together has a name with the same beginning."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._keyring = keyring_of(session.get_bind().dialect)

    def put(self, run_id: int, name: str, content: bytes) -> None:
        """Keeps a file that is not there yet."""
        sealed = self._keyring.seal(zlib.compress(content, 6)).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        self._session.add(RunFileRow(run_id=run_id, name=name, sha256=sha256, content=sealed))

    def get(self, run_id: int, name: str) -> bytes:
        """Raises :class:`NotFound`, and :class:`StoreTrouble` where it is not what was stored."""
        row = self._session.get(RunFileRow, (run_id, name))
        if row is None:
            raise NotFound(_("Run %(run)d has no file %(file)s.", run=run_id, file=name))
        return self._content(row)

    def all(self, run_id: int) -> dict[str, bytes]:
        """Every file by name. Raises :class:`StoreTrouble` where one is not what was stored."""
        rows = self._session.scalars(select(RunFileRow).where(RunFileRow.run_id == run_id))
        return {row.name: self._content(row) for row in rows}

    def fingerprint(self, run_id: int) -> str:
        """What names the files as they lie there, sealed: another one as soon as a byte of any of them is another."""
        asked = select(RunFileRow.name, RunFileRow.sha256, RunFileRow.content).where(RunFileRow.run_id == run_id)
        digest = hashlib.sha256()
        for name, sha256, content in self._session.execute(asked.order_by(RunFileRow.name)):
            digest.update(f"{name} {sha256} {len(content)}\n".encode() + content)
        return digest.hexdigest()

    def names(self, run_id: int, beginning: str = "") -> list[str]:
        """The names that begin so, in order."""
        asked = select(RunFileRow.name).where(RunFileRow.run_id == run_id, RunFileRow.name.startswith(beginning))
        return sorted(self._session.scalars(asked))

    def drop(self, run_id: int, beginning: str) -> None:
        """Takes away the files whose names begin so."""
        self._session.execute(
            delete(RunFileRow).where(RunFileRow.run_id == run_id, RunFileRow.name.startswith(beginning))
        )

    def _content(self, row: RunFileRow) -> bytes:
        content = zlib.decompress(self._keyring.open(row.content.decode()))
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise StoreTrouble(_("%(file)s of run %(run)d is not what was stored.", file=row.name, run=row.run_id))
        return content
