"""Snapshots by construction: every one is a valid exchange folder on ``ON``, odd letters and edges included.

``snapshots()`` is for whatever must hold for all input. ``texts``, ``ids`` and ``tags`` are its words, as a cell gives
them back: composed letters, no spaces at the ends, plain line ends.
"""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from beds.data.cells import BROKEN
from beds.domain.decisions import KeepApart, Pin, Scope, Waiver
from beds.domain.frozen import FrozenMap
from beds.domain.people import BANDS, ROUTES, Exemption, Gender, Outcome, Person, Stay, Substance
from beds.domain.places import Bed, Scheme, SubstancePolicy
from beds.domain.policy import CASELOAD_POINTS, PHASE_NAMES, STAY_LIMIT_WEEKS, TIERS, Continuity, Policy
from beds.domain.rule_ids import ALL_RULES, NEVER_OFF, WAIVABLE
from beds.domain.snapshot import Snapshot
from beds.domain.workers import EVERY_SCHEME, Worker

ON = date(2026, 11, 23)
"""The run date on which the snapshots are valid."""

LETTERS = st.characters(categories=("L", "M", "N", "P", "S", "Zs"), include_characters="\n")
AWKWARD = st.sampled_from(
    ["=1+1", "+44 20", "-", "@home", "'", "'=x", "''@", 'a "quoted" word', "a, b", "two\nlines", "Łódź", "বাংলা", "#1",
     "NO", "off", "null", "~", "yes", "007", "1.0", "2026-11-23", "_x0041_", "# note", "{a: b}", "[x]", "&a", "*", "\\",
     "🏠", "1e5"]
)  # fmt: skip


def as_read(text: str) -> str:
    """The text as a cell gives it back."""
    for odd in "\u00a0\u2007\u202f":
        text = text.replace(odd, " ")
    return unicodedata.normalize("NFC", text).strip()


@cache
@cache
def texts(longest: int = 12) -> st.SearchStrategy[str]:
    """Any text of a cell, blank included; but no word such as #N/A, which is an error of a spreadsheet."""
    return (st.text(LETTERS, max_size=longest) | AWKWARD).map(as_read).filter(lambda text: text not in BROKEN)


@cache
@cache
def tags() -> st.SearchStrategy[str]:
    """One word of a list."""
    return texts().map(lambda text: text.replace(";", ":")).filter(bool)


@cache
@cache
def ids() -> st.SearchStrategy[str]:
    """Any id."""
    return tags().filter(lambda text: text != EVERY_SCHEME)


