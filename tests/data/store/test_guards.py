"""What the database itself refuses, whoever writes: raw statements here, past every use case."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from beds.data.store.engine import troubles_told
from beds.data.store.store import Store
from beds.data.store.tables.voids import VoidRow
from beds.domain.errors import DoubleBooking, StoreTrouble
from beds.services.unit_of_work import changing
from tests.builders import a_person, a_stay, days
from tests.data.store.sample import COORDINATOR, NOW, a_service, fill, without

STAY = (
    "INSERT INTO stays (stay_id, person_id, bed_id, started_on, ended_on, outcome, version) "
    "VALUES (:id, :person, :bed, :first, :end, '', 1)"
)


@pytest.fixture
def raw(store: Store) -> Iterator[Connection]:
    """A connection to a database in which bea lives in b1 since day -70."""
    fill(store)
    with store.engine.connect() as connection:
        yield connection


def stay(raw: Connection, person: str, bed: str, first: int, end: int | None, id_: str = "new") -> None:
    dates: dict[str, Any] = {"first": days(first), "end": None if end is None else days(end)}
    if raw.dialect.name == "sqlite":
        dates = {name: day and day.isoformat() for name, day in dates.items()}
    raw.execute(text(STAY), {"id": id_, "person": person, "bed": bed, **dates})


@pytest.mark.parametrize(("first", "end"), [(0, None), (-80, -69), (-80, None), (-71, -69), (5, 6)])
def test_a_bed_has_one_stay_at_a_time(raw: Connection, first: int, end: int | None) -> None:
    with pytest.raises(IntegrityError, match="ex_stays_bed"):
        stay(raw, "ann", "b1", first, end)


def test_a_person_has_one_stay_at_a_time(raw: Connection) -> None:
    with pytest.raises(IntegrityError, match="ex_stays_person"):
        stay(raw, "bea", "b2", 0, None)


def test_stays_may_touch_and_an_empty_stay_meets_none(raw: Connection) -> None:
    stay(raw, "ann", "b1", -90, -70, "before")
    stay(raw, "ann", "b1", -30, -30, "never arrived")
    stay(raw, "ann", "b2", -70, None, "after")


def test_a_stay_cannot_be_moved_onto_another(raw: Connection) -> None:
    stay(raw, "ann", "b2", 0, None)
    with pytest.raises(IntegrityError, match="ex_stays_bed"):
        raw.execute(text("UPDATE stays SET bed_id = 'b1' WHERE stay_id = 'new'"))


def test_a_stay_may_be_changed_where_it_is(raw: Connection) -> None:
    raw.execute(text("UPDATE stays SET outcome = '', version = 2"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stays SET bed_id = 'nowhere'",
        "UPDATE beds SET scheme_id = 'nowhere'",
        "UPDATE people SET worker_id = 'nobody'",
        "DELETE FROM schemes WHERE scheme_id = 'hostel'",
    ],
)
def test_no_reference_dangles(raw: Connection, statement: str) -> None:
    with pytest.raises(IntegrityError):
        raw.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stays SET ended_on = '2020-01-01'",
        "UPDATE stays SET started_on = '2026-02-31'",
        "UPDATE stays SET leaving_on = 'soon'",
        "UPDATE waivers SET expires_on = '1999-01-01'",
        "UPDATE people SET waiting_since = '2026-13-01'",
    ],
)
def test_no_date_is_impossible(raw: Connection, statement: str) -> None:
    with pytest.raises(DBAPIError):
        raw.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET band = 'E'",
        "UPDATE people SET band = NULL",
        "UPDATE schemes SET phase = 10",
        "UPDATE stays SET outcome = 'moved_on'",
        "UPDATE keep_apart SET person_b = person_a",
    ],
)
def test_no_value_is_outside_its_list(raw: Connection, statement: str) -> None:
    with pytest.raises(IntegrityError):
        raw.execute(text(statement))


@pytest.mark.parametrize("table", ["people", "stays", "beds", "waivers", "pins", "policies", "events"])
def test_nothing_is_deleted(raw: Connection, table: str) -> None:
    with pytest.raises(IntegrityError):
        raw.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize("column", ["at", "actor", "kind", "action", "digest", "prev", "hash"])
def test_no_link_of_the_record_is_rewritten(raw: Connection, column: str) -> None:
    with pytest.raises(IntegrityError, match="unchanged"):
        raw.execute(text(f"UPDATE events SET {column} = 'other' WHERE seq = 2"))


def test_an_event_is_erased_whole_and_for_good(raw: Connection) -> None:
    with pytest.raises(IntegrityError, match="erased_whole"), raw.begin_nested():
        raw.execute(text("UPDATE events SET text = NULL WHERE seq = 1"))
    raw.execute(text("UPDATE events SET text = NULL, salt = NULL WHERE seq = 1"))
    with pytest.raises(IntegrityError, match="erased_whole"):
        raw.execute(text("UPDATE events SET text = 'x', salt = 'y' WHERE seq = 1"))


def test_no_version_of_the_policy_is_rewritten(raw: Connection) -> None:
    with pytest.raises(IntegrityError, match="unchanged"):
        raw.execute(text("UPDATE policies SET name = 'other'"))


def a_void(bed_id: str, first: int, end: int | None, **facts: Any) -> VoidRow:
    usual: dict[str, Any] = {"reason_code": "deep_clean", "reason_text": "Deep clean", "recorded_by": "cora"}
    return VoidRow(
        bed_id=bed_id, started_on=days(first), ended_on=None if end is None else days(end), **(usual | facts)
    )


def test_voids_meet_neither_voids_nor_stays_of_their_bed(store: Store) -> None:
    fill(store)

    def record(*voids: VoidRow) -> None:
        with changing(store, COORDINATOR, "change_stays") as work:
            work.books.session.add_all(voids)
            work.tell("void_recorded")

    record(a_void("b2", 0, 5), a_void("b2", 5, 9), a_void("b1", -80, -70))
    for wrong in (a_void("b2", 4, 6), a_void("b2", -3, None), a_void("b1", 3, 4)):
        with pytest.raises(DoubleBooking):
            record(wrong)
    record(a_void("b2", 4, 6, cancelled_on=days(0)))


def test_a_stay_cannot_begin_in_a_void(store: Store) -> None:
    fill(store)
    with changing(store, COORDINATOR, "change_stays") as work:
        work.books.session.add(a_void("b2", 0, None))
        work.tell("void_recorded")
    with pytest.raises(DoubleBooking), changing(store, COORDINATOR, "change_stays") as work:
        work.books.facts.add("stays", [a_stay("ann", "b2", started_on=days(3))])


def test_what_the_database_refuses_is_told_in_a_sentence(raw: Connection) -> None:
    with pytest.raises(DoubleBooking, match="Two stays in one bed"), troubles_told():
        stay(raw, "ann", "b1", 0, None)


def test_facts_that_overlap_are_not_stored_at_all(store: Store) -> None:
    twice = without(a_service(), stays=(a_stay("bea", "b1"), a_stay("ann", "b1")))
    with pytest.raises(DoubleBooking):
        fill(store, twice)
    with store.read() as books:
        assert books.facts.snapshot(NOW.date()).people == ()
        assert books.record.head()[0] == 0


def test_what_the_database_refuses_for_another_reason_says_nothing_of_the_row(store: Store) -> None:
    with pytest.raises(StoreTrouble, match="refused") as refused, changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.add("people", [a_person("secret-pseudonym", worker_id="nobody")])
    assert "secret-pseudonym" not in str(refused.value)
