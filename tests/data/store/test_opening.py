"""Opening a database: made when asked, refused with a sentence where it cannot be used as it is."""

import sqlite3
from pathlib import Path

import pytest

from beds.data.settings import Settings
from beds.data.store.keys import key_path, make_keyring
from beds.data.store.store import Store, open_store
from beds.domain.errors import StoreTrouble


def test_a_new_database_is_empty_and_can_be_read(store: Store) -> None:
    with store.read() as books:
        assert books.record.head()[0] == 0
        assert not books.users.any()


def test_a_database_is_made_only_where_it_is_asked_for(settings: Settings) -> None:
    with pytest.raises(StoreTrouble, match="no database yet"):
        open_store(settings)
    open_store(settings, create=True).close()
    open_store(settings).close()


def test_without_its_key_a_database_is_refused(made: Settings) -> None:
    key_path(made).unlink()
    with pytest.raises(StoreTrouble, match="key of the database is missing"):
        open_store(made)


def test_with_another_key_a_database_is_refused(made: Settings) -> None:
    key_path(made).unlink()
    make_keyring(made)
    with pytest.raises(StoreTrouble, match="key does not fit"):
        open_store(made)


def test_a_key_can_be_changed_by_putting_a_new_one_before_it(made: Settings, tmp_path: Path) -> None:
    old = key_path(made).read_text().strip()
    make_keyring(Settings(key_file=str(tmp_path / "new")))
    new = (tmp_path / "new").read_text().strip()
    open_store(Settings(database_url=made.database_url, keys=f"{new},{old}")).close()


def test_the_key_is_readable_by_its_owner_alone(settings: Settings) -> None:
    make_keyring(settings)
    assert key_path(settings).stat().st_mode & 0o077 == 0


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE shopping (list TEXT)")
    connection.close()
    text.write_text("no database at all, but long enough to be looked at as if it were one" * 20)
    with pytest.raises(StoreTrouble, match="no database of beds"):
        open_store(Settings(database_url=str(other)), create=True)
    with pytest.raises(StoreTrouble, match="no database of beds"):
        open_store(Settings(database_url=str(text)), create=True)


def test_a_server_that_does_not_answer_is_told_in_a_sentence() -> None:
    with pytest.raises(StoreTrouble, match="cannot be reached"):
        open_store(Settings(database_url="postgresql://nobody@127.0.0.1:1/none"), create=True)


def test_a_database_that_somebody_else_writes_is_told_as_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beds.data.store.engine.WAIT_SECONDS", 0.1)
    store = open_store(Settings(database_url=str(tmp_path / "beds.db")), create=True)
    other = sqlite3.connect(tmp_path / "beds.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreTrouble, match="busy"), store.write():
        pass
    other.close()
    store.close()
