"""The use cases of users: adding somebody with her roles, changing them, passwords, retiring and coming back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from beds.data.store.facts import NotFound
from beds.data.store.store import Books, Store
from beds.domain.access import ROLES, Actor, Role, role_name
from beds.domain.errors import BadInput, BedsError, Finding
from beds.domain.messages import _
from beds.services.unit_of_work import changing, reading

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


class AlreadyThere(BedsError):
    """There is one of this id already."""


class WrongPassword(BedsError):
    """The password that was to be changed is another one."""


_NO_PAGE = frozenset({".", "..", "add"})
"""Addresses with these lead elsewhere: nobody could take such a user back."""


def add_user(
    store: Store,
    actor: Actor,
    user_id: str,
    roles: tuple[Role, ...],
    *,
    name: str = "",
    password: str = "",
    now: datetime | None = None,
) -> None:
    """Adds a user. The first one must be an administrator: nobody else could add the second.

    Raises :class:`AlreadyThere`, and :class:`~beds.domain.errors.BadInput` where the id or the roles will not do.
    """
    if not user_id.strip() or user_id != user_id.strip():
        raise _refused(_("a user needs an id without spaces around it"), user_id, _("a short name"))
    if user_id in _NO_PAGE:
        raise _refused(_("this id can have no page of its own"), user_id, _("a short name"))
    kept = _known(roles)
    with changing(store, actor, "manage_users", now=now) as work:
        users = work.books.users
        if not users.any() and "administrator" not in roles:
            raise _refused(_("the first user must be an administrator"), ", ".join(roles), "administrator")
        if any(row.user_id == user_id for row in users.all()):
            raise AlreadyThere(_("There is a user “%(user)s” already.", user=user_id))
        users.add(user_id, kept, work.now, name=name, password_hash=hashed(password) if password else "")
        work.tell("user_added", subject=user_id, roles=", ".join(role_name(role) for role in kept))


@dataclass(frozen=True)
class User:
    """A user as others see her."""

    user_id: str
    name: str
    roles: tuple[Role, ...]
    retired: bool
    signs_in: bool = False
    """Whether she has a password, without which nobody comes to the web pages."""


def all_users(store: Store, actor: Actor) -> list[User]:
    """Everybody, in order of id."""
    with reading(store, actor, "manage_users") as books:
        return [_user(row) for row in books.users.all()]


def one_user(store: Store, actor: Actor, user_id: str) -> User:
    """One of them, the retired too. Raises :class:`~beds.data.store.facts.NotFound`."""
    with reading(store, actor, "manage_users") as books:
        return _user(_row(books, user_id))


def change_user(
    store: Store, actor: Actor, user_id: str, roles: tuple[Role, ...], *, name: str = "", now: datetime | None = None
) -> None:  # fmt: skip
    """Gives a user another name or other roles, from her next click on.

    Raises :class:`~beds.domain.errors.BadInput` where nobody would be left who may manage users.
    """
    kept = _known(roles)
    with changing(store, actor, "manage_users", now=now) as work:
        row = _row(work.books, user_id)
        if (row.name, tuple(row.roles)) == (name, kept):
            return
        if "administrator" not in kept:
            _keep_one(work.books, user_id)
        row.name, row.roles = name, kept
        work.tell("user_changed", subject=user_id, roles=", ".join(role_name(role) for role in kept))


def set_password(store: Store, actor: Actor, user_id: str, password: str, *, now: datetime | None = None) -> None:
    """Gives somebody a new password and signs her out wherever she is signed in.

    Raises :class:`~beds.domain.errors.BadInput` where the password will not do.
    """
    check_password(user_id, password)
    with changing(store, actor, "manage_users", now=now) as work:
        row = _row(work.books, user_id)
        row.password_hash = hashed(password)
        work.books.sign_ins.end_all(user_id, work.now)
        work.tell("password_set", subject=user_id)


def change_own_password(store: Store, actor: Actor, old: str, new: str, *, now: datetime | None = None) -> None:
    """Changes the password of whoever is at the screen, who is signed out everywhere: also here.

    Raises :class:`WrongPassword` where the old one is not right, and :class:`~beds.domain.errors.BadInput` where the
    new one will not do.
    """
    check_password(actor.user_id, new)
    # Every role holds this permission: whoever signs in may change how she does.
    with changing(store, actor, "see_figures", now=now) as work:
        row = _row(work.books, actor.user_id)
        if not fits(row.password_hash, old):
            raise WrongPassword(_("Your present password is not right."))
        row.password_hash = hashed(new)
        work.books.sign_ins.end_all(actor.user_id, work.now)
        work.tell("own_password_set", subject=actor.user_id)


def choose_language(store: Store, actor: Actor, language: str, *, now: datetime | None = None) -> None:
    """The language of her pages, as its tag; blank: what her browser asks for."""
    with changing(store, actor, "see_figures", now=now) as work:
        row = _row(work.books, actor.user_id)
        if row.language != language:
            row.language = language
            work.tell("language_chosen", subject=actor.user_id)


def sign_user_out(store: Store, actor: Actor, user_id: str, *, now: datetime | None = None) -> None:
    """Ends every session of a user, in whatever browser."""
    with changing(store, actor, "manage_users", now=now) as work:
        _row(work.books, user_id)
        work.books.sign_ins.end_all(user_id, work.now)
        work.tell("user_signed_out", subject=user_id)


def retire_user(store: Store, actor: Actor, user_id: str, *, now: datetime | None = None) -> None:
    """She can no longer sign in or act; the record goes on naming her.

    Raises :class:`~beds.domain.errors.BadInput` where nobody would be left who may manage users.
    """
    with changing(store, actor, "manage_users", now=now) as work:
        row = _row(work.books, user_id)
        if row.retired_at is not None:
            return
        _keep_one(work.books, user_id)
        row.retired_at = work.now
        work.books.sign_ins.end_all(user_id, work.now)
        work.tell("user_retired", subject=user_id)


def take_back_user(store: Store, actor: Actor, user_id: str, *, now: datetime | None = None) -> None:
    """A retired user may act again, with the roles and the password that she had."""
    with changing(store, actor, "manage_users", now=now) as work:
        row = _row(work.books, user_id)
        if row.retired_at is not None:
            row.retired_at = None
            work.tell("user_returned", subject=user_id)


def check_password(user_id: str, password: str) -> None:
    """Raises :class:`~beds.domain.errors.BadInput` unless a password is long enough and not simply her name.

    Length is all that is asked for: rules about signs and digits make passwords worse.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or password.isspace():
        raise _refused(
            _("a password needs %(shortest)d letters or more", shortest=SHORTEST_PASSWORD), "",
            _("three or four words of your own"),
        )  # fmt: skip
    if password.casefold() == user_id.casefold() or len(set(password)) < 4:
        raise _refused(_("this password is too easy to guess"), "", _("three or four words of your own"))


