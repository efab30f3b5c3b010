"""A run that starts from a folder begins with its beds, people, stays and workers, and keeps what is decided there."""

import csv
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from beds.data.laboratory.people import people_header, people_lines
from beds.domain.frozen import FrozenMap
from beds.domain.workers import Worker
from beds.simulation.full_engine import snapshot_of
from beds.simulation.ground import Ground
from beds.simulation.records import ENDINGS, NONE, Records
from beds.simulation.replication import simulate
from beds.simulation.scenario import MOVE_ON, Behaviour, Gamma, Scenario, StockChange
from beds.simulation.week import Weeks
from beds.simulation.woman import RESIDENT
from beds.simulation.world import World
from tests import builders as facts
from tests.builders import a_bed, a_forbid, a_person, a_stay, a_waiver, a_worker, apart, days, somebody
from tests.simulation.builders import a_pathway
from tests.simulation.recount import count

NOTHING_HAPPENS = Behaviour()
EVERYBODY_MOVES_ON = Behaviour(weeks_to_ready=FrozenMap({1: Gamma(4, 0)}), next_phase=FrozenMap({1: MOVE_ON}))


def from_folder(*rows: Any, behaviour: Behaviour = NOTHING_HAPPENS, weeks: int = 12, **policy: Any) -> Scenario:
    """The rows as a folder; nobody new comes and, unless it is said, nobody does anything of herself.

    Nobody is asked for a key worker where no row is one.
    """
    if not any(isinstance(row, Worker) for row in rows):
        policy["rules_off"] = (*policy.get("rules_off", ()), "key_worker")
    present = facts.a_week(*rows, **policy).snapshot
    return a_pathway(
        0.0, present=present, policy=present.policy, stock=(), workers=None, behaviour=behaviour, weeks=weeks
    )


def beds(number: int, scheme_id: str = "hostel", **more: Any) -> list[Any]:
    return [a_bed(f"{scheme_id}{n}", scheme_id, **more) for n in range(1, number + 1)]


def lived(scenario: Scenario) -> World:
    """The world after its weeks."""
    world = World(Ground.of(scenario), 0)
    weeks = Weeks(world)
    for week in range(scenario.weeks):
        weeks.live(week)
    return world


def housed(scenario: Scenario) -> set[str]:
    return {woman.person.person_id for woman in lived(scenario).women if woman.state == RESIDENT}


def only_spell(run: Records) -> np.void:
    assert len(run.spells) == 1
    spell: np.void = run.spells[0]
    return spell


def test_people_waiting_are_placed_and_people_living_there_stay() -> None:
    scenario = from_folder(*beds(2), a_person("ann"), somebody("bea"), a_stay("bea", "hostel1"))
    run = simulate(scenario, 0)
    assert list(count(run, "occupied")) == [2] * 12
    assert count(run, "placed")[0] == 1
    assert not {"ann", "bea"} & set(run.people_ids)


def test_the_days_of_a_folder_stay_what_they_are() -> None:
    stays = [a_stay("ann", "hostel1", started_on=days(-169)), a_stay("bea", "hostel2", started_on=days(16))]
    rows = [*beds(2), somebody("ann"), somebody("bea"), *stays, a_person("cat", waiting_since=days(-10))]
    scenario = from_folder(*rows, weeks=4)
    told = list(csv.DictReader([people_header(()), *people_lines(scenario, simulate(scenario, 0), ()).splitlines()]))
    placed_on = {days(-169).isoformat(), days(16).isoformat(), ""}
    assert {row["placed_on"] for row in told} == placed_on
    assert {row["referred_on"] for row in told} == {*placed_on, days(-10).isoformat()} - {""}
    hidden = people_lines(scenario, simulate(scenario, 0), (), suppress=True)
    assert days(14).isoformat() in hidden
    assert not any(days(day).isoformat() in hidden for day in (-169, -10, 16))


def test_a_waiver_binds_from_its_first_day_to_its_last() -> None:
    bed = a_bed("hostel1", "hostel")
    scheme = facts.a_scheme("hostel", needs_connection=True)

    def weeks_until_placed(**dates: Any) -> int:
        ann = a_person("ann", connection=False)
        return int(only_spell(simulate(from_folder(scheme, bed, ann, a_waiver("connection", **dates)), 0))["placed"])

    assert weeks_until_placed() == 0
    assert weeks_until_placed(decided_on=days(20)) == 3
    assert weeks_until_placed(decided_on=days(21)) == 3
    assert weeks_until_placed(expires_on=days(-1)) == NONE
    assert weeks_until_placed(decided_on=days(-90), expires_on=days(0)) == 0
    assert weeks_until_placed(decided_on=days(1), expires_on=days(6)) == NONE


