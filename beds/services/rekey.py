"""The use case behind ``beds rekey``: a new key, and every sealed text under it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from beds.data.settings import Settings
from beds.data.store.keys import first_key_only, key_path, new_key_first
from beds.data.store.store import open_store
from beds.services.permit import permit
from beds.services.unit_of_work import changing
from beds.services.who import who

OLD = ".old"


@dataclass(frozen=True)
class Rekeyed:
    """What was done. ``old_keys``: where the keys are that older backups need; None where BEDS_KEYS holds the keys."""

    texts: int
    old_keys: Path | None


def rekey(settings: Settings, user: str, *, now: datetime | None = None) -> Rekeyed:
    """Seals everything under a new key. With BEDS_KEYS, under the first of those keys: put the new one there before.

    If it breaks off, both keys are in the key file and everything opens; begin again.
    """
    before = open_store(settings)
    try:
        permit(who(before, user), "operate")
    finally:
        before.close()
    if not settings.keys:
        new_key_first(settings)
    store = open_store(settings)
    try:
        with changing(store, who(store, user), "operate", now=now) as work:
            texts = work.books.reseal()
            work.tell("rekeyed", texts=texts)
        store.tidy()
    finally:
        store.close()
    if settings.keys:
        return Rekeyed(texts, None)
    path = key_path(settings)
    old = path.with_name(path.name + OLD)
    first_key_only(settings, old)
    return Rekeyed(texts, old)
