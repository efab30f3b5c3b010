"""Days and chains as a coordinator says them."""

from datetime import date

import pytest

from beds.cli.chains import drawn
from beds.cli.days import in_full, soon, with_year
from beds.services.glance import Chain
from tests.answers import a_placed_row
from tests.builders import a_stay, days


@pytest.mark.parametrize(
    ("day", "full", "short", "year"),
    [
        (date(2026, 11, 23), "Monday 23 November 2026", "Mon 23 Nov", "23 Nov 2026"),
        (date(2028, 2, 29), "Tuesday 29 February 2028", "Tue 29 Feb", "29 Feb 2028"),
        (date(2027, 1, 3), "Sunday 3 January 2027", "Sun 3 Jan", "3 Jan 2027"),
    ],
)
def test_days_are_said_as_people_say_them(day: date, full: str, short: str, year: str) -> None:
    assert (in_full(day), soon(day), with_year(day)) == (full, short, year)


def test_no_day_is_blank() -> None:
    assert (soon(None), with_year(None)) == ("", "")


ANN = a_placed_row(person_id="ann", bed_id="b1", start_on=days(2))
BEA = a_placed_row(person_id="bea", outcome="moved", from_bed="b1", bed_id="b2", start_on=days(1))


def test_a_chain_reads_from_the_waiting_list_to_the_vacancy_with_people_on_the_arrows() -> None:
    drawing = drawn(Chain(3, (ANN, BEA), None))
    assert drawing.label == "3."
    assert list(drawing.lines) == [
        "waiting list --ann--> b1 --bea--> b2  (vacant)",
        "In this order: bea on Tue 24 Nov, ann on Wed 25 Nov.",
    ]


def test_a_chain_says_who_leaves_and_when() -> None:
    leaver = a_stay("cia", "b2", leaving_on=days(1))
    assert drawn(Chain(1, (ANN, BEA), leaver)).lines[0].endswith("b2  (cia leaves on Tue 24 Nov)")


def test_a_swap_is_called_a_swap_and_happens_on_one_day() -> None:
    one = a_placed_row(person_id="ann", outcome="moved", from_bed="b2", bed_id="b1", start_on=days(1))
    assert list(drawn(Chain(1, (one, BEA), None)).lines) == [
        "b2 --ann--> b1 --bea--> b2  (a swap)",
        "All 2 move on Tue 24 Nov.",
    ]
