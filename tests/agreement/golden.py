"""Hand-made worlds whose answer was reasoned out from SPEC's text, with the reasoning beside each.

Only what the text forces is expected: tier values always, and beds, workers, dates, causes and passed people where
they follow. A tier that is not named is 0. ``tiers=None`` means that the pins leave no allocation (exit code 4).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from beds.domain.decisions import KeepApart, Pin, Waiver
from beds.domain.frozen import FrozenMap
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.workers import Worker

MONDAY = date(2026, 11, 23)
NO_WORKERS = Policy(rules_off=("key_worker",))


@dataclass(frozen=True)
class Golden:
    """A world and what SPEC says of it."""

    snapshot: Snapshot
    tiers: dict[str, int] | None
    on: date = MONDAY
    beds: dict[str, str] = field(default_factory=dict)
    """person -> the bed she must get, blank for none."""
    workers: dict[str, str] = field(default_factory=dict)
    starts: dict[str, date] = field(default_factory=dict)
    ends: dict[str, date | None] = field(default_factory=dict)
    causes: dict[str, str] = field(default_factory=dict)
    alone_rules: dict[str, set[str]] = field(default_factory=dict)
    skipped: dict[tuple[str, str, str], str] | None = None
    """(placed, bed, passed) -> decided by; None where it is not forced."""


GOLDEN: dict[str, Callable[[], Golden]] = {}


def golden(build: Callable[[], Golden]) -> Callable[[], Golden]:
    GOLDEN[build.__name__] = build
    return build


def days(count: int, on: date = MONDAY) -> date:
    return on + timedelta(days=count)


def seeker(person_id: str, seeks: int | tuple[int, ...], band: Any = "B", waits: int = 10, **facts: Any) -> Person:
    """A candidate with a connection who has waited so many days by MONDAY."""
    phases = (seeks,) if isinstance(seeks, int) else seeks
    facts.setdefault("gender", "woman")
    return Person(person_id, band=band, seeks=phases, waiting_since=days(-waits), **facts)


def resident(person_id: str, **facts: Any) -> Person:
    """A resident who is no candidate."""
    facts.setdefault("gender", "woman")
    return Person(person_id, **facts)


def stay(person_id: str, bed_id: str, begun: int = 70, leaves_in: int | None = None, **facts: Any) -> Stay:
    """An open stay begun so many days before MONDAY."""
    leaving_on = None if leaves_in is None else days(leaves_in)
    return Stay(f"stay-{person_id}", person_id, bed_id, days(-begun), leaving_on=leaving_on, **facts)


def pin(person_id: str, bed_id: str, action: Any = "pin") -> Pin:
    return Pin(person_id, bed_id, action, "promised", "coordinator")


# --- bands, waiting, the lottery


@golden
def a_more_urgent_band_comes_first() -> Golden:
    """placed_A stands before waiting, so one day in band A outweighs 500 in band B; and B was not passed over."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("urgent", 1, "A", 1), seeker("patient", 1, "B", 500)),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_A": 1, "waiting": 1, "first_choice": 1},
        beds={"urgent": "h1", "patient": ""},
        causes={"patient": "outranked"},
        skipped={},
    )


@golden
def a_later_tier_never_costs_a_placement() -> Golden:
    """The A person prefers the en suite bed that the B person needs: both are placed, and no wish is met."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("plain", "hostel"), Bed("suite", "hostel", features=("en_suite",))),
        people=(
            seeker("wishes", 1, "A", 10, prefers=("en_suite",)),
            seeker("requires", 1, "B", 20, needs=("en_suite",)),
        ),
        policy=NO_WORKERS,
    )
    tiers = {"placed_A": 1, "placed_B": 1, "waiting": 30, "first_choice": 2}
    return Golden(snapshot, tiers, beds={"wishes": "plain", "requires": "suite"}, skipped={})


@golden
def a_preferred_thing_counts_once() -> Golden:
    """``north`` is the scheme's area and the bed's feature: one wish. The scheme itself is another."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1, area="north"),),
        beds=(Bed("h1", "hostel", features=("north",)),),
        people=(seeker("p", (0, 1), "C", 3, prefers=("north", "hostel", "cot")),),
        policy=NO_WORKERS,
    )
    return Golden(snapshot, {"placed_C": 1, "waiting": 3, "first_choice": 0, "prefers": 2}, beds={"p": "h1"})


