"""The kinds of long work, and who may see that there is some."""

from beds.domain.access import Actor, Permission
from beds.services.permit import permit

ALLOCATION, SIMULATION = "allocation", "simulation"
SEEN_BY: dict[str, Permission] = {ALLOCATION: "see_people", SIMULATION: "see_figures"}
"""Whoever may see people sees how an allocation goes; nobody stands in a simulation."""


def permit_kind(actor: Actor, kind: str) -> None:
    """Raises :class:`~beds.domain.errors.NotPermitted` unless she may see runs of this kind."""
    permit(actor, SEEN_BY[kind])


def kinds_for(actor: Actor) -> tuple[str, ...]:
    """The kinds of which she may see runs."""
    return tuple(kind for kind, permission in SEEN_BY.items() if actor.may(permission))
