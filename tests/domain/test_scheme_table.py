"""Rows of schemes that are kept as few and a number each read as if each were there."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from beds.data.results import write_results
from beds.domain.scheme_table import SchemeTable
from tests.answers import an_allocation, an_explanation

NO = an_explanation(person_id="", scheme_id="hostel", refused_by=(("phase", 3),))
YES = an_explanation(person_id="", scheme_id="hostel", eligible_beds=3, refused_by=(), alone="")
FLATS = an_explanation(person_id="", scheme_id="flats")
TABLE = SchemeTable(("p1", "=p2"), (NO, YES, FLATS), np.array([[0, 2], [1, 2]], dtype=np.int32))
ROWS = (
    replace(NO, person_id="p1"),
    replace(FLATS, person_id="p1"),
    replace(YES, person_id="=p2"),
    replace(FLATS, person_id="=p2"),
)


def test_the_rows_stand_person_by_person() -> None:
    assert tuple(TABLE) == ROWS
    assert len(TABLE) == 4
    assert TABLE[2] == ROWS[2]
    assert TABLE[-1] == ROWS[-1]
    assert TABLE[1:3] == list(ROWS[1:3])
    assert TABLE == ROWS
    assert ROWS[:3] != TABLE
    assert (*ROWS[:3], ROWS[0]) != TABLE


def test_those_wanted_are_found_by_what_they_say() -> None:
    assert TABLE.where(lambda row: row.eligible_beds == 0) == [ROWS[0], ROWS[1], ROWS[3]]


def test_the_files_are_the_same_as_of_the_rows_themselves(tmp_path: Path) -> None:
    write_results(an_allocation(explanations=TABLE), tmp_path / "table")
    write_results(an_allocation(explanations=ROWS), tmp_path / "rows")
    name = "explanations.csv"
    assert (tmp_path / "table" / name).read_bytes() == (tmp_path / "rows" / name).read_bytes()


def test_a_week_without_schemes_has_no_rows(tmp_path: Path) -> None:
    empty = SchemeTable(("p1",), (), np.zeros((1, 0), dtype=np.int32))
    assert list(empty) == []
    assert empty.where(lambda row: True) == []
    write_results(an_allocation(explanations=empty), tmp_path / "out")