@golden
def equals_are_left_to_the_lottery() -> Golden:
    """Two people alike in every tier: one is placed. Neither waits longer, so nobody was passed over."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("one", 1), seeker("other", 1)),
        policy=NO_WORKERS,
    )
    return Golden(snapshot, {"placed_B": 1, "waiting": 10, "first_choice": 1}, skipped={})


@golden
def a_route_with_priority_counts_a_band_higher() -> Golden:
    """The specialist C counts as B and comes before the SNAP C; a specialist A stays A; a specialist B becomes A."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel"), Bed("h3", "hostel")),
        people=(
            seeker("a", 1, "A", 1, route="specialist"),
            seeker("b", 1, "B", 1, route="specialist"),
            seeker("c", 1, "C", 1, route="specialist"),
            seeker("snap", 1, "C", 300, route="SNAP"),
        ),
        policy=Policy(rules_off=("key_worker",), route_priority=FrozenMap({"specialist": 1})),
    )
    tiers = {"placed_A": 2, "placed_B": 1, "waiting": 3, "first_choice": 3}
    return Golden(snapshot, tiers, beds={"snap": ""}, causes={"snap": "outranked"}, skipped={})


@golden
def among_equal_bands_the_longest_wait_decides() -> Golden:
    """The A person has h1, h2 being forbidden to her; h2 goes to the one of two B people who waits longer."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel", features=("cot",))),
        people=(
            seeker("long", 1, "B", 90),
            seeker("cot", 1, "B", 5, needs=("cot",)),
            seeker("a", 1, "A", 1),
        ),
        pins=(pin("a", "h2", "forbid"),),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_A": 1, "placed_B": 1, "waiting": 91, "first_choice": 2},
        beds={"a": "h1", "long": "h2", "cot": ""},
        causes={"cot": "outranked"},
        skipped={},
    )


@golden
def nobody_comes_before_her_but_her_worker_is_full() -> Golden:
    """Half a point each: ``free`` takes two of three. ``long`` must keep her own worker, who has no room."""
    snapshot = Snapshot(
        schemes=(Scheme("flats", 3),),
        beds=(Bed("f1", "flats"), Bed("f2", "flats")),
        people=(
            seeker("long", 3, "C", 200, worker_id="full"),
            seeker("one", 3, "C", 20),
            seeker("two", 3, "C", 10),
        ),
        workers=(Worker("full", Fraction(0), covers=("*",)), Worker("free", Fraction(1), covers=("*",))),
    )
    return Golden(
        snapshot,
        {"placed_C": 2, "waiting": 30, "first_choice": 2},
        beds={"long": ""},
        workers={"one": "free", "two": "free"},
        causes={"long": "no_key_worker"},
    )


# --- chains, swaps, leavers, dates


@golden
def a_chain_over_christmas() -> Golden:
    """hostel -> flat, crisis -> hostel, waiting -> crisis; 25 and 28 December 2026 are bank holidays.

    The flat stands empty: 21 December. Five working days after it: 22, 23, 24, 29, 30. One after that: 31.
    """
    monday = date(2026, 12, 21)
    snapshot = Snapshot(
        schemes=(
            Scheme("crisis", 0, turnaround_days=1),
            Scheme("hostel", 1, turnaround_days=5),
            Scheme("flats", 3, turnaround_days=10),
        ),
        beds=(Bed("c1", "crisis"), Bed("h1", "hostel"), Bed("f1", "flats")),
        people=(
            seeker("third", 3, "D", 0, programme_start=date(2026, 6, 1)),
            seeker("second", 1, "C", 0),
            seeker("first", 0, "B", 0),
        ),
        stays=(stay("third", "h1"), stay("second", "c1", begun=0)),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        # 28 days each from 23 November.
        {"placed_B": 1, "placed_C": 1, "placed_D": 1, "waiting": 84, "first_choice": 3, "moves": 2},
        on=monday,
        beds={"third": "f1", "second": "h1", "first": "c1"},
        starts={"third": monday, "second": date(2026, 12, 30), "first": date(2026, 12, 31)},
        ends={"third": date(2027, 12, 20), "second": date(2027, 6, 30), "first": date(2027, 1, 28)},
    )


@golden
def two_movers_swap_on_the_longest_turnaround() -> Golden:
    """Both start five working days after Monday: the next Monday."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1, turnaround_days=2), Scheme("semi", 2, turnaround_days=5)),
        beds=(Bed("h1", "hostel"), Bed("s1", "semi")),
        people=(seeker("up", 2, "C", 3), seeker("down", 1, "C", 4)),
        stays=(stay("up", "h1"), stay("down", "s1")),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_C": 2, "waiting": 7, "first_choice": 2, "moves": 2},
        beds={"up": "s1", "down": "h1"},
        starts={"up": days(7), "down": days(7)},
    )


