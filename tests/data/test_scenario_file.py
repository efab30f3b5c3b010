"""Scenario files: what they mean, how they extend each other, and what is refused, with its line."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from beds.data.scenario_file import read_scenario, understand
from beds.domain.errors import BadInput
from beds.simulation.scenario import Gamma, Group, RateFrom, Scenario, StockChange
from tests.data.folders import a_folder
from tests.data.scenario_files import START, TINY, a_file, faults, scenario

AS_IN_THE_CONTRACT = """\
name: shortened-timeframes
extends: base
start: 2026-11-23                      # a Monday; week 0
weeks: 260                             # the whole length, warm-up included
warm_up_weeks: 52                      # simulated and recorded, not measured
replications: 200
seed: 20261123
from_folder: null
policy: {stay_limit_weeks: {1: 13, 2: 13, 3: 26}}
stock:
  - {scheme_id: hostel, phase: 1, beds: 18, women_only: yes, weekly_cost: 450}
  - {scheme_id: flats, phase: 3, beds: 7, routes: [snap, specialist], features: en_suite;ground_floor}
stock_changes: [{week: 26, scheme_id: hostel, beds: 3}, {week: 104, scheme_id: flats, beds: -2}]
workers: [{worker_id: kw1, capacity: 8}]
start_state: {waiting: 12, occupied: {hostel: 15}}
demand:
  referrals_per_week: 1.2
  profile:
    route: {SNAP: 0.7, specialist: 0.2, outreach: 0.1}
    band: {A: 0.1, B: 0.3, C: 0.5, D: 0.1}
    seeks: {"0;1": 0.5, "1": 0.5}
    connection: 0.7
    groups_of: {ethnicity: {x: {share: 0.2, substance: {active: 0.2, abstinent: 0.8}}, y: {share: 0.8}}}
behaviour:
  weeks_to_ready: {0: {mean: 4, cv: 0.6}, 1: {mean: 30, cv: 0.7}}
  leave_per_week: {0: 0.02, 1: 0.01, 2: 0.006, 3: 0.004}
  next_phase: {0: 1, 1: 2, 2: 3, 3: move_on}
  move_on_homes_per_week: null
  refuse_offer: 0.08
  waiting_leave_per_week: 0.02
  move_at_limit: true
  return_within_52_weeks: {ready: 0.15, not_ready: 0.35, unplanned: 0.5}
  step_back_per_week: {2: 0.002, 3: 0.003}
  worker_leave_per_week: 0.004
