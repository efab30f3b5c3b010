"""The levers of the laboratory, said once: form, bounds, reading, writing and display all derive from this table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from beds.domain.messages import N_
from beds.domain.policy import Continuity
from beds.simulation.scenario import ReturnKind

Per = Literal["", "phase", "scheme", "team", "worker", "route", "leaving"]
Kind = Literal["number", "whole", "choice", "words", "day"]
YES_NO = (("yes", N_("yes")), ("no", N_("no")))
HOLDS = (("no", N_("holds")), ("yes", N_("is switched off")))


@dataclass(frozen=True)
class Lever:
    """One input that may be moved; ``key`` is where it stands in a scenario, with ``*`` for a phase, a scheme, ...

    ``unit`` "%": a share or chance, shown and typed as a percentage. Bounds are of what is typed, both ends included.
    """

    key: str
    label: str
    unit: str = ""
    low: float = 0
    high: float = 1
    kind: Kind = "number"
    options: Sequence[tuple[str, str]] = ()
    blank: str = ""
    """What a blank means; without it something must be given."""
    hint: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.key.split("."))


@dataclass(frozen=True)
class Group:
    """Levers that stand together: one below the other, or as columns of a table with a row a phase, scheme, ..."""

    title: str
    levers: tuple[Lever, ...]
    per: Per = ""
    hint: str = ""


def _weeks(key: str, label: str, blank: str = "") -> Lever:
    return Lever(key, label, N_("weeks"), 1, 520, "whole", blank=blank)


def _chance(key: str, label: str, blank: str = "") -> Lever:
    return Lever(key, label, "%", 0, 100, blank=blank)


def _yes_no(key: str, label: str, blank: str = "") -> Lever:
    return Lever(key, label, kind="choice", options=YES_NO, blank=blank)


GROUPS = (
    Group(N_("Stay limits"), (
        _weeks("policy.stay_limit_weeks.*", N_("Stay limit")),
        _weeks("policy.stay_limit_weeks_before.*", N_("For stays begun before"), N_("the limit until now")),
    ), "phase"),
    Group(N_("Those already there"), (
        Lever("policy.stay_limit_applies_to", N_("The stay limits hold for"), kind="choice", options=(
            ("all_stays", N_("everybody at once")),
            ("new_stays", N_("stays begun from a day on: those already there keep theirs")),
        )),
        Lever("policy.stay_limit_from", N_("New limits from"), kind="day", blank=N_("the first day that is measured"),
              hint=N_("Only where those already there keep their limits.")),
        _weeks("policy.programme_limit_weeks", N_("Limit of the whole programme")),
        _yes_no("behaviour.move_at_limit", N_("At her limit a resident seeks the next step, ready or not")),
    )),
    Group(N_("Beds"), (
        Lever("stock.*.beds", N_("From the start"), N_("beds"), 0, 2000, "whole"),
        Lever("stock_changes.*.beds", N_("More or fewer later"), N_("beds"), -2000, 2000, "whole", blank=N_("none")),
        Lever("stock_changes.*.week", N_("from week"), "", 0, 1040, "whole", blank=N_("none")),
    ), "scheme", N_("Week 0 is the first that is simulated. Beds that close are emptied first as people leave.")),
    Group(N_("Who is taken where"), (
        _yes_no("stock.*.needs_connection", N_("Asks for a local connection"), N_("not asked")),
        _yes_no("stock.*.takes_intentional", N_("Takes findings of intentional homelessness"), N_("not asked")),
        _yes_no("stock.*.needs_recourse", N_("Asks for recourse to public funds"), N_("not asked")),
        Lever("stock.*.reserved_for", N_("Reserved for"), kind="words", blank=N_("anybody")),
        Lever("stock.*.routes", N_("Routes of referral"), kind="words", blank=N_("every route")),
    ), "scheme", N_("Lists are written with semicolons: SNAP;specialist.")),
    Group(N_("Rules for everybody"), (
        Lever("policy.rules_off.connection", N_("Rule on local connection"), kind="choice", options=HOLDS),
        Lever("policy.rules_off.intentional", N_("Rule on intentional homelessness"), kind="choice", options=HOLDS),
        Lever("policy.rules_off.recourse", N_("Rule on recourse to public funds"), kind="choice", options=HOLDS),
        Lever("policy.rules_off.reserved", N_("Rule on reserved places"), kind="choice", options=HOLDS),
        Lever("policy.rules_off.route", N_("Rule on routes of referral"), kind="choice", options=HOLDS),
    )),
    Group(N_("Referrals"), (
        Lever("demand.referrals_per_week", N_("Referrals"), N_("people a week"), 0, 1000),
        _chance("demand.profile.connection", N_("Have a local connection")),
        _chance("demand.profile.intentional", N_("Were found intentionally homeless")),
        _chance("demand.profile.recourse", N_("Have recourse to public funds")),
    )),
    Group(N_("Routes"), (
        _chance("demand.profile.route.*", N_("Share of referrals")),
        Lever("policy.route_priority.*", N_("Counts more urgent by"), N_("bands"), 0, 3, "whole", blank=N_("none")),
    ), "route", N_("The shares sum to 100.")),
    Group(N_("Key workers"), (
        Lever("policy.continuity", N_("The same key worker through every phase"), kind="choice", options=tuple(
            zip(get_args(Continuity), (N_("required"), N_("preferred"), N_("of no account")), strict=True)
        )),
        _weeks("policy.follow_on_weeks", N_("Key work after a home of her own")),
        Lever("policy.follow_on_points", N_("Caseload points in follow-on"), N_("points"), 0, 10),
        _chance("behaviour.worker_leave_per_week", N_("A key worker leaves, in a week")),
    )),
    Group(N_("Caseload by phase"), (
        Lever("policy.caseload_points.*", N_("Points that a person counts"), N_("points"), 0, 10),
    ), "phase"),
    Group(N_("How many key workers"), (
        Lever("workers.*.number", N_("Key workers"), N_("people"), 1, 200, "whole"),
    ), "team", N_("Whoever is added can hold as many points as most of her team; its last are taken away first.")),
    Group(N_("Caseload by key worker"), (
        Lever("workers.*.capacity", N_("Points she can hold"), N_("points"), 0, 1000),
    ), "worker", N_("0 is a post that is vacant.")),
    Group(N_("How soon people are ready, and what goes otherwise"), (
        Lever("behaviour.weeks_to_ready.*.mean", N_("Ready after, on average"), N_("weeks"), 0.1, 1040,
              blank=N_("never")),
        Lever("behaviour.weeks_to_ready.*.cv", N_("Variation"), "", 0, 10, blank=N_("never"),
              hint=N_("0: always the average; 1: any time as likely")),
        _chance("behaviour.leave_per_week.*", N_("Leaves unplanned, in a week"), N_("never")),
        _chance("behaviour.step_back_per_week.*", N_("Steps back a phase, in a week"), N_("never")),
    ), "phase"),
    Group(N_("Coming back"), (
        _chance("behaviour.return_within_52_weeks.*", N_("Comes back within a year"), N_("never")),
    ), "leaving"),
    Group(N_("Homes and answers"), (
        Lever("behaviour.move_on_homes_per_week", N_("Homes to move on to"), N_("homes a week"), 0, 1000,
              blank=N_("as many as are needed")),
        _chance("behaviour.refuse_offer", N_("An offer is declined")),
        _chance("behaviour.waiting_leave_per_week", N_("Leaves the waiting list, in a week")),
    )),
    Group(N_("How it is run"), (
        Lever("weeks", N_("Weeks simulated"), N_("weeks"), 1, 1200, "whole"),
        Lever("warm_up_weeks", N_("Of these at the beginning not measured"), N_("weeks"), 0, 520, "whole"),
        Lever("replications", N_("Replications"), "", 1, 1000, "whole"),
    )),
)  # fmt: skip
"""In the order in which they stand on the page."""

LEAVING: dict[ReturnKind, str] = {
    "ready": N_("moved on ready"),
    "not_ready": N_("moved on not ready"),
    "unplanned": N_("left unplanned"),
}
