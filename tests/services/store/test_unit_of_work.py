"""One use case, one transaction, and no change without an event that tells it."""

from typing import Any

import pytest
from sqlalchemy import text

from beds.data.store.replay import differences, present_state, replayed_state
from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.stays import StayRow
from beds.domain.errors import NotPermitted
from beds.services.unit_of_work import UntoldChange, changing, reading
from beds.services.users import add_user
from tests.builders import a_stay, days
from tests.data.store.sample import ADMINISTRATOR, COMMISSIONER, COORDINATOR, NOW, PLANNER, fill


def test_a_change_that_no_event_tells_is_not_stored(store: Store) -> None:
    fill(store)
    with pytest.raises(UntoldChange, match="people ann"), changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.get(PersonRow, "ann").band = "A"
    with store.read() as books:
        assert books.facts.get(PersonRow, "ann").band == "B"


def test_nothing_is_stored_if_anything_goes_wrong(store: Store) -> None:
    fill(store)

    class Wrong(Exception):
        pass

    def goes_wrong() -> None:
        with changing(store, COORDINATOR, "change_people") as work:
            work.books.facts.get(PersonRow, "ann").band = "A"
            work.tell("person_changed", subject="ann")
            raise Wrong

    with pytest.raises(Wrong):
        goes_wrong()
    with store.read() as books:
        assert books.facts.get(PersonRow, "ann").band == "B"
        assert [event.kind for event in books.record.events(kind="person_changed")] == []
        assert books.record.verify().broken is None


def test_an_event_tells_who_when_what_why_before_and_after(store: Store) -> None:
    fill(store)
    with changing(store, COORDINATOR, "change_people", now=NOW) as work:
        row = work.books.facts.get(PersonRow, "ann")
        row.band = "A"
        work.books.facts.change("people", row, {"substance": "in_treatment"})
        work.tell("person_changed", subject="ann", why="panel of Monday")
    with store.read() as books:
        (event,) = books.record.events(person_id="ann", kind="person_changed")
    (change,) = event.changes
    assert (event.actor, event.at, event.why) == ("cora", "2026-11-23T09:30:00.000000Z", "panel of Monday")
    assert (change.table, change.key) == ("people", "ann")
    assert change.before == {"band": "B", "restricted": {"substance": ""}}
    assert change.after == {"band": "A", "restricted": {"substance": "in_treatment"}}


def test_an_event_concerns_everybody_whose_rows_it_changed(store: Store) -> None:
    fill(store)
    with store.read() as books:
        assert {event.subject for event in books.record.events(person_id="ann", kind="keep_apart added")} == {"1"}
        assert {event.subject for event in books.record.events(person_id="bea", kind="keep_apart added")} == {"1"}


def test_events_of_one_unit_of_work_are_one_action(store: Store) -> None:
    fill(store)
    with store.read() as books:
        assert len({event.action for event in books.record.events()}) == 1


def test_a_password_is_not_in_the_record(store: Store) -> None:
    add_user(store, ADMINISTRATOR, "ada", ("administrator",), password="correct horse")
    with store.read() as books:
        (event,) = books.record.events(subject="ada")
        row = books.users.get("ada")
    assert row is not None
    assert row.password_hash.startswith("$argon2")
    assert event.changes[0].after["password_hash"] == "[changed]"


@pytest.mark.parametrize("actor", [PLANNER, COMMISSIONER, ADMINISTRATOR])
def test_only_coordinators_change_people_stays_and_decisions(store: Store, actor: Any) -> None:
    for permission in ("change_people", "change_stays", "decide"):
        with pytest.raises(NotPermitted, match=actor.user_id), changing(store, actor, permission):
            pass


def test_commissioners_see_no_person(store: Store) -> None:
    for permission in ("see_people", "see_record", "export_facts", "import_facts"):
        with pytest.raises(NotPermitted), reading(store, COMMISSIONER, permission):
            pass


def test_who_only_reads_cannot_write(store: Store) -> None:
    fill(store)
    with store.read() as books:
        books.facts.get(PersonRow, "ann").band = "A"
    with store.read() as books:
        assert books.facts.get(PersonRow, "ann").band == "B"


def test_the_record_replays_to_the_present_state(store: Store) -> None:
    fill(store)
    with changing(store, COORDINATOR, "change_stays") as work:
        stay = work.books.facts.get(StayRow, "stay of bea")
        stay.ended_on, stay.outcome = days(1), "moved_phase"
        work.tell("stay_ended", subject=stay.stay_id)
        work.books.facts.add("stays", [a_stay("ann", "b1", started_on=days(1))])
        work.books.facts.change("people", work.books.facts.get(PersonRow, "bea"), {"groups": ("new",), "worker_id": ""})
        work.tell("stay_begun", subject="stay of ann")
    with store.read() as books:
        assert differences(replayed_state(books.record.events()), present_state(books.session)) == []


def test_what_is_changed_past_the_record_shows(store: Store) -> None:
    fill(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE people SET band = 'A' WHERE person_id = 'ann'"))
    with store.read() as books:
        assert differences(replayed_state(books.record.events()), present_state(books.session)) == ["people ann"]