def hashed(password: str) -> str:
    """The password as it is kept: Argon2, with its parameters."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def fits(kept: str, password: str) -> bool:
    """Whether a password is the one of which the hash was kept."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return PasswordHasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _user(row: Any) -> User:
    roles = tuple(role for role in ROLES if role in row.roles)
    return User(row.user_id, row.name, roles, row.retired_at is not None, bool(row.password_hash))


def _row(books: Books, user_id: str) -> Any:
    for row in books.users.all():
        if row.user_id == user_id:
            return row
    raise NotFound(_("There is no user “%(user)s”.", user=user_id))


def _known(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles in their order. Raises :class:`BadInput` where there is none, or one that is not known."""
    if not roles or not set(roles) <= set(ROLES):
        raise _refused(_("a user needs at least one role"), ", ".join(roles), ", ".join(ROLES))
    return tuple(role for role in ROLES if role in roles)


def _keep_one(books: Books, without: str) -> None:
    others = (row for row in books.users.all() if row.user_id != without and row.retired_at is None)
    if not any("administrator" in row.roles for row in others):
        raise _refused(
            _("she is the only administrator: nobody could manage users without her"), without,
            _("another administrator first"),
        )  # fmt: skip


def _refused(message: str, value: str, accepted: str) -> BadInput:
    return BadInput([Finding("user", 0, "", value, message, accepted)])
