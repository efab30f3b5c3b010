"""Facts go in and come out as they were; what a run reads of them depends on the day."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from beds.data.exchange import read_exchange
from beds.data.store.engine import troubles_told
from beds.data.store.facts import NotFound
from beds.data.store.mapping import MAPPED, to_row, to_value
from beds.data.store.snapshots import packed, unpacked
from beds.data.store.store import Store
from beds.data.store.tables.people import SEALED, PersonRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.errors import StaleEdit
from beds.domain.snapshot import Snapshot
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, days
from tests.data.store.sample import COORDINATOR, NOW, fill
from tests.strategies import snapshots

TOLD = "people changed"


def test_facts_come_out_as_they_went_in(store: Store) -> None:
    facts = fill(store)
    with store.read() as books:
        assert books.facts.snapshot(MONDAY) == facts


@given(snapshots())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_every_value_is_the_same_after_its_row_and_after_being_packed(facts: Snapshot) -> None:
    for entry in MAPPED:
        for value in getattr(facts, entry.table):
            assert to_value(entry, to_row(entry, value)) == value
    assert unpacked(packed(facts)) == facts


def test_the_sample_borough_comes_out_as_it_went_in(store: Store, root: Path) -> None:
    facts, _warnings = read_exchange(root / "scenarios" / "borough", MONDAY)
    fill(store, facts)
    with store.read() as books:
        assert books.facts.snapshot(MONDAY).sha256() == facts.sha256()


def test_only_what_has_changed_is_read_anew(store: Store) -> None:
    facts = fill(store)
    with store.read() as books:
        before = books.facts.snapshot(MONDAY)
    first, *others = facts.people
    with store.write() as books:
        books.facts.change("people", books.facts.get(PersonRow, first.person_id), {"groups": ("exiting", "sleeping")})
        books.changes()
    with store.read() as books:
        after = books.facts.snapshot(MONDAY)
    changed = {one.person_id: one for one in after.people}
    assert changed[first.person_id].groups == ("exiting", "sleeping")
    held = {one.person_id: one for one in before.people}
    assert all(changed[one.person_id] is held[one.person_id] for one in others)


def test_what_was_read_and_then_taken_back_is_not_kept(store: Store) -> None:
    facts = fill(store)

    def change_and_fail() -> None:
        with store.write() as books:
            row = books.facts.get(PersonRow, facts.people[0].person_id)
            books.facts.change("people", row, {"children": 7})
            assert books.facts.snapshot(MONDAY).people[0].children == 7
            raise StaleEdit("taken back")

    with pytest.raises(StaleEdit):
        change_and_fail()
    with store.read() as books:
        assert books.facts.snapshot(MONDAY) == facts


def test_restricted_facts_and_reasons_cannot_be_read_in_the_file(store: Store) -> None:
    fill(store)
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM people")).mappings().all()
        reasons = connection.execute(text("SELECT reason FROM waivers")).scalars().all()
        events = connection.execute(text("SELECT text FROM events")).scalars().all()
    held = repr([*map(dict, rows), reasons, events])
    assert "exiting" not in held
    assert "violence" not in held
    assert "agreed" not in held
    assert not set(SEALED) & set(rows[0])


def test_a_pin_that_has_run_out_and_a_decision_that_was_taken_back_bind_no_run(store: Store) -> None:
    fill(store)
    with store.write() as books:
        for table, column in (("pins", "expires_on"), ("waivers", "withdrawn_on"), ("keep_apart", "withdrawn_on")):
            ((row, _value),) = books.facts.rows(table, MONDAY)
            setattr(row, column, days(3))
        books.changes()
    with store.read() as books:
        before, after = books.facts.snapshot(days(2)), books.facts.snapshot(days(4))
    assert (len(before.pins), len(before.waivers), len(before.keep_apart)) == (1, 1, 1)
    assert (len(after.pins), len(after.waivers), len(after.keep_apart)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("facts", "seeking"),
    [
        ({"paused_until": days(1)}, ()),
        ({"paused_until": days(0)}, (1,)),
        ({"closed_on": days(0)}, ()),
        ({"closed_on": days(1)}, (1,)),
        ({"review_by": days(-1)}, (1,)),
    ],
)
def test_who_is_paused_or_closed_seeks_nothing(store: Store, facts: dict[str, object], seeking: object) -> None:
    fill(store)
    with store.write() as books:
        books.session.add(WaitingRow(person_id="ann", **facts))
        books.changes()
    with store.read() as books:
        (ann,) = (person for person in books.facts.snapshot(MONDAY).people if person.person_id == "ann")
    assert ann.seeks == seeking


@pytest.mark.parametrize(
    ("first", "end", "open_from", "open_to"),
    [
        (-3, None, None, days(-3)),
        (-3, 4, days(4), None),
        (-3, 0, None, None),
        (6, None, None, days(6)),
        (7, None, None, None),
    ],
)
def test_a_bed_in_a_void_opens_when_that_ends(
    store: Store, first: int, end: int | None, open_from: object, open_to: object
) -> None:
    fill(store)
    with store.write() as books:
        books.session.add(
            VoidRow(
                bed_id="b2", started_on=days(first), ended_on=None if end is None else days(end),
                reason_code="deep_clean", reason_text="Deep clean", recorded_by="cora",
            )
        )  # fmt: skip
        books.changes()
    with store.read() as books:
        (bed,) = (bed for bed in books.facts.snapshot(MONDAY).beds if bed.bed_id == "b2")
    assert (bed.open_from, bed.open_to) == (open_from, open_to)


def test_the_second_of_two_edits_of_the_same_version_is_refused(store: Store) -> None:
    fill(store)
    with store.read() as books:
        seen = books.facts.get(PersonRow, "ann").version
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.get(PersonRow, "ann", version=seen).band = "A"
        work.tell(TOLD)
    with pytest.raises(StaleEdit), changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.get(PersonRow, "ann", version=seen)


def test_an_edit_past_the_version_is_refused_by_the_row_itself(store: Store) -> None:
    fill(store)
    with store.write() as books:
        row = books.facts.get(PersonRow, "ann")
        books.session.connection().execute(text("UPDATE people SET version = version + 1"))
        row.band = "A"
        with pytest.raises(StaleEdit), troubles_told():
            books.changes()
        books.session.rollback()


def test_what_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="nobody"), store.read() as books:
        books.facts.get(PersonRow, "nobody")


def test_facts_of_a_run_are_kept_once_and_come_back_equal(store: Store) -> None:
    facts = fill(store)
    with store.write() as books:
        first, second = books.snapshots.put(facts, NOW), books.snapshots.put(facts, NOW + timedelta(days=1))
    with store.read() as books:
        assert first == second == facts.sha256()
        assert books.snapshots.get(first) == facts
