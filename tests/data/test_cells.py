"""The text of a cell: what falls away, and what guards it against being a formula."""

from hypothesis import given
from hypothesis import strategies as st

from beds.data.cells import clean, guarded_for_csv, guarded_for_workbook, unguarded
from tests.strategies import texts


@given(texts())
def test_no_text_in_a_csv_file_begins_as_a_formula_and_every_text_comes_back(text):
    guarded = guarded_for_csv(text)
    assert not guarded.startswith(("=", "+", "-", "@"))
    assert unguarded(guarded) == text


@given(texts())
def test_every_text_of_a_workbook_comes_back(text):
    assert unguarded(guarded_for_workbook(text)) == text


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
