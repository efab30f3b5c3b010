"""The one place where a use case asks whether somebody may do something."""

from beds.domain.access import Actor, Permission, holders, role_name
from beds.domain.errors import NotPermitted
from beds.domain.messages import _


def permit(actor: Actor, permission: Permission) -> None:
    """Raises :class:`~beds.domain.errors.NotPermitted` unless one of her roles holds the permission."""
    if actor.may(permission):
        return
    needed = ", ".join(role_name(role) for role in holders(permission))
    held = ", ".join(role_name(role) for role in actor.roles) or _("none")
    raise NotPermitted(
        _("%(user)s may not do this. Her roles: %(held)s. It needs one of: %(needed)s.",
          user=actor.user_id, held=held, needed=needed)
    )  # fmt: skip
