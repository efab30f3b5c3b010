"""Lists of reasons that a service keeps: what each is for, and what a reason for declining says."""

from typing import Literal

from beds.domain.messages import N_, _

ReasonList = Literal["decline", "decision", "void", "closing", "extension"]
LISTS: tuple[ReasonList, ...] = ("decline", "decision", "void", "closing", "extension")
SIDES = ("hers", "provider")
EFFECTS = ("none", "avoid_scheme", "pause")

_LISTS: dict[ReasonList, str] = {
    "decline": N_("Reasons for declining an offer"),
    "decision": N_("Reasons for a decision against a proposal, or outside one"),
    "void": N_("Reasons why a bed is out of use"),
    "closing": N_("Reasons for closing somebody on the waiting list"),
    "extension": N_("Reasons for extending a stay"),
}
_SIDES = {"": "", "hers": N_("hers"), "provider": N_("the provider's")}
_EFFECTS = {"": "", "none": N_("none"), "avoid_scheme": N_("avoid this scheme"), "pause": N_("pause until a day")}


def list_name(list_: ReasonList) -> str:
    """What a list is for."""
    return _(_LISTS[list_])


def side_name(side: str) -> str:
    """Whose a reason for declining is; blank for any other reason."""
    return _(_SIDES[side]) if side else ""


def effect_name(effect: str) -> str:
    """What a reason for declining does; blank for any other reason."""
    return _(_EFFECTS[effect]) if effect else ""
