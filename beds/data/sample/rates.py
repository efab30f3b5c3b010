"""How often each fact occurs in a sample. Figures with a source name it; every other figure here is illustrative.

Shares are read by ``Stream.weighted`` and need not sum to one. ``None`` and ``""`` are facts that nobody recorded.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from beds.data.sample.streams import Quantiles
from beds.domain.decisions import Scope
from beds.domain.people import Band, Exemption, Gender, Outcome, Substance
from beds.domain.places import SubstancePolicy

# How much of everything ----------------------------------------------------------------------------------------------

OCCUPIED_PER_VACANT = 4.6
"""About 82 % of all beds are lived in on the run date."""
CLOSED_BEDS = 0.012
"""Beds out of service (repair, a lease that ended), as a share of the others."""
OPENS_THIS_WEEK = 0.03
"""Vacant beds that open a day or more after the run date."""
CLOSES_LATER = 0.006
"""Beds whose lease ends some months from now."""
CANDIDATES_PER_BOROUGH = 300
BEDS_PER_BOROUGH = 400
CITY_WIDE_BEDS = 0.14
"""Share of beds in schemes that serve every borough, where there is more than one."""
MOVERS = 0.165
"""Residents who seek another bed, as a share of all candidates."""
MOVERS_AT_MOST = 0.4
"""Ready to move on but stuck, as a share of residents (Homeless Link, 2022)."""
LEAVER_CANDIDATES = 0.012
LEAVERS = 0.022
LEAVING_LATER = 0.04
PROMISED = 0.005
FOLLOW_ON = 0.10
"""People held by key workers after moving on, as a share of residents."""
FORMER = 0.05
RETURNING = 0.07
"""Waiting people who stayed before; one in five of them is still in follow-on."""
WORKERS_PER_RESIDENT = 0.057

# Places --------------------------------------------------------------------------------------------------------------

ROUTES_LISTED = {
    0: {("SNAP", "outreach", "self", "specialist"): 0.15, ("SNAP", "outreach"): 0.1, (): 0.75},
    1: {("SNAP", "specialist"): 0.2, ("SNAP", "outreach", "specialist"): 0.1, (): 0.7},
    2: {("SNAP", "specialist"): 0.22, ("internal",): 0.05, (): 0.73},
    3: {("SNAP",): 0.1, ("internal",): 0.12, (): 0.78},
}
AGES: dict[tuple[int | None, int | None], float] = {
    (18, None): 0.87, (18, 25): 0.05, (21, None): 0.04, (25, None): 0.02, (50, None): 0.02,
}  # fmt: skip
TURNAROUND = {1: 0.15, 2: 0.65, 3: 0.15, 5: 0.05}
"""Working days; 2 is the default of the Ministry of Justice's CAS3."""
BLANK_FLAG = 0.03
STEP_FREE = {True: 0.24, False: 0.73, None: 0.03}
CITY_GROUPS: dict[tuple[str, ...], float] = {
    (): 0.62, ("rough_sleeping",): 0.14, ("care_leaver",): 0.1, ("veteran",): 0.07,
    ("care_leaver", "prison_leaver"): 0.07,
}  # fmt: skip
RESIDENTS_OUTSIDE_RULES = 0.015
"""Residents whose facts have moved on since they came (a relapse, for one)."""


@dataclass(frozen=True)
class Kind:
    """What schemes of one phase are like. Costs are GBP a bed-week, illustrative."""

    beds: float
    sizes: tuple[int, int]
    women_only: float
    substance: dict[SubstancePolicy, float]
    takes_children: float
    takes_pets: float
    takes_intentional: float
    needs_connection: float
    needs_recourse: float
    shared_rooms: float
    cost: int
    vacant: float
    """Weight of its beds among vacant ones."""
    moving: float
    """Weight of its residents among those who seek another bed."""
    features: dict[str, float] = field(default_factory=dict)
    bed_features: dict[str, float] = field(default_factory=dict)


