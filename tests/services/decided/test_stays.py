"""Stays from the first day to the last: moving in, staying longer, away, notice, leaving, moving on, stepping back."""

from datetime import date
from typing import Any

import pytest

from beds.data.store.store import Store
from beds.data.store.tables.stays import ExtensionRow, NoticeRow, StayRow
from beds.data.store.tables.workers import WorkerChangeRow
from beds.domain.errors import BadInput, DoubleBooking, NotPermitted
from beds.domain.steps import NotNow
from beds.domain.week import Week
from beds.services.offer.accept import accept
from beds.services.offer.decline import decline
from beds.services.proposal.approve import approve
from beds.services.stay.absence import begin_absence, end_absence, hold_longer
from beds.services.stay.begin import begin
from beds.services.stay.extend import extend
from beds.services.stay.leave import leave, move_on
from beds.services.stay.notice import give_notice, withdraw_notice
from beds.services.stay.step_back import step_back
from beds.services.waiting.refer import refer
from tests.builders import MONDAY, a_bed, a_person, a_scheme, a_stay, a_worker, days
from tests.data.store.sample import COORDINATOR, PLANNER, fill
from tests.services.decided.chain import ANN, CAT, EVE, a_chain, home, housed, offer_of, person, statuses
from tests.services.decided.proposed import propose


def week(store: Store, on: date) -> Week:
    with store.read() as books:
        return Week(books.facts.snapshot(on), on)


def stay(store: Store, stay_id: str) -> StayRow:
    with store.read() as books:
        found: StayRow = books.facts.get(StayRow, stay_id)
        return found


def test_a_whole_chain_moves_in_each_stay_ending_where_the_next_begins(store: Store, run: int) -> None:
    housed(store, run, EVE, CAT, ANN)
    assert {name: (home(store, name) or stay(store, "")).bed_id for name in (EVE, CAT, ANN)} == {
        EVE: "f1", CAT: "s1", ANN: "h1",
    }  # fmt: skip
    assert set(statuses(store, run).values()) == {"begun"}
    was = stay(store, "stay of cat")
    assert (was.ended_on, was.outcome) == (offer_of(store, CAT).start_on, "moved_phase")
    ann = person(store, ANN)
    assert (ann.seeks, ann.programme_start, ann.worker_id) == ((), offer_of(store, ANN).start_on, "kit")
    assert person(store, CAT).programme_start == days(-70)


@pytest.mark.parametrize(("phase", "begun"), [(0, None), (1, MONDAY)])
def test_the_programme_begins_with_the_first_bed_outside_phase_0(store: Store, phase: int, begun: date | None) -> None:
    everything = a_chain(
        schemes=(a_scheme("hostel", phase),), beds=(a_bed("h1"),), stays=(), people=(a_person(ANN, seeks=(phase,)),)
    )
    fill(store, everything)
    housed(store, propose(store), ANN)
    assert person(store, ANN).programme_start == begun


