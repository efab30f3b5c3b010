"""The exchange format, said once (SPEC section 2): reader, checker, writer and template all derive from it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from beds.data.cells import Kind, NotUnderstood
from beds.data.kinds import Choice, Date, Flag, Id, Language, ListOf, Money, Points, Tag, Text, Whole
from beds.data.likely import likely, probably
from beds.domain.decisions import KeepApart, Pin, Scope, Waiver
from beds.domain.messages import N_, _
from beds.domain.people import BANDS, ROUTES, Exemption, Gender, Outcome, Person, Stay, Substance
from beds.domain.places import Bed, Scheme, SubstancePolicy
from beds.domain.rule_ids import ALL_RULES, WAIVABLE
from beds.domain.workers import EVERY_SCHEME, Worker

PHASE = Whole(low=0, high=9)
TAGS = ListOf(item=Tag())
IDS = ListOf(item=Id())
LANGUAGES = ListOf(item=Language())


def options(literal: Any) -> tuple[str, ...]:
    """The words of a Literal type, without the blank one."""
    return tuple(word for word in get_args(literal) if word)


@dataclass(frozen=True)
class WaivableRule(Kind):
    """The id of a rule that may be waived."""

    blank: Any = ""

    def read(self, text: str) -> str:
        if text in WAIVABLE:
            return text
        if text in ALL_RULES:
            raise NotUnderstood(_("this rule cannot be waived"))
        raise NotUnderstood(_("there is no such rule") + probably(likely(text, WAIVABLE)))

    def accepted(self) -> str:
        return ", ".join(WAIVABLE)


@dataclass(frozen=True)
class Column:
    """One column: what its cells hold, and what becomes of a folder that leaves it out."""

    name: str
    kind: Kind
    help: str
    """A sentence for the template, marked for translation."""
    required: bool = False
    """Whether a blank cell is a fault."""
    left_out: Literal["fault", "warning", "silence"] = "warning"
    """What it is if the whole column is missing."""
    refers_to: str = ""
    """The table whose ids stand here; blank for every other column."""

    def accepted(self) -> str:
        """What a cell may hold, as the end of a sentence."""
        return self.kind.accepted() if self.required else _("%(kind)s, or blank", kind=self.kind.accepted())


@dataclass(frozen=True)
class Table:
    """One file of the folder, or one sheet of the workbook; a row of it is one ``row`` of the domain."""

    name: str
    row: type
    help: str
    columns: tuple[Column, ...]
    key: str = ""
    """The column whose values are unique; blank where rows have no id."""
    required: bool = False
    """Whether a folder without this table is a fault."""

    @property
    def references(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.refers_to)


def _id(name: str, help_: str, refers_to: str = "") -> Column:
    return Column(name, Id(), help_, required=True, left_out="fault", refers_to=refers_to)


SCHEMES = Table(
    "schemes",
    Scheme,
    N_("The accommodation services: a crisis house, a hostel, a group of flats."),
    (
        _id("scheme_id", N_("The scheme's own id.")),
        Column("name", Text(), N_("The name that people know it by.")),
        Column("provider", Text(), N_("The organisation that runs it; a person may withhold consent from it.")),
        Column(
            "phase", PHASE, N_("The stage of the pathway, as the policy names it."), required=True, left_out="fault"
        ),
        Column("area", Text(), N_("Where it is; a person may avoid or prefer it.")),
        Column("women_only", Flag(), N_("Only genders that the policy admits to women-only schemes. Blank: anybody.")),
        Column(
            "substance_policy",
            Choice(blank="any", options=options(SubstancePolicy)),
            N_("Who is taken with regard to drugs and alcohol. Blank: any."),
        ),
        Column("min_age", Whole(high=150), N_("The youngest age taken, in completed years. Blank: none.")),
        Column("max_age", Whole(high=150), N_("The oldest age taken, in completed years. Blank: none.")),
        Column("takes_children", Flag(), N_("Whether children may live here. Only “no” refuses.")),
        Column("takes_pets", Flag(), N_("Whether pets may live here. Only “no” refuses.")),
        Column(
            "takes_intentional",
            Flag(),
            N_("Whether findings of intentional homelessness are taken. Only “no” refuses."),
        ),
        Column("needs_connection", Flag(), N_("Whether a local connection is asked for. Only “yes” refuses.")),
        Column("needs_recourse", Flag(), N_("Whether recourse to public funds is asked for. Only “yes” refuses.")),
        Column("reserved_for", TAGS, N_("Groups it is kept for. Blank: anybody.")),
        Column("routes", ListOf(item=Choice(options=ROUTES)), N_("Routes of referral it takes. Blank: every route.")),
        Column("features", TAGS, N_("Features that all its beds have, such as staffed_24h.")),
        Column(
            "turnaround_days",
            Whole(blank=0, high=366),
            N_("Working days in England between one person leaving and the next moving in. Blank: none."),
        ),
        Column("weekly_cost", Money(), N_("Cost of a bed a week in pounds; for what-ifs only.")),
    ),
    key="scheme_id",
    required=True,
)

BEDS = Table(
    "beds",
    Bed,
    N_("The places to sleep: what is allocated."),
    (
        _id("bed_id", N_("The bed's own id.")),
        _id("scheme_id", N_("The scheme it stands in."), refers_to="schemes"),
        Column("room_id", Text(), N_("The room, where beds share one. Blank: a room of its own.")),
        Column("step_free", Flag(), N_("Whether it is reached without steps. Blank: not known, taken as no.")),
        Column("features", TAGS, N_("Free words such as en_suite, ground_floor, cot, staffed_24h, no_curfew.")),
        Column("open_from", Date(), N_("The first day it can be lived in. Blank: open already.")),
        Column("open_to", Date(), N_("The first day it can no longer be lived in. Blank: no end.")),
    ),
    key="bed_id",
    required=True,
)

PEOPLE = Table(
    "people",
    Person,
    N_("Everybody referred, resident or in follow-on, by pseudonym. Never write a name here."),
    (
        _id("person_id", N_("Her pseudonym.")),
        Column("birth_date", Date(), N_("Her date of birth. Blank: not known.")),
        Column("gender", Choice(blank="unknown", options=options(Gender)), N_("As she says it. Blank: unknown.")),
        Column("route", Choice(blank="", options=ROUTES), N_("How the referral came. Blank: not known.")),
        Column("waiting_since", Date(), N_("The day her wait began. Every candidate has one."), left_out="fault"),
        Column("band", Choice(options=BANDS), N_("Urgency, A the most. Every candidate has one."), left_out="fault"),
        Column(
            "seeks",
            ListOf(item=PHASE),
            N_("Phases she seeks a bed in, first choice first. Blank: she is not a candidate."),
            left_out="fault",
        ),
        Column("recourse", Flag(), N_("Whether she has recourse to public funds. Blank: not known.")),
        Column("intentional", Flag(), N_("Whether she was found intentionally homeless. Blank: not known.")),
        Column("connection", Flag(), N_("Whether she has a local connection. Blank: not known.")),
        Column(
            "connection_exempt",
            Choice(blank="", options=options(Exemption)),
            N_("Why no connection is asked of her. Blank: no exemption."),
        ),
        Column(
            "substance", Choice(blank="", options=options(Substance)), N_("Use of drugs or alcohol. Blank: not known.")
        ),
        Column("groups", TAGS, N_("Groups she belongs to that schemes are reserved for, such as exiting.")),
        Column("step_free_needed", Flag(), N_("Whether she needs access without steps.")),
        Column("needs", TAGS, N_("Features that she must have; without one of them no bed is offered.")),
        Column("prefers", TAGS, N_("Features, scheme ids or areas that she would like.")),
        Column("children", Whole(high=30), N_("Children who come with her. Blank: not known.")),
        Column("pets", Flag(), N_("Whether a pet comes with her.")),
        Column("shares_room", Flag(), N_("Whether she would share a room. Only “no” refuses.")),
        Column("avoid_areas", TAGS, N_("Areas where she must not or will not live.")),
        Column("avoid_schemes", IDS, N_("Schemes that she declined or is barred from."), refers_to="schemes"),
        Column("withhold_from", TAGS, N_("Providers that she does not consent to share her details with.")),
        Column("languages", LANGUAGES, N_("Languages she can be worked with in, by ISO 639-1 code.")),
        Column("worker_id", Id(), N_("Her present key worker. Blank: none."), refers_to="workers"),
        Column("programme_start", Date(), N_("The day she came into the programme. Blank: not yet in it.")),
        Column("ethnicity", Text(), N_("For equality monitoring only; no rule reads it."), left_out="silence"),
        Column("disability", Text(), N_("For equality monitoring only; no rule reads it."), left_out="silence"),
    ),
    key="person_id",
    required=True,
)

STAYS = Table(
    "stays",
    Stay,
    N_("Who lives or lived in which bed, from when to when."),
    (
        _id("stay_id", N_("The stay's own id.")),
        _id("person_id", N_("Who."), refers_to="people"),
        _id("bed_id", N_("In which bed."), refers_to="beds"),
        Column("started_on", Date(), N_("The first day."), required=True, left_out="fault"),
        Column("extended_to", Date(), N_("An agreed extension of the stay limit. Blank: none.")),
        Column("leaving_on", Date(), N_("The day of a planned departure. Blank: none planned.")),
        Column("ended_on", Date(), N_("The day she left. Blank: she lives here."), left_out="fault"),
        Column("outcome", Choice(blank="", options=options(Outcome)), N_("How an ended stay ended.")),
    ),
    key="stay_id",
)

WORKERS = Table(
    "workers",
    Worker,
    N_("The key workers, who hold a person across every phase."),
    (
        _id("worker_id", N_("The key worker's own id.")),
        Column("provider", Text(), N_("Her employer.")),
        Column(
            "covers",
            ListOf(item=Id(), also=(EVERY_SCHEME,)),
            N_("Schemes in which she takes new people; * for every scheme. Blank: none."),
            refers_to="schemes",
        ),
        Column(
            "capacity", Points(), N_("Caseload points she can hold; the policy says points by phase."),
            required=True, left_out="fault",
        ),
        Column("languages", LANGUAGES, N_("Languages she works in, by ISO 639-1 code.")),
        Column("away_from", Date(), N_("The first day of an absence. Blank beside a day of return: away already.")),
        Column("away_to", Date(), N_("The day she is back. Blank beside a first day: not known.")),
        Column("leaving_on", Date(), N_("The day she leaves the job. Blank: none planned.")),
    ),
    key="worker_id",
)  # fmt: skip

KEEP_APART = Table(
    "keep_apart",
    KeepApart,
    N_("People who must not live close to each other."),
    (
        _id("person_a", N_("One of the two."), refers_to="people"),
        _id("person_b", N_("The other."), refers_to="people"),
        Column(
            "scope", Choice(options=options(Scope)), N_("How far apart: not in one room, scheme or area."),
            required=True, left_out="fault",
        ),
    ),
)  # fmt: skip

WAIVERS = Table(
    "waivers",
    Waiver,
    N_("Named, reasoned, dated decisions that one rule shall not bind one person."),
    (
        _id("person_id", N_("For whom."), refers_to="people"),
        Column("rule", WaivableRule(), N_("The rule that shall not bind her."), required=True, left_out="fault"),
        Column("reason", Text(), N_("Why; it is shown wherever the waiver is used.")),
        Column("decided_by", Text(), N_("Who decided.")),
        Column("decided_on", Date(), N_("The first day it holds."), required=True, left_out="fault"),
        Column("expires_on", Date(), N_("The last day it holds. Blank: no end.")),
    ),
)

PINS = Table(
    "pins",
    Pin,
    N_("A coordinator's own decisions: this person into this bed, or never."),
    (
        _id("person_id", N_("Who."), refers_to="people"),
        _id("bed_id", N_("Which bed."), refers_to="beds"),
        Column(
            "action", Choice(options=("pin", "forbid")), N_("pin: she is placed there. forbid: she never is."),
            required=True, left_out="fault",
        ),
        Column("reason", Text(), N_("Why; it is shown wherever the pin is used.")),
        Column("decided_by", Text(), N_("Who decided.")),
        Column(
            "worker_id", Id(), N_("The key worker that goes with the bed. Blank: whoever the run gives."),
            refers_to="workers", left_out="silence",
        ),
    ),
)  # fmt: skip

TABLES = (SCHEMES, BEDS, PEOPLE, STAYS, WORKERS, KEEP_APART, WAIVERS, PINS)
"""Every table, in the order in which a folder is best filled in."""
TABLE_NAMES = tuple(table.name for table in TABLES)

POLICY = "policy"
POLICY_FILE = "policy.yaml"
COVER = "cover"
"""The sheet of a workbook that says what it is; nothing on it is read."""


@cache
def tables_by_name() -> dict[str, Table]:
    return {table.name: table for table in TABLES}
