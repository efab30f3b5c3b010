"""The same from Python: what ``import beds`` offers."""

from datetime import date
from pathlib import Path

import pytest

import beds
from beds.domain.errors import BadInput
from beds.services.python_api import OddFacts
from tests import builders
from tests.data.folders import a_bed, a_candidate, a_folder, a_person, altered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path, beds=[a_bed(), a_bed(bed_id="b2")])


@pytest.mark.parametrize("on", ["2026-11-23", date(2026, 11, 23)])
def test_three_lines_from_a_folder_to_a_frame(folder: Path, on: str | date) -> None:
    snapshot = beds.read_folder(folder, on)
    week = beds.frames(beds.allocate(snapshot, on))
    assert week["allocation"][["person_id", "bed_id"]].to_numpy().tolist() == [["p2", "b2"]]


def test_what_is_odd_about_the_facts_is_a_warning_where_they_are_read(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, people=[a_person(), *(a_candidate(person_id=f"c{i}", birth_date="") for i in range(5))])
    with pytest.warns(OddFacts, match=r"5 warnings about the facts:\n  people.csv, row 3(.|\n)*and 2 more$") as told:
        beds.read_folder(folder, "2026-11-23")
    assert told[0].filename == __file__


def test_faults_are_raised_all_at_once(folder: Path) -> None:
    altered(folder, "people.csv", "1985-01-31", "x")
    altered(folder, "beds.csv", "b2", "b1")
    with pytest.raises(BadInput) as bad:
        beds.read_folder(folder, "2026-11-23")
    assert len(bad.value.faults) == 2


def test_causes_can_be_left_out_and_the_answer_written(folder: Path, tmp_path: Path) -> None:
    answer = beds.allocate(beds.read_folder(folder, "2026-11-23"), "2026-11-23", explain=False)
    beds.write_results(answer, tmp_path / "out")
    assert (tmp_path / "out" / "allocation.xlsx").is_file()


def test_what_was_proposed_before_can_be_kept() -> None:
    people = (builders.a_person("ann"), builders.a_person("bea"))
    week = builders.a_week(builders.a_bed(), *people, rules_off=("key_worker",))
    for who in ("ann", "bea"):
        kept = beds.allocate(week.snapshot, "2026-11-23", keep={who: "bed"})
        assert [row.person_id for row in kept.rows if row.has_bed] == [who]