@pytest.mark.parametrize("rule", ["age", "programme_limit"])
def test_a_rule_of_the_day_may_be_waived_too(rule: str) -> None:
    ann = a_person("ann", birth_date=days(-365 * 16), programme_start=days(-7 * 130))
    scheme = facts.a_scheme("hostel", min_age=18 if rule == "age" else None)
    other = "programme_limit" if rule == "age" else "age"
    rows = [scheme, a_bed("hostel1", "hostel"), ann]
    assert housed(from_folder(*rows, rules_off=(other,))) == set()
    assert housed(from_folder(*rows, a_waiver(rule), rules_off=(other,))) == {"ann"}


@pytest.mark.parametrize(("scope", "together"), [("room", {"ann", "bea"}), ("scheme", {"ann"}), ("area", {"ann"})])
def test_people_kept_apart_are_kept_apart_week_after_week(scope: str, together: set[str]) -> None:
    ann, bea = a_person("ann", waiting_since=days(-50)), a_person("bea")
    assert housed(from_folder(*beds(3), ann, bea, apart("ann", "bea", scope))) == together


def test_people_kept_apart_do_not_share_a_room() -> None:
    ann, bea = a_person("ann", waiting_since=days(-50)), a_person("bea")
    shared = beds(2, room_id="r")
    assert housed(from_folder(*shared, ann, bea)) == {"ann", "bea"}
    assert housed(from_folder(*shared, ann, bea, apart("ann", "bea", "room"))) == {"ann"}


def test_genders_do_not_share_a_room() -> None:
    ann, bob = a_person("ann", waiting_since=days(-50)), a_person("bob", gender="man")
    assert housed(from_folder(*beds(2, room_id="r"), ann, bob)) == {"ann"}
    assert housed(from_folder(*beds(2), ann, bob)) == {"ann", "bob"}


def test_who_does_not_share_a_room_is_not_placed_in_one() -> None:
    ann = a_person("ann", shares_room=False)
    assert housed(from_folder(*beds(2, room_id="r"), ann)) == set()


def test_a_room_of_her_own_stays_one_when_the_full_engine_is_asked() -> None:
    ann, bob = a_person("ann", waiting_since=days(-50)), a_person("bob", gender="man")
    rooms = [a_bed("b1", "hostel", room_id="r1"), a_bed("b2", "hostel", room_id="r2")]
    scenario = from_folder(*rooms, ann, bob)
    world = World(Ground.of(scenario), 0)
    Weeks(world)
    told = snapshot_of(world, list(world.waiting.values()))
    assert {bed.room_id for bed in told.beds} == {""}
    assert housed(scenario) == {"ann", "bob"}


def test_a_forbidden_pair_stays_forbidden() -> None:
    assert housed(from_folder(*beds(1), a_person("ann"), a_forbid("ann", "hostel1"))) == set()
    assert housed(from_folder(*beds(2), a_person("ann"), a_forbid("ann", "hostel1"))) == {"ann"}


def test_whoever_plans_to_leave_leaves_and_has_follow_on() -> None:
    stay = a_stay("ann", "hostel1", leaving_on=days(9))
    scenario = from_folder(*beds(1), somebody("ann", worker_id="kit"), stay, a_worker("kit", covers=("*",)), weeks=40)
    run = simulate(scenario, 0)
    spell = only_spell(run)
    assert (spell["ended"], ENDINGS[spell["ending"]]) == (1, "moved_on_ready")
    assert list(run.caseload[:1, 0]) == [1.0]
    assert set(run.caseload[1:27, 0]) == {0.25}
    assert set(run.caseload[27:, 0]) == {0.0}


def test_a_promised_stay_does_not_end_before_it_begins() -> None:
    stay = a_stay("ann", "hostel1", started_on=days(9))
    leaves = Behaviour(leave_per_week=FrozenMap({1: 1.0}))
    spell = only_spell(simulate(from_folder(*beds(1), somebody("ann"), stay, behaviour=leaves), 0))
    assert (spell["ended"], ENDINGS[spell["ending"]]) == (2, "left_unplanned")


def test_follow_on_that_has_begun_goes_on_for_what_is_left() -> None:
    stay = a_stay("ann", "hostel1", started_on=days(-200), ended_on=days(-7 * 20), outcome="moved_on")
    rows = [*beds(1), somebody("ann", worker_id="kit"), stay, a_worker("kit", covers=("*",))]
    run = simulate(from_folder(*rows), 0)
    assert list(run.caseload[:, 0]) == [0.25] * 6 + [0.0] * 6


