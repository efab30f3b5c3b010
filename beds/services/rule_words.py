"""The catalogue of rules for readers: what each judges, when it refuses, what it reads, and where it comes from."""

from dataclasses import dataclass

from beds.domain.messages import N_, _
from beds.domain.policy import Policy
from beds.domain.rule_ids import NEVER_OFF
from beds.rules.catalogue import CATALOGUE
from beds.rules.rule import Source

_JUDGES = {
    "scheme": N_("person and scheme"),
    "bed": N_("person and bed"),
    "pair": N_("two people"),
    "run": N_("the whole run"),
}


@dataclass(frozen=True)
class RuleTold:
    """One rule of the catalogue. ``off``: the policy has switched it off."""

    id: str
    title: str
    judges: str
    refuses_when: str
    reads: tuple[str, ...]
    policy_keys: tuple[str, ...]
    waivable: bool
    can_be_off: bool
    off: bool
    sources: tuple[Source, ...]
    policy_sources: tuple[str, ...]
    """Where the policy says that the keys which this rule reads come from."""


def rules_told(policy: Policy) -> list[RuleTold]:
    """Every rule, in the order of the catalogue, under a policy."""
    return [
        RuleTold(
            rule.id, _(rule.title), _(_JUDGES[rule.over]), _(rule.refuses_when), rule.reads, rule.policy_keys,
            rule.waivable, rule.id not in NEVER_OFF, rule.id in policy.rules_off, rule.sources,
            tuple(dict.fromkeys(policy.sources[key] for key in rule.policy_keys if key in policy.sources)),
        )
        for rule in CATALOGUE.values()
    ]  # fmt: skip
