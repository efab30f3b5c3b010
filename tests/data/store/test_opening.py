"""Opening a database: made when asked, refused with a sentence where it cannot be used as it is."""

from beds.data.settings import Settings
from beds.data.store.store import Store, open_store


def test_a_new_database_is_empty_and_can_be_read(store: Store) -> None:
    with store.read() as books:
        assert books.record.head()[0] == 0
        assert not books.users.any()


def test_a_database_is_made_where_there_is_none(settings: Settings) -> None:
    open_store(settings, create=True).close()
    open_store(settings).close()
