"""Lists of reasons that a service keeps: what each is for, and what a reason for declining says."""

from typing import Literal

ReasonList = Literal["decline", "decision", "void", "closing", "extension"]
LISTS: tuple[ReasonList, ...] = ("decline", "decision", "void", "closing", "extension")
SIDES = ("hers", "provider")
EFFECTS = ("none", "avoid_scheme", "pause")
