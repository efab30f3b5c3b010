"""Measures of small records whose values were worked out by hand."""

import math

import numpy as np
import pytest

from beds.simulation.measures import measure
from beds.simulation.measures.catalogue import CATALOGUE, described, group_of, title_of
from beds.simulation.records import Records
from tests.simulation.invented import NEVER, a_spell, a_stay, a_toy_run, records


def test_people_admitted_are_first_placements_of_the_measured_weeks_by_the_phase_of_the_bed() -> None:
    run = records(
        [
            a_spell(0, 0, placed=3),  # in the warm-up
            a_spell(1, 0, placed=4),
            a_spell(2, 5, placed=9, ended=20, ending="left_unplanned"),
            a_spell(2, 25, placed=30, spell=1, origin="returned"),  # back again: a placement, not a person
            a_spell(3, -9, origin="resident_at_start", ended=10, ending="left_unplanned"),
            a_spell(3, 12, placed=15, spell=1, origin="returned"),  # housed before the run
        ],
        [
            a_stay(0, 3), a_stay(1, 4, phase=2), a_stay(2, 9, 20, "left_unplanned"), a_stay(2, 30, spell=1),
            a_stay(3, -9, 10, "left_unplanned"), a_stay(3, 15, spell=1),
        ],
        weeks=56, warm_up=4,
    )  # fmt: skip
    found = measure(run)
    assert (found["admitted", "1"], found["admitted", "2"], found["admitted", "all"]) == (1, 1, 2)


def test_a_year_is_52_weeks() -> None:
    run = records(weeks=30, warm_up=4, weekly={"moved_on": (1, 0, 1)})
    assert measure(run)["moved_on", "all"] == 52


def test_the_weeks_of_the_warm_up_are_not_measured() -> None:
    run = records(weeks=10, warm_up=8, weekly={"waiting": (1, 2, 3), "occupied": (4, 0, 4), "beds": (5, 3, 8)})
    run.weekly[:8] = 99
    found = measure(run)
    assert (found["waiting_list", "1"], found["waiting_list", "all"]) == (1, 3)
    assert (found["occupancy", "1"], found["occupancy", "all"]) == (0.8, 0.5)
    assert found["void_weeks", "all"] == 4 * 52


def waiters() -> Records:
    """Waits of 0, 2, 4 and 8 weeks; one left the list after 3, one still waits after 5; one was there before."""
    return records(
        [
            a_spell(0, -5, placed=1, origin="waiting_at_start"),
            a_spell(1, 1, placed=1),
            a_spell(2, 1, placed=3),
            a_spell(3, 2, ended=5, ending="left_waiting"),
            a_spell(4, 3, placed=7, first_phase=2),
            a_spell(5, 3, placed=11, first_phase=2),
            a_spell(6, 54, first_phase=2),
        ],
        weeks=60,
    )


def test_waits_of_those_placed_by_the_phase_sought_first() -> None:
    found = measure(waiters())
    assert found["wait_placed_mean", "all"] == 3.5
    assert found["wait_placed_median", "all"] == 3
    assert found["wait_placed_p90", "all"] == pytest.approx(6.8)
    assert (found["wait_placed_mean", "1"], found["wait_placed_mean", "2"]) == (1, 6)


def test_who_waits_at_the_start_has_no_wait_even_if_she_was_referred_in_that_week() -> None:
    run = records([a_spell(0, 0, origin="waiting_at_start"), a_spell(1, 0, placed=2)], weeks=60)
    found = measure(run)
    assert (found["never_placed_52", "all"], found["wait_all_median", "all"]) == (0, 2)


def test_waits_of_all_by_kaplan_and_meier() -> None:
    # At 0: 5/6 remain; at 2: 4/6; the leaver is censored at 3; at 4: 4/6 x 2/3; censored at 5; at 8 nobody.
    found = measure(waiters())
    assert found["wait_all_median", "all"] == 4
    assert found["wait_all_p90", "all"] == 8
    assert found["wait_all_mean", "all"] == pytest.approx(2 * 5 / 6 + 2 * 4 / 6 + 4 * 4 / 9)


def test_a_quantile_that_is_not_reached_is_not_a_number() -> None:
    run = records([a_spell(0, 0, placed=2), a_spell(1, 0), a_spell(2, 0)], weeks=60)
    found = measure(run)
    assert math.isnan(found["wait_all_median", "all"])
    assert found["wait_all_mean", "all"] == pytest.approx(2 + 50 * 2 / 3)
    assert found["wait_placed_median", "all"] == 2


