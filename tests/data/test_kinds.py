"""One cell of each kind: what is understood, what is refused, and that what is written is understood again."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beds.data.cells import NOT_CALCULATED, NotUnderstood, guarded_for_csv
from beds.data.kinds import Choice, Date, Flag, Id, Language, ListOf, Money, Number, Points, Tag, Text, Whole

UNDERSTOOD = [
    (Date(), "2026-11-23", date(2026, 11, 23)),
    (Date(), " 2026-11-23\u00a0", date(2026, 11, 23)),
    (Date(), "2026-11-23T00:00:00", date(2026, 11, 23)),
    (Date(), "2026-11-23 14:30", date(2026, 11, 23)),
    (Date(), "20261123", date(2026, 11, 23)),
    (Date(), "46349", date(2026, 11, 23)),
    (Date(), "46349.5", date(2026, 11, 23)),
    (Date(), "1900-01-01", date(1900, 1, 1)),
    (Date(), "2024-02-29", date(2024, 2, 29)),
    (Date(), "", None),
    (Date(), "\u00a0", None),
    (Flag(), "yes", True),
    (Flag(), "YES", True),
    (Flag(), "TRUE", True),
    (Flag(), "1", True),
    (Flag(), "No", False),
    (Flag(), "FALSE", False),
    (Flag(), "n", False),
    (Flag(), "", None),
    (Whole(), "7", 7),
    (Whole(), "1.0", 1),
    (Whole(), "1,00", 1),
    (Whole(blank=0), "", 0),
    (Money(), "450", Decimal(450)),
    (Money(), "£1,200.50", Decimal("1200.50")),
    (Money(), "450,5", Decimal("450.5")),
    (Number(), "0.1", 0.1),
    (Number(), "1e-05", 0.00001),
    (Number(high=1), "1", 1.0),
    (Points(), "0.1", Fraction(1, 10)),
    (Points(), "1/3", Fraction(1, 3)),
    (Choice(options=("A", "B")), "b", "B"),
    (Choice(blank="any", options=("any",)), "", "any"),
    (Id(), "p 17", "p 17"),
    (Text(), "'=1+1", "=1+1"),
    (Text(), "''=1+1", "'=1+1"),
    (Text(), "'tis", "'tis"),
    (Text(), "e\u0301", "\u00e9"),
    (Text(), "a\r\nb", "a\nb"),
    (Text(), "#1 Acacia Road", "#1 Acacia Road"),
    (ListOf(item=Tag()), "cot; en_suite;;cot ;", ("cot", "en_suite")),
    (ListOf(item=Whole(high=9)), "1;0;1.0", (1, 0)),
    (ListOf(item=Id(), also=("*",)), "*", ("*",)),
    (ListOf(item=Language()), "EN;so", ("en", "so")),
    (ListOf(item=Language()), "", ()),
]

REFUSED = [
    (Date(), "23/11/2026"),
    (Date(), "2026-02-29"),
    (Date(), "2026-13-01"),
    (Date(), "0206-11-23"),
    (Date(), "1899-12-31"),
    (Date(), "9999-12-31"),
    (Date(), "1990"),
    (Date(), "9999"),
    (Date(), "73051"),
    (Date(), "20261332"),
    (Date(), "soon"),
    (Flag(), "maybe"),
    (Flag(), "2"),
    (Whole(), "1.5"),
    (Whole(), "-1"),
    (Whole(high=9), "10"),
    (Whole(), "٣"),
    (Whole(), "9" * 5000),
    (Money(), "-1"),
    (Money(), "12,34,56"),
    (Money(), "0,125"),
    (Money(), "nan"),
    (Number(), "-0.1"),
    (Number(high=1), "1.1"),
    (Number(above_low=True), "0"),
    (Number(), "nan"),
    (Points(), "1/0"),
    (Points(), "1e3"),
    (Points(), "infinity"),
    (Choice(options=("A", "B")), "E"),
    (Id(), "p1;p2"),
    (Id(), "*"),
    (ListOf(item=Whole(high=9)), "1,2"),
    (ListOf(item=Language()), "English"),
    (Text(), "#N/A"),
    (Text(), NOT_CALCULATED),
    (Date(), "#REF!"),
]


@pytest.mark.parametrize(("kind", "text", "value"), UNDERSTOOD)
def test_a_cell_is_understood_as_people_and_spreadsheets_write_it(kind, text, value):
    understood = kind.understand(text)
    assert (understood, type(understood)) == (value, type(value))


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_a_cell_that_is_not_understood_is_refused_with_a_sentence(kind, text):
    with pytest.raises(NotUnderstood) as refused:
        kind.understand(text)
    assert refused.value.message
    assert kind.accepted()


@pytest.mark.parametrize(("kind", "text", "value"), [case for case in UNDERSTOOD if case[2] not in (None, (), "")])
def test_what_is_written_is_understood_as_the_same(kind, text, value):
    assert kind.understand(guarded_for_csv(kind.write(value))) == value


def test_a_word_that_is_nearly_right_is_named():
    with pytest.raises(NotUnderstood, match="probably meant: specialist"):
        Choice(options=("SNAP", "specialist")).understand("specalist")


def test_no_kind_takes_a_number_that_a_float_cannot_hold_for_one():
    assert Points().cell(Fraction(1, 10)) == 0.1
    assert Points().cell(Fraction(1, 3)) == "1/3"
    assert Money().cell(Decimal("123456789.123456789")) == "123456789.123456789"


@given(st.text())
@pytest.mark.parametrize(
    "kind", [Date(), Flag(), Whole(high=9), Money(), Points(), Choice(options=("A",)), Id(), ListOf(item=Language())]
)
def test_any_text_is_either_understood_or_refused(kind, text):
    try:
        value = kind.understand(text)
    except NotUnderstood:
        return
    assert kind.understand(kind.write(value)) == value
