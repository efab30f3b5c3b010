"""CORE's rows of new lettings, and cases in H-CLIC's order: what the record knows, nothing else, for few readers."""

import csv
import io
from datetime import date

import pytest

from beds.data.store.store import Store
from beds.data.store.tables.access import AccessRow
from beds.domain.access import Actor
from beds.domain.errors import NotPermitted
from beds.domain.people import Stay
from beds.domain.snapshot import Snapshot
from beds.services.quarter.h_clic import h_clic_csv
from beds.services.quarter.lettings import FIELDS, FILLED, lettings_csv
from tests.builders import a_bed, a_person, a_scheme, somebody
from tests.data.store.sample import COORDINATOR, fill
from tests.services.quarter.quarters import AUGUST, JULY, MAY, OCTOBER, SUMMER

COMMISSIONER = Actor("cal", ("commissioner",))


@pytest.fixture
def lived_in(store: Store) -> Store:
    """One woman left a bed, another moved into it; a third waits; a fourth comes after the summer."""
    stays = (
        Stay("1", "eve", "b1", MAY, ended_on=JULY, outcome="abandoned"),
        Stay("2", "ann", "b1", AUGUST),
        Stay("3", "ida", "b2", OCTOBER),
    )
    people = (
        somebody("eve"), somebody("ann", birth_date=date(1990, 8, 11), step_free_needed=True, waiting_since=MAY),
        somebody("ida"), a_person("uma", waiting_since=JULY, connection=False),
    )  # fmt: skip
    fill(store, Snapshot(schemes=(a_scheme(),), beds=(a_bed("b1"), a_bed("b2")), people=people, stays=stays))
    return store


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_letting_is_a_row_under_the_numbers_of_the_fields(lived_in: Store) -> None:
    _asked, numbers, *lettings = rows(lettings_csv(lived_in, COORDINATOR, SUMMER))
    assert numbers == ["Field number", *(str(number) for number in range(1, FIELDS + 1))]
    (row,) = lettings
    known = {number: cell for number, cell in zip(numbers[1:], row[1:], strict=True) if cell}
    assert known == {
        "4": "2", "7": "2", "8": "10", "9": "8", "10": "26", "13": "ann", "14": "b1", "16": "6", "29": "10", "30": "7",
        "31": "26", "36": "2", "41": "35", "96": "1",
    }  # fmt: skip


def test_no_field_is_filled_twice_and_all_are_in_core() -> None:
    numbers = [field.number for field in FILLED]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] <= FIELDS


def test_whoever_stays_in_her_bed_is_no_new_letting(store: Store) -> None:
    stays = (Stay("1", "ann", "b1", MAY, ended_on=JULY, outcome="other"), Stay("2", "ann", "b1", JULY))
    fill(store, Snapshot(schemes=(a_scheme(),), beds=(a_bed("b1"),), people=(somebody("ann"),), stays=stays))
    assert len(rows(lettings_csv(store, COORDINATOR, SUMMER))) == 2


def test_cases_stand_in_their_order_and_each_says_that_it_is_no_return(lived_in: Store) -> None:
    header, *cases = rows(h_clic_csv(lived_in, COORDINATOR, SUMMER))
    told = [dict(zip(header, case, strict=True)) for case in cases]
    assert [(one["case"], one["placed_on"], one["left_on"]) for one in told] == [
        ("ann", AUGUST.isoformat(), ""), ("eve", MAY.isoformat(), JULY.isoformat()), ("uma", "", ""),
    ]  # fmt: skip
    assert {one["notice"] for one in told} == {"Not a statutory return"}
    assert told[2]["local_connection"] == "no"


def test_rows_about_people_are_for_those_who_may_take_facts_out_and_are_logged(lived_in: Store) -> None:
    for write in (lettings_csv, h_clic_csv):
        with pytest.raises(NotPermitted):
            write(lived_in, COMMISSIONER, SUMMER)
        write(lived_in, COORDINATOR, SUMMER)
    with lived_in.read() as books:
        assert [row.what for row in books.session.query(AccessRow)] == ["CORE lettings", "H-CLIC-aligned rows"]