@golden
def a_swap_waits_for_the_latest_opening() -> Golden:
    """No turnaround; h1, promised to ``up``, opens on Sunday, six days on: the last day that is still in service."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("semi", 2)),
        beds=(Bed("h1", "hostel", open_from=days(6)), Bed("s1", "semi", open_from=days(-900))),
        people=(seeker("up", 2, "C", 3), seeker("down", 1, "C", 4)),
        stays=(stay("up", "h1", begun=-6), stay("down", "s1")),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_C": 2, "waiting": 7, "first_choice": 2, "moves": 2},
        starts={"up": days(6), "down": days(6)},
    )


@golden
def a_leaver_who_is_a_candidate_frees_her_bed_in_any_case() -> Golden:
    """She leaves on Wednesday and has a new bed from Monday; her old bed is free from Wednesday plus two: Friday."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1, turnaround_days=2), Scheme("semi", 2)),
        beds=(Bed("h1", "hostel"), Bed("s1", "semi")),
        people=(seeker("leaver", (1, 2), "D", 0), seeker("next", 1, "B", 1)),
        stays=(stay("leaver", "h1", leaves_in=2),),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_B": 1, "placed_D": 1, "waiting": 1, "first_choice": 1, "moves": 1},
        beds={"leaver": "s1", "next": "h1"},
        starts={"leaver": MONDAY, "next": days(4)},
    )


@golden
def leaving_a_week_from_today_is_no_leaver() -> Golden:
    """leaving_on = run date + 7: her bed is not free, she is no candidate, and so it is not in service."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(resident("staying"), seeker("next", 1, "A")),
        stays=(stay("staying", "h1", leaves_in=7),),
        policy=NO_WORKERS,
    )
    return Golden(snapshot, {}, beds={"next": ""}, causes={"next": "no_eligible_bed"}, alone_rules={"next": set()})


@golden
def an_eligible_bed_that_its_mover_keeps_is_no_vacancy() -> Golden:
    """The mover seeks a phase that no bed offers."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("mover", 3, "A"), seeker("next", 1, "A")),
        stays=(stay("mover", "h1"),),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot, {}, beds={"next": "", "mover": ""}, causes={"next": "no_vacancy", "mover": "no_eligible_bed"}
    )


@golden
def planned_end_is_cut_by_open_to_and_the_programme() -> Golden:
    """Exactly four weeks of the programme left are enough (``edge``), a day less is not (``late``).

    edge starts today; 26 weeks would be day 182, the programme ends on day 28. A waiver would place ``late`` in h2,
    alone, which closes on day 60. Nobody else wants it.
    """
    used = (130 - 4) * 7
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel", open_to=days(60))),
        people=(
            seeker("edge", 1, "B", 10, programme_start=days(-used)),
            seeker("late", 1, "A", 10, programme_start=days(-used - 1)),
            seeker("fresh", 1, "C", 10),
        ),
        pins=(pin("edge", "h1"),),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_B": 1, "placed_C": 1, "waiting": 20, "first_choice": 2},
        beds={"edge": "h1", "fresh": "h2", "late": ""},
        ends={"edge": days(28), "fresh": days(60)},
        causes={"late": "no_eligible_bed"},
        alone_rules={"late": {"programme_limit"}},
    )


# --- overdue