@cache
@cache
def lists_of(item: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A list with each entry once."""
    return st.lists(item, max_size=most, unique=True).map(tuple)


@cache
@cache
def maybe(values: st.SearchStrategy[Any], blank: Any = None) -> st.SearchStrategy[Any]:
    """A cell that may be blank."""
    return st.just(blank) | values


@cache
@cache
def words(literal: Any) -> st.SearchStrategy[Any]:
    """A word of a Literal type."""
    return st.sampled_from(get_args(literal))


@cache
@cache
def days(first: date = date(1995, 1, 1), last: date = date(2035, 12, 31)) -> st.SearchStrategy[date]:
    """A day, both ends included; the last one wherever ``first`` is after it."""
    return st.dates(min(first, last), last)


flags = maybe(st.booleans())
languages = lists_of(st.sampled_from(["en", "so", "bn", "ar"]), most=2)
phases = st.integers(0, 9)
points = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 4), Fraction(1, 3), Fraction(1), Fraction(25, 2)])


@st.composite
def schemes(draw: st.DrawFn, scheme_id: str) -> Scheme:
    youngest = draw(maybe(st.integers(0, 40)))
    return Scheme(
        scheme_id=scheme_id,
        phase=draw(phases),
        name=draw(texts()),
        provider=draw(texts()),
        area=draw(texts()),
        women_only=draw(flags),
        substance_policy=draw(words(SubstancePolicy)),
        min_age=youngest,
        max_age=draw(maybe(st.integers(youngest or 0, 120))),
        takes_children=draw(flags),
        takes_pets=draw(flags),
        takes_intentional=draw(flags),
        needs_connection=draw(flags),
        needs_recourse=draw(flags),
        reserved_for=draw(lists_of(tags())),
        routes=draw(lists_of(st.sampled_from(ROUTES))),
        features=draw(lists_of(tags())),
        turnaround_days=draw(st.integers(0, 10)),
        weekly_cost=draw(maybe(st.decimals(Decimal(0), Decimal(9999), places=2))),
    )


@st.composite
def beds(draw: st.DrawFn, bed_id: str, of: list[Scheme]) -> Bed:
    opens = draw(maybe(days()))
    return Bed(
        bed_id=bed_id,
        scheme_id=draw(st.sampled_from(of)).scheme_id,
        room_id=draw(maybe(st.sampled_from(["1", "2a"]), blank="")),
        step_free=draw(flags),
        features=draw(lists_of(tags())),
        open_from=opens,
        open_to=draw(maybe(days(opens or ON))),
    )


@st.composite
def people(draw: st.DrawFn, person_id: str, to: list[Scheme], held_by: list[Worker]) -> Person:
    seeks = draw(lists_of(phases))
    born = draw(maybe(days(date(1900, 1, 1), date(2015, 1, 1))))
    since = days(date(2015, 1, 1), ON + timedelta(days=30))
    return Person(
        person_id=person_id,
        birth_date=born,
        gender=draw(words(Gender)),
        route=draw(maybe(st.sampled_from(ROUTES), blank="")),
        waiting_since=draw(since if seeks else maybe(since)),
        band=draw(st.sampled_from(BANDS) if seeks else maybe(st.sampled_from(BANDS))),
        seeks=seeks,
        recourse=draw(flags),
        intentional=draw(flags),
        connection=draw(flags),
        connection_exempt=draw(words(Exemption)),
        substance=draw(words(Substance)),
        groups=draw(lists_of(tags())),
        step_free_needed=draw(flags),
        needs=draw(lists_of(tags(), most=1)),
        prefers=draw(lists_of(tags())),
        children=draw(maybe(st.integers(0, 5))),
        pets=draw(flags),
        shares_room=draw(flags),
        avoid_areas=draw(lists_of(tags(), most=1)),
        avoid_schemes=draw(lists_of(st.sampled_from(to).map(lambda scheme: scheme.scheme_id))),
        withhold_from=draw(lists_of(tags(), most=1)),
        languages=draw(languages),
        worker_id=draw(st.sampled_from(["", *(worker.worker_id for worker in held_by)])),
        programme_start=draw(maybe(days(last=ON))),
        ethnicity=draw(texts()),
        disability=draw(texts()),
    )


@st.composite
def workers(draw: st.DrawFn, worker_id: str, over: list[Scheme]) -> Worker:
    away_from = draw(maybe(days()))
    return Worker(
        worker_id=worker_id,
        capacity=draw(points),
        provider=draw(texts()),
        covers=draw(lists_of(st.sampled_from([EVERY_SCHEME, *(scheme.scheme_id for scheme in over)]))),
        languages=draw(languages),
        away_from=away_from,
        away_to=draw(maybe(days(away_from or ON))),
        leaving_on=draw(maybe(days())),
    )


@st.composite
def stays(draw: st.DrawFn, stay_id: str, person_id: str, bed_id: str, is_open: bool) -> Stay:
    started_on = draw(days(last=ON + timedelta(days=20) if is_open else ON))
    return Stay(
        stay_id=stay_id,
        person_id=person_id,
        bed_id=bed_id,
        started_on=started_on,
        extended_to=draw(maybe(days(started_on))),
        leaving_on=draw(maybe(days(started_on))),
        ended_on=None if is_open else draw(days(started_on, ON)),
        outcome="" if is_open else draw(words(Outcome)),
    )


@st.composite
def all_stays(draw: st.DrawFn, of: list[Person], in_: list[Bed]) -> list[Stay]:
    """At most one open stay for each person and bed, and any ended ones."""
    if not of or not in_:
        return []
    homes = zip(draw(st.permutations(of)), draw(st.permutations(in_)), strict=False)
    held = [(person.person_id, bed.bed_id, True) for person, bed in homes if draw(st.booleans())]
    past = [
        (draw(st.sampled_from(of)).person_id, draw(st.sampled_from(in_)).bed_id, False)
        for _number in range(draw(st.integers(0, 3)))
    ]
    names = draw(st.lists(ids(), min_size=len(held + past), max_size=len(held + past), unique=True))
    return [draw(stays(name, *facts)) for name, facts in zip(names, held + past, strict=True)]


@st.composite
def waivers(draw: st.DrawFn, of: list[Person]) -> Waiver:
    decided_on = draw(days())
    return Waiver(
        person_id=draw(st.sampled_from(of)).person_id,
        rule=draw(st.sampled_from(WAIVABLE)),
        reason=draw(texts()),
        decided_by=draw(texts()),
        decided_on=decided_on,
        expires_on=draw(maybe(days(decided_on))),
    )


@st.composite
def pins(draw: st.DrawFn, of: list[Person], to: list[Bed], homes: dict[str, str]) -> Pin:
    """A pin that contradicts nothing by itself; two of them may contradict each other."""
    person, bed = draw(st.sampled_from(of)), draw(st.sampled_from(to))
    may_pin = person.is_candidate and homes.get(person.person_id) != bed.bed_id
    return Pin(
        person_id=person.person_id,
        bed_id=bed.bed_id,
        action=draw(st.sampled_from(["pin", "forbid"])) if may_pin else "forbid",
        reason=draw(texts()),
        decided_by=draw(texts()),
    )


def by_phase(defaults: Any, value: st.SearchStrategy[Any]) -> st.SearchStrategy[FrozenMap[int, Any]]:
    """A complete mapping: every phase that has a default, and perhaps others."""
    return st.dictionaries(phases, value, max_size=3).map(lambda given: FrozenMap({**defaults, **given}))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    limits = draw(by_phase(STAY_LIMIT_WEEKS, st.integers(1, 200)))
    new_stays = draw(st.booleans())
    earlier = by_phase(limits, st.integers(1, 200))
    return Policy(
        name=draw(texts().filter(bool)),
        phase_names=draw(by_phase(PHASE_NAMES, texts().filter(bool))),
        stay_limit_weeks=limits,
        stay_limit_applies_to="new_stays" if new_stays else "all_stays",
        stay_limit_from=draw(days() if new_stays else maybe(days())),
        stay_limit_weeks_before=draw(earlier if new_stays else maybe(earlier)),
        programme_limit_weeks=draw(st.integers(0, 300)),
        minimum_stay_weeks=draw(st.integers(0, 20)),
        follow_on_weeks=draw(st.integers(0, 60)),
        continuity=draw(words(Continuity)),
        caseload_points=draw(by_phase(CASELOAD_POINTS, points)),
        follow_on_points=draw(points),
        connection_exempt=draw(lists_of(st.sampled_from(["violence", "care_leaver", "armed_forces", "other"]))),
        women_only_accepts=draw(lists_of(words(Gender))),
        route_priority=draw(st.dictionaries(st.sampled_from(ROUTES), st.integers(0, 3), max_size=2).map(FrozenMap)),
        rules_off=draw(lists_of(st.sampled_from([rule for rule in ALL_RULES if rule not in NEVER_OFF]))),
        objective=tuple(draw(st.lists(st.sampled_from(TIERS), min_size=1, unique=True))),
        lottery_seed=draw(st.integers(0, 10**12)),
        sources=draw(st.dictionaries(st.just("continuity"), texts().filter(bool)).map(FrozenMap)),
    )


@st.composite
def snapshots(draw: st.DrawFn, most: int = 4) -> Snapshot:
    """A valid snapshot with at most ``most`` schemes, beds, people and workers each."""

    def names() -> list[str]:
        return draw(st.lists(ids(), min_size=1, max_size=most, unique=True))

    their_schemes = [draw(schemes(name)) for name in names()]
    their_beds = [draw(beds(name, their_schemes)) for name in names()]
    their_workers = [draw(workers(name, their_schemes)) for name in names()]
    their_people = [draw(people(name, their_schemes, their_workers)) for name in names()]
    their_stays = draw(all_stays(their_people, their_beds))
    homes = {stay.person_id: stay.bed_id for stay in their_stays if stay.is_open}
    several = len(their_people) > 1
    pair = st.lists(st.sampled_from(their_people), min_size=2, max_size=2, unique_by=lambda person: person.person_id)
    return Snapshot(
        schemes=tuple(their_schemes),
        beds=tuple(their_beds),
        people=tuple(their_people),
        stays=tuple(their_stays),
        workers=tuple(their_workers),
        keep_apart=tuple(
            KeepApart(one.person_id, other.person_id, draw(words(Scope)))
            for one, other in (draw(st.lists(pair, max_size=2)) if several else ())
        ),
        waivers=tuple(draw(st.lists(waivers(their_people), max_size=2))),
        pins=tuple(draw(st.lists(pins(their_people, their_beds, homes), max_size=2))),
        policy=draw(policies()),
    )
