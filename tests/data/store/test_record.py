"""The chain: any change afterwards is found at its link, and a person can be erased without breaking it."""

from typing import Any

import pytest
from sqlalchemy import text

from beds.data.store import guards
from beds.data.store.columns import keyring_of
from beds.data.store.store import Store
from beds.domain.record import FIRST, canonical, digest, link_hash, text_of
from beds.services.unit_of_work import changing
from tests.data.store.sample import ADMINISTRATOR, COORDINATOR, NOW, fill


@pytest.fixture
def told(store: Store) -> Store:
    """A database whose record has some twenty links."""
    fill(store)
    for number in range(3):
        with changing(store, COORDINATOR, "decide", now=NOW) as work:
            work.tell("noted", subject=f"s{number}", people=["ann"], why=f"reason {number}", number=number)
    return store


def tampered(store: Store, *statements: str) -> None:
    """Somebody with the keys of the machine takes the guards down, writes, and puts them up again."""
    with store.engine.begin() as connection:
        guards.take_down(connection)
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            connection.execute(text(statement))
        guards.put_up(connection)


def broken(store: Store) -> tuple[int | None, str]:
    with store.read() as books:
        verdict = books.record.verify()
        return verdict.broken, verdict.reason


def test_an_untouched_record_verifies(told: Store) -> None:
    with told.read() as books:
        verdict = books.record.verify()
        assert (verdict.broken, verdict.erased) == (None, 0)
        assert (verdict.links, verdict.head) == books.record.head()
        assert books.record.hash_of(verdict.links) == verdict.head


def test_an_empty_record_verifies(store: Store) -> None:
    with store.read() as books:
        assert books.record.verify().head == FIRST


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE events SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 5", "moment"),
        ("UPDATE events SET actor = 'somebody else' WHERE seq = 5", "moment"),
        ("UPDATE events SET kind = 'other' WHERE seq = 5", "moment"),
        ("UPDATE events SET digest = hash WHERE seq = 5", "moment"),
        ("UPDATE events SET prev = digest WHERE seq = 5", "follow"),
        ("UPDATE events SET subject = 'another' WHERE seq = 5", "concerns"),
        ("UPDATE events SET text = (SELECT e.text FROM events e WHERE e.seq = 6) WHERE seq = 5", "text was changed"),
        ("UPDATE events SET text = 'nonsense' WHERE seq = 5", "text was changed"),
        ("UPDATE events SET salt = 'other' WHERE seq = 5", "text was changed"),
        ("UPDATE events SET salt = NULL, text = NULL WHERE seq = 5", "no erasure"),
        ("INSERT INTO event_people (seq, person_id) VALUES (5, 'zoe')", "concerns"),
        ("DELETE FROM event_people WHERE seq = 5; DELETE FROM events WHERE seq = 5", "missing"),
    ],
)
def test_the_first_link_that_was_tampered_with_is_named(told: Store, statement: str, reason: str) -> None:
    tampered(told, *statement.split("; "))
    number, why = broken(told)
    assert number == 5
    assert reason in why


def test_a_forged_link_in_the_place_of_another_breaks_the_next(told: Store) -> None:
    with told.read() as books:
        forged = books.record.events()[4]
    with told.engine.connect() as connection:
        sealed = keyring_of(told.engine.dialect).seal(canonical(text_of(forged)).encode())
        prev = connection.execute(text("SELECT prev FROM events WHERE seq = 5")).scalar_one()
    digested = digest("salt", canonical(text_of(forged)))
    hashed = link_hash(5, forged.at, "forger", forged.kind, forged.action, digested, prev)
    tampered(
        told,
        f"UPDATE events SET actor = 'forger', digest = '{digested}', hash = '{hashed}', salt = 'salt', "
        f"text = '{sealed}' WHERE seq = 5",
    )
    assert broken(told)[0] == 6


def test_what_is_cut_off_at_the_end_is_missed_by_a_head_that_was_noted(told: Store) -> None:
    with told.read() as books:
        number, head = books.record.head()
    tampered(told, f"DELETE FROM event_people WHERE seq = {number}", f"DELETE FROM events WHERE seq = {number}")
    with told.read() as books:
        assert books.record.verify().broken is None
        assert books.record.hash_of(number) != head


def erase(store: Store, person_id: str) -> list[int]:
    with changing(store, ADMINISTRATOR, "erase", now=NOW) as work:
        numbers = work.books.record.erase(person_id)
        work.tell("text_erased", events=numbers)
    return numbers


def test_a_person_is_erased_and_the_chain_still_verifies(told: Store) -> None:
    numbers = erase(told, "ann")
    with told.read() as books:
        verdict = books.record.verify()
        assert books.record.events(person_id="ann") == []
        erased = [event for event in books.record.events() if event.erased]
    assert (verdict.broken, verdict.erased) == (None, len(numbers))
    assert [event.seq for event in erased] == numbers
    with told.engine.connect() as connection:
        left = connection.execute(text("SELECT subject, text, salt FROM events")).all()
        people = connection.execute(text("SELECT person_id FROM event_people")).scalars().all()
    keyring = keyring_of(told.engine.dialect)
    assert "ann" not in {row.subject for row in left}
    assert not [row for row in left if row.text and '"ann"' in keyring.open(row.text).decode()]
    assert "ann" not in people


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"kind": "noted"}, [0, 1, 2]),
        ({"subject": "s1"}, [1]),
        ({"person_id": "ann", "kind": "noted"}, [0, 1, 2]),
        ({"person_id": "bea", "kind": "noted"}, []),
        ({"actor": "nobody"}, []),
        ({"kind": "noted", "since": "2026-11-24"}, []),
        ({"kind": "noted", "until": "2026-11-24"}, [0, 1, 2]),
        ({"kind": "noted", "limit": 1, "newest_first": True}, [2]),
    ],
)
def test_events_are_found_by_what_they_concern(told: Store, asked: dict[str, Any], numbers: list[int]) -> None:
    with told.read() as books:
        assert [event.words["number"] for event in books.record.events(**asked)] == numbers
