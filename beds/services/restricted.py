"""Which facts of a person are restricted, and which rules would give them away."""

from beds.data.store.tables.people import SEALED
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.rules.catalogue import CATALOGUE
from beds.rules.rule import Rule

RESTRICTED = SEALED
"""Health, offences, violence, sex work, places of danger, ethnicity; and the birth date."""
HIDDEN = "restricted"
"""Stands for every rule that reads a restricted fact, for whoever may not see such facts."""
_HIDDEN_RULES = frozenset(rule.id for rule in CATALOGUE.values() if not set(rule.reads).isdisjoint(RESTRICTED))


def reads_restricted(rule: Rule | str) -> bool:
    """Whether a rule's verdict on somebody tells of a restricted fact."""
    return (rule if isinstance(rule, str) else rule.id) in _HIDDEN_RULES


def rules_seen(rules: tuple[str, ...], actor: Actor) -> tuple[str, ...]:
    """The rules in somebody's way as this reader may know them: each once, the restricted ones under one word."""
    if actor.may("see_restricted"):
        return rules
    return tuple(dict.fromkeys(HIDDEN if reads_restricted(rule) else rule for rule in rules))


def rule_title(rule: str) -> str:
    """The rule's title for readers, or the word for what she may not see."""
    return _("A restricted fact") if rule == HIDDEN else _(CATALOGUE[rule].title)
