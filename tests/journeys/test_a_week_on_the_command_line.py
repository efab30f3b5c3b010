"""The journeys of a coordinator's week, command by command, on the samples and on what a spreadsheet does to a file."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from beds.cli.main import main
from beds.domain.allocation import Cause
from beds.domain.answer_words import CAUSES

ON = ("--on", "2026-11-23")


def beds(*typed: str | Path) -> Result:
    return CliRunner().invoke(main, [str(part) for part in typed], catch_exceptions=False)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ------------------------------------------------------------------------- a week of the sample service


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The answer for the sample service."""
    folder = tmp_path_factory.mktemp("week") / "out"
    done = beds("allocate", root / "scenarios" / "chrysalis", *ON, "--out", folder, "--quiet")
    assert done.exit_code == 0, done.stderr
    return folder


def test_every_candidate_has_one_row_and_everybody_without_a_bed_a_cause(out: Path, root: Path) -> None:
    candidates = {row["person_id"] for row in rows(root / "scenarios" / "chrysalis", "people") if row["seeks"]}
    given = rows(out, "allocation")
    assert [row["person_id"] for row in given] == sorted(candidates)
    without = {row["person_id"] for row in given if row["outcome"] in ("stays", "waits")}
    causes = {row["person_id"]: row["cause"] for row in rows(out, "unplaced")}
    assert set(causes) == without
    allowed: set[Cause] = set(CAUSES)
    assert set(causes.values()) <= allowed


def test_every_row_has_a_sentence_to_read_out_that_names_nobody_else(out: Path, root: Path) -> None:
    everybody = {row["person_id"] for row in rows(root / "scenarios" / "chrysalis", "people")}
    for table in ("allocation", "unplaced"):
        for row in rows(out, table):
            assert row["reason"].endswith("."), row
            words = set(row["reason"].replace(",", " ").replace(".", " ").replace(";", " ").split())
            assert words.isdisjoint(everybody - {row["person_id"]}), row


def test_every_candidate_stands_before_every_scheme(out: Path, root: Path) -> None:
    schemes = rows(root / "scenarios" / "chrysalis", "schemes")
    assert len(rows(out, "explanations")) == len(rows(out, "allocation")) * len(schemes)


def test_nobody_is_passed_over_in_silence(out: Path) -> None:
    """Built anew from the answer, where it is plain that whoever waits on could have had the very bed."""
    told = {(row["placed_id"], row["passed_id"]) for row in rows(out, "skipped")}
    eligible = {(row["person_id"], row["scheme_id"]): int(row["eligible_beds"]) for row in rows(out, "explanations")}
    beds_in = {row["scheme_id"]: int(row["beds"]) for row in rows(out, "explanations")}
    given = rows(out, "allocation")
    for placed in (row for row in given if row["bed_id"]):
        for passed in (row for row in given if not row["bed_id"]):
            before = (passed["band"], -int(passed["waiting_days"])) < (placed["band"], -int(placed["waiting_days"]))
            scheme = placed["scheme_id"]
            if before and eligible[passed["person_id"], scheme] == beds_in[scheme]:
                assert (placed["person_id"], passed["person_id"]) in told
    assert told


