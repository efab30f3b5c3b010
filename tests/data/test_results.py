"""The files of a run: named and ordered as the contract says, whole or not at all, the same bytes every time."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from beds.data import results
from beds.data.results import CannotWrite, write_results
from beds.domain.allocation import Allocation
from beds.domain.errors import BadInput
from tests.answers import a_placed_row, a_row, a_skipped, an_allocation, an_explanation, an_unplaced

FILES = ["allocation.csv", "allocation.xlsx", "explanations.csv", "skipped.csv", "summary.json", "unplaced.csv"]
HEADERS = {
    "allocation": "person_id,outcome,from_bed,bed_id,scheme_id,phase,start_on,planned_end,worker_id,worker_changed,"
    "chain,band,waiting_days,reason",
    "explanations": "person_id,scheme_id,beds,eligible_beds,refused_by,alone",
    "unplaced": "person_id,cause,eligible_beds,alone_rules,reason",
    "skipped": "placed_id,bed_id,passed_id,passed_band,passed_waiting_days,decided_by,reason",
}


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def only_row(folder: Path, table: str) -> dict[str, str]:
    (row,) = rows_of(folder, table)
    return row


def test_a_run_gives_out_five_files_and_a_workbook(tmp_path: Path) -> None:
    write_results(an_allocation(), tmp_path / "new" / "out")
    assert sorted(file.name for file in (tmp_path / "new" / "out").iterdir()) == FILES


@pytest.mark.parametrize("table", HEADERS)
def test_columns_stand_in_the_order_of_the_contract(tmp_path: Path, table: str) -> None:
    write_results(an_allocation(), tmp_path)
    assert (tmp_path / f"{table}.csv").read_text("utf-8-sig").splitlines()[0] == HEADERS[table]


def test_a_row_a_candidate_with_dates_flags_and_blanks(tmp_path: Path) -> None:
    write_results(an_allocation(rows=(a_row(), a_placed_row(chain=2, worker_changed=True))), tmp_path)
    waits, placed = rows_of(tmp_path, "allocation")
    assert waits == dict.fromkeys(HEADERS["allocation"].split(","), "") | {
        "person_id": "p1", "outcome": "waits", "band": "B", "waiting_days": "10", "reason": "She waits.",
    }  # fmt: skip
    assert placed["start_on"] == "2026-11-23"
    assert placed["planned_end"] == "2027-05-24"
    assert placed["worker_changed"] == "yes"
    assert placed["phase"] == "1"
    assert placed["chain"] == "2"


def test_a_worker_who_stays_the_same_is_told_as_no(tmp_path: Path) -> None:
    write_results(an_allocation(rows=(a_placed_row(worker_changed=False),)), tmp_path)
    assert only_row(tmp_path, "allocation")["worker_changed"] == "no"


def test_phase_nought_is_no_blank(tmp_path: Path) -> None:
    write_results(an_allocation(rows=(a_placed_row(phase=0, waiting_days=0),)), tmp_path)
    assert only_row(tmp_path, "allocation")["phase"] == "0"
    assert only_row(tmp_path, "allocation")["waiting_days"] == "0"


@pytest.mark.parametrize(
    ("refused_by", "text"),
    [((("phase", 3), ("age", 1)), "phase=3; age=1"), ((("phase", 3),), "phase=3"), ((), "")],
)
def test_refusals_are_counts_by_rule(tmp_path: Path, refused_by: Any, text: str) -> None:
    write_results(an_allocation(explanations=(an_explanation(refused_by=refused_by),)), tmp_path)
    assert only_row(tmp_path, "explanations")["refused_by"] == text


@pytest.mark.parametrize(("alone", "text"), [(("age", "recourse"), "age;recourse"), ((), ""), (None, "")])
def test_lists_are_separated_by_semicolons(tmp_path: Path, alone: Any, text: str) -> None:
    write_results(an_allocation(unplaced=(an_unplaced(alone_rules=alone),)), tmp_path)
    assert only_row(tmp_path, "unplaced")["alone_rules"] == text


def test_a_cause_that_was_not_asked_for_is_blank(tmp_path: Path) -> None:
    write_results(an_allocation(unplaced=(an_unplaced(cause=None, alone_rules=None),)), tmp_path)
    assert only_row(tmp_path, "unplaced")["cause"] == ""


def test_who_was_passed_over_for_which_bed(tmp_path: Path) -> None:
    write_results(an_allocation(skipped=(a_skipped(),)), tmp_path)
    assert list(only_row(tmp_path, "skipped").values()) == ["p2", "b1", "p1", "A", "10", "key_worker", "No key worker."]


@pytest.mark.parametrize("text", ['a "quoted" word', "a, b", "two\nlines", "two\r\nlines", "Łódź", "বাংলা"])
def test_any_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    write_results(an_allocation(rows=(a_row(reason=text),)), tmp_path)
    assert only_row(tmp_path, "allocation")["reason"] == text


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@x", "'=1+1"])
def test_no_spreadsheet_takes_an_id_for_a_formula(tmp_path: Path, text: str) -> None:
    write_results(an_allocation(rows=(a_row(person_id=text),)), tmp_path)
    assert only_row(tmp_path, "allocation")["person_id"] == "'" + text


def test_equal_answers_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_results(an_allocation(), tmp_path / name)
    for file in FILES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes(), file


def test_lines_end_as_on_every_machine(tmp_path: Path) -> None:
    write_results(an_allocation(), tmp_path)
    for table in HEADERS:
        data = (tmp_path / f"{table}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\n")
        assert b"\r" not in data


def test_the_summary_tells_the_run_in_numbers(tmp_path: Path) -> None:
    write_results(an_allocation(), tmp_path, warnings=4)
    assert json.loads((tmp_path / "summary.json").read_text("utf-8")) == {
        "on": "2026-11-23",
        "policy": "tiny",
        "inputs_sha256": "f" * 64,
        "candidates": 2,
        "placed": 1,
        "moved": 0,
        "stays": 0,
        "waits": 1,
        "seconds": 0.123,
        "engine": "solver 1.0",
        "tiers": [
            {"name": "placed_A", "sense": "max", "value": 1, "bound": 1, "proven": True},
            {"name": "moves", "sense": "min", "value": 0, "bound": 0, "proven": True},
        ],
        "lottery": {"seed": 7, "decided": ["p2"]},
        "warnings": 4,
    }


def test_a_second_run_replaces_the_files_of_the_first_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_results(an_allocation(), tmp_path)
    write_results(an_allocation(rows=()), tmp_path)
    assert rows_of(tmp_path, "allocation") == []
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*FILES, "notes.txt"])


class Interrupted(Exception):
    """Somebody pulled the plug."""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Makes the last of the files fail."""

    def fail(error: Exception) -> None:
        def broken(allocation: Allocation, path: Path) -> None:
            raise error

        monkeypatch.setattr(results, "write_workbook", broken)

    return fail


