"""Among equals, what was proposed before comes before the lottery; it never costs a tier anything."""

from dataclasses import replace

from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from beds.optimizer.audit import audit
from tests.builders import MONDAY as ON
from tests.builders import a_bed, a_person, a_scheme, a_week, days


def equals(people: int = 2, beds: int = 1) -> Snapshot:
    """Women alike in everything, and alike beds."""
    return a_week(
        a_scheme(),
        *(a_bed(f"b{n}") for n in range(beds)),
        *(a_person(f"p{n}") for n in range(people)),
        rules_off=("key_worker",),
    ).snapshot


def test_whoever_was_proposed_before_keeps_her_bed_whatever_the_lottery_draws() -> None:
    for who in ("p0", "p1"):
        allocation = allocate(equals(), ON, keep={who: "b0"})
        assert [row.person_id for row in allocation.rows if row.has_bed] == [who]


def test_everybody_keeps_the_very_bed_and_not_just_one_like_it() -> None:
    keep = {"p0": "b2", "p1": "b0", "p2": "b1"}
    allocation = allocate(equals(3, 3), ON, keep=keep)
    assert {row.person_id: row.bed_id for row in allocation.rows} == keep


def test_somebody_who_waits_longer_is_not_passed_over_for_it() -> None:
    snapshot = equals()
    people = tuple(
        replace(one, waiting_since=days(-11)) if one.person_id == "p1" else one for one in snapshot.people
    )  # fmt: skip
    allocation = allocate(replace(snapshot, people=people), ON, keep={"p0": "b0"})
    assert [row.person_id for row in allocation.rows if row.has_bed] == ["p1"]
    assert allocation.kept is not None
    assert (allocation.kept.value, allocation.kept.proven) == (0, True)


def test_whoever_had_to_give_way_to_it_is_told_so_and_not_that_a_lottery_decided() -> None:
    allocation = allocate(equals(), ON, keep={"p1": "b0"})
    assert allocation.lottery.decided == ()
    assert "what was proposed to them before was kept" in allocation.unplaced[0].reason
    assert "lottery decided" in allocate(equals(), ON).unplaced[0].reason


def test_it_stands_beside_the_tiers_and_not_among_them() -> None:
    allocation = allocate(equals(), ON, keep={"p0": "b0"})
    assert tuple(tier.name for tier in allocation.tiers) == equals().policy.objective
    assert allocation.kept is not None
    assert allocation.kept.wanted == (("p0", "b0"),)


def test_the_audit_counts_what_was_kept() -> None:
    snapshot = equals()
    allocation = allocate(snapshot, ON, keep={"p0": "b0"})
    week = a_week()
    week = replace(week, snapshot=snapshot)
    assert audit(week, allocation) == ()
    assert allocation.kept is not None
    more = replace(allocation, kept=replace(allocation.kept, value=0))
    assert "1 rows are kept" in audit(week, more)[0]


def test_people_and_beds_that_are_gone_mean_nothing() -> None:
    allocation = allocate(equals(), ON, keep={"gone": "b0", "p0": "gone"})
    assert allocation.kept is None
    assert allocation.rows == allocate(equals(), ON).rows


def test_somebody_in_front_is_told_that_it_was_kept_where_no_aim_speaks_for_her() -> None:
    week = a_week(
        a_scheme(),
        a_bed("b0"),
        a_person("p0"),
        a_person("p1", waiting_since=days(-99)),
        rules_off=("key_worker",),
        objective=("placed_B",),
    )
    (passed,) = allocate(week.snapshot, ON, keep={"p0": "b0"}).skipped
    assert (passed.passed_id, passed.decided_by) == ("p1", "earlier_proposal")
    assert "what was proposed before was kept" in passed.reason


def test_a_waiver_that_would_only_keep_a_row_makes_no_aim_better() -> None:
    snapshot = a_week(
        a_scheme(max_age=30),
        a_bed("b0"),
        a_person("p0", birth_date=days(-40 * 366)),
        a_person("p1"),
        rules_off=("key_worker",),
    ).snapshot
    allocation = allocate(snapshot, ON, keep={"p0": "b0"})
    assert [(one.person_id, one.alone_rules) for one in allocation.unplaced] == [("p0", ())]
