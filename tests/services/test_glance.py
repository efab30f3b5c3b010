"""The week at a glance: sums that a coordinator can check on her fingers, and chains told from end to end."""

from datetime import date
from typing import Any

import pytest

from beds.domain.allocation import Row
from beds.domain.week import Week
from beds.services.glance import Glance
from tests.answers import a_placed_row, a_row, a_skipped, an_allocation, an_unplaced
from tests.builders import a_bed, a_person, a_scheme, a_stay, a_week, days, somebody


def glance(week: Week, *rows: Row, **parts: Any) -> Glance:
    return Glance(week, an_allocation(rows=rows, **{"unplaced": (), "skipped": ()} | parts))


def moved(person_id: str, from_bed: str, bed_id: str, **facts: Any) -> Row:
    return a_placed_row(person_id=person_id, outcome="moved", from_bed=from_bed, bed_id=bed_id, **facts)


def placed(person_id: str, bed_id: str, **facts: Any) -> Row:
    return a_placed_row(person_id=person_id, bed_id=bed_id, **facts)


def counts(seen: Glance, line: int = 0) -> dict[str, int]:
    vacancies = seen.vacancies[line]
    return {name: getattr(vacancies, name) for name in ("in_service", "vacant", "leaving", "freed", "given", "left")}


def test_a_bed_nobody_lives_in_is_vacant() -> None:
    assert counts(glance(a_week(a_bed()))) == {
        "in_service": 1, "vacant": 1, "leaving": 0, "freed": 0, "given": 0, "left": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("leaving_on", "leaving"), [(days(6), 1), (days(7), 0), (days(-3), 1), (None, 0)])
def test_a_bed_whose_resident_leaves_this_week_is_leaving(leaving_on: date | None, leaving: int) -> None:
    assert counts(glance(a_week(a_stay(leaving_on=leaving_on))))["leaving"] == leaving


def test_a_bed_whose_resident_is_moved_is_freed() -> None:
    week = a_week(a_bed("new"), a_person("ann"), a_stay("ann", "home"))
    seen = counts(glance(week, moved("ann", "home", "new")))
    assert seen == {"in_service": 2, "vacant": 1, "leaving": 0, "freed": 1, "given": 1, "left": 1}


