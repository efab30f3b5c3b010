"""The keys of a scenario file, said once (SPEC section 7): reader, published schema and guide derive from them."""

from typing import get_args

from beds.data.cells import Kind
from beds.data.kinds import Choice, Date, Flag, Id, Number, Text, Whole
from beds.data.policy_keys import KEYS as POLICY_KEYS
from beds.data.scenario.kinds import CHANCE, RATE, Ages, NextStep
from beds.data.tables import PEOPLE, PHASE, SCHEMES, WORKERS, Table
from beds.data.yaml_keys import Fields, Groups, Key, Listed, Mapped, OneOr, Rows, Shape, Shares
from beds.domain.messages import N_
from beds.domain.people import ROUTES
from beds.simulation.scenario import Behaviour, Demand, Gamma, ReturnKind, Scenario, SchemeStock, StartState

MOST_WEEKS = 5200
WEEK = Whole(high=MOST_WEEKS)
MOST_BEDS = 100_000

PROFILE_FACTS = (
    "route", "band", "seeks", "recourse", "intentional", "connection", "connection_exempt", "substance", "gender",
    "age", "ethnicity", "disability", "children", "pets", "step_free_needed", "groups", "needs", "prefers", "languages",
    "shares_room", "avoid_areas", "avoid_schemes", "withhold_from",
)  # fmt: skip
"""What a profile may say of the people who are referred: columns of people, and their age."""


def _of(owner: type, name: str, kind: Shape, help_: str) -> Key:
    """A key of a scenario. Null stands for a key left out: it takes back what an extended scenario says."""
    return Key(name, kind, help_, may_be_blank=True, owner=owner)


def _columns(table: Table) -> tuple[Key, ...]:
    return tuple(
        Key(column.name, column.kind, column.help, may_be_blank=not column.required, owner=table.row)
        for column in table.columns
    )


def _fact(name: str) -> Key:
    if name == "age":
        return Key(name, Shares(Ages()), N_("Age in completed years, or ages: 25 or 18-24."), may_be_blank=True)
    (column,) = (column for column in PEOPLE.columns if column.name == name)
    if isinstance(column.kind, Flag):
        shares = Shares(column.kind, number_of="yes", rest="no")
    elif isinstance(column.kind, Whole):
        shares = Shares(column.kind, number_of="1", rest="0")
    else:
        shares = Shares(column.kind)
    return Key(name, shares, column.help, may_be_blank=True)


_FACTS = tuple(_fact(name) for name in PROFILE_FACTS)


def _groups(fact: Key) -> Key:
    assert isinstance(fact.kind, Shares)
    value: Kind = fact.kind.value
    share = Key("share", CHANCE, N_("The share of this group among those referred."))
    others = tuple(key for key in _FACTS if key.name != fact.name)
    return Key(fact.name, Groups(value, Fields((share, *others), required=("share",))), fact.help, may_be_blank=True)


STOCK_ROW = Fields(
    (
        *_columns(SCHEMES),
        Key("beds", Whole(high=MOST_BEDS), N_("How many beds it has at the start, all alike."), owner=SchemeStock),
        _of(SchemeStock, "step_free", Flag(), N_("Whether its beds are reached without steps.")),
    ),
    required=("scheme_id", "phase", "beds"),
)
WORKER_ROW = Fields(_columns(WORKERS), required=("worker_id", "capacity"))
STOCK_CHANGE = Fields(
    (
        Key("week", WEEK, N_("At the start of this week, from 0.")),
        Key("scheme_id", Id(), N_("In this scheme.")),
        Key("beds", Whole(low=-MOST_BEDS, high=MOST_BEDS), N_("Beds opened, or closed where it is negative.")),
    ),
    required=("week", "scheme_id", "beds"),
)
RATE_STEP = Fields(
    (
        Key("from_week", WEEK, N_("From this week on.")),
        Key("rate", RATE, N_("Referrals a week.")),
    ),
    required=("from_week", "rate"),
)
GAMMA = Fields(
    (
        Key("mean", Number(above_low=True, high=MOST_WEEKS), N_("Weeks on average."), owner=Gamma),
        Key(
            "cv", Number(high=10), N_("Standard deviation by mean: 0 is always the mean, 1 is memoryless."), owner=Gamma
        ),
    ),
    required=("mean", "cv"),
)
_CHANCE_BY_PHASE = Mapped(PHASE, CHANCE, may_be_blank=True)