def test_what_cannot_be_written_whole_is_not_written_at_all(
    tmp_path: Path, failing: Callable[[Exception], None]
) -> None:
    write_results(an_allocation(), tmp_path / "out")
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    failing(Interrupted())
    with pytest.raises(Interrupted):
        write_results(an_allocation(rows=()), tmp_path / "out")
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_a_folder_that_was_not_there_is_not_there_after_a_failure(
    tmp_path: Path, failing: Callable[[Exception], None]
) -> None:
    failing(Interrupted())
    with pytest.raises(Interrupted):
        write_results(an_allocation(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, failing: Callable[[Exception], None]) -> None:
    failing(OSError(28, "No space left on device"))
    with pytest.raises(CannotWrite, match="out: No space left on device"):
        write_results(an_allocation(), tmp_path / "out")


def test_results_are_not_written_onto_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(BadInput, match="a file stands here"):
        write_results(an_allocation(), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_results_are_not_written_among_the_facts_they_come_from(tmp_path: Path) -> None:
    for table in ("schemes", "beds", "people"):
        (tmp_path / f"{table}.csv").write_text("")
    with pytest.raises(BadInput, match="exchange folder"):
        write_results(an_allocation(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_planned_end_that_is_open_is_blank(tmp_path: Path) -> None:
    write_results(an_allocation(rows=(a_placed_row(planned_end=None, start_on=date(2026, 12, 1)),)), tmp_path)
    assert only_row(tmp_path, "allocation")["planned_end"] == ""
