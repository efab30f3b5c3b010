"""weekly.csv, people.csv, measures.csv, compare.csv and measures.xlsx, read back."""

import csv
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from beds.data.laboratory.people import COLUMNS, facts_of
from beds.data.laboratory.streams import Streams, rows_of
from beds.data.laboratory.tables import is_hidden, small_groups, write_tables, write_workbook
from beds.domain.frozen import FrozenMap
from beds.simulation.compare import Difference, Estimate
from beds.simulation.records import COUNTS, Records
from beds.simulation.scenario import Demand, Group, Profile, Scenario
from tests.simulation.invented import a_spell, a_stay, records

BASELINE = Scenario("baseline", date(2026, 11, 23))


def written(tmp_path: Path, *runs: Records, facts: tuple[str, ...] = (), suppress: bool = False) -> Path:
    with Streams(tmp_path, facts) as files:
        for run in runs:
            files.add(*rows_of(BASELINE, run, facts, suppress))
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_weekly_csv_has_a_row_a_week_and_phase(tmp_path: Path) -> None:
    run = records(weeks=2, weekly={"waiting": (7, 1, 8), "returned": (0, 2, 2)}, replication=3)
    found = rows(written(tmp_path, run) / "weekly.csv")
    assert list(found[0]) == ["scenario", "replication", "week", "phase", *COUNTS]
    assert [(row["week"], row["phase"], row["waiting"], row["returned"]) for row in found] == [
        ("0", "1", "7", "0"), ("0", "2", "1", "2"), ("0", "all", "8", "2"),
        ("1", "1", "7", "0"), ("1", "2", "1", "2"), ("1", "all", "8", "2"),
    ]  # fmt: skip
    assert {(row["scenario"], row["replication"]) for row in found} == {("baseline", "3")}


def test_small_counts_of_people_are_marked_where_a_run_starts_from_people(tmp_path: Path) -> None:
    run = records(weeks=1, phases=(1, 2, 3), weekly={"waiting": (7, 1, 9, 17), "beds": (3, 2, 1, 6)})
    found = rows(written(tmp_path, run, suppress=True) / "weekly.csv")
    assert [row["waiting"] for row in found] == ["[c]", "[c]", "9", "17"]
    assert [row["beds"] for row in found] == ["3", "2", "1", "6"]
    assert [row["overdue"] for row in found] == ["0"] * 4


def test_people_csv_tells_a_life_in_one_row(tmp_path: Path) -> None:
    run = records(
        [
            a_spell(0, 0, placed=1, ended=9, ending="moved_on_ready", worker_changes=1, refusals=2),
            a_spell(0, 12, spell=1, origin="returned", worker_changes=1),
            a_spell(1, -4, origin="resident_at_start", band=-1, route=-1),
        ],
        [a_stay(0, 1, 4, "moved_phase"), a_stay(0, 4, 9, "moved_on", scheme=1, phase=2), a_stay(1, -4)],
        groups={"ethnicity": ("x", "")},
    )
    first, second = rows(written(tmp_path, run, facts=("disability", "ethnicity")) / "people.csv")
    assert list(first) == [*COLUMNS, "disability", "ethnicity"]
    assert first == {
        "scenario": "baseline", "replication": "0", "person": "p0", "band": "C", "route": "SNAP",
        "origins": "arrived;returned", "referred_on": "2026-11-23;2027-02-15", "first_placed_on": "2026-11-30;",
        "placed_on": "2026-11-30;2026-12-21", "schemes": "hostel;rooms", "phases": "1;2",
        "placement_ended_on": "2026-12-21;2027-01-25", "left_on": "2027-01-25;", "left_how": "moved_on_ready;",
        "worker_changes": "2", "refusals": "2", "disability": "", "ethnicity": "x",
    }  # fmt: skip
    assert (second["band"], second["route"], second["left_on"], second["placed_on"]) == ("", "", "", "2026-10-26")


def test_replications_follow_each_other_under_one_header(tmp_path: Path) -> None:
    runs = [records([a_spell(0, 0)], weeks=1, replication=number) for number in range(3)]
    folder = written(tmp_path, *runs)
    assert [row["replication"] for row in rows(folder / "people.csv")] == ["0", "1", "2"]
    assert len(rows(folder / "weekly.csv")) == 9


def test_a_run_that_fails_leaves_the_old_files_alone(tmp_path: Path) -> None:
    written(tmp_path, records(weeks=1))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fails() -> None:
        with Streams(tmp_path, ()) as files:
            files.add("half", "a row")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_facts_of_all_scenarios_are_columns() -> None:
    profile = Profile(groups_of=FrozenMap({"ethnicity": FrozenMap({"x": Group(1.0)})}))
    other = Scenario("other", date(2026, 11, 23), demand=Demand(profile=profile))
    assert facts_of([BASELINE, other]) == ("ethnicity",)
    told = Profile(FrozenMap({"disability": FrozenMap({"yes": 1.0}), "band": FrozenMap({"A": 1.0})}))
    assert facts_of([BASELINE, Scenario("told", date(2026, 11, 23), demand=Demand(profile=told))]) == ("disability",)


def test_a_scheme_id_with_a_comma_keeps_its_row_whole(tmp_path: Path) -> None:
    stays = [a_stay(0, 0, 2), a_stay(0, 2, 4)]
    run = replace(records(weeks=5, spells=[a_spell(0, 0)], stays=stays), schemes=("one, two",))
    (row,) = rows(written(tmp_path, run) / "people.csv")
    assert row["schemes"] == "one, two;one, two"