def test_the_summary_says_that_every_aim_is_proven(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert all(tier["proven"] and tier["value"] == tier["bound"] for tier in summary["tiers"])
    assert summary["candidates"] == sum(summary[outcome] for outcome in ("placed", "moved", "stays", "waits"))


def test_the_same_week_gives_the_same_bytes_from_folder_and_workbook(out: Path, root: Path, tmp_path: Path) -> None:
    assert beds("convert", root / "scenarios" / "chrysalis", tmp_path / "week.xlsx").exit_code == 0
    assert beds("allocate", tmp_path / "week.xlsx", *ON, "--out", tmp_path / "again", "--quiet").exit_code == 0
    for table in ("allocation", "explanations", "unplaced", "skipped"):
        assert (tmp_path / "again" / f"{table}.csv").read_bytes() == (out / f"{table}.csv").read_bytes()


def test_the_workbook_holds_the_same_answer(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "allocation.xlsx")["Allocation"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row["person_id"] for row in rows(out, "allocation")]


def test_everybody_can_be_explained_and_the_explanation_agrees_with_the_files(out: Path, root: Path) -> None:
    without = {row["person_id"]: row for row in rows(out, "unplaced")}
    for person_id in ("P067", "P104", "P099", "P073"):
        shown = beds("explain", root / "scenarios" / "chrysalis", person_id, *ON, "--json")
        told = json.loads(shown.output)
        by_scheme = {row["scheme_id"]: row for row in rows(out, "explanations") if row["person_id"] == person_id}
        for scheme in told["schemes"]:
            row = by_scheme[scheme["scheme_id"]]
            assert scheme["eligible_beds"] == int(row["eligible_beds"]), (person_id, row)
        if person_id in without:
            assert told["cause"] == without[person_id]["cause"]
            assert ";".join(told["alone_rules"]) == without[person_id]["alone_rules"]


# ----------------------------------------------------------------------- what a spreadsheet does to a file


def _rows_of_nobody_else_speaks_of(book: openpyxl.Workbook) -> list[int]:
    """Rows of people whose ids stand on no other sheet, so that a lost id leaves nothing behind."""
    others = (sheet for sheet in book if sheet.title != "people")
    spoken_of = {cell.value for sheet in others for row in sheet.iter_rows() for cell in row}
    return [row[0].row for row in book["people"].iter_rows(min_row=10) if row[0].value not in spoken_of]


def test_a_workbook_edited_wrongly_in_five_places_has_five_faults_with_their_cells(root: Path, tmp_path: Path) -> None:
    assert beds("convert", root / "scenarios" / "chrysalis", tmp_path / "week.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "week.xlsx")
    people, beds_sheet, stays = book["people"], book["beds"], book["stays"]
    headers = {cell.value: cell.column_letter for cell in people[1]}
    people[f"{headers['birth_date']}5"] = "31.02.1990"
    people[f"{headers['gender']}1"] = "gendr"
    lonely = _rows_of_nobody_else_speaks_of(book)
    people[f"A{lonely[1]}"] = people[f"A{lonely[0]}"].value
    beds_sheet["B4"] = "hostle"
    of_stays = {cell.value: cell.column_letter for cell in stays[1]}
    open_rows = [
        row[0].row for row in stays.iter_rows(min_row=2) if not stays[f"{of_stays['ended_on']}{row[0].row}"].value
    ]
    one, other = open_rows[:2]
    stays[f"{of_stays['bed_id']}{other}"] = stays[f"{of_stays['bed_id']}{one}"].value
    book.save(tmp_path / "week.xlsx")

    done = beds("check", tmp_path / "week.xlsx", *ON, "--json")
    assert done.exit_code == 2
    faults = {(f["file"].rpartition(" ")[2], f["row"], f["column"]): f for f in json.loads(done.output)["faults"]}
    expected = {
        ("people", 5, "birth_date"): "31.02.1990",
        ("people", 1, "gendr"): "gendr",
        ("people", lonely[1], "person_id"): people[f"A{lonely[0]}"].value,
        ("beds", 4, "scheme_id"): "hostle",
        ("stays", other, "bed_id"): stays[f"{of_stays['bed_id']}{one}"].value,
    }
    assert {place: fault["value"] for place, fault in faults.items()} == expected
    assert all(fault["accepted"] for fault in faults.values())
    assert "gender" in faults["people", 1, "gendr"]["message"] + faults["people", 1, "gendr"]["accepted"]

    refused = beds("allocate", tmp_path / "week.xlsx", *ON, "--out", tmp_path / "out")
    assert refused.exit_code == 2
    assert not (tmp_path / "out").exists()


# -------------------------------------------------------------------------------------------- a real format


def test_an_hmis_export_is_allocated_in_two_commands(shared_data: Path, tmp_path: Path) -> None:
    made = beds("from-hmis", shared_data / "hmis_demo", "--on", "2021-10-31", "--out", tmp_path / "hmis")
    assert made.exit_code == 0, made.stderr
    done = beds("allocate", tmp_path / "hmis", "--on", "2021-10-31", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["placed"] + summary["moved"] > 0
    assert all(row["worker_id"] == "" for row in rows(tmp_path / "out", "allocation"))


# ----------------------------------------------------------------------------------------- a new service


def test_from_an_empty_template_to_the_first_week(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    assert beds("template", folder).exit_code == 0
    filled = {
        "schemes": {"scheme_id": "house", "name": "Our House", "phase": "1"},
        "beds": {"bed_id": "1", "scheme_id": "house"},
        "people": {
            "person_id": "x1",
            "band": "A",
            "seeks": "1",
            "waiting_since": "2026-11-02",
            "birth_date": "1990-01-01",
        },
        "workers": {"worker_id": "k1", "covers": "*", "capacity": "5"},
    }
    for table, cells in filled.items():
        header = (folder / f"{table}.csv").read_text("utf-8-sig").strip()
        row = ",".join(cells.get(column, "") for column in header.split(","))
        (folder / f"{table}.csv").write_text(f"{header}\n{row}\n", "utf-8")
    assert beds("check", folder, *ON).exit_code == 0
    done = beds("allocate", folder, *ON, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert rows(tmp_path / "out", "allocation")[0]["bed_id"] == "1"