KINDS = {
    0: Kind(
        beds=0.06, sizes=(4, 10), women_only=0.4, substance={"any": 0.95, "in_treatment": 0.05},
        takes_children=0.15, takes_pets=0.25, takes_intentional=0.9, needs_connection=0.35, needs_recourse=0.25,
        shared_rooms=0.25, cost=620, vacant=1.5, moving=1.8,
        features={"staffed_24h": 0.95, "no_curfew": 0.3, "women_staff": 0.5},
        bed_features={"ground_floor": 0.3, "en_suite": 0.15, "quiet_floor": 0.1, "cot": 0.1},
    ),
    1: Kind(
        beds=0.28, sizes=(12, 28), women_only=0.35, substance={"any": 0.72, "in_treatment": 0.2, "abstinent": 0.08},
        takes_children=0.12, takes_pets=0.25, takes_intentional=0.65, needs_connection=0.75, needs_recourse=0.7,
        shared_rooms=0.3, cost=450, vacant=1.1, moving=1.3,
        features={"staffed_24h": 0.8, "no_curfew": 0.35, "women_staff": 0.4, "near_clinic": 0.3},
        bed_features={"ground_floor": 0.25, "en_suite": 0.3, "quiet_floor": 0.2, "cot": 0.06},
    ),
    2: Kind(
        beds=0.28, sizes=(6, 14), women_only=0.3, substance={"any": 0.5, "in_treatment": 0.37, "abstinent": 0.13},
        takes_children=0.2, takes_pets=0.2, takes_intentional=0.55, needs_connection=0.85, needs_recourse=0.85,
        shared_rooms=0.06, cost=300, vacant=0.95, moving=1.2,
        features={"no_curfew": 0.7, "shared_catering": 0.5, "near_clinic": 0.3, "garden": 0.3, "staffed_24h": 0.1},
        bed_features={"en_suite": 0.75, "ground_floor": 0.25, "quiet_floor": 0.2, "cot": 0.08},
    ),
    3: Kind(
        beds=0.38, sizes=(5, 12), women_only=0.2, substance={"any": 0.5, "in_treatment": 0.38, "abstinent": 0.12},
        takes_children=0.5, takes_pets=0.4, takes_intentional=0.4, needs_connection=0.9, needs_recourse=0.92,
        shared_rooms=0.0, cost=250, vacant=0.85, moving=0.15,
        features={"no_curfew": 1.0, "own_kitchen": 1.0, "garden": 0.25, "near_clinic": 0.25},
        bed_features={"en_suite": 1.0, "ground_floor": 0.3, "quiet_floor": 0.15, "cot": 0.15},
    ),
}  # fmt: skip

# People --------------------------------------------------------------------------------------------------------------

BAND: dict[Band, float] = {"A": 0.1, "B": 0.3, "C": 0.5, "D": 0.1}
GENDER: dict[Gender, float] = {"woman": 0.62, "man": 0.33, "non_binary": 0.03, "unknown": 0.02}
ROUTE = {"SNAP": 0.64, "specialist": 0.16, "outreach": 0.12, "self": 0.07, "": 0.01}
AGE: Quantiles = (
    (0.0, 18.0), (0.1, 20.5), (0.25, 26.0), (0.5, 35.0), (0.75, 45.5), (0.9, 54.0), (0.97, 62.0), (1.0, 76.0),
)  # fmt: skip
UNKNOWN_BIRTH_DATE = 0.012
RECOURSE = {True: 0.923, False: 0.007, None: 0.07}
"""0.7 % not eligible (MHCLG, statutory decisions, England, October to December 2025)."""
RECOURSE_OUTREACH = {True: 0.77, False: 0.07, None: 0.16}
INTENTIONAL = {True: 0.043, False: 0.857, None: 0.1}
"""4.3 % found intentionally homeless (MHCLG, as above)."""
CONNECTION = {True: 0.78, False: 0.14, None: 0.08}
EXEMPT: dict[Exemption, float] = {"": 0.9, "violence": 0.05, "care_leaver": 0.03, "armed_forces": 0.01, "other": 0.01}
EXEMPT_UNCONNECTED: dict[Exemption, float] = {
    "": 0.62, "violence": 0.25, "care_leaver": 0.06, "armed_forces": 0.03, "other": 0.04,
}  # fmt: skip
ROUGH_SLEEPING = {"outreach": 0.85, "self": 0.25, "SNAP": 0.12, "specialist": 0.1}
PRISON_LEAVER = 0.05
SUBSTANCE: dict[Substance, float] = {"active": 0.3, "in_treatment": 0.27, "abstinent": 0.31, "": 0.12}
STEP_FREE_NEEDED = {True: 0.055, False: 0.8, None: 0.145}
NEEDS: dict[tuple[str, ...], float] = {
    (): 0.885, ("en_suite",): 0.03, ("ground_floor",): 0.025, ("staffed_24h",): 0.025, ("no_curfew",): 0.015,
    ("quiet_floor",): 0.01, ("en_suite", "ground_floor"): 0.01,
}  # fmt: skip
PREFERS = {0: 0.42, 1: 0.3, 2: 0.19, 3: 0.09}
WISHES = ("en_suite", "garden", "no_curfew", "quiet_floor", "near_clinic", "own_kitchen", "women_staff", "ground_floor")
CHILDREN_OF_WOMEN: dict[int | None, float] = {0: 0.9, 1: 0.045, 2: 0.015, None: 0.04}
CHILDREN_OF_OTHERS: dict[int | None, float] = {0: 0.955, 1: 0.005, None: 0.04}
CHILD_UNDER_TWO = 0.45
PETS = {True: 0.035, False: 0.885, None: 0.08}
SHARES_ROOM = {True: 0.42, False: 0.33, None: 0.25}
AVOIDS_AREA = 0.05
AVOIDS_AREA_AFTER_VIOLENCE = 0.55
AVOIDS_SCHEME = 0.05
WITHHOLDS = 0.03
LANGUAGES = {"en": 0.74, "blank": 0.08, "both": 0.135, "other": 0.045}
OTHER_LANGUAGES = {
    "ro": 0.16, "pl": 0.14, "so": 0.1, "ti": 0.09, "ar": 0.12, "fa": 0.09, "es": 0.08, "pt": 0.08, "fr": 0.06,
    "bn": 0.05, "uk": 0.03,
}  # fmt: skip
ETHNICITY = {"white": 0.5, "black": 0.18, "asian": 0.09, "mixed": 0.08, "other": 0.05, "": 0.1}
DISABILITY = {"yes": 0.3, "no": 0.5, "": 0.2}

