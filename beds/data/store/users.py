"""The repository of users and of the log of who looked at whom."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from beds.data.store.tables.access import AccessRow, UserRow
from beds.domain.access import Actor, Role


class Users:
    """Everybody who uses the service."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def any(self) -> bool:
        """Whether there is any user yet."""
        return self._session.scalar(select(UserRow.user_id).limit(1)) is not None

    def get(self, user_id: str) -> UserRow | None:
        """The user; None where there is none of this id, or she was retired."""
        row = self._session.get(UserRow, user_id)
        return row if row is not None and row.retired_at is None else None

    def actor(self, user_id: str) -> Actor | None:
        """Who she is to the use cases."""
        row = self.get(user_id)
        return Actor(row.user_id, _roles(row.roles)) if row else None

    def all(self) -> list[UserRow]:
        """Everybody, the retired too."""
        return list(self._session.scalars(select(UserRow).order_by(UserRow.user_id)))

    def add(
        self, user_id: str, roles: tuple[Role, ...], at: datetime, *, name: str = "", password_hash: str = ""
    ) -> None:  # fmt: skip
        self._session.add(
            UserRow(user_id=user_id, roles=roles, added_at=at, name=name, password_hash=password_hash)
        )  # fmt: skip

    def looked(self, user_id: str, what: str, at: datetime, person_id: str = "") -> None:
        """Writes down that somebody looked at personal facts."""
        self._session.add(AccessRow(user_id=user_id, what=what, at=at, person_id=person_id))


def _roles(roles: tuple[str, ...]) -> tuple[Role, ...]:
    return tuple(roles)  # type: ignore[arg-type]  # the table holds what Users.add was given
