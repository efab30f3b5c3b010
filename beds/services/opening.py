"""How the web pages come to the database: opened once, with the key that signs their cookies."""

from datetime import date
from pathlib import Path

from beds.data.settings import Settings as Settings
from beds.data.store.facts import NotFound as NotFound
from beds.data.store.store import Books as Books
from beds.data.store.store import Store as Store
from beds.data.store.store import open_store
from beds.services.cookie_key import cookie_key


def open_for_web(settings: Settings | None = None) -> tuple[Store, bytes]:
    """The database that the settings name, and the key of the cookies.

    Raises :class:`~beds.domain.errors.StoreTrouble` where it cannot be used.
    """
    settings = settings or Settings()
    store = open_store(settings)
    return store, cookie_key(settings)


def settings_in(folder: Path, today: date | None = None) -> Settings:
    """Settings of a database of its own in a folder, whatever the surroundings say; ``today``: the day there."""
    file = folder / "beds.db"
    return Settings(database_url=str(file), keys="", key_file=str(folder / "beds.db.key"), today=today)
