"""What a definition of SPEC section 6 changes in the world before it asks whether the tiers would be better."""

from dataclasses import dataclass

EVERYBODY = "*"
PAIR_RULES = frozenset({"keep_apart", "room_gender"})


@dataclass(frozen=True)
class Change:
    """One change for one person; blank means nothing is changed."""

    waived: tuple[str, str] | None = None
    """(person, rule): one more waiver."""
    unpaired: str = ""
    """The pairs this person (or EVERYBODY) is in are not judged..."""
    lifted: frozenset[str] = PAIR_RULES
    """...by these pair rules."""
    without_worker: str = ""
    """This person (or EVERYBODY) needs no key worker, and her move frees her present worker's points."""
    forced: tuple[str, str] | None = None
    """(person, bed): one more pin."""
    without_pins: bool = False
    """Pins of the ``pin`` kind are read as if they had been taken back."""


NOTHING = Change()
