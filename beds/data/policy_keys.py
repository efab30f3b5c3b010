"""The keys of policy.yaml, said once (SPEC section 5): reader, writer and template derive from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from beds.data.cells import Kind, NotUnderstood
from beds.data.kinds import Choice, Date, Points, Text, Whole
from beds.data.likely import likely, probably
from beds.data.tables import PHASE, options
from beds.data.yaml_keys import Key, Listed, Mapped, Shape
from beds.domain.messages import N_, _
from beds.domain.people import ROUTES, Exemption, Gender
from beds.domain.policy import TIERS, Continuity, Policy
from beds.domain.rule_ids import ALL_RULES, NEVER_OFF

MANY_WEEKS = 52 * 100
WEEKS = Whole(high=MANY_WEEKS)
LIMIT_WEEKS = Whole(low=1, high=MANY_WEEKS)


@dataclass(frozen=True)
class RuleOff(Kind):
    """The id of a rule that may be switched off."""

    def read(self, text: str) -> str:
        if text in NEVER_OFF:
            raise NotUnderstood(_("this rule can never be switched off"))
        if text not in ALL_RULES:
            raise NotUnderstood(_("there is no such rule") + probably(likely(text, ALL_RULES)))
        return text

    def accepted(self) -> str:
        return ", ".join(rule for rule in ALL_RULES if rule not in NEVER_OFF)


def _key(name: str, kind: Shape, help_: str, may_be_blank: bool = False) -> Key:
    return Key(name, kind, help_, may_be_blank, Policy)


_KEYS_BEFORE_SOURCES = (
    _key("name", Text(), N_("What this policy is called.")),
    _key("phase_names", Mapped(PHASE, Text()), N_("The stages of the pathway.")),
    _key("stay_limit_weeks", Mapped(PHASE, LIMIT_WEEKS), N_("How long a stay in each phase is meant to last.")),
    _key(
        "stay_limit_applies_to",
        Choice(options=("all_stays", "new_stays")),
        N_("all_stays, or new_stays: then the next two say since when, and what held before."),
    ),
    _key("stay_limit_from", Date(), N_("With new_stays: the first day of the new limits."), may_be_blank=True),
    _key(
        "stay_limit_weeks_before",
        Mapped(PHASE, LIMIT_WEEKS),
        N_("With new_stays: the limits of stays begun before. A phase left out did not change."),
        may_be_blank=True,
    ),
    _key("programme_limit_weeks", WEEKS, N_("How long the whole programme is meant to last.")),
    _key("minimum_stay_weeks", WEEKS, N_("Nobody is placed with less than this left of the programme.")),
    _key("follow_on_weeks", WEEKS, N_("How long key work goes on after a home of her own.")),
    _key(
        "continuity",
        Choice(options=get_args(Continuity)),
        N_("required: she keeps her key worker. preferred: a change is counted. off: it is not."),
    ),
    _key("caseload_points", Mapped(PHASE, Points()), N_("Points that a person of each phase counts for her worker.")),
    _key("follow_on_points", Points(), N_("Points that a person in follow-on, or leaving, counts.")),
    _key(
        "connection_exempt",
        Listed(Choice(options=options(Exemption))),
        N_("Exemptions that make up for a local connection."),
    ),
    _key("women_only_accepts", Listed(Choice(options=options(Gender))), N_("Who is admitted to women-only schemes.")),
    _key(
        "route_priority",
        Mapped(Choice(options=ROUTES), Whole(high=9)),
        N_("{specialist: 1} counts the bands of that route one step more urgent."),
    ),
    _key(
        "rules_off",
        Listed(RuleOff()),
        N_("Rules that are switched off. Never in_service, keep_apart, forbidden or consent."),
    ),
    _key("objective", Listed(Choice(options=TIERS), may_be_empty=False), N_("What is best, most important first.")),
    _key("lottery_seed", Whole(), N_("The number that the recorded lottery between equals is drawn with.")),
)

KEYS = (
    *_KEYS_BEFORE_SOURCES,
    _key(
        "sources",
        Mapped(Choice(options=tuple(key.name for key in _KEYS_BEFORE_SOURCES)), Text()),
        N_("Where a key comes from (statute, council paper): {continuity: “Cabinet paper of 3 March 2026”}."),
    ),
)
"""Every key, in the order in which it is written."""


@cache
def keys_by_name() -> Mapping[str, Key]:
    return {key.name: key for key in KEYS}