@golden
def a_day_past_the_limit_is_a_week_overdue() -> Golden:
    """26 weeks are 182 days: 183 days are one week over, 182 none; an extension to yesterday counts as the limit.

    Equal bands and one flat: overdue decides, before waiting. ``long`` could have had the flat and waits longer.
    """
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("flats", 3)),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel"), Bed("f1", "flats")),
        people=(seeker("over", 3, "B", 1), seeker("long", 3, "B", 100)),
        stays=(stay("over", "h1", begun=183), stay("long", "h2", begun=182)),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_B": 1, "overdue": 1, "waiting": 1, "first_choice": 1, "moves": 1},
        beds={"over": "f1", "long": ""},
        causes={"long": "outranked"},
        skipped={("over", "f1", "long"): "overdue"},
    )


@golden
def those_already_there_keep_the_limit_that_held_before() -> Golden:
    """13 weeks for stays begun from day -200 on; the stay begun on day -201 keeps 39 weeks and is not overdue.

    new: begun day -200, limit day -109, 109 days over: 16 weeks (15.57 rounded up). old: limit day +72: 0.
    """
    policy = Policy(
        rules_off=("key_worker",),
        stay_limit_weeks=FrozenMap({0: 4, 1: 13, 2: 26, 3: 52}),
        stay_limit_applies_to="new_stays",
        stay_limit_from=days(-200),
        stay_limit_weeks_before=FrozenMap({0: 4, 1: 39, 2: 26, 3: 52}),
    )
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("flats", 3)),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel"), Bed("f1", "flats"), Bed("f2", "flats")),
        people=(seeker("new", 3, "B", 1), seeker("old", 3, "B", 1)),
        stays=(stay("new", "h1", begun=200), stay("old", "h2", begun=201)),
        policy=policy,
    )
    return Golden(snapshot, {"placed_B": 2, "overdue": 16, "waiting": 2, "first_choice": 2, "moves": 2})


@golden
def an_extension_moves_the_limit_date() -> Golden:
    """Begun 400 days ago, extended to eight days ago: eight days over, two weeks."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("flats", 3)),
        beds=(Bed("h1", "hostel"), Bed("f1", "flats")),
        people=(seeker("m", 3, "B", 1),),
        stays=(stay("m", "h1", begun=400, extended_to=days(-8)),),
        policy=NO_WORKERS,
    )
    return Golden(snapshot, {"placed_B": 1, "overdue": 2, "waiting": 1, "first_choice": 1, "moves": 1})


# --- pairs


def _a_room_with_a_leaver(*pins: Pin) -> Snapshot:
    """A room of two in a mixed scheme: a man leaves h1 on Thursday; a woman seeks a bed."""
    return Snapshot(
        schemes=(Scheme("hostel", 1, turnaround_days=1),),
        beds=(Bed("h1", "hostel", "r1"), Bed("h2", "hostel", "r1")),
        people=(resident("leaver", gender="man"), seeker("woman", 1, "B", 10)),
        stays=(stay("leaver", "h1", leaves_in=3),),
        pins=pins,
        policy=NO_WORKERS,
    )


@golden
def whoever_takes_the_leavers_very_bed_does_not_share_with_her() -> Golden:
    """h2 would be beside him; h1 is his own bed, free from Thursday plus one working day: Friday."""
    return Golden(
        _a_room_with_a_leaver(),
        {"placed_B": 1, "waiting": 10, "first_choice": 1},
        beds={"woman": "h1"},
        starts={"woman": days(4)},
    )


@golden
def a_leaver_counts_where_she_lives() -> Golden:
    """With h1 forbidden to her only the bed beside him is left: kept apart."""
    return Golden(
        _a_room_with_a_leaver(pin("woman", "h1", "forbid")),
        {},
        beds={"woman": ""},
        causes={"woman": "kept_apart"},
    )


@golden
def nobody_is_placed_and_both_are_kept_apart() -> Golden:
    """No key worker covers the scheme for her who lives there; the other's own would, were it not for her."""
    snapshot = Snapshot(
        schemes=(Scheme("night", 0),),
        beds=(Bed("n1", "night"), Bed("n2", "night")),
        people=(seeker("lives", 0, "A", 326), seeker("comes", (1, 0), "A", 0, worker_id="own")),
        stays=(stay("lives", "n1", 3),),
        keep_apart=(KeepApart("lives", "comes", "scheme"),),
        workers=(Worker("own", Fraction(9)),),
    )
    return Golden(
        snapshot,
        {},
        beds={"lives": "", "comes": ""},
        causes={"lives": "kept_apart", "comes": "kept_apart"},
    )