def test_an_extended_stay_is_overdue_only_after_its_extension() -> None:
    stay = a_stay("ann", "hostel1", started_on=days(-7 * 26), extended_to=days(7 * 5))
    rows = [*beds(1), somebody("ann"), stay]
    assert list(count(simulate(from_folder(*rows), 0), "overdue")) == [0] * 6 + [1] * 6
    leaves = replace(NOTHING_HAPPENS, move_at_limit=True, next_phase=FrozenMap({1: MOVE_ON}))
    run = simulate(from_folder(*rows, behaviour=leaves), 0)
    assert only_spell(run)["ended"] == 6


def test_a_resident_of_a_folder_who_returns_seeks_what_the_profile_says() -> None:
    rows = [*beds(1), a_bed("c1", "crisis"), facts.a_scheme("crisis", 0), somebody("ann"), a_stay("ann", "hostel1")]
    behaviour = replace(EVERYBODY_MOVES_ON, return_within_52_weeks=FrozenMap({"ready": 1.0}))
    run = simulate(from_folder(*rows, behaviour=behaviour, weeks=80), 0)
    assert list(run.spells["spell"][:2]) == [0, 1]
    assert run.spells["first_phase"][1] in (0, 1)
    assert run.spells["placed"][1] != NONE


def test_nobody_moves_into_the_bed_she_leaves() -> None:
    ann, bea = a_person("ann", seeks=(1,)), a_person("bea", seeks=(1,))
    rows = [*beds(2), ann, bea, a_stay("ann", "hostel1"), a_stay("bea", "hostel2")]
    world = lived(from_folder(*rows, weeks=1))
    homes = {woman.person.person_id: woman.bed for woman in world.residents.values()}
    assert homes in ({"ann": "hostel1", "bea": "hostel2"}, {"ann": "hostel2", "bea": "hostel1"})
    moved = [woman for woman in world.residents.values() if woman.stay == 2]
    assert all(homes[w.person.person_id] != {"ann": "hostel1", "bea": "hostel2"}[w.person.person_id] for w in moved)


def test_a_bed_is_taken_only_while_it_is_in_service() -> None:
    ann = a_person("ann")
    later = from_folder(a_bed("b", open_from=days(30)), ann)
    assert only_spell(simulate(later, 0))["placed"] == 4
    assert only_spell(simulate(from_folder(a_bed("b", open_to=days(5)), ann), 0))["placed"] == NONE


def test_a_bed_counts_and_costs_while_it_is_in_service_or_lived_in() -> None:
    hostel = facts.a_scheme("hostel", weekly_cost=100)
    to_come, gone = a_bed("b1", "hostel", open_from=days(30)), a_bed("b2", "hostel", open_to=days(21))
    run = simulate(from_folder(hostel, to_come, gone, weeks=6), 0)
    assert list(count(run, "beds")) == [1, 1, 1, 0, 1, 1]
    assert list(run.cost[:, -1]) == [100, 100, 100, 0, 100, 100]
    lived_in = [somebody("ann"), a_stay("ann", "b2", leaving_on=days(30))]
    assert list(count(simulate(from_folder(hostel, gone, *lived_in, weeks=6), 0), "beds")) == [1, 1, 1, 1, 0, 0]


def test_what_closes_is_a_bed_in_service_before_one_that_is_not() -> None:
    rows = [a_bed("b1", "hostel", open_to=days(7)), a_bed("b2", "hostel"), a_bed("b3", "hostel", open_from=days(30))]
    fewer = replace(from_folder(*rows, weeks=6), stock_changes=(StockChange(2, "hostel", -1),))
    assert list(count(simulate(fewer, 0), "beds")) == [2, 1, 0, 0, 1, 1]
    none = replace(fewer, stock_changes=(StockChange(2, "hostel", -9),))
    assert list(count(simulate(none, 0), "beds")) == [2, 1, 0, 0, 0, 0]


def test_a_worker_who_is_away_takes_nobody_new_until_she_is_back() -> None:
    kit = a_worker("kit", covers=("*",), away_from=days(-3), away_to=days(17))
    run = simulate(from_folder(*beds(1), a_person("ann"), kit), 0)
    assert only_spell(run)["placed"] == 3


def test_a_worker_who_plans_to_leave_takes_nobody_new_and_is_replaced() -> None:
    kit = a_worker("kit", covers=("*",), leaving_on=days(10))
    run = simulate(from_folder(*beds(1), a_person("ann"), kit), 0)
    assert only_spell(run)["placed"] == 2 + 4


def test_replications_differ_only_in_luck() -> None:
    scenario = from_folder(*beds(2), a_person("ann"), somebody("bea"), a_stay("bea", "hostel1"))
    one, other = simulate(scenario, 0), simulate(scenario, 1)
    assert np.array_equal(one.weekly, other.weekly)
    assert set(one.people_ids) == set(other.people_ids)