"""


@pytest.fixture
def contract(tmp_path: Path) -> Scenario:
    a_file(tmp_path, TINY, "base")
    return read_scenario(a_file(tmp_path, AS_IN_THE_CONTRACT, "file"))


def test_the_run_of_the_contract_is_read(contract: Scenario) -> None:
    assert (contract.name, contract.extends) == ("shortened-timeframes", "base")
    assert (contract.start, contract.weeks, contract.warm_up_weeks) == (date(2026, 11, 23), 260, 52)
    assert (contract.replications, contract.seed, contract.present) == (200, 20261123, None)
    assert dict(contract.policy.stay_limit_weeks) == {0: 4, 1: 13, 2: 13, 3: 26}


def test_the_world_of_the_contract_is_read(contract: Scenario) -> None:
    hostel, flats = contract.stock
    assert (hostel.scheme.women_only, hostel.scheme.weekly_cost, hostel.beds) == (True, Decimal(450), 18)
    assert (flats.scheme.routes, flats.scheme.features) == (("SNAP", "specialist"), ("en_suite", "ground_floor"))
    assert flats.scheme.women_only is None
    assert contract.stock_changes == (StockChange(26, "hostel", 3), StockChange(104, "flats", -2))
    assert contract.workers is not None
    (worker,) = contract.workers
    assert (worker.capacity, worker.covers) == (Fraction(8), ("*",))
    assert (contract.start_state.waiting, dict(contract.start_state.occupied)) == (12, {"hostel": 15})


def test_the_demand_of_the_contract_is_read(contract: Scenario) -> None:
    assert contract.demand.referrals_per_week == (RateFrom(0, 1.2),)
    facts = contract.demand.profile.facts
    assert facts["seeks"] == {"0;1": 0.5, "1": 0.5}
    assert facts["connection"] == {"yes": 0.7, "no": 0.3}
    assert "recourse" not in facts
    assert contract.demand.profile.groups_of == {
        "ethnicity": {"x": Group(0.2, {"substance": {"active": 0.2, "abstinent": 0.8}}), "y": Group(0.8, {})}
    }


def test_the_behaviour_of_the_contract_is_read(contract: Scenario) -> None:
    behaviour = contract.behaviour
    assert behaviour.weeks_to_ready == {0: Gamma(4, 0.6), 1: Gamma(30, 0.7)}
    assert behaviour.next_phase == {0: 1, 1: 2, 2: 3, 3: "move_on"}
    assert (behaviour.move_on_homes_per_week, behaviour.move_at_limit) == (None, True)
    assert behaviour.return_within_52_weeks == {"ready": 0.15, "not_ready": 0.35, "unplanned": 0.5}


def test_a_scenario_can_be_hashed_and_compared(contract: Scenario, tmp_path: Path) -> None:
    again = read_scenario(tmp_path / "file.yaml")
    assert (again, hash(again)) == (contract, hash(contract))


# ---------------------------------------------------------------------------------------- left out


def test_what_is_left_out_does_not_happen_and_restricts_nobody(tmp_path: Path) -> None:
    read = scenario(tmp_path, "")
    assert (read.name, read.weeks, read.demand.referrals_per_week, read.workers) == ("tiny", 260, (), None)
    assert read.behaviour == Scenario("x", read.start).behaviour


def test_a_profile_without_seeks_and_band_means_the_lowest_phase_and_c(tmp_path: Path) -> None:
    facts = scenario(tmp_path, "").demand.profile.facts
    assert facts == {"seeks": {"1": 1.0}, "band": {"C": 1.0}}


def test_children_may_be_the_share_of_yes(tmp_path: Path) -> None:
    assert scenario(tmp_path, "demand: {profile: {children: 0.25}}\n").demand.profile.facts["children"] == {
        "1": 0.25,
        "0": 0.75,
    }


def test_one_word_is_what_everybody_has(tmp_path: Path) -> None:
    assert scenario(tmp_path, "demand: {profile: {route: snap}}\n").demand.profile.facts["route"] == {"SNAP": 1.0}


def test_a_blank_value_is_not_known(tmp_path: Path) -> None:
    text = 'demand: {profile: {recourse: {yes: 0.5, "": 0.5}, age: {18-24: 0.5, 30: 0.5}}}\n'
    facts = scenario(tmp_path, text).demand.profile.facts
    assert facts["recourse"] == {"yes": 0.5, "": 0.5}
    assert facts["age"] == {"18-24": 0.5, "30": 0.5}


@pytest.mark.parametrize("word", ["yes", "true", "True", "on", "y"])
def test_every_word_of_yaml_for_yes_is_yes(tmp_path: Path, word: str) -> None:
    assert scenario(tmp_path, f"behaviour: {{move_at_limit: {word}}}\n").behaviour.move_at_limit is True


def test_a_rate_may_change_with_time(tmp_path: Path) -> None:
    text = "demand: {referrals_per_week: [{from_week: 0, rate: 0.7}, {from_week: 52, rate: 0.9}]}\n"
    assert [scenario(tmp_path, text).rate(week) for week in (0, 51, 52)] == [0.7, 0.7, 0.9]


# ----------------------------------------------------------------------------------------- extends

RICH = TINY + (
    "question: Why?\nname: rich\n"
    "policy: {stay_limit_weeks: {1: 39}, rules_off: [age]}\n"
    "workers: [{worker_id: kw1, capacity: 6}]\n"
    "demand: {referrals_per_week: 2, profile: {band: {A: 0.5, B: 0.5}, pets: 0.1}}\n"
    "behaviour: {weeks_to_ready: {1: {mean: 30, cv: 0.7}}, leave_per_week: {1: 0.01}}\n"
    "sources: {demand.referrals_per_week: A paper, behaviour.leave_per_week: Another, workers: A third}\n"
)


def test_mappings_merge(tmp_path: Path) -> None:
    text = (
        "policy: {stay_limit_weeks: {2: 13}}\nbehaviour: {weeks_to_ready: {1: {mean: 25}}, leave_per_week: {3: 0.1}}\n"
    )
    read = scenario(tmp_path, text, base=RICH)
    assert dict(read.policy.stay_limit_weeks) == {0: 4, 1: 39, 2: 13, 3: 52}
    assert read.behaviour.weeks_to_ready == {1: Gamma(25, 0.7)}
    assert read.behaviour.leave_per_week == {1: 0.01, 3: 0.1}


def test_shares_are_replaced_whole_and_other_facts_stay(tmp_path: Path) -> None:
    facts = scenario(tmp_path, "demand: {profile: {band: {C: 1}}}\n", base=RICH).demand.profile.facts
    assert facts["band"] == {"C": 1.0}
    assert facts["pets"] == {"yes": 0.1, "no": 0.9}


def test_lists_are_replaced_whole(tmp_path: Path) -> None:
    read = scenario(tmp_path, "stock: [{scheme_id: house, phase: 2, beds: 4}]\npolicy: {rules_off: []}\n", base=RICH)
    assert [row.scheme.scheme_id for row in read.stock] == ["house"]
    assert read.policy.rules_off == ()


def test_single_rows_of_stock_and_workers_are_changed_by_their_id(tmp_path: Path) -> None:
    text = "stock: {flats: {beds: 10}, house: {phase: 2, beds: 4}}\nworkers: {kw1: {capacity: 7}}\n"
    read = scenario(tmp_path, text, base=RICH)
    assert [(row.scheme.scheme_id, row.scheme.phase, row.beds) for row in read.stock] == [
        ("hostel", 1, 18), ("flats", 3, 10), ("house", 2, 4),
    ]  # fmt: skip
    assert read.workers is not None
    assert [worker.capacity for worker in read.workers] == [7]


def test_null_takes_back_what_is_extended(tmp_path: Path) -> None:
    text = "workers: null\ndemand: {profile: {pets: null}}\nbehaviour: {weeks_to_ready: {1: null}}\n"
    read = scenario(tmp_path, text, base=RICH)
    assert read.workers is None
    assert "pets" not in read.demand.profile.facts
    assert read.behaviour.weeks_to_ready == {}


def test_name_and_question_are_a_files_own(tmp_path: Path) -> None:
    read = scenario(tmp_path, "", base=RICH)
    assert (read.name, read.question) == ("tiny", "")


def test_a_changed_figure_does_not_keep_the_source_of_the_old_one(tmp_path: Path) -> None:
    text = "demand: {referrals_per_week: 3}\nbehaviour: {leave_per_week: {2: 0.1}}\n"
    assert dict(scenario(tmp_path, text, base=RICH).sources) == {
        "behaviour.leave_per_week": "Another; in part changed by tiny.yaml",
        "workers": "A third",
    }


def test_a_chain_may_be_long(tmp_path: Path) -> None:
    a_file(tmp_path, TINY + "weeks: 100\nseed: 4\n", "one")
    a_file(tmp_path, "extends: one\nweeks: 200\n", "two")
    read = understand(a_file(tmp_path, "extends: two.yaml\nreplications: 3\n", "three"))
    assert (read.scenario.weeks, read.scenario.seed, read.scenario.replications) == (200, 4, 3)
    assert read.extends == tmp_path / "two.yaml"


def test_a_shipped_scenario_is_extended_by_its_name_but_a_file_beside_comes_first(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    a_file(library, TINY + "seed: 1\n", "shipped")
    path = a_file(tmp_path, "extends: shipped\n")
    assert read_scenario(path, library=library).seed == 1
    a_file(tmp_path, TINY + "seed: 2\n", "shipped")
    assert read_scenario(path, library=library).seed == 2


def test_a_file_may_have_the_name_of_the_shipped_one_it_extends(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    a_file(library, TINY + "seed: 7\n", "tiny")
    assert read_scenario(a_file(tmp_path, "extends: tiny\n"), library=library).seed == 7


def test_a_circle_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "", base="extends: tiny\n" + TINY)
    assert (fault.file, fault.row, fault.column) == ("base.yaml", 1, "extends")
    assert "tiny.yaml → base.yaml → tiny.yaml" in fault.message


def test_a_scenario_that_is_not_there_is_told_with_the_likely_one_and_nothing_else(tmp_path: Path) -> None:
    a_file(tmp_path, TINY, "baseline")
    with pytest.raises(BadInput) as bad:
        read_scenario(a_file(tmp_path, "seed: 1\nextends: baselin\n"))
    (fault,) = bad.value.faults
    assert (fault.row, fault.value) == (2, "baselin")
    assert "probably meant: baseline" in fault.message


# ----------------------------------------------------------------------------------- from a folder


def test_a_folder_is_found_from_the_file_that_names_it_and_brings_its_policy(tmp_path: Path) -> None:
    a_folder(tmp_path, policy="name: council\nstay_limit_weeks: {1: 30}\n")
    (tmp_path / "inner").mkdir()
    a_file(tmp_path, START + "from_folder: tiny\n", "base")
    path = a_file(tmp_path / "inner", "extends: ../base\npolicy: {stay_limit_weeks: {2: 10}}\n")
    read = read_scenario(path)
    assert read.present is not None
    assert [bed.bed_id for bed in read.present.beds] == ["b1"]
    assert (read.from_folder, read.policy.name) == ("tiny", "council")
    assert dict(read.policy.stay_limit_weeks) == {0: 4, 1: 30, 2: 10, 3: 52}
    assert read.demand.profile.facts["seeks"] == {"1": 1.0}


def test_a_folder_takes_the_place_of_an_extended_stock_that_is_taken_back(tmp_path: Path) -> None:
    a_folder(tmp_path)
    assert scenario(tmp_path, "stock: null\nfrom_folder: tiny\n").present is not None


def test_faults_of_the_folder_are_told_with_those_of_the_scenario(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "beds.csv").write_text("bed_id,scheme_id\nb1,nowhere\n", encoding="utf-8")
    found = faults(tmp_path, "from_folder: tiny\nseed: x\n", base=START)
    assert [(fault.file, fault.column) for fault in found] == [("tiny.yaml", "seed"), ("beds.csv", "scheme_id")]


# --------------------------------------------------------------------------------------- overrides


def test_values_of_the_command_line_are_merged_last(tmp_path: Path) -> None:
    overrides = {
        "behaviour.weeks_to_ready.1.mean": 25,
        "stock.flats.beds": 9,
        "demand.profile.band": "{A: 0.25, D: 0.75}",
        "behaviour.move_at_limit": True,
        "behaviour.refuse_offer": 0.1 + 0.2,
        "workers": None,
    }
    read = scenario(tmp_path, "", base=RICH, overrides=overrides)
    assert read.behaviour.weeks_to_ready == {1: Gamma(25, 0.7)}
    assert [row.beds for row in read.stock] == [18, 9]
    assert read.demand.profile.facts["band"] == {"A": 0.25, "D": 0.75}
    assert (read.behaviour.move_at_limit, read.behaviour.refuse_offer, read.workers) == (True, 0.3, None)


def test_their_faults_name_the_option(tmp_path: Path) -> None:
    overrides = {"behaviour.leave_per_week.1": 2, "stok.flats.beds": 1, "stock.flat.beds": 3}
    found = faults(tmp_path, "", overrides=overrides)
    assert sorted((fault.file, fault.row, fault.column) for fault in found) == [
        ("--vary behaviour.leave_per_week.1", 0, "behaviour.leave_per_week.1"),
        ("--vary stock.flat.beds", 0, "stock.flat"),
        ("--vary stok.flats.beds", 0, "stok"),
    ]