def test_the_mean_wait_within_a_year_is_not_known_where_nobody_was_watched_for_a_year() -> None:
    run = records([a_spell(0, 0, placed=2), a_spell(1, 0)], weeks=30)
    assert math.isnan(measure(run)["wait_all_mean", "all"])


def test_whoever_waits_all_year_waits_52_weeks_of_it() -> None:
    assert measure(records([a_spell(0, 0)], weeks=60))["wait_all_mean", "all"] == 52


def test_referrals_without_52_weeks_to_look_at_are_left_out_of_those_never_placed() -> None:
    run = records(
        [
            a_spell(0, 0, placed=52),
            a_spell(1, 1, placed=54),  # 53 weeks: too late
            a_spell(2, 2, ended=4, ending="left_waiting"),
            a_spell(3, 3, placed=4),
            a_spell(4, 8),  # its 52nd week is 60, the first that is not simulated
        ],
        weeks=60,
    )
    assert measure(run)["never_placed_52", "all"] == 0.5


def test_returns_count_departures_with_52_weeks_to_look_at() -> None:
    def left(person: int, week: int, how: str) -> list[tuple[object, ...]]:
        return [a_spell(person, 0, placed=0, ended=week, ending=how)]

    run = records(
        [
            *left(0, 5, "moved_on_ready"), a_spell(0, 57, spell=1, origin="returned"),
            *left(1, 5, "moved_on_not_ready"), a_spell(1, 58, spell=1, origin="returned"),
            *left(2, 6, "left_unplanned"), a_spell(2, 7, spell=1, origin="returned"),
            *left(3, 7, "moved_on_ready"),
            *left(4, 8, "moved_on_ready"), a_spell(4, 9, spell=1, origin="returned"),  # week 60 is not simulated
            a_spell(5, 0, ended=6, ending="left_waiting"),
        ],
        [a_stay(0, 0, 5), a_stay(1, 0, 5, phase=2), a_stay(2, 0, 6, phase=2), a_stay(3, 0, 7), a_stay(4, 0, 8)],
        weeks=60,
    )  # fmt: skip
    found = measure(run)
    assert found["returned_52", "all"] == 0.5
    assert found["returned_52_planned", "all"] == pytest.approx(1 / 3)
    assert (found["returned_52", "1"], found["returned_52", "2"]) == (0.5, 0.5)


def test_people_moved_on_too_soon_are_counted_by_the_phase_they_left() -> None:
    run = records(
        [a_spell(0, 0, placed=0, ended=9, ending="moved_on_not_ready"),
         a_spell(1, 0, placed=0, ended=9, ending="moved_on_ready")],
        [a_stay(0, 0, 4, "moved_phase"), a_stay(0, 4, 9, "moved_on", phase=2), a_stay(1, 0, 9, "moved_on")],
        weeks=52, weekly={"moved_on": (3, 1, 4), "left_unplanned": (1, 0, 1)},
    )  # fmt: skip
    found = measure(run)
    assert (found["moved_on_not_ready", "1"], found["moved_on_not_ready", "2"]) == (0, 1)
    assert found["planned_share", "all"] == 0.8
    assert found["planned_share", "1"] == 0.75


def test_the_mean_stay_is_of_stays_that_ended_in_the_measured_weeks() -> None:
    run = records(
        [a_spell(0, -20, origin="resident_at_start", ended=12, ending="left_unplanned"),
         a_spell(1, 0, placed=2, ended=20, ending="moved_on_ready")],
        [a_stay(0, -20, 12, "left_unplanned"), a_stay(1, 2, 8, "moved_phase"), a_stay(1, 8, 20, "moved_on", phase=2)],
        weeks=60, warm_up=10,
    )  # fmt: skip
    found = measure(run)
    assert (found["stay_mean", "1"], found["stay_mean", "2"], found["stay_mean", "all"]) == (32, 12, 22)
    assert found["service_mean", "all"] == 18


