"""The answer as data frames: the columns of the files, with real dates, numbers and flags."""

from datetime import date

import pandas as pd

from beds.data.results.columns import RESULT_TABLES
from beds.data.results.frames import frames
from tests.answers import ON, a_placed_row, a_row, an_allocation, an_unplaced


def test_a_frame_a_table_with_the_columns_of_its_file() -> None:
    made = frames(an_allocation())
    assert set(made) == {"allocation", "explanations", "unplaced", "skipped", "tiers"}
    for table in RESULT_TABLES:
        assert list(made[table.name].columns) == [column.name for column in table.columns]


def test_dates_numbers_and_flags_are_real_and_blanks_are_missing() -> None:
    rows = frames(an_allocation(rows=(a_row(), a_placed_row(worker_changed=True, chain=1))))["allocation"]
    assert rows["start_on"][1] == pd.Timestamp(ON)
    assert pd.isna(rows["start_on"][0])
    assert rows["planned_end"].dt.date[1] == date(2027, 5, 24)
    assert rows["phase"].isna().tolist() == [True, False]
    assert rows["worker_changed"].tolist() == [pd.NA, True]
    assert rows["bed_id"].tolist() == ["", "b1"]


def test_refusals_are_counts_and_alone_rules_tell_nothing_from_not_asked() -> None:
    made = frames(an_allocation(unplaced=(an_unplaced(alone_rules=()), an_unplaced(alone_rules=None))))
    assert made["explanations"]["refused_by"][0] == {"in_service": 1, "age": 3}
    assert made["unplaced"]["alone_rules"].tolist() == [(), None]


def test_a_run_without_anybody_has_frames_with_columns_and_no_rows() -> None:
    made = frames(an_allocation(rows=(), unplaced=(), skipped=(), explanations=(), tiers=()))
    assert [len(frame) for frame in made.values()] == [0] * 5
    assert list(made["tiers"].columns) == ["name", "sense", "value", "bound", "proven"]
    assert made["allocation"]["start_on"].dtype == "datetime64[s]"
