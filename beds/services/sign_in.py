"""The use cases of signing in to the web pages: a password becomes a session that can be ended at any time."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BedsError
from beds.domain.messages import _
from beds.services.users import LONGEST_PASSWORD as LONGEST_PASSWORD
from beds.services.users import fits, hashed

IDLE = timedelta(hours=1)
"""A session that was not used for so long is over."""
LONGEST = timedelta(hours=12)
"""A session is over after so long in any case: a working day."""
SEEN_EVERY = timedelta(minutes=1)
"""A session is written to no more often: whoever only reads should not wait for writers."""
FAILURES = 10
WITHIN = timedelta(minutes=15)
"""After so many failures within this time nobody may sign in as this user until it has passed."""


class SignInRefused(BedsError):
    """User and password do not fit. Which of the two is not said."""


class SignInLocked(BedsError):
    """Too many failures for one user."""


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in to the web pages."""

    actor: Actor
    name: str
    language: str


def sign_in(store: Store, user_id: str, password: str, *, now: datetime | None = None) -> str:
    """The token of a new session; only its digest is kept.

    Raises :class:`SignInRefused` and :class:`SignInLocked`.
    """
    now = now or datetime.now(UTC)
    with store.read() as books:
        locked = books.sign_ins.failures(user_id, now - WITHIN) >= FAILURES
        user = books.users.get(user_id)
        kept = user.password_hash if user else ""
    if locked:
        raise SignInLocked(
            _("Too many attempts to sign in as this user. Wait %(minutes)d minutes.", minutes=WITHIN.seconds // 60)
        )
    fits = _fits(kept, password)
    token = secrets.token_urlsafe(32)
    with store.write(alone=False) as books:
        books.sign_ins.forget(now - timedelta(days=30))
        books.sign_ins.tried(user_id, now, succeeded=fits)
        if fits:
            books.sign_ins.begin(_digest(token), user_id, now)
    if not fits:
        raise SignInRefused(_("User name or password is not right."))
    return token


def signed_in(store: Store, token: str, *, now: datetime | None = None) -> SignedIn | None:
    """Whose session this is; None where it is over, or its user was retired."""
    now = now or datetime.now(UTC)
    digest = _digest(token)
    with store.read() as books:
        browser = books.sign_ins.open(digest)
        if browser is None or now - browser.seen_at > IDLE or now - browser.begun_at > LONGEST:
            return None
        actor, user = books.users.actor(browser.user_id), books.users.get(browser.user_id)
        found = SignedIn(actor, user.name or user.user_id, user.language) if actor and user else None
    if found and now - browser.seen_at > SEEN_EVERY:
        with store.write(alone=False) as books:
            books.sign_ins.seen(digest, now)
    return found


def sign_out(store: Store, token: str, *, now: datetime | None = None) -> None:
    """Ends the session of this token."""
    with store.write(alone=False) as books:
        books.sign_ins.end(_digest(token), now or datetime.now(UTC))


def sign_out_everywhere(store: Store, user_id: str, *, now: datetime | None = None) -> None:
    """Ends every session of a user, in whatever browser."""
    with store.write(alone=False) as books:
        books.sign_ins.end_all(user_id, now or datetime.now(UTC))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _fits(kept: str, password: str) -> bool:
    """Whether the password is the one that was kept. Takes as long where nobody has any, so that no id is told."""
    return fits(kept or _nobodys(), password) and bool(kept)


@cache
def _nobodys() -> str:
    return hashed(secrets.token_hex())
