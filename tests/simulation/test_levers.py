"""What each switch of a scenario does, seen in the records."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from beds.domain.frozen import FrozenMap
from beds.domain.policy import Policy
from beds.simulation.ground import Ground
from beds.simulation.records import COUNTS, ENDINGS, NONE, STAY_ENDINGS, Records
from beds.simulation.replication import simulate
from beds.simulation.scenario import MOVE_ON, Behaviour, Gamma, Scenario, StartState, StockChange
from beds.simulation.staff import REPLACED_AFTER
from beds.simulation.week import Weeks
from beds.simulation.woman import OUT
from beds.simulation.world import World
from tests.simulation.builders import MONDAY, a_pathway, a_scheme, some_workers
from tests.simulation.recount import by_phase, count, origin, same

ANYBODY = replace(a_pathway().demand.profile, facts=FrozenMap({"seeks": {"1": 1.0}}), groups_of=FrozenMap())
STAYS_FOR_GOOD = Behaviour()
READY_AFTER_TEN = Behaviour(weeks_to_ready=FrozenMap({1: Gamma(10, 0)}), next_phase=FrozenMap({1: MOVE_ON}))


def a_house(rate: float = 1.0, beds: int = 6, behaviour: Behaviour = STAYS_FOR_GOOD, **changes: Any) -> Scenario:
    """One hostel that takes anybody; nobody is there at the start."""
    facts: dict[str, Any] = {
        "stock": (a_scheme("hostel", 1, beds),),
        "start_state": StartState(),
        "workers": None,
        "behaviour": behaviour,
        "demand": replace(a_pathway(rate).demand, profile=ANYBODY),
        "weeks": 60,
        **changes,
    }
    return a_pathway(rate, **facts)


def stays_that_ended(run: Records, ending: str) -> npt.NDArray[np.void]:
    ended: npt.NDArray[np.void] = run.stays[run.stays["ending"] == STAY_ENDINGS.index(ending)]
    return ended


# ------------------------------------------------------------------------------------------------ beds


def test_beds_are_filled_and_kept_where_nobody_leaves() -> None:
    run = simulate(a_house(3.0), 0)
    assert count(run, "occupied")[-1] == count(run, "placed").sum() == 6
    assert count(run, "left_waiting").sum() == 0


def test_beds_close_empty_ones_first_and_then_as_they_fall_vacant() -> None:
    start = StartState(0, FrozenMap({"hostel": 4}))
    changes = (StockChange(5, "hostel", -4),)
    run = simulate(a_house(0.0, start_state=start, stock_changes=changes, behaviour=READY_AFTER_TEN), 0)
    beds, lived_in = count(run, "beds"), count(run, "occupied")
    assert set(beds[:5]) == {6}
    assert (beds[5:] == np.maximum(2, lived_in[5:])).all()
    assert beds[-1] == 2


def test_nobody_is_placed_in_a_bed_that_is_to_close() -> None:
    start = StartState(9, FrozenMap({"hostel": 6}))
    run = simulate(
        a_house(2.0, start_state=start, stock_changes=(StockChange(0, "hostel", -6),), behaviour=READY_AFTER_TEN), 0
    )
    assert count(run, "placed").sum() == 0
    assert count(run, "beds")[-1] == 0


def test_more_closed_than_there_are_is_closed_once() -> None:
    changes = (StockChange(2, "hostel", -50), StockChange(20, "hostel", 3))
    run = simulate(a_house(2.0, stock_changes=changes, behaviour=READY_AFTER_TEN), 0)
    assert count(run, "beds")[-1] == 3


def test_opened_beds_keep_those_that_were_to_close() -> None:
    start = StartState(0, FrozenMap({"hostel": 6}))
    changes = (StockChange(2, "hostel", -3), StockChange(4, "hostel", 5))
    run = simulate(a_house(0.0, start_state=start, stock_changes=changes), 0)
    assert list(count(run, "beds")[:6]) == [6, 6, 6, 6, 8, 8]


# ---------------------------------------------------------------------------------------------- limits

SHORT = Policy(stay_limit_weeks=FrozenMap({1: 8}))
NEVER_READY = Behaviour(next_phase=FrozenMap({1: MOVE_ON}))


def test_at_the_limit_she_moves_on_though_not_ready_only_where_it_says_so() -> None:
    stay = simulate(a_house(2.0, policy=SHORT, behaviour=NEVER_READY), 0)
    go = simulate(a_house(2.0, policy=SHORT, behaviour=replace(NEVER_READY, move_at_limit=True)), 0)
    assert count(stay, "moved_on").sum() == 0
    ended = stays_that_ended(go, "moved_on")
    # She seeks a home on the Monday of her limit, and has it the week after.
    assert set(ended["ended"] - ended["started"]) == {9}
    assert set(go.spells["ending"][go.spells["ended"] != NONE]) == {ENDINGS.index("moved_on_not_ready")}


def test_nobody_is_made_to_leave_by_a_limit_but_is_counted_as_overdue() -> None:
    run = simulate(a_house(9.0, policy=SHORT, behaviour=STAYS_FOR_GOOD), 0)
    started = run.stays["started"]
    late = [int(np.sum(started + 8 < week)) for week in range(run.weeks)]
    assert list(count(run, "overdue")) == late


def test_people_already_there_are_not_caught_by_a_shorter_limit() -> None:
    start = StartState(0, FrozenMap({"hostel": 6}))
    behaviour = replace(NEVER_READY, weeks_to_ready=FrozenMap({1: Gamma(400, 0.1)}), move_at_limit=True)
    before = FrozenMap({1: 5000})
    caught = a_house(0.0, start_state=start, policy=SHORT, behaviour=behaviour)
    grandfathered = Policy(
        stay_limit_weeks=SHORT.stay_limit_weeks,
        stay_limit_applies_to="new_stays",
        stay_limit_from=MONDAY,
        stay_limit_weeks_before=before,
    )
    assert count(simulate(caught, 0), "occupied")[10] == 0
    kept = simulate(replace(caught, policy=grandfathered), 0)
    assert count(kept, "occupied")[-1] == 6
    assert count(kept, "overdue").sum() == 0
    changed_later = replace(grandfathered, stay_limit_from=MONDAY + timedelta(weeks=20))
    run = simulate(a_house(2.0, policy=changed_later, behaviour=replace(NEVER_READY, move_at_limit=True)), 0)
    ended = run.stays[run.stays["ended"] != NONE]
    assert (ended["started"] >= 20).all()


# --------------------------------------------------------------------------------- leaving and returning


def test_she_is_ready_on_the_first_monday_at_or_after_and_moves_on_the_week_after() -> None:
    run = simulate(a_house(1.0, behaviour=READY_AFTER_TEN), 0)
    ended = stays_that_ended(run, "moved_on")
    assert len(ended) > 5
    assert set(ended["ready"] - ended["started"]) == {10}
    assert set(ended["ended"] - ended["started"]) == {11}
    assert set(run.spells["ending"]) <= {0, ENDINGS.index("moved_on_ready")}


def test_homes_are_a_bottleneck_and_the_first_ready_go_first() -> None:
    run = simulate(a_house(3.0, behaviour=replace(READY_AFTER_TEN, move_on_homes_per_week=0.2), weeks=150), 0)
    moved = stays_that_ended(run, "moved_on")
    assert 10 <= len(moved) <= 50
    order = moved[np.lexsort([moved["ready"], moved["ended"]])]
    assert (np.diff(order["ready"]) >= 0).all()


def test_returns_come_within_a_year_and_as_often_as_said() -> None:
    behaviour = replace(READY_AFTER_TEN, return_within_52_weeks=FrozenMap({"ready": 1.0}))
    run = simulate(a_house(0.5, beds=40, behaviour=behaviour, weeks=200), 0)
    spells = run.spells
    first = spells[(spells["ended"] != NONE) & (spells["ended"] < run.weeks - 53)]
    later = {(s["person"], s["spell"]): s for s in spells}
    gaps = [later[s["person"], s["spell"] + 1]["referred"] - s["ended"] for s in first]
    assert len(gaps) > 30
    assert min(gaps) >= 1
    assert max(gaps) <= 52
    assert count(run, "returned").sum() == np.sum(origin(spells, "returned"))
    none = simulate(a_house(0.5, beds=40, behaviour=READY_AFTER_TEN, weeks=200), 0)
    assert count(none, "returned").sum() == 0


def test_someone_who_returns_meets_the_rules_for_newcomers_again() -> None:
    """Residents need no local connection; whoever has left does, though she sought the very same before."""
    behaviour = Behaviour(
        leave_per_week=FrozenMap({0: 0.2}),
        weeks_to_ready=FrozenMap({0: Gamma(1, 0)}),
        next_phase=FrozenMap({0: 1}),
        return_within_52_weeks=FrozenMap({"unplanned": 1.0}),
    )
    profile = replace(ANYBODY, facts=FrozenMap({"seeks": {"1": 1.0}, "connection": {"no": 1.0}}))
    run = simulate(
        a_pathway(
            0.0,
            stock=(a_scheme("crisis", 0, 6), a_scheme("hostel", 1, 6, needs_connection=True)),
            stock_changes=(StockChange(0, "hostel", -6), StockChange(70, "hostel", 6)),
            start_state=StartState(0, FrozenMap({"crisis": 6})),
            demand=replace(a_pathway(0.0).demand, profile=profile),
            behaviour=behaviour,
            workers=None,
            weeks=90,
        ),
        0,
    )
    assert count(run, "returned").sum() == 6
    assert count(run, "placed").sum() == 0


def test_a_lapse_leads_to_the_phase_before_and_is_marked() -> None:
    run = simulate(a_pathway(facts={"step_back_per_week": FrozenMap({3: 0.2})}), 0)
    back = run.stays[run.stays["stepped_back"]]
    assert len(back) > 3
    assert set(back["phase"]) == {2}
    none = simulate(a_pathway(facts={"step_back_per_week": FrozenMap()}), 0)
    assert not none.stays["stepped_back"].any()


def test_whoever_refuses_everything_waits_on_without_penalty() -> None:
    run = simulate(a_house(2.0, behaviour=Behaviour(refuse_offer=1.0)), 0)
    assert count(run, "placed").sum() == 0
    assert count(run, "waiting")[-1] == count(run, "arrived").sum()
    assert run.spells["refusals"].max() > 20


def test_a_refused_offer_goes_to_somebody_else_in_the_same_week() -> None:
    run = simulate(a_house(40.0, behaviour=Behaviour(refuse_offer=0.5), weeks=2), 0)
    assert run.spells["refusals"].sum() > 0
    assert count(run, "occupied")[0] == 6


# ---------------------------------------------------------------------------------------------- workers


def test_nobody_changes_her_worker_where_continuity_is_required_and_no_worker_leaves() -> None:
    run = simulate(a_pathway(facts={"worker_leave_per_week": 0.0}), 0)
    assert run.spells["worker_changes"].sum() == 0
    assert np.sum(run.stays["ending"] == STAY_ENDINGS.index("moved_phase")) > 20


def test_workers_who_leave_are_the_only_cause_of_a_change() -> None:
    run = simulate(a_pathway(facts={"worker_leave_per_week": 0.02}), 0)
    assert run.spells["worker_changes"].sum() > 0


def test_a_worker_who_leaves_is_replaced_after_four_weeks_by_one_who_takes_all_her_people() -> None:
    behaviour = Behaviour(worker_leave_per_week=0.03)
    start = StartState(0, FrozenMap({"hostel": 6}))
    run = simulate(a_house(0.0, start_state=start, behaviour=behaviour, workers=some_workers(1, 8), weeks=80), 0)
    points, capacity = run.caseload[:, 0], run.caseload[:, 1]
    assert set(points[capacity == 8]) == {6.0}
    assert set(points[capacity == 0]) == {0.0}
    edges = np.flatnonzero(np.diff(np.concatenate([[8.0], capacity, [8.0]])))
    gaps = np.diff(edges)[::2]
    assert len(gaps) >= 1
    assert set(gaps[:-1]) <= {REPLACED_AFTER}
    assert set(run.spells["worker_changes"]) == {int(np.sum(np.diff(capacity) > 0))}


def test_nobody_is_placed_beyond_what_the_workers_can_hold() -> None:
    run = simulate(a_house(3.0, workers=some_workers(2, 2)), 0)
    assert count(run, "occupied")[-1] == 4
    assert (run.caseload[:, 0] <= 4).all()


def test_the_key_worker_stays_for_the_weeks_of_follow_on() -> None:
    policy = Policy(follow_on_weeks=5)
    start = StartState(0, FrozenMap({"hostel": 3}))
    behaviour = replace(READY_AFTER_TEN, weeks_to_ready=FrozenMap({1: Gamma(4, 0)}))
    run = simulate(a_house(0.0, start_state=start, behaviour=behaviour, workers=some_workers(1), policy=policy), 0)
    points = run.caseload[:, 0]
    gone = np.cumsum(count(run, "moved_on"))
    after = np.concatenate([np.zeros(5, dtype=int), gone[:-5]])
    assert np.allclose(points, (3 - gone) + 0.25 * (gone - after))
    assert points[-1] == 0


def test_whoever_has_left_is_given_to_no_worker_who_comes_later() -> None:
    behaviour = Behaviour(leave_per_week=FrozenMap({1: 0.3}), worker_leave_per_week=0.3)
    world = World(Ground.of(a_house(2.0, behaviour=behaviour, workers=some_workers(3))), 0)
    weeks = Weeks(world)
    for week in range(60):
        weeks.live(week)
        assert world.staff is not None
        held = [world.staff.holds(woman) for woman in world.women if woman.worker >= 0]
        assert sum(world.staff.load) == sum(held)
        assert all(woman.worker < 0 for woman in world.women if woman.state == OUT)


@pytest.mark.parametrize("workers", [None, 8])
def test_what_the_workers_hold_is_what_their_people_count(workers: int | None) -> None:
    scenario = a_pathway(workers=some_workers(workers) if workers else None, facts={"worker_leave_per_week": 0.05})
    world = World(Ground.of(scenario), 1)
    weeks = Weeks(world)
    for week in range(scenario.weeks):
        weeks.live(week)
        staff = world.staff
        if staff is None:
            continue
        loads: Counter[int] = Counter()
        for woman in world.women:
            loads[woman.worker] += staff.holds(woman)
        assert staff.load == [loads[w] for w in range(len(staff.workers))]


def test_without_follow_on_her_worker_is_free_at_once() -> None:
    policy = Policy(follow_on_weeks=0)
    start = StartState(0, FrozenMap({"hostel": 3}))
    run = simulate(
        a_house(0.0, start_state=start, behaviour=READY_AFTER_TEN, workers=some_workers(1), policy=policy), 0
    )
    assert np.array_equal(run.caseload[:, 0], count(run, "occupied"))


def test_workers_without_limit_and_workers_nobody_needs_decide_alike() -> None:
    scenario = a_pathway(facts={"worker_leave_per_week": 0.0})
    many = simulate(replace(scenario, workers=some_workers(8, 1000)), 0)
    assert np.array_equal(many.weekly, simulate(replace(scenario, workers=None), 0).weekly)


# ----------------------------------------------------------------------------------- what is left out


def test_a_profile_that_says_nothing_restricts_nobody() -> None:
    scheme = a_scheme(
        "hostel", 1, 6,
        women_only=True, needs_recourse=True, needs_connection=True, substance_policy="abstinent",
        routes=("specialist",), reserved_for=("exiting",), min_age=18, takes_children=False, takes_pets=False,
        takes_intentional=False,
    )  # fmt: skip
    nobody_said = replace(ANYBODY, facts=FrozenMap())
    run = simulate(a_house(3.0, stock=(scheme,), demand=replace(a_pathway(3.0).demand, profile=nobody_said)), 0)
    assert count(run, "occupied")[-1] == 6


def test_what_a_profile_says_binds() -> None:
    scheme = a_scheme("hostel", 1, 6, needs_recourse=True)
    told = replace(ANYBODY, facts=FrozenMap({"seeks": {"1": 1.0}, "recourse": {"no": 0.5, "": 0.5}}))
    run = simulate(a_house(3.0, stock=(scheme,), demand=replace(a_pathway(3.0).demand, profile=told)), 0)
    assert count(run, "placed").sum() == 0


def test_a_scheme_without_beds_costs_nothing_though_its_cost_is_not_known() -> None:
    empty = a_scheme("annexe", 1, 0)
    stock = (a_scheme("hostel", 1, 6), replace(empty, scheme=replace(empty.scheme, weekly_cost=None)))
    run = simulate(a_house(stock=stock), 0)
    assert (run.cost[:, -1] == 6 * 300).all()


def test_a_lever_at_nothing_is_no_lever() -> None:
    levers = ("step_back_per_week", "return_within_52_weeks")
    at_nothing = {"step_back_per_week": FrozenMap({2: 0.0}), "return_within_52_weeks": FrozenMap({"ready": 0.0})}
    one = simulate(a_pathway(facts=at_nothing), 0)
    assert same(one, simulate(a_pathway(facts=dict.fromkeys(levers, FrozenMap())), 0))


def test_a_bed_is_found_for_everybody_before_the_less_urgent() -> None:
    run = simulate(a_pathway(4.0), 0)
    first = run.spells[origin(run.spells, "arrived")]
    urgent, least = first[first["band"] == 0], first[first["band"] == 3]
    assert np.mean(urgent["placed"] != NONE) > np.mean(least["placed"] != NONE) + 0.2
    assert by_phase(run, "waiting").shape == (run.weeks, len(run.phases))
    assert len(COUNTS) == run.weekly.shape[2]
