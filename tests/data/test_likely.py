"""The word that was probably meant."""

import pytest

from beds.data.likely import TOO_MANY_TO_COMPARE, likely, likely_among, squeezed
from beds.data.tables import TABLES

COLUMNS = sorted({column.name for table in TABLES for column in table.columns})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("birth_dat", "birth_date"),
        ("Waiting since?", "waiting_since"),
        ("turnaround", "turnaround_days"),
        ("langauges", "languages"),
        ("weekly_costs", "weekly_cost"),
        ("notes", None),
        ("surname", None),
        ("", None),
        ("???", None),
    ],
)
def test_a_misspelt_column_is_recognised_and_a_foreign_one_is_not(written, meant):
    assert likely(written, COLUMNS) == meant


def test_an_id_is_recognised_in_another_spelling():
    known = [f"P{number:03d}" for number in range(TOO_MANY_TO_COMPARE + 1)]
    assert likely("p 7", known) == "P007"
    assert likely("P301x", known) is None


def test_a_word_is_never_its_own_guess():
    assert likely("cot", ["cot"]) is None


def test_the_same_question_has_the_same_answer_in_any_order_of_the_known_words():
    assert likely("bed", ["bed-1", "bed_1"]) == likely("bed", ["bed_1", "bed-1"])
    assert likely_among(["a"])("b") is None


def test_case_spaces_and_punctuation_do_not_count():
    assert squeezed(" Person-ID ") == squeezed("person_id") == "personid"