def test_nobody_moves_into_a_bed_before_the_one_who_lives_there_has_left(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    offer = offer_of(store, ANN).offer_id
    accept(store, COORDINATOR, offer, MONDAY)
    with pytest.raises(NotNow, match="cat still lives in bed h1"):
        begin(store, COORDINATOR, offer, MONDAY)


def test_who_moves_first_is_named_in_order_with_her_offer(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    for name in (ANN, CAT):
        accept(store, COORDINATOR, offer_of(store, name).offer_id, MONDAY)
    with pytest.raises(NotNow) as refused:
        begin(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY)
    eve, cat = (offer_of(store, name).offer_id for name in (EVE, CAT))
    assert str(refused.value).endswith(
        f"First, in this order: eve says yes to bed f1 and moves there (offer {eve}); cat moves to bed s1 "
        f"(offer {cat})."
    )
    give_notice(store, COORDINATOR, CAT, MONDAY, MONDAY)
    decline(store, COORDINATOR, cat, MONDAY, "not_ready")
    with pytest.raises(NotNow, match=r"First, in this order: cat leaves bed h1\."):
        begin(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY)


def test_a_stay_begins_from_an_accepted_offer_only(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    with pytest.raises(NotNow, match="eve has not said yes to bed f1"):
        begin(store, COORDINATOR, offer_of(store, EVE).offer_id, MONDAY)
    accept(store, COORDINATOR, offer_of(store, EVE).offer_id, MONDAY)
    begin(store, COORDINATOR, offer_of(store, EVE).offer_id, MONDAY)
    with pytest.raises(NotNow, match="begun as a stay already"):
        begin(store, COORDINATOR, offer_of(store, EVE).offer_id, MONDAY)


def test_nobody_moves_in_before_the_day_on_which_she_said_yes(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    offer = offer_of(store, EVE).offer_id
    accept(store, COORDINATOR, offer, days(1))
    with pytest.raises(NotNow, match="was accepted on 2026-11-24, after 2026-11-23"):
        begin(store, COORDINATOR, offer, MONDAY)
    begin(store, COORDINATOR, offer, days(1))
    assert getattr(home(store, EVE), "started_on", None) == days(1)


def test_people_who_swap_beds_move_at_the_same_moment_and_only_when_both_have_said_yes(store: Store) -> None:
    fill(
        store,
        a_chain(
            beds=(a_bed("h1"), a_bed("f1", "flats")),
            people=(a_person(ANN, worker_id="kit"), a_person(EVE, worker_id="kit", seeks=(3,))),
            stays=(a_stay(ANN, "f1"), a_stay(EVE, "h1")),
        ),
    )
    approve(store, COORDINATOR, propose(store), MONDAY)
    ann, eve = offer_of(store, ANN), offer_of(store, EVE)
    accept(store, COORDINATOR, ann.offer_id, MONDAY)
    with pytest.raises(NotNow, match="eve has not said yes to bed f1"):
        begin(store, COORDINATOR, ann.offer_id, ann.start_on)
    accept(store, COORDINATOR, eve.offer_id, days(2))
    with pytest.raises(NotNow, match="was accepted on 2026-11-25"):
        begin(store, COORDINATOR, ann.offer_id, days(1))
    done = begin(store, COORDINATOR, ann.offer_id, days(2))
    assert len(done.said) == 2
    lives = {name: getattr(home(store, name), "bed_id", None) for name in (ANN, EVE)}
    assert lives == {ANN: "h1", EVE: "f1"}
    assert not any("is free from" in line for line in done.follows)
    with store.read() as books:
        assert all(not check.faults for check in books.health.checks())


def test_a_bed_rests_for_its_turnaround_unless_somebody_says_why_not(store: Store) -> None:
    fill(store, a_chain(schemes=(a_scheme(turnaround_days=2), a_scheme("semi", 2), a_scheme("flats", 3))))
    run = propose(store)
    housed(store, run, EVE, CAT)
    offer = offer_of(store, ANN)
    accept(store, COORDINATOR, offer.offer_id, MONDAY)
    with pytest.raises(NotNow, match="Bed h1 rests until 2026-11-25"):
        begin(store, COORDINATOR, offer.offer_id, days(1))
    done = begin(store, COORDINATOR, offer.offer_id, days(1), early="the room was ready")
    assert "Why: the room was ready" in done.said[0]


def test_the_key_worker_of_the_offer_becomes_hers_with_a_handover(store: Store) -> None:
    away = a_worker("kit", leaving_on=days(3))
    fill(store, a_chain(workers=(away, a_worker("mo")), people=(a_person(ANN, worker_id="kit"),), stays=()))
    housed(store, propose(store), ANN)
    assert person(store, ANN).worker_id == "mo"
    with store.read() as books:
        change = books.facts.get(WorkerChangeRow, 1)
    assert (change.from_worker, change.to_worker, change.handed_over_on) == ("kit", "mo", MONDAY)


def test_an_extension_says_why_by_whom_and_until_when(store: Store, run: int) -> None:
    extend(store, COORDINATOR, CAT, days(200), MONDAY, "health", note="surgery", decided_by="panel")
    assert stay(store, "stay of cat").extended_to == days(200)
    with store.read() as books:
        row = books.facts.get(ExtensionRow, 1)
    assert (row.reason, row.decided_by, row.decided_on) == ("Health or treatment: surgery", "panel", MONDAY)
    with pytest.raises(NotNow, match="no extension"):
        extend(store, COORDINATOR, CAT, days(150), MONDAY, "health")
    with pytest.raises(BadInput):
        extend(store, COORDINATOR, CAT, days(300), MONDAY, "because")


def test_notice_frees_the_bed_for_runs_and_can_be_taken_back(store: Store, run: int) -> None:
    give_notice(store, COORDINATOR, CAT, days(4), MONDAY)
    assert week(store, MONDAY).is_leaver(CAT)
    give_notice(store, COORDINATOR, CAT, days(20), days(1), kind="unplanned")
    with store.read() as books:
        first, second = (books.facts.get(NoticeRow, number) for number in (1, 2))
    assert (first.withdrawn_on, second.kind, second.withdrawn_on) == (days(1), "unplanned", None)
    withdraw_notice(store, COORDINATOR, CAT, days(2), reason="the home fell through")
    assert stay(store, "stay of cat").leaving_on is None
    with pytest.raises(NotNow, match="no notice"):
        withdraw_notice(store, COORDINATOR, CAT, days(3))


def test_a_notice_told_for_an_earlier_day_takes_the_place_of_one_that_was_told_before(store: Store, run: int) -> None:
    give_notice(store, COORDINATOR, CAT, days(9), days(3))
    give_notice(store, COORDINATOR, CAT, days(6), days(1))
    assert getattr(home(store, CAT), "leaving_on", None) == days(6)
    withdraw_notice(store, COORDINATOR, CAT, MONDAY)
    assert getattr(home(store, CAT), "leaving_on", None) is None


def test_taking_notice_back_names_whoever_was_offered_the_bed(store: Store, run: int) -> None:
    give_notice(store, COORDINATOR, CAT, days(4), MONDAY)
    again = propose(store)
    approve(store, COORDINATOR, again, MONDAY)
    done = withdraw_notice(store, COORDINATOR, CAT, days(1))
    assert "Bed h1 is on offer to ann" in done.follows[0]


def test_an_unplanned_leaving_frees_the_bed_after_its_turnaround(store: Store, run: int) -> None:
    done = leave(store, COORDINATOR, CAT, days(3), "abandoned", reason="did not return")
    was = stay(store, "stay of cat")
    assert (was.ended_on, was.outcome) == (days(3), "abandoned")
    assert "Bed h1 is free from 2026-11-26" in done.follows[0]
    assert "ann (band B" in done.follows[1]
    with pytest.raises(NotNow, match="lives in no bed"):
        leave(store, COORDINATOR, CAT, days(3), "abandoned")


@pytest.mark.parametrize("outcome", ["moved_on", "moved_phase", "gone"])
def test_leaving_is_not_moving(store: Store, run: int, outcome: str) -> None:
    with pytest.raises(BadInput):
        leave(store, COORDINATOR, CAT, MONDAY, outcome)


def test_after_moving_on_follow_on_begins_by_itself_with_her_worker(store: Store, run: int) -> None:
    done = move_on(store, COORDINATOR, EVE, days(7))
    assert "follow-on has begun and runs until 2027-05-31" in done.said[0]
    assert "kit keeps her in follow-on until 2027-05-31" in done.follows[0]
    assert week(store, days(7)).in_follow_on(EVE)
    assert not week(store, days(7 + 26 * 7)).in_follow_on(EVE)
    assert person(store, EVE).seeks == ()


def test_who_moves_on_has_no_open_offer_left(store: Store, run: int) -> None:
    approve(store, COORDINATOR, run, MONDAY)
    done = move_on(store, COORDINATOR, EVE, days(1))
    assert offer_of(store, EVE).status == "withdrawn"
    # Her bed is free all the same: the chain behind her goes on.
    assert statuses(store, run) == {ANN: "offered", CAT: "offered", EVE: "failed"}
    assert any("free from" in line for line in done.follows)


def test_a_past_success_never_bars_a_return(store: Store, run: int) -> None:
    move_on(store, COORDINATOR, EVE, days(7))
    refer(store, COORDINATOR, EVE, days(200), [0, 1], "A")
    found = week(store, days(200)).people[EVE]
    assert (found.seeks, found.band, found.waiting_since) == ((0, 1), "A", days(200))


def test_her_bed_is_held_while_she_is_away(store: Store, run: int) -> None:
    begin_absence(store, COORDINATOR, CAT, "hospital", MONDAY, days(14))
    with pytest.raises(DoubleBooking, match="Two absences"):
        begin_absence(store, COORDINATOR, CAT, "rehab", days(13), days(20))
    hold_longer(store, COORDINATOR, CAT, days(21), days(10), reason="operated again")
    end_absence(store, COORDINATOR, CAT, days(16))
    begin_absence(store, COORDINATOR, CAT, "rehab", days(16), days(20))
    assert home(store, CAT) is not None
    with pytest.raises(NotNow, match="lives in no bed"):
        begin_absence(store, COORDINATOR, ANN, "custody", MONDAY, days(3))


@pytest.mark.parametrize(("kind", "until"), [("holiday", days(3)), ("rehab", MONDAY)])
def test_an_absence_is_of_a_known_kind_and_takes_time(store: Store, run: int, kind: str, until: Any) -> None:
    with pytest.raises(BadInput):
        begin_absence(store, COORDINATOR, CAT, kind, MONDAY, until)


def test_a_stay_may_end_during_an_absence(store: Store, run: int) -> None:
    begin_absence(store, COORDINATOR, CAT, "custody", MONDAY, days(14))
    leave(store, COORDINATOR, CAT, days(2), "custody")
    with pytest.raises(NotNow):
        end_absence(store, COORDINATOR, CAT, days(3))


def test_a_step_back_needs_no_referral(store: Store, run: int) -> None:
    step_back(store, COORDINATOR, EVE, MONDAY, "a lapse")
    found = week(store, MONDAY).people[EVE]
    assert (found.seeks, found.band, found.waiting_since) == ((1,), "B", MONDAY)
    assert week(store, MONDAY).is_mover(EVE)
    with pytest.raises(NotNow, match="an earlier one"):
        step_back(store, COORDINATOR, EVE, MONDAY, "a lapse", phase=2)
    with pytest.raises(BadInput):
        step_back(store, COORDINATOR, EVE, MONDAY, " ")


def test_a_stay_that_begins_later_cannot_end_before(store: Store) -> None:
    fill(store, a_chain(beds=(a_bed("h1"), a_bed("s1", "semi"), a_bed("f1", "flats", open_from=days(3)))))
    run = propose(store)
    housed(store, run, EVE)
    with pytest.raises(NotNow, match="begins on 2026-11-26 only"):
        leave(store, COORDINATOR, EVE, MONDAY, "abandoned")


def test_planners_change_no_stay(store: Store, run: int) -> None:
    for change in (
        lambda: begin(store, PLANNER, 1, MONDAY),
        lambda: extend(store, PLANNER, CAT, days(200), MONDAY, "health"),
        lambda: give_notice(store, PLANNER, CAT, days(4), MONDAY),
        lambda: withdraw_notice(store, PLANNER, CAT, MONDAY),
        lambda: leave(store, PLANNER, CAT, MONDAY, "abandoned"),
        lambda: move_on(store, PLANNER, CAT, MONDAY),
        lambda: begin_absence(store, PLANNER, CAT, "rehab", MONDAY, days(3)),
        lambda: end_absence(store, PLANNER, CAT, MONDAY),
        lambda: hold_longer(store, PLANNER, CAT, days(9), MONDAY),
        lambda: step_back(store, PLANNER, CAT, MONDAY, "a lapse"),
    ):
        with pytest.raises(NotPermitted):
            change()