@golden
def two_genders_do_not_share_a_room() -> Golden:
    """Woman A takes one bed, woman C the other, man B neither: were the pair rules lifted for him, placed_B were 1."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1, women_only=False),),
        beds=(Bed("h1", "hostel", "r1"), Bed("h2", "hostel", "r1")),
        people=(seeker("a", 1, "A"), seeker("b", 1, "B", gender="man"), seeker("c", 1, "C")),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_A": 1, "placed_C": 1, "waiting": 20, "first_choice": 2},
        beds={"b": ""},
        causes={"b": "kept_apart"},
    )


@golden
def two_who_are_kept_apart_may_both_stay() -> Golden:
    """They share a room already, and the one flat goes to band A: neither is placed, so no rule speaks of them."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("flats", 3)),
        beds=(Bed("h1", "hostel", "r1"), Bed("h2", "hostel", "r1"), Bed("f1", "flats")),
        people=(seeker("first", 3, "A"), seeker("one", 3, "B", 50), seeker("other", 3, "B")),
        stays=(stay("one", "h1"), stay("other", "h2")),
        keep_apart=(KeepApart("one", "other", "room"),),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_A": 1, "waiting": 10, "first_choice": 1},
        beds={"first": "f1", "one": "", "other": ""},
        causes={"one": "outranked", "other": "outranked"},
        skipped={},
    )


@golden
def whoever_is_freed_from_her_pairs_frees_nobody_from_theirs() -> Golden:
    """All three could only change places. ``apart`` may not, because of both others, who are not bound to each other.

    Freed from her pairs, she changes places with ``room``. Freed from theirs, ``room`` and ``scheme`` still find nobody
    to change places with: ``apart`` may not live beside the other, and the two of them not beside ``apart``.
    """
    snapshot = Snapshot(
        schemes=(Scheme("flats", phase=3, women_only=True),),
        beds=tuple(Bed(bed_id, "flats", room_id="r1") for bed_id in ("f1", "f2", "f3")),
        people=(seeker("apart", 3), seeker("room", 3), seeker("scheme", 3)),
        stays=(stay("apart", "f1"), stay("room", "f2"), stay("scheme", "f3")),
        keep_apart=(KeepApart("apart", "room", "room"), KeepApart("apart", "scheme", "scheme")),
        policy=NO_WORKERS,
    )
    causes = {"apart": "kept_apart", "room": "no_vacancy", "scheme": "no_vacancy"}
    return Golden(snapshot, {}, causes=causes)


@golden
def unknown_areas_are_not_the_same_area() -> Golden:
    """``x`` lives in a scheme with no area. ``same`` may not join that scheme; ``other`` may live in another one."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("semi", 2)),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel"), Bed("s1", "semi")),
        people=(resident("x"), seeker("same", 1, "A"), seeker("other", 2, "A")),
        stays=(stay("x", "h1"),),
        keep_apart=(KeepApart("x", "same", "area"), KeepApart("other", "x", "area")),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_A": 1, "waiting": 10, "first_choice": 1},
        beds={"same": "", "other": "s1"},
        causes={"same": "kept_apart"},
    )


# --- key workers


@golden
def a_move_frees_points_for_another() -> Golden:
    """The worker holds the mover at one point; in a flat she is half a point, which leaves half for another flat."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1), Scheme("flats", 3)),
        beds=(Bed("h1", "hostel"), Bed("f1", "flats"), Bed("f2", "flats")),
        people=(seeker("mover", 3, "B", 1, worker_id="w"), seeker("new", 3, "A", 1), seeker("hostel", 1, "A", 1)),
        stays=(stay("mover", "h1"),),
        workers=(Worker("w", Fraction(1), covers=("*",)),),
    )
    # Either both flats (A 1, B 1), or "hostel" in h1 alone would need one point: then "mover" (half) does not fit,
    # and while she stays there is no room at all. So placed_A is 1 in any case, and placed_B decides.
    return Golden(
        snapshot,
        {"placed_A": 1, "placed_B": 1, "waiting": 2, "first_choice": 2, "moves": 1},
        beds={"hostel": ""},
        causes={"hostel": "no_key_worker"},
    )


