"""Scenario files: what is refused, with its line, its key and what would be accepted."""

from pathlib import Path

import pytest

from beds.data.scenario_file import read_scenario, understand
from beds.domain.errors import BadInput
from tests.data.scenario_files import BASE_LINES, START, STOCK, TINY, a_file, faults, scenario, understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wekes: 3\n", [(2, "wekes", "")]),
        ("demand: {profile: {seeks: {'': 0.5, '1': 0.5}}}\n", [(2, "demand.profile.seeks", "")]),
        ("weeks: 0\n", [(2, "weeks", "0")]),
        ("weeks: 260\nweeks: 52\n", [(3, "weeks", "")]),
        ("start: 2026-11-24\n", [(2, "start", "2026-11-24")]),
        ("weeks: 52\n", [(BASE_LINES, "warm_up_weeks", "52")]),
        ("warm_up_weeks: 260\n", [(2, "warm_up_weeks", "260")]),
        ("policy:\n  contnuity: off\n", [(3, "policy.contnuity", "")]),
        ("policy: {stay_limit_weeks: {1: 0}}\n", [(2, "policy.stay_limit_weeks.1", "0")]),
        ("policy: {stay_limit_applies_to: new_stays, stay_limit_from: 2026-12-07}\n", [
            (2, "policy.stay_limit_weeks_before", "")
        ]),
        ("stock: null\n", [(2, "stock", "")]),
        ("stock: [{scheme_id: a, phase: 1}]\n", [(2, "stock.a.beds", "")]),
        ("stock:\n - {scheme_id: a, phase: 1, beds: 1}\n - {scheme_id: a, phase: 2, beds: 1}\n", [(4, "stock.a", "")]),
        ("stock: [{scheme_id: a, phase: 1, beds: 1, women_onyl: yes}]\n", [(2, "stock.a.women_onyl", "")]),
        ("stock: {flat: {beds: 2}}\n", [(2, "stock.flat", "")]),
        ("stock: {flats: {beds: null}}\n", [(2, "stock.flats.beds", "null")]),
        ("stock_changes: [{week: 1, scheme_id: hostle, beds: 1}]\n", [(2, "stock_changes.1.scheme_id", "hostle")]),
        ("stock_changes:\n  - {week: 9, scheme_id: flats, beds: -5}\n  - {week: 5, scheme_id: flats, beds: -3}\n", [
            (3, "stock_changes.1.beds", "-5")
        ]),
        ("workers: [{worker_id: kw1}]\n", [(2, "workers.kw1.capacity", "")]),
        ("workers: [{worker_id: kw1, capacity: 8, covers: [flat]}]\n", [(2, "workers.kw1.covers", "flat")]),
        ("start_state: {occupied: {flats: 8}}\n", [(2, "start_state.occupied.flats", "8")]),
        ("start_state: {occupied: {fltas: 1}}\n", [(2, "start_state.occupied.fltas", "fltas")]),
        ("demand: {profile: {bnad: {A: 1}}}\n", [(2, "demand.profile.bnad", "")]),
        ("demand: {profile: {band: {A: 0.5, B: 0.4}}}\n", [(2, "demand.profile.band", "")]),
        ("demand: {profile: {band: {E: 1}}}\n", [(2, "demand.profile.band.E", "E")]),
        ("demand: {profile: {connection: 1.5}}\n", [(2, "demand.profile.connection", "1.5")]),
        ("demand: {profile: {age: {24-18: 1}}}\n", [(2, "demand.profile.age.24-18", "24-18")]),
        ("demand: {profile: {avoid_schemes: {flat: 0.5, '': 0.5}}}\n", [(2, "demand.profile.avoid_schemes", "flat")]),
        ("demand: {profile: {groups_of: {ethnicity: {x: {share: 0.2}}}}}\n", [
            (2, "demand.profile.groups_of.ethnicity", "")
        ]),
        ("demand: {profile: {ethnicity: x, groups_of: {ethnicity: {x: {share: 1}}}}}\n", [
            (2, "demand.profile.groups_of.ethnicity", "")
        ]),
        ("demand: {profile: {groups_of: {ethnicity: {x: {band: {A: 1}}}}}}\n", [
            (2, "demand.profile.groups_of.ethnicity.x.share", "")
        ]),
        ("demand: {referrals_per_week: -1}\n", [(2, "demand.referrals_per_week", "-1")]),
        ("demand:\n  referrals_per_week:\n    - {from_week: 5, rate: 1}\n    - {from_week: 5, rate: 2}\n", [
            (5, "demand.referrals_per_week.2", "5")
        ]),
        ("behaviour: {refuse_offer: 8}\n", [(2, "behaviour.refuse_offer", "8")]),
        ("behaviour: {leave_per_week: {1: 1.1}}\n", [(2, "behaviour.leave_per_week.1", "1.1")]),
        ("behaviour: {weeks_to_ready: {1: {mean: 30}}}\n", [(2, "behaviour.weeks_to_ready.1.cv", "")]),
        ("behaviour: {weeks_to_ready: {1: {mean: 0, cv: 1}}}\n", [(2, "behaviour.weeks_to_ready.1.mean", "0")]),
        ("behaviour: {next_phase: {1: moveon}}\n", [(2, "behaviour.next_phase.1", "moveon")]),
        ("behaviour: {move_at_limit: perhaps}\n", [(2, "behaviour.move_at_limit", "perhaps")]),
        ("behaviour: {return_within_52_weeks: {redy: 0.1}}\n", [(2, "behaviour.return_within_52_weeks.redy", "redy")]),
        ("behaviour: {step_back_per_week: {0: 0.1}}\n", [(2, "behaviour.step_back_per_week.0", "0")]),
        ("sources: {demand.referals_per_week: x, stock.flats.beds: y}\n", [
            (2, "sources.demand.referals_per_week", "demand.referals_per_week")
        ]),
        ("from_folder: somewhere\n", [(2, "from_folder", "somewhere"), (0, "", "")]),
        ("weeks: [1\n", [(3, "", "")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_fault_with_its_line_and_key(
    tmp_path: Path, text: str, expected: list[tuple[int, str, str]]
) -> None:
    found = [(fault.row, fault.column, fault.value) for fault in faults(tmp_path, text)]
    assert found == expected


def test_three_mistakes_are_three_faults_with_their_lines(tmp_path: Path) -> None:
    text = "wekes: 260\ndemand:\n  profile:\n    band: {A: 0.5, B: 0.4}\nbehaviour:\n  refuse_offer: 8\n"
    assert [(fault.file, fault.row) for fault in faults(tmp_path, text)] == [
        ("tiny.yaml", 2), ("tiny.yaml", 5), ("tiny.yaml", 7),
    ]  # fmt: skip


def test_faults_of_every_file_of_the_chain_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, "seed: x\n", base=TINY + "weeks: many\n")
    assert [(fault.file, fault.row, fault.column) for fault in found] == [
        ("tiny.yaml", 2, "seed"), ("base.yaml", BASE_LINES + 1, "weeks"),
    ]  # fmt: skip


def test_a_fault_in_the_stock_is_not_told_again_wherever_a_scheme_is_named(tmp_path: Path) -> None:
    text = "stock: [{scheme_id: a, phase: x, beds: 2}]\nstart_state: {occupied: {a: 1}}\n"
    assert [fault.column for fault in faults(tmp_path, text)] == ["stock.a.phase"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stock_changes: [{week: 3, scheme_id: nope, beds: 1.5}]\n", [
            "stock_changes.1.beds", "stock_changes.1.scheme_id"
        ]),
        ("demand: {referrals_per_week: [{from_week: 10, rate: 0.7}, {from_week: 2, rate: -1}]}\n", [
            "demand.referrals_per_week.2.rate", "demand.referrals_per_week.2"
        ]),
        ("behaviour: {step_back_per_week: {0: 0.1, 2: -3}}\n", [
            "behaviour.step_back_per_week.2", "behaviour.step_back_per_week.0"
        ]),
        ("behaviour: {leave_per_week: {a: 1.02}}\n", ["behaviour.leave_per_week.a", "behaviour.leave_per_week.a"]),
        ("stock: [{scheme_id: h, phase: 1, beds: -1}, {scheme_id: h, phase: 1, beds: 1}]\n", [
            "stock.h.beds", "stock.h"
        ]),
        ("workers: [{worker_id: k, capacity: -8, covers: [nope]}, {worker_id: k, capacity: 3}]\n", [
            "workers.k.capacity", "workers.k", "workers.k.covers"
        ]),
        ("stock: {hostel: {beds: -1}, flats: 3}\nstart_state: {occupied: {nope: 1}}\n", [
            "stock.hostel.beds", "stock.flats", "start_state.occupied.nope"
        ]),
        ("start_state: {occupied: {nope: -1, flats: 99}}\n", [
            "start_state.occupied.nope", "start_state.occupied.nope", "start_state.occupied.flats"
        ]),
        ("demand: {profile: {route: {SNAPP: 0.7, self: 0.2}}}\n", [
            "demand.profile.route.SNAPP", "demand.profile.route"
        ]),
        ("demand: {profile: {avoid_schemes: {nope: 0.5}}}\n", [
            "demand.profile.avoid_schemes", "demand.profile.avoid_schemes"
        ]),
        ("demand: {profile: {groups_of: {ethnicity: {x: {share: 0.9, bnd: C, band: {A: 2}}}}}}\n", [
            "demand.profile.groups_of.ethnicity.x.bnd", "demand.profile.groups_of.ethnicity.x.band.A",
            "demand.profile.groups_of.ethnicity",
        ]),
    ],
)  # fmt: skip
def test_a_wrong_value_hides_no_other_fault(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert [fault.column for fault in faults(tmp_path, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stock_changes: [{week: 3, scheme_id: flats, beds: x}, {week: 4, scheme_id: flats, beds: -9}]\n", [
            "stock_changes.1.beds"
        ]),
        ("stock: [{scheme_id: 'a;b', phase: 1, beds: 2}]\nstart_state: {occupied: {ab: 1}}\n", ["stock.a;b.scheme_id"]),
        ("stock: [{scheme_id: a, phase: 1, beds: x}]\nstart_state: {occupied: {a: 1}}\n", ["stock.a.beds"]),
        ("stock: {new: {phase: x, beds: 1}}\nstart_state: {occupied: {new: 1}}\n", ["stock.new.phase"]),
        ("demand: {referrals_per_week: [{from_week: x, rate: 1}, {from_week: 0, rate: 2}]}\n", [
            "demand.referrals_per_week.1.from_week"
        ]),
        ("demand: {profile: {band: {A: x, B: 0.5}}}\n", ["demand.profile.band.A"]),
        ("behaviour: {step_back_per_week: {0: -1}}\n", ["behaviour.step_back_per_week.0"]),
        ("weeks: many\nwarm_up_weeks: 300\n", ["weeks"]),
    ],
)  # fmt: skip
def test_what_only_follows_from_a_fault_is_not_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert [fault.column for fault in faults(tmp_path, text)] == expected


