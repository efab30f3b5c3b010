"""Who may do what: roles, the people who hold them, and the permissions that every use case asks for."""

from dataclasses import dataclass
from typing import Literal

from beds.domain.messages import N_, _

Role = Literal["coordinator", "planner", "commissioner", "administrator"]
ROLES: tuple[Role, ...] = ("coordinator", "planner", "commissioner", "administrator")

Permission = Literal[
    "see_people", "see_restricted", "see_figures", "see_record", "import_facts", "export_facts", "change_people",
    "change_places", "change_stays", "decide", "run", "change_policy", "try_policy", "keep_scenarios",
    "manage_users", "operate", "erase",
]  # fmt: skip

_HOLDERS: dict[Permission, tuple[Role, ...]] = {
    "see_people": ("coordinator", "planner", "administrator"),
    "see_restricted": ("coordinator",),
    "see_figures": ROLES,
    "see_record": ("coordinator", "planner", "administrator"),
    "import_facts": ("coordinator", "administrator"),
    "export_facts": ("coordinator", "planner", "administrator"),
    "change_people": ("coordinator",),
    "change_places": ("coordinator", "administrator"),
    "change_stays": ("coordinator",),
    "decide": ("coordinator",),
    "run": ("coordinator",),
    "change_policy": ("coordinator", "administrator"),
    "try_policy": ("coordinator", "planner", "administrator"),
    "keep_scenarios": ("coordinator", "planner", "commissioner"),
    "manage_users": ("administrator",),
    "operate": ("administrator",),
    "erase": ("administrator",),
}
"""Commissioners hold nothing that shows a person; planners nothing that changes a person, a stay or a decision."""

_NAMES = {
    "coordinator": N_("coordinator"),
    "planner": N_("planner"),
    "commissioner": N_("commissioner"),
    "administrator": N_("administrator"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: a user of the service, with the roles that she holds."""

    user_id: str
    roles: tuple[Role, ...]

    def may(self, permission: Permission) -> bool:
        """Whether one of her roles holds the permission."""
        return not set(self.roles).isdisjoint(_HOLDERS[permission])


def holders(permission: Permission) -> tuple[Role, ...]:
    """The roles that hold a permission."""
    return _HOLDERS[permission]


def role_name(role: Role) -> str:
    return _(_NAMES[role])