@golden
def an_overloaded_worker_may_keep_what_she_has() -> Golden:
    """Capacity half a point, load two if nobody were placed: a move at equal points is fine, one more person is not."""
    snapshot = Snapshot(
        schemes=(Scheme("crisis", 0), Scheme("hostel", 1)),
        beds=(Bed("c1", "crisis"), Bed("h1", "hostel"), Bed("h2", "hostel"), Bed("h3", "hostel")),
        people=(seeker("mover", 1, "C", 1, worker_id="w"), resident("r", worker_id="w"), seeker("new", 1, "A", 1)),
        stays=(stay("mover", "c1", begun=3), stay("r", "h1")),
        workers=(Worker("w", Fraction(1, 2), covers=("*",)),),
    )
    # The A person comes first if the mover's point could serve her, but the mover then stays at one point: no room.
    return Golden(
        snapshot,
        {"placed_C": 1, "waiting": 1, "first_choice": 1, "moves": 1},
        beds={"new": ""},
        workers={"mover": "w"},
        causes={"new": "no_key_worker"},
    )


def _a_worker_who_leaves(in_days: int) -> Snapshot:
    return Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("p", 1, "B", 10, worker_id="own"),),
        workers=(
            Worker("own", Fraction(3), covers=("*",), leaving_on=days(in_days)),
            Worker("other", Fraction(3), covers=("*",)),
        ),
    )


@golden
def a_worker_leaving_on_day_28_is_out() -> Golden:
    """She is given nobody, and the change does not count, though continuity is required."""
    return Golden(_a_worker_who_leaves(28), {"placed_B": 1, "waiting": 10, "first_choice": 1}, workers={"p": "other"})


@golden
def a_worker_leaving_on_day_29_is_not_out() -> Golden:
    """Continuity required: she keeps her worker."""
    return Golden(_a_worker_who_leaves(29), {"placed_B": 1, "waiting": 10, "first_choice": 1}, workers={"p": "own"})


@golden
def a_change_of_worker_is_counted_when_preferred() -> Golden:
    """Her own worker has no room; placed_A stands before continuity, so she is placed with the other, at a cost."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("p", 1, "A", 10, worker_id="own"),),
        workers=(Worker("own", Fraction(1, 2), covers=("*",)), Worker("other", Fraction(1), covers=("*",))),
        policy=Policy(continuity="preferred"),
    )
    tiers = {"placed_A": 1, "continuity": 1, "waiting": 10, "first_choice": 1}
    return Golden(snapshot, tiers, workers={"p": "other"})


@golden
def her_own_worker_needs_no_language_nor_cover() -> Golden:
    """``own`` is away until day 28 (not out), covers nothing and speaks no Spanish, and keeps her all the same.

    ``new`` speaks Spanish only: ``other`` does not, ``own`` is not hers and away. Nobody can take her.
    """
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel")),
        people=(
            seeker("hers", 1, "C", 10, worker_id="own", languages=("es",)),
            seeker("new", 1, "A", 10, languages=("es",)),
        ),
        workers=(
            Worker("own", Fraction(3), away_from=days(-1), away_to=days(28)),
            Worker("other", Fraction(3), covers=("hostel",), languages=("fr",)),
        ),
    )
    return Golden(
        snapshot,
        {"placed_C": 1, "waiting": 10, "first_choice": 1},
        beds={"new": ""},
        workers={"hers": "own"},
        causes={"new": "no_key_worker"},
    )


def _follow_on(ended: int) -> Snapshot:
    """Somebody in follow-on since so many days; her worker has one point in all; somebody seeks the hostel."""
    return Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(resident("gone", worker_id="w"), seeker("p", 1, "B", 10)),
        stays=(Stay("s", "gone", "h1", days(-400), ended_on=days(-ended), outcome="moved_on"),),
        workers=(Worker("w", Fraction(1), covers=("*",)),),
    )


@golden
def follow_on_holds_points_on_its_last_day() -> Golden:
    """Ended 181 days ago, 26 weeks are 182: a quarter point is held, and one point no longer fits in one."""
    return Golden(_follow_on(181), {}, beds={"p": ""}, causes={"p": "no_key_worker"})


@golden
def follow_on_is_over_after_its_weeks() -> Golden:
    """Ended 182 days ago: over."""
    return Golden(_follow_on(182), {"placed_B": 1, "waiting": 10, "first_choice": 1}, beds={"p": "h1"})


@golden
def a_leaver_who_is_a_candidate_holds_no_points_while_she_waits() -> Golden:
    """She is no mover and no resident who is not a candidate; so her worker has her whole point for somebody else."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("leaver", 3, "A", 5, worker_id="w"), seeker("p", 1, "B", 10)),
        stays=(stay("leaver", "h1", leaves_in=0),),
        workers=(Worker("w", Fraction(1), covers=("*",)),),
    )
    return Golden(
        snapshot,
        {"placed_B": 1, "waiting": 10, "first_choice": 1},
        beds={"p": "h1", "leaver": ""},
        causes={"leaver": "no_eligible_bed"},
    )


