"""The same facts give the same allocation, byte for byte: in any file order, process, and order of a set."""

import os
import random
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from beds.data.exchange import read_exchange
from beds.data.sample import sample
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate

ON = date(2026, 11, 23)
TABLES = [field.name for field in fields(Snapshot) if field.name != "policy"]


def shuffled(snapshot: Snapshot, seed: int) -> Snapshot:
    """The same rows in another order, and in each row the lists whose order means nothing."""
    draw = random.Random(seed)
    tables: dict[str, Any] = {}
    for table in TABLES:
        rows = [_lists_shuffled(row, draw) for row in getattr(snapshot, table)]
        draw.shuffle(rows)
        tables[table] = tuple(rows)
    return replace(snapshot, **tables)


def _lists_shuffled(row: Any, draw: random.Random) -> Any:
    lists: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, tuple) and field.name != "seeks":
            lists[field.name] = tuple(draw.sample(value, len(value)))
    return replace(row, **lists)


def rows_of(snapshot: Snapshot) -> Any:
    allocation = allocate(snapshot, ON, explain=False)
    return [replace(row, reason="") for row in allocation.rows], allocation.tiers, allocation.inputs_sha256


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_files_decides_nothing(root: Path, seed: int) -> None:
    snapshot, _warnings = read_exchange(root / "scenarios" / "borough", ON)
    assert rows_of(shuffled(snapshot, seed)) == rows_of(snapshot)


def test_the_order_of_the_files_decides_nothing_in_a_city_with_ties() -> None:
    snapshot = sample(candidates=120, beds=25, seed=3, on=ON)
    people = tuple(
        replace(person, band=person.band and "B", waiting_since=person.waiting_since and date(2026, 10, 1))
        for person in snapshot.people
    )
    alike = replace(snapshot, people=people)
    assert rows_of(shuffled(alike, 5)) == rows_of(alike)


def test_another_seed_draws_other_lots() -> None:
    snapshot = sample(candidates=120, beds=25, seed=3, on=ON)
    people = tuple(
        replace(person, band=person.band and "B", waiting_since=person.waiting_since and date(2026, 10, 1))
        for person in snapshot.people
    )
    one, other = (
        replace(snapshot, people=people, policy=replace(snapshot.policy, lottery_seed=seed)) for seed in (1, 2)
    )
    assert isinstance(one.policy, Policy)
    placed = [{row.person_id for row in allocate(s, ON, explain=False).rows if row.has_bed} for s in (one, other)]
    assert len(placed[0]) == len(placed[1])
    assert placed[0] != placed[1]


def test_two_processes_write_the_same_bytes(root: Path, tmp_path: Path) -> None:
    written = []
    for hash_seed in ("0", "77"):
        out = tmp_path / hash_seed
        command = [sys.executable, "-m", "beds", "allocate", str(root / "scenarios" / "borough"), "--on", "2026-11-23"]
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": hash_seed.replace("0", "1")}
        subprocess.run([*command, "--out", str(out)], check=True, capture_output=True, env=environment)
        names = ("allocation.csv", "explanations.csv", "unplaced.csv", "skipped.csv")
        written.append([(out / name).read_bytes() for name in names])
    assert written[0] == written[1]