def test_beds_are_needed(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as bad:
        read_scenario(a_file(tmp_path, START))
    assert [fault.column for fault in bad.value.faults] == ["stock"]


def test_a_start_left_out_is_a_monday_and_the_warm_up_a_fifth_of_a_short_run(tmp_path: Path) -> None:
    read = read_scenario(a_file(tmp_path, "weeks: 60\nstock: {a: {phase: 1, beds: 1}}\n"))
    assert (read.start.weekday(), read.warm_up_weeks) == (0, 12)


def test_a_run_shortened_on_the_command_line_measures_something(tmp_path: Path) -> None:
    short = understand(a_file(tmp_path, STOCK + "warm_up_weeks: 52\n"), {"weeks": 40}, option="--weeks")
    assert short.scenario.warm_up_weeks == 8
    assert any(warning.column == "warm_up_weeks" for warning in short.warnings)


def test_a_step_to_a_phase_without_a_scheme_is_a_warning(tmp_path: Path) -> None:
    read = understood(tmp_path, "behaviour: {next_phase: {1: 2}}\ndemand: {profile: {seeks: {0;1: 1}}}\n")
    assert [(warning.row, warning.column) for warning in read.warnings] == [
        (2, "behaviour.next_phase.1"), (3, "demand.profile.seeks"),
    ]  # fmt: skip


def test_groups_that_are_extended_are_taken_back_with_null(tmp_path: Path) -> None:
    groups = "demand: {profile: {groups_of: {ethnicity: {x: {share: 1, seeks: {1: 1}}}}}}\n"
    read = scenario(tmp_path, "demand: {profile: {ethnicity: y, groups_of: {ethnicity: null}}}\n", base=TINY + groups)
    assert (read.demand.profile.groups_of, read.demand.profile.facts["ethnicity"]) == ({}, {"y": 1.0})


def test_beds_that_change_after_the_last_week_are_a_warning(tmp_path: Path) -> None:
    changes = "stock_changes: [{week: 59, scheme_id: flats, beds: 1}, {week: 60, scheme_id: flats, beds: 1}]\n"
    read = understood(tmp_path, "weeks: 60\n" + changes)
    assert [(warning.row, warning.column) for warning in read.warnings] == [(3, "stock_changes.2.week")]