SEEKS_FROM_OUTSIDE: dict[tuple[int, ...], float] = {
    (0, 1): 0.2, (0,): 0.06, (1,): 0.3, (1, 0): 0.04, (1, 2): 0.16, (2, 1): 0.04, (2,): 0.07, (2, 3): 0.06, (3,): 0.07,
}  # fmt: skip
SEEKS_ONWARD: dict[int, dict[tuple[int, ...], float]] = {
    0: {(1,): 0.6, (1, 2): 0.25, (2, 1): 0.1, (2,): 0.05},
    1: {(2,): 0.68, (2, 3): 0.16, (3, 2): 0.05, (3,): 0.04, (0,): 0.03, (1,): 0.04},
    2: {(3,): 0.88, (1,): 0.08, (2,): 0.04},
    3: {(2,): 0.45, (2, 1): 0.15, (1,): 0.1, (3,): 0.3},
}
"""By the phase she lives in. A lapse seeks the phase before; the same phase is a transfer."""

WAITED: Quantiles = (
    (0.0, 0.0), (0.05, 0.09), (0.1, 0.16), (0.2, 0.3), (0.3, 0.44), (0.4, 0.59), (0.5, 0.76), (0.6, 0.96), (0.7, 1.22),
    (0.8, 1.57), (0.9, 2.16), (0.95, 2.73), (0.98, 3.49), (0.995, 4.61), (1.0, 6.0),
)  # fmt: skip
"""Days waited over their mean: the quantiles of a gamma distribution of shape 1.3."""
MEAN_WAIT_DAYS: dict[Band, int] = {"A": 40, "B": 90, "C": 160, "D": 260}
STAYED: Quantiles = ((0.0, 0.0), (0.25, 0.2), (0.5, 0.46), (0.75, 0.75), (0.9, 1.0), (0.96, 1.3), (1.0, 2.0))
"""Time since she came over the stay limit of her phase: a tenth are past it."""
STAYED_BY_MOVERS: Quantiles = ((0.0, 0.3), (0.25, 0.7), (0.5, 0.95), (0.7, 1.1), (0.9, 1.6), (1.0, 2.4))
EXTENDED = 0.4
EARLIER_PHASE = 0.7
ENDED: dict[Outcome, float] = {
    "abandoned": 0.35, "evicted": 0.15, "returned": 0.1, "hospital": 0.08, "custody": 0.12, "other": 0.15, "died": 0.05,
}  # fmt: skip
ENDED_BEFORE_RETURN: dict[Outcome, float] = {
    "abandoned": 0.4, "evicted": 0.15, "hospital": 0.12, "custody": 0.15, "moved_on": 0.18,
}  # fmt: skip
PHASE_MOVED_ON = {3: 0.8, 2: 0.15, 1: 0.05}
PHASE_LEFT = {0: 0.25, 1: 0.4, 2: 0.2, 3: 0.15}

# Key workers ---------------------------------------------------------------------------------------------------------

NO_WORKER_RECORDED = 0.03
WAITING_WITH_WORKER = 0.08
ROOM_LEFT = {
    Fraction(0): 0.08, Fraction(1): 0.12, Fraction(2): 0.3, Fraction(3): 0.3, Fraction(5): 0.2,
}  # fmt: skip
"""A worker's free points over what this week's vacancies ask of each worker on average."""
CITY_WORKERS = 0.12
COVERS_WHOLE_BOROUGH = 0.7
COVERS_A_CITY_SCHEME = 0.3
SECOND_LANGUAGE = 0.4
ABSENT = 0.15
ABSENCE = {"long": 0.2, "open": 0.13, "short": 0.34, "planned": 0.13, "leaving": 0.2}

# Decisions -----------------------------------------------------------------------------------------------------------

KEPT_APART = 0.015
"""People named in a keep-apart pair, as a share of all people."""
SCOPES: dict[Scope, float] = {"scheme": 0.65, "room": 0.22, "area": 0.13}
WAIVED = 0.18
"""Chance of a waiver for somebody whose recorded fact a waivable rule may hold against her."""
WAIVER_ENDS = {"open": 0.4, "later": 0.5, "past": 0.1}
FORBIDDEN = 0.008
