"""Copies while somebody writes, put back whole or not at all; keys that are changed; and what a doctor finds."""

import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from beds.data.settings import Settings
from beds.data.store import guards
from beds.data.store.backups import make_backup
from beds.data.store.keys import key_path, make_keyring
from beds.data.store.store import Store, open_store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.errors import NotPermitted, StoreTrouble
from beds.services.backups import InTheWay, back_up, restore
from beds.services.doctor import Findings, examine
from beds.services.rekey import rekey
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, a_person, days
from tests.data.store.sample import ADMINISTRATOR, COORDINATOR, NOW, fill


def with_band(store: Store, band: str) -> None:
    with changing(store, COORDINATOR, "change_people", now=NOW) as work:
        work.books.facts.get(PersonRow, "ann").band = band
        work.tell("person_changed", subject="ann")


def band_of(settings: Settings) -> str | None:
    store = open_store(settings)
    try:
        with store.read() as books:
            band: str | None = books.facts.get(PersonRow, "ann").band
            return band
    finally:
        store.close()


def examined(store: Store, settings: Settings) -> Findings:
    return examine(store, ADMINISTRATOR, settings, MONDAY, now=NOW)


# ------------------------------------------------------------------------------------------- backups


def test_a_backup_is_put_back_and_what_was_there_is_kept(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    verdict = back_up(store, ADMINISTRATOR, made, tmp_path / "copy", now=NOW)
    with_band(store, "A")
    done = restore(made, "ada", tmp_path / "copy", replace=True, now=NOW)
    assert done.verdict.links == verdict.links
    assert done.before is not None
    assert band_of(made) == "B"
    restore(made, "ada", done.before, replace=True, now=NOW)
    assert band_of(made) == "A"


def test_a_backup_is_taken_while_somebody_writes(store: Store, made: Settings, tmp_path: Path) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the server takes care of it")
    fill(store)
    with store.write() as books:
        books.facts.get(PersonRow, "ann").band = "A"
        books.session.flush()
        make_backup(made, tmp_path / "copy")
    assert band_of(made.model_copy(update={"database_url": str(tmp_path / "copy")})) == "B"


def test_a_backup_is_readable_by_its_owner_alone(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert b"exiting" not in (tmp_path / "copy").read_bytes()


def test_nothing_is_replaced_without_a_word(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    with pytest.raises(InTheWay):
        back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy", replace=True)
    with_band(store, "A")
    with pytest.raises(InTheWay):
        restore(made, "ada", tmp_path / "copy")
    assert band_of(made) == "A"


def test_only_an_administrator_copies_and_puts_back(store: Store, made: Settings, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        back_up(store, COORDINATOR, made, tmp_path / "copy")


def test_what_is_no_backup_is_refused_and_nothing_is_touched(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    (tmp_path / "copy").write_bytes(b"nothing that anybody could read" * 300)
    for name in ("copy", "not there"):
        with pytest.raises(StoreTrouble):
            restore(made, "ada", tmp_path / name, replace=True)
    assert band_of(made) == "B"


def test_a_backup_of_another_key_is_refused(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    other = made.model_copy(update={"key_file": str(tmp_path / "other.key")})
    make_keyring(other)
    with pytest.raises(StoreTrouble, match="key does not fit"):
        restore(other, "ada", tmp_path / "copy", replace=True)


def test_a_backup_whose_record_was_changed_is_refused(store: Store, made: Settings, tmp_path: Path) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("what is in a server's copy is seen when it is put back")
    fill(store)
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy") as connection:
        connection.execute("UPDATE events SET subject = 'eve' WHERE seq = 3")
    connection.close()
    with_band(store, "A")
    with pytest.raises(StoreTrouble, match="event 3"):
        restore(made, "ada", tmp_path / "copy", replace=True)
    assert band_of(made) == "A"


def test_a_damaged_database_is_put_aside_and_the_backup_takes_its_place(
    store: Store, made: Settings, tmp_path: Path
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a server looks after its own files")
    fill(store)
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    store.close()
    Path(made.database_url).write_bytes(b"\0rubbish" * 2000)
    restore(made, "ada", tmp_path / "copy", replace=True)
    assert band_of(made) == "B"
    assert b"rubbish" in Path(made.database_url + ".before-restore").read_bytes()


def test_where_pg_dump_is_missing_it_is_said(
    store: Store, made: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("it needs none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreTrouble, match="pg_dump is not installed here"):
        back_up(store, ADMINISTRATOR, made, tmp_path / "copy")


# --------------------------------------------------------------------------------------------- keys


def test_a_new_key_opens_everything_and_the_old_one_nothing(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    with store.read() as books:
        before = books.facts.snapshot(MONDAY)
    old = shutil.copy(key_path(made), tmp_path / "old.key")
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy")
    done = rekey(made, "ada", now=NOW)
    assert done.texts > 10
    again = open_store(made)
    with again.read() as books:
        assert books.facts.snapshot(MONDAY) == before
        assert books.record.verify().broken is None
    again.close()
    with pytest.raises(StoreTrouble, match="key does not fit"):
        open_store(made.model_copy(update={"key_file": str(old)}))
    assert done.old_keys is not None
    assert done.old_keys.read_text() == Path(old).read_text()
    assert done.old_keys.stat().st_mode & 0o077 == 0


def test_whoever_still_has_the_old_key_writes_nothing_with_it(store: Store, made: Settings) -> None:
    fill(store)
    rekey(made, "ada")
    with pytest.raises(StoreTrouble, match="key does not fit"):
        with_band(store, "A")


# ------------------------------------------------------------------------------------------- doctor


def test_a_sound_database_is_told_so(store: Store, made: Settings, tmp_path: Path) -> None:
    fill(store)
    assert examined(store, made).is_sound
    assert any("No backup" in warning for warning in examined(store, made).warnings)
    back_up(store, ADMINISTRATOR, made, tmp_path / "copy", now=NOW)
    assert examined(store, made).warnings == ()
    later = examine(store, ADMINISTRATOR, made, MONDAY, now=NOW + timedelta(days=8))
    assert any("last backup" in warning for warning in later.warnings)


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE people SET band = 'A' WHERE person_id = 'ann'", "replay"),
        ("UPDATE events SET subject = 'eve' WHERE seq = 3", "chain"),
        ("UPDATE people SET restricted = 'nonsense' WHERE person_id = 'ann'", "texts"),
        ("INSERT INTO stays VALUES ('x', 'ann', 'b1', '2026-11-01', NULL, NULL, NULL, '', 1)", "bookings"),
    ],
)
def test_what_is_wrong_is_named(store: Store, made: Settings, statement: str, check: str) -> None:
    fill(store)
    with store.engine.begin() as connection:
        guards.take_down(connection)
        connection.execute(text(statement))
        if check != "bookings":
            guards.put_up(connection)
    found = examined(store, made)
    assert not found.is_sound
    assert check in {one.name for one in found.checks if one.faults}
    if check == "bookings":
        assert "guards" in {one.name for one in found.checks if one.faults}


def test_stale_facts_are_named_and_are_no_fault(store: Store, made: Settings) -> None:
    fill(store)
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.add("people", [a_person("zoe", birth_date=None)])
        work.books.session.add(WaitingRow(person_id="ann", review_by=days(-1), seeks_when_closed=()))
        work.tell("person_added")
    found = examined(store, made)
    assert found.is_sound
    stale = {one.kind: one.ids for one in found.stale}
    assert stale["review"] == ("ann",)
    assert "zoe" in stale["birth_date"]


def test_others_who_may_read_the_key_are_a_warning(store: Store, made: Settings) -> None:
    key_path(made).chmod(0o644)
    assert any("chmod 600" in warning for warning in examined(store, made).warnings)


# ------------------------------------------------------------------------------------ troubles, in words


def sqlite_only(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("of a file")


def test_a_full_disk_is_told_and_nothing_is_stored(store: Store, made: Settings) -> None:
    sqlite_only(store)
    fill(store)
    store.close()
    pages = "PRAGMA max_page_count = 1"  # as many as there are

    @event.listens_for(store.engine, "connect")
    def full(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(pages)

    def fill_up() -> None:
        for number in range(500):
            with changing(store, COORDINATOR, "change_people") as work:
                work.books.facts.add("people", [a_person(f"p{number}", prefers=("x" * 3000,))])
                work.tell("person_added", subject=f"p{number}")

    with pytest.raises(StoreTrouble, match="disk of the database is full"):
        fill_up()
    event.remove(store.engine, "connect", full)
    store.close()
    assert examined(store, made).is_sound


def test_a_database_that_may_only_be_read_is_told(store: Store) -> None:
    sqlite_only(store)
    fill(store)
    store.close()

    @event.listens_for(store.engine, "connect")
    def read_only(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    with pytest.raises(StoreTrouble, match="read but not written"):
        with_band(store, "A")


def test_a_damaged_file_is_told(store: Store, made: Settings) -> None:
    sqlite_only(store)
    fill(store)
    store.close()
    file = Path(made.database_url)
    size = file.stat().st_size
    with file.open("rb+") as damaged:
        damaged.seek(4096)
        damaged.write(os.urandom(size - 4096))
    with pytest.raises(StoreTrouble, match=r"damaged|malformed"):
        open_store(made)
