"""The ids of people who were erased, as keyed digests: whether an id that comes in again was somebody's here, and when.

Nobody can be read from a digest, and none leads to what is left of her; whoever knows an id already, and has the key
of the database, can ask about it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from beds.data.store.tables.service import ServiceRow

SECRET = "erased_secret"  # noqa: S105 - the name of it in the table
PREFIX = "erased "


class ErasedIds:
    """The repository of ids that were erased; they stand among the facts of the database about itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def remember(self, person_id: str, on: date) -> None:
        """Keeps the digest of an id with the day of the erasure."""
        if self._session.get(ServiceRow, SECRET) is None:
            self._session.add(ServiceRow(name=SECRET, value=secrets.token_hex(32)))
            self._session.flush()
        name = self._name(person_id)
        row = self._session.get(ServiceRow, name)
        if row is None:
            self._session.add(ServiceRow(name=name, value=on.isoformat()))
        else:
            row.value = on.isoformat()

    def among(self, people: Iterable[str]) -> dict[str, date]:
        """Who of these was erased, and on which day last."""
        if self._session.get(ServiceRow, SECRET) is None:
            return {}
        found = ((who, self._session.get(ServiceRow, self._name(who))) for who in people)
        return {who: date.fromisoformat(row.value) for who, row in found if row is not None}

    def _name(self, person_id: str) -> str:
        secret = self._session.get(ServiceRow, SECRET)
        assert secret is not None, "the secret is there before the first digest"
        return PREFIX + hmac.new(bytes.fromhex(secret.value), person_id.encode(), hashlib.sha256).hexdigest()
