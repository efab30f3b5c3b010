"""The use cases on tiny folders: read, decide, write; all of it or nothing."""

import json
from pathlib import Path

import pytest

from beds.domain.errors import BadInput, PinContradiction
from beds.services.allocate import allocate_folder, summary_of
from beds.services.check import check
from beds.services.convert import convert, template
from beds.services.read import read_facts
from tests.data.folders import ON, a_bed, a_candidate, a_folder, a_person, a_pin, a_scheme, a_stay, altered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One resident, one candidate, one worker, and a vacant bed."""
    return a_folder(tmp_path, beds=[a_bed(), a_bed(bed_id="b2")])


def test_a_folder_is_allocated_and_the_answer_written(folder: Path, tmp_path: Path) -> None:
    run = allocate_folder(folder, ON, tmp_path / "out")
    assert [(row.person_id, row.outcome, row.bed_id) for row in run.allocation.rows] == [("p2", "placed", "b2")]
    assert json.loads((tmp_path / "out" / "summary.json").read_text("utf-8")) == summary_of(run)


def test_the_folder_itself_is_not_touched(folder: Path, tmp_path: Path) -> None:
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
    allocate_folder(folder, ON, tmp_path / "out")
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()} == before


def test_the_same_facts_in_another_order_and_as_a_workbook_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    convert(folder, tmp_path / "book.xlsx")
    beds = (folder / "beds.csv").read_text("utf-8").splitlines()
    (folder / "beds.csv").write_text("\n".join([beds[0], *reversed(beds[1:])]), "utf-8")
    runs = [allocate_folder(source, ON, tmp_path / name) for name, source in
            (("one", folder), ("other", tmp_path / "book.xlsx"))]  # fmt: skip
    assert runs[0].allocation.inputs_sha256 == runs[1].allocation.inputs_sha256
    for table in ("allocation", "explanations", "unplaced", "skipped"):
        one, other = ((tmp_path / name / f"{table}.csv").read_bytes() for name in ("one", "other"))
        assert one == other


def test_progress_is_told_from_reading_to_writing(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    allocate_folder(folder, ON, tmp_path / "out", progress=lambda stage, done, total: told.append(stage))
    assert told[0] == "Reading the files"
    assert told[-1] == "Writing the answer"


def test_warnings_of_the_files_and_of_the_rules_are_counted_together(tmp_path: Path) -> None:
    people = [a_person(pets="yes"), a_candidate(birth_date="")]
    folder = a_folder(tmp_path, people=people, schemes=[a_scheme(takes_pets="no")])
    run = allocate_folder(folder, ON, tmp_path / "out")
    assert [warning.file for warning in run.warnings] == ["people.csv", "stays.csv"]
    assert summary_of(run)["warnings"] == 2


def test_faults_stop_the_run_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    altered(folder, "people.csv", "1985-01-31", "31/01/85")
    with pytest.raises(BadInput):
        allocate_folder(folder, ON, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_pin_that_cannot_be_kept_leaves_the_last_answer_as_it_was(folder: Path, tmp_path: Path) -> None:
    allocate_folder(folder, ON, tmp_path / "out")
    before = (tmp_path / "out" / "allocation.csv").read_bytes()
    header = (folder / "pins.csv").read_text("utf-8")
    (folder / "pins.csv").write_text(header + ",".join(a_pin(bed_id="b1").values()) + "\n", "utf-8")
    with pytest.raises(PinContradiction, match="in_service"):
        allocate_folder(folder, ON, tmp_path / "out")
    assert (tmp_path / "out" / "allocation.csv").read_bytes() == before


def test_an_unfit_place_for_the_answer_is_told_before_the_work_begins(folder: Path) -> None:
    told: list[str] = []
    with pytest.raises(BadInput, match="exchange folder"):
        allocate_folder(folder, ON, folder, progress=lambda stage, done, total: told.append(stage))
    assert told == []


def test_a_sample_that_comes_with_the_program_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_facts("scenarios/chrysalis", ON).week.candidates


def test_a_run_names_the_source_as_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = allocate_folder("scenarios/chrysalis", ON, "out", explain=False)
    assert run.source == Path("scenarios/chrysalis")


def test_a_check_finds_faults_and_warnings_at_once(folder: Path) -> None:
    altered(folder, "people.csv", "1990-05-01", "1990-15-01")
    altered(folder, "stays.csv", "2026-09-01,,,", "2026-09-01,,2026-09-02,")
    checked = check(folder, ON)
    assert checked.week is None
    assert [fault.column for fault in checked.faults] == ["birth_date"]
    assert "leaving_on" in [warning.column for warning in checked.warnings]


def test_a_check_of_a_folder_without_faults_asks_the_rules_too(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, people=[a_person(pets="yes"), a_candidate()], schemes=[a_scheme(takes_pets="no")])
    checked = check(folder, ON)
    assert checked.week is not None
    assert checked.faults == ()
    assert ["household" in warning.message for warning in checked.warnings] == [True]


def test_facts_of_a_week_to_come_can_be_converted(tmp_path: Path) -> None:
    stays = [a_stay(started_on="2126-01-01", ended_on="2126-02-01", outcome="moved_on")]
    snapshot = convert(a_folder(tmp_path, stays=stays), tmp_path / "copy")
    assert snapshot.stays[0].started_on.year == 2126


def test_there_and_back_again_the_facts_are_the_same(folder: Path, tmp_path: Path) -> None:
    convert(folder, tmp_path / "book.xlsx")
    convert(tmp_path / "book.xlsx", tmp_path / "back")
    assert read_facts(folder, ON).week.snapshot == read_facts(tmp_path / "back", ON).week.snapshot


def test_facts_that_cannot_be_understood_are_not_converted(folder: Path, tmp_path: Path) -> None:
    altered(folder, "people.csv", "1985-01-31", "tomorrow")
    with pytest.raises(BadInput):
        convert(folder, tmp_path / "book.xlsx")
    assert not (tmp_path / "book.xlsx").exists()


def test_a_template_is_an_exchange_folder_without_anybody(tmp_path: Path) -> None:
    template(tmp_path / "new")
    assert check(tmp_path / "new", ON).faults == ()
