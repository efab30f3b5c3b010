"""The repository of signed-in browsers and of attempts to sign in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, delete, func, or_, select, update
from sqlalchemy.orm import Session

from beds.data.store.tables.access import SessionRow, SignInRow


@dataclass(frozen=True)
class Browser:
    """One signed-in browser; moments in UTC."""

    user_id: str
    begun_at: datetime
    seen_at: datetime


class SignIns:
    """Sessions by the digest of their token, and who tried to sign in when."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, token_sha256: str, user_id: str, at: datetime) -> None:
        self._session.add(SessionRow(token_sha256=token_sha256, user_id=user_id, begun_at=at, seen_at=at))

    def open(self, token_sha256: str) -> Browser | None:
        """The browser of this token; None where it has signed out or never was."""
        row = self._session.get(SessionRow, token_sha256)
        return Browser(row.user_id, row.begun_at, row.seen_at) if row and row.ended_at is None else None

    def seen(self, token_sha256: str, at: datetime) -> None:
        self._session.execute(
            update(SessionRow).where(SessionRow.token_sha256 == token_sha256).values(seen_at=at)
        )  # fmt: skip

    def end(self, token_sha256: str, at: datetime) -> None:
        self._session.execute(_still_open(at).where(SessionRow.token_sha256 == token_sha256))

    def end_all(self, user_id: str, at: datetime) -> None:
        """Every browser in which she is signed in."""
        self._session.execute(_still_open(at).where(SessionRow.user_id == user_id))

    def tried(self, user_id: str, at: datetime, *, succeeded: bool) -> None:
        self._session.add(SignInRow(user_id=user_id, at=at, succeeded=succeeded))

    def failures(self, user_id: str, since: datetime) -> int:
        """How often somebody has failed to sign in as this user since the moment, or since she last succeeded."""
        mine = SignInRow.user_id == user_id
        success = select(func.max(SignInRow.at)).where(mine, SignInRow.succeeded).scalar_subquery()
        asked = select(func.count()).select_from(SignInRow).where(mine, SignInRow.at >= since, ~SignInRow.succeeded)
        return self._session.scalar(asked.where(or_(success.is_(None), SignInRow.at > success))) or 0

    def forget(self, before: datetime) -> None:
        """Removes attempts from before the moment: they have served their purpose."""
        self._session.execute(delete(SignInRow).where(SignInRow.at < before))


def _still_open(at: datetime) -> Update:
    return update(SessionRow).where(SessionRow.ended_at.is_(None)).values(ended_at=at)