def test_key_worker_changes_are_those_of_people_who_left() -> None:
    run = records(
        [a_spell(0, 0, placed=0, ended=9, ending="moved_on_ready", worker_changes=3),
         a_spell(1, 0, placed=0, ended=9, ending="left_unplanned"),
         a_spell(2, 0, placed=0, worker_changes=7)],
        [a_stay(0, 0, 9), a_stay(1, 0, 9), a_stay(2, 0)],
        caseload=(6.0, 8.0),
    )  # fmt: skip
    found = measure(run)
    assert found["worker_changes", "all"] == 1.5
    assert found["caseload_use", "all"] == 0.75


def test_who_left_twice_is_one_person_in_key_worker_changes_a_person() -> None:
    run = records(
        [a_spell(0, 0, placed=0, ended=9, ending="left_unplanned", worker_changes=1),
         a_spell(0, 12, spell=1, origin="returned", placed=13, ended=20, ending="left_unplanned", worker_changes=2),
         a_spell(1, 0, placed=0, ended=9, ending="left_unplanned")],
        [a_stay(0, 0, 9), a_stay(0, 13, 20, spell=1), a_stay(1, 0, 9)],
    )  # fmt: skip
    assert measure(run)["worker_changes", "all"] == 1.5


def test_caseloads_without_limit_have_no_use() -> None:
    assert math.isnan(measure(records(caseload=(6.0, np.nan)))["caseload_use", "all"])


def test_the_cost_of_empty_beds_is_borne_by_the_occupied_ones() -> None:
    run = records(
        [a_spell(0, 0, placed=0)], [a_stay(0, 0)],
        weeks=52, weekly={"occupied": (3, 0, 3), "moved_on": (0, 1, 1)}, cost=(600.0, 300.0, 900.0),
    )  # fmt: skip
    found = measure(run)
    assert (found["cost_bed_week", "1"], found["cost_bed_week", "all"]) == (200, 300)
    assert math.isnan(found["cost_bed_week", "2"])
    assert found["cost_admitted", "all"] == 900 * 52
    assert found["cost_move_on", "all"] == 900
    assert found["cost", "2"] == 300 * 52


def test_a_cost_that_is_not_known_makes_no_measure() -> None:
    run = records(weekly={"occupied": (1, 1, 2)}, cost=(600.0, np.nan, np.nan))
    found = measure(run)
    assert found["cost_bed_week", "1"] == 600
    assert math.isnan(found["cost_bed_week", "all"])


def test_each_value_of_a_group_fact_has_its_wait_and_its_placement_rate() -> None:
    run = records(
        [a_spell(0, 0, placed=2), a_spell(1, 0, placed=6), a_spell(2, 0), a_spell(3, 1, placed=2)],
        weeks=60, groups={"ethnicity": ("x", "x", "x", "")},
    )  # fmt: skip
    found = measure(run)
    assert found["group_wait_mean:ethnicity=x", "all"] == 4
    assert found["group_wait_median:ethnicity=x", "all"] == 6
    assert found["group_placed_52:ethnicity=x", "all"] == pytest.approx(2 / 3)
    assert found["group_placed_52:ethnicity=not known", "all"] == 1
    assert found["group_referrals:ethnicity=x", "all"] == pytest.approx(3 * 52 / 60)


def test_a_run_in_which_nothing_happens_has_measures_too() -> None:
    found = measure(records())
    assert found["admitted", "all"] == 0
    assert math.isnan(found["wait_placed_mean", "all"])
    assert math.isnan(found["returned_52", "all"])
    assert math.isnan(found["occupancy", "all"])


def test_every_measure_is_in_the_catalogue_and_every_one_of_the_catalogue_is_measured() -> None:
    found = measure(a_toy_run(weeks=120))
    assert {described(key).id for key, _phase in found} == set(CATALOGUE)


def test_a_group_is_named_in_the_title() -> None:
    assert title_of("group_wait_mean:ethnicity=x") == "Mean wait of those placed, ethnicity: x"
    assert title_of("group_wait_mean:ethnicity=not known") == "Mean wait of those placed, ethnicity: not known"
    assert group_of("group_wait_mean:ethnicity=a=b") == ("ethnicity", "a=b")
    assert group_of("admitted") == ("", "")


def test_waits_agree_with_a_count_by_hand_on_a_long_run() -> None:
    run = a_toy_run(weeks=200, rate=1.2)
    waits = [
        spell["placed"] - spell["referred"]
        for spell in run.spells
        if spell["placed"] != NEVER and run.warm_up_weeks <= spell["referred"] < run.weeks
    ]
    assert measure(run)["wait_placed_mean", "all"] == pytest.approx(np.mean(waits))