START_STATE = Fields(
    (
        _of(StartState, "waiting", Whole(high=MOST_BEDS), N_("People on the waiting list in week 0.")),
        _of(
            StartState,
            "occupied",
            Mapped(Id(), Whole(high=MOST_BEDS), may_be_blank=True),
            N_("People living in each scheme in week 0. A scheme left out is empty."),
        ),
    )
)
PROFILE = Fields(
    (
        *_FACTS,
        Key(
            "groups_of",
            Fields(tuple(_groups(fact) for fact in _FACTS)),
            N_("Lets a group differ: fact, value, its share and the facts that are otherwise there."),
            may_be_blank=True,
        ),
    )
)
DEMAND = Fields(
    (
        _of(
            Demand,
            "referrals_per_week",
            OneOr(RATE, Listed(RATE_STEP)),
            N_("New referrals a week on average: a number, or [{from_week: 0, rate: 0.7}, ...] in order."),
        ),
        _of(
            Demand,
            "profile",
            PROFILE,
            N_("Who is referred, as shares. A fact left out restricts nobody; seeks: the lowest phase; band: C."),
        ),
    )
)
BEHAVIOUR = Fields(
    (
        _of(
            Behaviour,
            "weeks_to_ready",
            Mapped(PHASE, GAMMA, may_be_blank=True),
            N_("Weeks from moving in until she is ready for the next step, by phase. Null: never of itself."),
        ),
        _of(Behaviour, "leave_per_week", _CHANCE_BY_PHASE, N_("Weekly chance of leaving unplanned, by phase.")),
        _of(
            Behaviour,
            "next_phase",
            Mapped(PHASE, NextStep(), may_be_blank=True),
            N_("What she seeks when she is ready, by phase: a phase, or move_on for a home of her own."),
        ),
        _of(
            Behaviour,
            "move_on_homes_per_week",
            RATE,
            N_("Homes to move on to that come up a week on average. Null: as many as are needed."),
        ),
        _of(Behaviour, "refuse_offer", CHANCE, N_("Chance that an offer is declined; she waits on, without penalty.")),
        _of(Behaviour, "waiting_leave_per_week", CHANCE, N_("Weekly chance that somebody leaves the waiting list.")),
        _of(
            Behaviour,
            "move_at_limit",
            Flag(),
            N_("Whether a resident at her stay limit seeks the next step though not yet ready."),
        ),
        _of(
            Behaviour,
            "return_within_52_weeks",
            Mapped(Choice(options=get_args(ReturnKind)), CHANCE, may_be_blank=True),
            N_("Chance of a new referral within a year of leaving: moved on ready, not ready, or left unplanned."),
        ),
        _of(
            Behaviour,
            "return_route",
            Choice(options=ROUTES),
            N_("The route by which somebody returns. Left out: the one she came by the first time."),
        ),
        _of(
            Behaviour,
            "step_back_per_week",
            _CHANCE_BY_PHASE,
            N_("Weekly chance of a lapse, by phase: she seeks the phase before, band B."),
        ),
        _of(
            Behaviour,
            "worker_leave_per_week",
            CHANCE,
            N_("Weekly chance that a key worker leaves; she is replaced after 4 weeks."),
        ),
    )
)

KEYS = (
    _of(Scenario, "name", Text(), N_("What the scenario is called. Left out: the name of its file.")),
    _of(
        Scenario, "extends", Text(), N_("The scenario that this one differs from: a file beside it, or a shipped one.")
    ),
    _of(
        Scenario, "question", Text(), N_("What the scenario asks, in a paragraph, and which figures are illustrative.")
    ),
    _of(
        Scenario,
        "start",
        Date(),
        N_("The first day of week 0, a Monday. Left out: 5 January 2026; a folder needs its own."),
    ),
    _of(Scenario, "weeks", Whole(low=1, high=MOST_WEEKS), N_("The whole length, warm-up included.")),
    _of(Scenario, "warm_up_weeks", WEEK, N_("Weeks at the beginning that are recorded but not measured.")),
    _of(Scenario, "replications", Whole(low=1, high=100_000), N_("How many times it is run, each with its own luck.")),
    _of(Scenario, "seed", Whole(), N_("The number from which all luck is drawn.")),
    _of(
        Scenario,
        "from_folder",
        Text(),
        N_(
            "An exchange folder to start from: its beds, people, stays, workers and policy. Relative to this file. "
            "Decisions that forbid somebody a bed bind in every week; those that pin her to one are not read."
        ),
    ),
    _of(Scenario, "policy", Fields(POLICY_KEYS), N_("Keys of policy.yaml that differ, merged over the policy.")),
    _of(
        Scenario,
        "stock",
        Rows(STOCK_ROW, id="scheme_id"),
        N_("The schemes and their beds, where there is no from_folder; {scheme_id: {...}} changes single ones."),
    ),
    _of(Scenario, "stock_changes", Listed(STOCK_CHANGE), N_("Beds opened or closed in the course of time.")),
    _of(
        Scenario,
        "workers",
        Rows(WORKER_ROW, id="worker_id"),
        N_("The key workers. Null: those of the folder, or without limit. Covers left out: every scheme."),
    ),
    _of(Scenario, "start_state", START_STATE, N_("Who is there in week 0, drawn from the profile.")),
    _of(Scenario, "demand", DEMAND, N_("Who comes, and how many a week.")),
    _of(Scenario, "behaviour", BEHAVIOUR, N_("What people do. A behaviour left out does not happen.")),
    _of(
        Scenario,
        "sources",
        Mapped(Text(), Text(), may_be_blank=True),
        N_("Where figures come from, by dotted key: {demand.referrals_per_week: Illustrative}."),
    ),
)
"""Every key, in the order in which it is written."""

SCENARIO = Fields(KEYS)
NOT_INHERITED = ("name", "extends", "question")
"""What speaks of one file alone."""