ESTIMATES = (
    Estimate("baseline", "admitted", "all", 21.6, 21.0, 22.2, 200, 0),
    Estimate("baseline", "group_referrals:ethnicity=x", "all", 2.0, 1.0, 3.0, 200, 0),
    Estimate("baseline", "group_wait_mean:ethnicity=x", "all", 7.0, 6.0, 8.0, 200, 0),
    Estimate("baseline", "wait_all_median", "all", math.nan, math.nan, math.nan, 150, 50),
)
DIFFERENCES = (
    Difference("=shorter", "admitted", "all", 3.8, 3.1, 4.5, "more", 200, 0, 7, 1e-9, True),
    Difference(
        "=shorter", "wait_all_median", "all", math.nan, math.nan, math.nan, "not known", 150, 50, None, math.nan, False
    ),
    Difference("=shorter", "group_wait_mean:ethnicity=x", "all", 1.0, 0.5, 1.5, "more", 200, 0, 9, 0.01, False),
)


def test_measures_and_differences_have_their_columns_first(tmp_path: Path) -> None:
    write_tables(tmp_path, ESTIMATES, DIFFERENCES)
    measures, compare = rows(tmp_path / "measures.csv"), rows(tmp_path / "compare.csv")
    assert list(measures[0])[:6] == ["scenario", "measure", "phase", "mean", "low", "high"]
    assert list(compare[0])[:7] == ["scenario", "measure", "phase", "mean", "low", "high", "verdict"]
    assert list(measures[0].values()) == [
        "baseline",
        "admitted",
        "all",
        "21.6",
        "21.0",
        "22.2",
        "people_a_year",
        "200",
        "0",
    ]
    assert compare[0]["verdict"] == "more"
    assert compare[0]["scenario"] == "'=shorter"
    assert (compare[1]["mean"], compare[1]["verdict"], compare[1]["undefined"]) == ("", "not known", "50")


def test_nothing_is_said_of_a_group_of_a_few_real_people(tmp_path: Path) -> None:
    hidden = small_groups(ESTIMATES)
    assert hidden == {("baseline", "ethnicity=x")}
    assert [is_hidden(one, hidden) for one in (*ESTIMATES[:3], *DIFFERENCES)] == [False, True, True, False, False, True]
    write_tables(tmp_path, ESTIMATES, DIFFERENCES, suppress=True)
    assert [row["mean"] for row in rows(tmp_path / "measures.csv")] == ["21.6", "[c]", "[c]", ""]
    assert [(row["verdict"], row["needed"]) for row in rows(tmp_path / "compare.csv")][2] == ("[c]", "")


def test_a_small_group_is_not_left_to_be_told_by_the_others() -> None:
    def referred(value: str, people: float) -> Estimate:
        return Estimate("baseline", f"group_referrals:ethnicity={value}", "all", people, people, people, 9, 0)

    groups = [referred("x", 0.3), referred("y", 12.0), referred("z", 30.0)]
    assert small_groups(groups) == {("baseline", "ethnicity=x"), ("baseline", "ethnicity=y")}
    assert small_groups(groups[1:]) == frozenset()


def test_the_workbook_has_a_cover_and_named_tables(tmp_path: Path) -> None:
    write_workbook(tmp_path / "measures.xlsx", ESTIMATES, DIFFERENCES, ["Two hundred replications."])
    book = openpyxl.load_workbook(tmp_path / "measures.xlsx")
    assert book.sheetnames == ["Cover", "Measures", "Differences", "Definitions"]
    assert book["Cover"]["A1"].value == "Policy laboratory: measures"
    assert [list(book[name].tables) for name in book.sheetnames[1:]] == [["Measures"], ["Differences"], ["Definitions"]]
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert [cell.value for cell in book["Measures"][2]][:8] == [
        "baseline", "People admitted", "all", None, "people a year", 21.6, 21, 22.2,
    ]  # fmt: skip
    assert book["Differences"]["A2"].value == "=shorter"


def test_a_single_scenario_has_no_differences(tmp_path: Path) -> None:
    write_workbook(tmp_path / "measures.xlsx", ESTIMATES, (), [])
    assert "Differences" not in openpyxl.load_workbook(tmp_path / "measures.xlsx").sheetnames


def test_counts_are_written_as_whole_numbers(tmp_path: Path) -> None:
    run = records(weeks=1, weekly={"occupied": (2_000_000, 0, 2_000_000)})
    assert rows(written(tmp_path, run) / "weekly.csv")[0]["occupied"] == str(np.int32(2_000_000))


def test_the_past_of_real_people_is_not_told(tmp_path: Path) -> None:
    run = records(
        [a_spell(0, -4, origin="resident_at_start", band=-1, route=-1), a_spell(1, 3)],
        [a_stay(0, -4, 2, "moved_on")],
        groups={"ethnicity": ("x", "y")},
    )
    real, drawn = rows(written(tmp_path, run, facts=("ethnicity",), suppress=True) / "people.csv")
    assert (real["placed_on"], real["placement_ended_on"], real["ethnicity"]) == ("before", "2026-12-07", "[c]")
    assert (drawn["referred_on"], drawn["ethnicity"]) == ("2026-12-14", "y")