def test_a_leaver_who_is_placed_elsewhere_is_not_counted_twice() -> None:
    week = a_week(a_bed("new"), a_person("ann"), a_stay("ann", "home", leaving_on=days(2)))
    seen = counts(glance(week, moved("ann", "home", "new")))
    assert (seen["leaving"], seen["freed"], seen["left"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("facts", "in_service"),
    [({"open_from": days(6)}, 1), ({"open_from": days(7)}, 0), ({"open_to": days(6)}, 0), ({"open_to": days(7)}, 1)],
)
def test_a_bed_that_is_shut_this_week_is_not_in_service(facts: Any, in_service: int) -> None:
    seen = counts(glance(a_week(a_bed(**facts))))
    assert (seen["in_service"], seen["vacant"]) == (in_service, in_service)


def test_the_last_line_is_the_sum_and_schemes_without_beds_have_none() -> None:
    week = a_week(
        a_scheme("late", 3), a_scheme("early", 0), a_scheme("empty", 2), a_bed("b1", "late"), a_bed("b2", "early")
    )
    lines = glance(week, placed("ann", "b2", scheme_id="early")).vacancies
    assert [line.scheme.scheme_id if line.scheme else "all" for line in lines] == ["early", "late", "all"]
    assert (lines[-1].in_service, lines[-1].given, lines[-1].left) == (2, 1, 1)


def test_bands_count_what_became_of_people_and_add_up() -> None:
    seen = glance(a_week(), a_row(band="A"), placed("ann", "b", band="A"), a_row(band="C", outcome="stays"))
    assert [(band, dict(count)) for band, count in seen.bands] == [
        ("A", {"waits": 1, "placed": 1}),
        ("C", {"stays": 1}),
        ("", {"waits": 1, "placed": 1, "stays": 1}),
    ]


def test_beds_given_stand_in_the_order_in_which_people_come() -> None:
    late, early = placed("ann", "b1", start_on=days(4)), placed("bea", "b2", start_on=days(1))
    assert glance(a_week(), late, early, a_row()).given == (early, late)


CHAIN = (
    placed("ann", "b1", chain=1, start_on=days(3)),
    moved("bea", "b1", "b2", chain=1, start_on=days(2)),
    moved("cia", "b2", "b3", chain=1, start_on=days(1)),
)


def test_a_chain_is_told_from_the_first_to_come_to_the_last_bed_freed() -> None:
    (chain,) = glance(a_week(a_bed("b3")), CHAIN[1], CHAIN[2], CHAIN[0]).chains
    assert [row.person_id for row in chain.rows] == ["ann", "bea", "cia"]
    assert [row.person_id for row in chain.in_order] == ["cia", "bea", "ann"]
    assert not chain.is_swap
    assert chain.leaver is None


def test_a_chain_that_somebody_leaving_begins_says_who() -> None:
    (chain,) = glance(a_week(a_stay("dot", "b3", leaving_on=days(1))), *CHAIN).chains
    assert chain.leaver is not None
    assert chain.leaver.person_id == "dot"


def test_a_chain_may_begin_in_a_bed_that_nobody_takes() -> None:
    (chain,) = glance(a_week(), *CHAIN[1:]).chains
    assert [row.person_id for row in chain.rows] == ["bea", "cia"]


def test_a_closed_swap_is_a_chain_without_beginning() -> None:
    week = a_week(a_stay("ann", "b1"), a_stay("bea", "b2"))
    (chain,) = glance(week, moved("ann", "b1", "b2", chain=1), moved("bea", "b2", "b1", chain=1)).chains
    assert chain.is_swap
    assert [row.person_id for row in chain.rows] == ["ann", "bea"]
    assert chain.leaver is None


def test_people_without_a_bed_are_grouped_by_cause_most_urgent_first() -> None:
    rows = [a_row(person_id=name, band=band, waiting_days=days) for name, band, days in
            (("ann", "B", 5), ("bea", "A", 1), ("cia", "B", 9), ("dot", "C", 2))]  # fmt: skip
    causes = {"ann": "outranked", "bea": "outranked", "cia": "outranked", "dot": "no_eligible_bed"}
    unplaced = tuple(an_unplaced(person_id=name, cause=cause) for name, cause in causes.items())
    groups = glance(a_week(), *rows, unplaced=unplaced).without
    assert [(cause, [one.row.person_id for one in group]) for cause, group in groups] == [
        ("no_eligible_bed", ["dot"]),
        ("outranked", ["bea", "cia", "ann"]),
    ]


def test_people_whose_cause_was_not_asked_for_are_not_lost() -> None:
    ((cause, group),) = glance(a_week(), a_row(), unplaced=(an_unplaced(cause=None, alone_rules=None),)).without
    assert cause is None
    assert len(group) == 1


def test_residents_past_their_limit_are_shown_longest_first_candidates_or_not() -> None:
    week = a_week(
        a_person("ann"), a_stay("ann", "b1", started_on=days(-7 * 27)), a_stay("bea", "b2", started_on=days(-7 * 30)),
        a_stay("cia", "b3"), somebody("cia"),
    )  # fmt: skip
    seen = glance(week, a_row(person_id="ann", outcome="stays")).overdue
    assert [(one.stay.person_id, one.weeks, one.row is None) for one in seen] == [("bea", 4, True), ("ann", 1, False)]


def test_somebody_passed_over_for_several_beds_is_told_once_a_reason() -> None:
    skipped = (
        a_skipped(passed_id="ann", bed_id="b1", placed_id="cia"),
        a_skipped(passed_id="ann", bed_id="b2", placed_id="dot"),
        a_skipped(passed_id="ann", bed_id="b3", decided_by="waiting", reason="Longer."),
        a_skipped(passed_id="bea", passed_waiting_days=99),
    )
    seen = glance(a_week(), skipped=skipped).passed_over
    assert [(one.person_id, one.beds) for one in seen] == [
        ("bea", (("b1", "p2"),)),
        ("ann", (("b1", "cia"), ("b2", "dot"))),
        ("ann", (("b3", "p2"),)),
    ]
