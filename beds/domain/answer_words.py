"""The words of an answer as a reader sees them: outcomes, causes and tiers, said once for files and screens."""

from beds.domain.allocation import Cause, Outcome
from beds.domain.messages import N_, _

OUTCOMES: tuple[Outcome, ...] = ("placed", "moved", "stays", "waits")
CAUSES: tuple[Cause, ...] = ("no_eligible_bed", "kept_apart", "no_key_worker", "no_vacancy", "outranked")
"""In the order in which a cause is looked for: the first that holds is told."""

_OUTCOMES = {
    "placed": N_("placed"),
    "moved": N_("moved"),
    "stays": N_("stays"),
    "waits": N_("waits"),
}
_CAUSES = {
    "no_eligible_bed": N_("No bed that the rules allow"),
    "kept_apart": N_("Kept apart from somebody"),
    "no_key_worker": N_("No key worker"),
    "no_vacancy": N_("No vacancy"),
    "outranked": N_("Others came first"),
}
_MEANINGS = {
    "no_eligible_bed": N_("Every bed is refused by at least one rule."),
    "kept_apart": N_("There would be a bed, were it not for who may live or share a room with whom."),
    "no_key_worker": N_("There would be a bed, but no key worker has the points, the language or the scheme for it."),
    "no_vacancy": N_("Each bed that the rules allow is kept by the person who lives in it."),
    "outranked": N_("The beds that the rules allow went to others: more urgent, or by the later aims or the lottery."),
}
_TIERS = {
    "placed_A": N_("Band A given a bed"),
    "placed_B": N_("Band B given a bed"),
    "placed_C": N_("Band C given a bed"),
    "placed_D": N_("Band D given a bed"),
    "overdue": N_("Overdue weeks of residents who move"),
    "continuity": N_("Key workers changed without need"),
    "waiting": N_("Days waited by those given a bed"),
    "first_choice": N_("Given the phase sought first"),
    "prefers": N_("Preferences met"),
    "moves": N_("Residents who move"),
    "earlier_proposal": N_("What was proposed before is kept"),
    "pin": N_("A bed that was decided on or promised"),
}


def outcome_name(outcome: Outcome) -> str:
    return _(_OUTCOMES[outcome])


def cause_name(cause: Cause | None) -> str:
    """The cause as a heading; where causes were not asked for, the heading says so."""
    return _(_CAUSES[cause]) if cause else _("The cause was not asked for")


def cause_meaning(cause: Cause | None) -> str:
    return _(_MEANINGS[cause]) if cause else _("Allocate with --explain to have it found.")


def tier_name(tier: str) -> str:
    return _(_TIERS[tier]) if tier in _TIERS else tier
