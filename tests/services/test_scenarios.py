"""Scenarios as use cases: found by name, varied, listed; and what each changes, in words."""

from pathlib import Path

import pytest

from beds.domain.errors import BadInput
from beds.services.changes import changes
from beds.services.inputs import inputs
from beds.services.scenarios import apply_changes, list_scenarios, read_scenario
from beds.services.shipped import locate_scenario, shipped_scenarios
from tests.data.scenario_files import BASE_LINES, TINY, a_file, scenario


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, far from the shipped scenarios."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["baseline", "baseline.yaml", "scenarios/baseline", "scenarios/baseline.yaml"])
def test_a_shipped_scenario_is_found_by_its_name_from_any_folder(desk: Path, name: str) -> None:
    assert locate_scenario(name) == shipped_scenarios() / "baseline.yaml"


def test_a_file_of_the_reader_comes_first(desk: Path) -> None:
    a_file(desk, TINY, "baseline")
    assert locate_scenario("baseline") == Path("baseline.yaml")


@pytest.mark.parametrize("name", ["nowhere", "../scenarios/baseline", "scenarios/../baseline", "/nowhere/baseline"])
def test_what_is_no_scenario_comes_back_as_it_was_asked_for(desk: Path, name: str) -> None:
    assert locate_scenario(name) == Path(name)


def test_a_scenario_is_varied_by_dotted_keys() -> None:
    varied = apply_changes("baseline", {"behaviour.weeks_to_ready.1.mean": 25, "stock.flats.beds": 9})
    assert [str(change) for change in changes(read_scenario("baseline"), varied)] == [
        "Beds of Flats: 7 → 9",
        "Ready in Hostel after: 30 weeks on average (variation 0.7) → 25 weeks on average (variation 0.7)",
    ]


def test_a_fault_of_a_variation_names_the_option() -> None:
    with pytest.raises(BadInput, match=r"--vary behaviour\.weeks_to_ready\.1\.maen.*probably meant: mean"):
        apply_changes("baseline", {"behaviour.weeks_to_ready.1.maen": 25})


def test_shipped_scenarios_are_listed_with_what_they_change() -> None:
    listed = {one.scenario.name: one for one in list_scenarios()}
    shortened = listed["shortened-timeframes"]
    assert shortened.base == listed["baseline"].scenario
    assert [str(change) for change in shortened.changes] == [
        "Stay limit of Hostel: 39 → 26 weeks",
        "Stay limit of Semi-independent hostel: 52 → 26 weeks",
        "Stay limit of Third-phase flat: 104 → 52 weeks",
    ]
    assert all(one.changes for one in listed.values() if one.base)


def test_faults_of_all_files_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    a_file(tmp_path, TINY + "wekes: 3\n", "base")
    a_file(tmp_path, "extends: base\nseed: x\n", "one")
    with pytest.raises(BadInput) as bad:
        list_scenarios(tmp_path)
    assert sorted((fault.file, fault.row) for fault in bad.value.faults) == [
        ("base.yaml", BASE_LINES + 1),
        ("one.yaml", 2),
    ]


def test_a_folder_without_scenarios_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no scenario here"):
        list_scenarios(tmp_path)


# ------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("weeks: 104\n", ["Length: 260 → 104 weeks"]),
        ("policy: {rules_off: [connection]}\n", ["Rules switched off: none → connection"]),
        ("policy: {route_priority: {specialist: 2}}\n", [
            "Referrals by specialist count: none → 2 steps more urgent"
        ]),
        ("policy: {continuity: off}\n", ["The same key worker: required → off"]),
        ("stock: {hostel: {women_only: yes, weekly_cost: 1450}}\n", [
            "hostel is for women only: none → yes", "Cost of a bed a week in hostel: none → £1,450",
        ]),
        ("stock: [{scheme_id: hostel, phase: 1, beds: 18}]\n", [
            "Beds of flats: 7 → none"
        ]),
        ("stock_changes: [{week: 26, scheme_id: flats, beds: 3}]\n", [
            "Beds of flats opened or closed in week 26: none → +3"
        ]),
        ("workers: [{worker_id: a, capacity: 6}, {worker_id: b, capacity: 4.5}]\n", [
            "Key workers: without limit, or those of the folder → 2",
            "Caseload points they can hold in all: none → 10.5",
        ]),
        ("start_state: {waiting: 3}\n", ["Waiting at the start: 0 → 3"]),
        ("demand: {referrals_per_week: [{from_week: 0, rate: 0.7}, {from_week: 52, rate: 0.9}]}\n", [
            "Referrals a week: 0 → 0.7, 0.9 from week 52"
        ]),
        ("demand: {profile: {connection: 0.7}}\n", ["Local connection: none → 70 %"]),
        ("demand: {profile: {groups_of: {ethnicity: {x: {share: 0.25, band: {A: 1}}, y: {share: 0.75}}}}}\n", [
            "Ethnicity: none → x 25 %, y 75 %", "Band of those referred where Ethnicity is x: none → A 100 %",
        ]),
        ("behaviour: {leave_per_week: {1: 0.012}}\n", [
            "Weekly chance of leaving unplanned from Hostel: none → 1.2 %"
        ]),
        ("behaviour: {next_phase: {3: move_on}}\n", ["After Third-phase flat: none → a home of her own"]),
        ("behaviour: {move_on_homes_per_week: 0.2}\n", ["Homes to move on to a week: as many as are needed → 0.2"]),
        ("behaviour: {move_at_limit: yes}\n", ["Moves on at the limit though not ready: no → yes"]),
        ("behaviour: {return_within_52_weeks: {ready: 0.15}}\n", [
            "Return within a year after moving on ready: 0 % → 15 %"
        ]),
        ("behaviour: {return_route: internal}\n", ["Route of those who return: none → internal"]),
        ("question: Another?\nname: other\n", []),
    ],
)  # fmt: skip
def test_a_change_is_said_in_words(tmp_path: Path, text: str, said: list[str]) -> None:
    assert [str(change) for change in changes(scenario(tmp_path, ""), scenario(tmp_path, text))] == said


def test_every_input_of_the_baseline_has_a_label_and_a_value() -> None:
    said = inputs(read_scenario("baseline"))
    assert all(one.label and one.value for one in said.values())
    assert {"stock.flats.beds", "behaviour.leave_per_week.3", "demand.profile.ethnicity"} <= set(said)
