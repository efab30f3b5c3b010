"""The keys of policy.yaml, said once (SPEC section 5): reader, writer and template derive from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from beds.data.cells import Kind, NotUnderstood
from beds.data.kinds import Choice, Date, Points, Text, Whole
from beds.data.likely import likely, probably
from beds.data.tables import PHASE, options
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


@dataclass(frozen=True)
class Mapped:
    """A mapping from keys of one kind to values of another; it is merged over the default."""

    key: Kind
    value: Kind

    def accepted(self) -> str:
        return f"{{{self.key.accepted()}: {self.value.accepted()}}}"


@dataclass(frozen=True)
class Listed:
    """A list; it replaces the default whole. Each entry stands once."""

    item: Kind
    may_be_empty: bool = True

    def accepted(self) -> str:
        return _("a list in square brackets of: %(items)s", items=self.item.accepted())


@dataclass(frozen=True)
class Key:
    """One key: its kind, a sentence of help, and whether a blank value is one of its values."""

    name: str
    kind: Kind | Mapped | Listed
    help: str
    may_be_blank: bool = False

    @property
    def default(self) -> Any:
        return getattr(_defaults(), self.name)


@cache
def _defaults() -> Policy:
    return Policy()


_KEYS_BEFORE_SOURCES = (
    Key("name", Text(), N_("What this policy is called.")),
    Key("phase_names", Mapped(PHASE, Text()), N_("The stages of the pathway.")),
    Key("stay_limit_weeks", Mapped(PHASE, LIMIT_WEEKS), N_("How long a stay in each phase is meant to last.")),
    Key(
        "stay_limit_applies_to",
        Choice(options=("all_stays", "new_stays")),
        N_("all_stays, or new_stays: then the next two say since when, and what held before."),
    ),
    Key("stay_limit_from", Date(), N_("With new_stays: the first day of the new limits."), may_be_blank=True),
    Key(
        "stay_limit_weeks_before",
        Mapped(PHASE, LIMIT_WEEKS),
        N_("With new_stays: the limits of stays begun before. A phase left out did not change."),
        may_be_blank=True,
    ),
    Key("programme_limit_weeks", WEEKS, N_("How long the whole programme is meant to last.")),
    Key("minimum_stay_weeks", WEEKS, N_("Nobody is placed with less than this left of the programme.")),
    Key("follow_on_weeks", WEEKS, N_("How long key work goes on after a home of her own.")),
    Key(
        "continuity",
        Choice(options=get_args(Continuity)),
        N_("required: she keeps her key worker. preferred: a change is counted. off: it is not."),
    ),
    Key("caseload_points", Mapped(PHASE, Points()), N_("Points that a person of each phase counts for her worker.")),
    Key("follow_on_points", Points(), N_("Points that a person in follow-on, or leaving, counts.")),
    Key(
        "connection_exempt",
        Listed(Choice(options=options(Exemption))),
        N_("Exemptions that make up for a local connection."),
    ),
    Key("women_only_accepts", Listed(Choice(options=options(Gender))), N_("Who is admitted to women-only schemes.")),
    Key(
        "route_priority",
        Mapped(Choice(options=ROUTES), Whole(high=9)),
        N_("{specialist: 1} counts the bands of that route one step more urgent."),
    ),
    Key(
        "rules_off",
        Listed(RuleOff()),
        N_("Rules that are switched off. Never in_service, keep_apart, forbidden or consent."),
    ),
    Key("objective", Listed(Choice(options=TIERS), may_be_empty=False), N_("What is best, most important first.")),
    Key("lottery_seed", Whole(), N_("The number that the recorded lottery between equals is drawn with.")),
)

KEYS = (
    *_KEYS_BEFORE_SOURCES,
    Key(
        "sources",
        Mapped(Choice(options=tuple(key.name for key in _KEYS_BEFORE_SOURCES)), Text()),
        N_("Where a key comes from (statute, council paper): {continuity: “Cabinet paper of 3 March 2026”}."),
    ),
)
"""Every key, in the order in which it is written."""


@cache
def keys_by_name() -> Mapping[str, Key]:
    return {key.name: key for key in KEYS}
