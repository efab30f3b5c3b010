"""Users, their sessions, and the log of who looked at whom."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import SECRET, Base, Versioned


class UserRow(Versioned, Base):
    """Somebody who uses the service, with her roles. Retired, never deleted: the record names her."""

    __tablename__ = "users"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    roles: Mapped[tuple[str, ...]]
    password_hash: Mapped[str] = mapped_column(default="", info=SECRET)
    """Argon2; blank: she cannot sign in to the web pages."""
    language: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class SignInRow(Base):
    """One attempt to sign in to the web pages, for locking out whoever guesses."""

    __tablename__ = "sign_ins"
    recorded = False

    sign_in_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(index=True)
    """As it was typed: not everybody who tries is a user."""
    at: Mapped[datetime] = mapped_column(index=True)
    succeeded: Mapped[bool]


class SessionRow(Base):
    """One signed-in browser. The token itself is not kept."""

    __tablename__ = "sessions"
    recorded = False

    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.user_id"), index=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AccessRow(Base):
    """Somebody looked at personal facts: who, when, whose, on which page or with which command."""

    __tablename__ = "access_log"
    recorded = False

    access_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[str] = mapped_column(index=True)
    what: Mapped[str]
    person_id: Mapped[str] = mapped_column(default="", index=True)
    """Blank: a list of people."""
