"""The use cases of users: adding somebody with her roles."""

from dataclasses import dataclass
from datetime import datetime

from beds.data.store.store import Store
from beds.domain.access import ROLES, Actor, Role, role_name
from beds.domain.errors import BadInput, BedsError, Finding
from beds.domain.messages import _
from beds.services.unit_of_work import changing, reading


class AlreadyThere(BedsError):
    """There is one of this id already."""


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
    if not roles or not set(roles) <= set(ROLES):
        raise _refused(_("a user needs at least one role"), ", ".join(roles), ", ".join(ROLES))
    with changing(store, actor, "manage_users", now=now) as work:
        users = work.books.users
        if not users.any() and "administrator" not in roles:
            raise _refused(_("the first user must be an administrator"), ", ".join(roles), "administrator")
        if any(row.user_id == user_id for row in users.all()):
            raise AlreadyThere(_("There is a user “%(user)s” already.", user=user_id))
        kept = tuple(role for role in ROLES if role in roles)
        users.add(user_id, kept, work.now, name=name, password_hash=hashed(password) if password else "")
        work.tell("user_added", subject=user_id, roles=", ".join(role_name(role) for role in kept))


@dataclass(frozen=True)
class User:
    """A user as others see her."""

    user_id: str
    name: str
    roles: tuple[Role, ...]
    retired: bool


def all_users(store: Store, actor: Actor) -> list[User]:
    """Everybody, in order of id."""
    with reading(store, actor, "manage_users") as books:
        rows = books.users.all()
        return [
            User(row.user_id, row.name, tuple(role for role in ROLES if role in row.roles), row.retired_at is not None)
            for row in rows
        ]


def hashed(password: str) -> str:
    """The password as it is kept: Argon2, with its parameters."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _refused(message: str, value: str, accepted: str) -> BadInput:
    return BadInput([Finding("user", 0, "", value, message, accepted)])
