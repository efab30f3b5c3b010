"""Tiny valid exchange folders, to be altered in the one place that a test is about."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from beds.data.exchange import read_exchange
from beds.data.tables import TABLES
from beds.domain.errors import BadInput, Finding

ON = date(2026, 11, 23)
Cells = dict[str, str]


def a_scheme(**cells: str) -> Cells:
    return {"scheme_id": "hostel", "phase": "1", "provider": "Haven", "area": "north"} | cells


def a_bed(**cells: str) -> Cells:
    return {"bed_id": "b1", "scheme_id": "hostel"} | cells


def a_person(**cells: str) -> Cells:
    return {"person_id": "p1", "birth_date": "1990-05-01"} | cells


def a_candidate(**cells: str) -> Cells:
    facts = {"person_id": "p2", "birth_date": "1985-01-31", "seeks": "1", "band": "B", "waiting_since": "2026-10-01"}
    return facts | cells


def a_stay(**cells: str) -> Cells:
    return {"stay_id": "t1", "person_id": "p1", "bed_id": "b1", "started_on": "2026-09-01"} | cells


def a_worker(**cells: str) -> Cells:
    return {"worker_id": "w1", "covers": "*", "capacity": "8"} | cells


def a_waiver(**cells: str) -> Cells:
    facts = {"person_id": "p2", "rule": "age", "decided_on": "2026-11-01", "reason": "agreed", "decided_by": "kb"}
    return facts | cells


def a_pin(**cells: str) -> Cells:
    return {"person_id": "p2", "bed_id": "b1", "action": "pin", "reason": "agreed", "decided_by": "kb"} | cells


def a_pair(**cells: str) -> Cells:
    return {"person_a": "p1", "person_b": "p2", "scope": "scheme"} | cells


def a_folder(
    place: Path, policy: str | None = "name: tiny\n", without: Iterable[str] = (), **tables: list[Cells]
) -> Path:
    """A folder with one scheme, bed, resident, candidate and worker; ``tables`` replaces the rows of whole tables."""
    rows: Mapping[str, list[Cells]] = {
        "schemes": [a_scheme()],
        "beds": [a_bed()],
        "people": [a_person(), a_candidate()],
        "stays": [a_stay()],
        "workers": [a_worker()],
        **tables,
    }
    folder = place / "tiny"
    folder.mkdir()
    for table in TABLES:
        if table.name not in without:
            with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, [column.name for column in table.columns])
                writer.writeheader()
                writer.writerows(rows.get(table.name, []))
    if policy is not None:
        (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    return folder


def altered(folder: Path, file: str, old: str, new: str) -> Path:
    """The folder with one piece of one file replaced; the piece must stand there."""
    content = (folder / file).read_bytes()
    assert old.encode() in content
    (folder / file).write_bytes(content.replace(old.encode(), new.encode()))
    return folder


def faults_of(path: Path, on: date = ON) -> list[Finding]:
    """Every fault; none where the folder is read."""
    try:
        read_exchange(path, on)
    except BadInput as bad:
        return list(bad.faults)
    return []


def warnings_of(path: Path, on: date = ON) -> list[Finding]:
    """Every warning, whether or not there are faults too."""
    try:
        return list(read_exchange(path, on)[1])
    except BadInput as bad:
        return list(bad.warnings)


def places(findings: Iterable[Finding]) -> list[tuple[str, int, str, str]]:
    """Where findings stand, and what stands there."""
    return [(found.file, found.row, found.column, found.value) for found in findings]