# --- waivers and pins


@golden
def only_the_waiver_in_force_counts() -> Golden:
    """All three lack recourse. One waiver begins today, one ended yesterday, one begins tomorrow."""

    def waiver(person_id: str, decided: int, expires: int | None) -> Waiver:
        expires_on = None if expires is None else days(expires)
        return Waiver(person_id, "recourse", "severe weather", "manager", days(decided), expires_on)

    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1, needs_recourse=True),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel"), Bed("h3", "hostel")),
        people=(seeker("today", 1, "D"), seeker("ended", 1, "A"), seeker("tomorrow", 1, "A")),
        waivers=(waiver("today", 0, None), waiver("ended", -9, -1), waiver("tomorrow", 1, None)),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_D": 1, "waiting": 10, "first_choice": 1},
        beds={"ended": "", "tomorrow": ""},
        causes={"ended": "no_eligible_bed"},
        alone_rules={"ended": {"recourse"}, "tomorrow": {"recourse"}},
    )


@golden
def a_pin_may_cost_a_placement() -> Golden:
    """The D person is pinned; the A person could have had the bed, and the pin decided."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("d", 1, "D", 10), seeker("a", 1, "A", 10)),
        pins=(pin("d", "h1"),),
        policy=NO_WORKERS,
    )
    return Golden(
        snapshot,
        {"placed_D": 1, "waiting": 10, "first_choice": 1},
        beds={"d": "h1", "a": ""},
        causes={"a": "outranked"},
        skipped={("d", "h1", "a"): "pin"},
    )


@golden
def a_pin_whose_occupant_cannot_move() -> Golden:
    """The mover seeks a phase that no bed offers, so she stays, and the pin cannot be kept."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"),),
        people=(seeker("mover", 3, "A"), seeker("next", 1, "A")),
        stays=(stay("mover", "h1"),),
        pins=(pin("next", "h1"),),
        policy=NO_WORKERS,
    )
    return Golden(snapshot, None)


@golden
def two_pins_to_one_bed() -> Golden:
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel")),
        people=(seeker("one", 1, "A"), seeker("two", 1, "A")),
        pins=(pin("one", "h1"), pin("two", "h1")),
        policy=NO_WORKERS,
    )
    return Golden(snapshot, None)


@golden
def a_pin_that_no_key_worker_can_take() -> Golden:
    """One point of capacity, two people pinned to hostel beds at one point each."""
    snapshot = Snapshot(
        schemes=(Scheme("hostel", 1),),
        beds=(Bed("h1", "hostel"), Bed("h2", "hostel")),
        people=(seeker("one", 1, "A"), seeker("two", 1, "A")),
        pins=(pin("one", "h1"), pin("two", "h2")),
        workers=(Worker("w", Fraction(1), covers=("*",)),),
    )
    return Golden(snapshot, None)
