"""The database of a command: opened by who is at the keyboard, and closed at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beds.data.store.store import Store
    from beds.domain.access import Actor


@contextmanager
def opened(user: str, *, create: bool = False) -> "Iterator[tuple[Store, Actor]]":
    """The store that BEDS_DATABASE_URL names (``beds.db`` here), and who is at work."""
    from beds.data.store.store import open_store
    from beds.services.who import who

    store = open_store(create=create)
    try:
        yield store, who(store, user)
    finally:
        store.close()
