"""The use case behind ``beds doctor``: is the database sound, and which facts have waited for somebody too long?"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from beds.data.settings import Settings, database_file
from beds.data.store.health import Check
from beds.data.store.keys import key_path
from beds.data.store.stale import Stale
from beds.data.store.store import Books, Store
from beds.domain.access import Actor
from beds.domain.messages import N_, _
from beds.domain.week import Week
from beds.services.oddities import find_oddities
from beds.services.unit_of_work import reading

BACKUP_EVERY = timedelta(days=7)
"""A backup older than this is overdue."""
STALE = {
    "review": N_("review by a day that has passed"),
    "contact": N_("contact lost"),
    "offer": N_("offers without an answer past their day"),
    "arrival": N_("accepted offers whose day has passed and that have not begun"),
    "absence": N_("beds held past their day"),
    "leaving": N_("open stays whose planned departure has passed"),
    "birth_date": N_("candidates without a birth date; no rule on age refuses them"),
}


@dataclass(frozen=True)
class Findings:
    """What the doctor found. Faults need mending now; the rest is for somebody to look at."""

    checks: tuple[Check, ...]
    warnings: tuple[str, ...]
    stale: tuple[Stale, ...]
    oddities: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not any(check.faults for check in self.checks)


def examine(store: Store, actor: Actor, settings: Settings, on: date, *, now: datetime | None = None) -> Findings:
    """Looks at everything; changes nothing. ``on``: the day for which facts are judged stale."""
    with reading(store, actor, "operate") as books:
        checks = tuple(books.health.checks())
        if any(check.faults for check in checks if check.name in ("schema", "pages", "texts")):
            # What cannot be read cannot be judged.
            return Findings(checks, (), (), ())
        born = books.facts.candidates_without_birth_date()
        stale = (*books.facts.stale(on), *([Stale("birth_date", born)] if born else ()))
        odd = tuple(str(finding) for finding in find_oddities(Week(books.facts.snapshot(on), on), Path()))
        warnings = tuple(_surroundings(books, settings, now or datetime.now(UTC)))
    return Findings(checks, warnings, stale, odd)


def _surroundings(books: Books, settings: Settings, now: datetime) -> Iterator[str]:
    last = books.record.events(kind="backed_up", newest_first=True, limit=1)
    if not last:
        yield _("No backup was ever made: beds backup FILE")
    elif now - datetime.fromisoformat(last[0].at) > BACKUP_EVERY:
        yield _("The last backup is of %(day)s: beds backup FILE", day=last[0].at[:10])
    key = key_path(settings)
    if not settings.keys and key.stat().st_mode & 0o077:
        yield _("Others than its owner may read the key file: chmod 600 %(file)s", file=key)
    file = database_file(settings.database_url)
    if file is not None:
        free = shutil.disk_usage(file.parent).free
        if free < 2 * file.stat().st_size:
            yield _("Only %(free)d MB are free on the disk of the database.", free=free // 1_000_000)
