"""An answer as files in memory: the same bytes that a folder gets, and the same answer read back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from beds.data.exchange import read_exchange
from beds.data.results import write_results
from beds.data.results.stored import answer_files, answer_sha256, read_answer
from beds.domain.allocation import Allocation
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from tests.builders import MONDAY, a_bed, a_person, a_scheme, a_week


@pytest.fixture(scope="module")
def allocation(root: Path) -> Allocation:
    return allocate(read_exchange(root / "scenarios" / "chrysalis", MONDAY)[0], MONDAY)


def test_the_files_are_those_of_a_folder(allocation: Allocation, tmp_path: Path) -> None:
    write_results(allocation, tmp_path, warnings=3)
    files = answer_files(allocation, 3)
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_the_answer_is_read_back(allocation: Allocation) -> None:
    back = read_answer(answer_files(allocation))
    assert replace(back, seconds=allocation.seconds) == allocation


def test_what_was_to_be_kept_is_read_back(root: Path) -> None:
    snapshot = _one_bed()
    allocation = allocate(snapshot, MONDAY, keep={"=ann": "-b1"})
    files = answer_files(allocation)
    assert allocation.kept is not None
    assert json.loads(files["summary.json"])["kept"] == {"wanted": 1, "value": 1, "bound": 1, "proven": True}
    assert read_answer(files, allocation.kept.wanted).kept == allocation.kept


def test_ids_that_look_like_formulas_come_back_as_they_were() -> None:
    allocation = allocate(_one_bed(), MONDAY)
    assert read_answer(answer_files(allocation)).rows == allocation.rows


def test_the_fingerprint_does_not_depend_on_how_long_it_took(allocation: Allocation) -> None:
    slower = replace(allocation, seconds=99.0)
    other = replace(allocation, rows=allocation.rows[1:])
    assert answer_sha256(answer_files(slower)) == answer_sha256(answer_files(allocation))
    assert answer_sha256(answer_files(other)) != answer_sha256(answer_files(allocation))


def _one_bed() -> Snapshot:
    return a_week(a_scheme(), a_bed("-b1"), a_person("=ann"), rules_off=("key_worker",)).snapshot
