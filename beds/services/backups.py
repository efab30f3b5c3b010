"""The use cases behind ``beds backup`` and ``beds restore``: a copy, looked through; and one that is put back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from beds.data.settings import Settings
from beds.data.store.backups import is_there, looked_into, make_backup, put_back
from beds.data.store.record import Verdict
from beds.data.store.store import Store, open_store, upgrade_store
from beds.domain.access import Actor
from beds.domain.errors import BedsError, StoreTrouble
from beds.domain.messages import _
from beds.services.permit import permit
from beds.services.unit_of_work import changing
from beds.services.who import who


class InTheWay(BedsError):
    """Something stands where a file or a database would be written; it needs a word to replace it."""


@dataclass(frozen=True)
class Restored:
    """What a restore has done."""

    before: Path | None
    """The copy of what stood there before; None where nothing did."""
    verdict: Verdict


def back_up(
    store: Store, actor: Actor, settings: Settings, target: str | Path, *, replace: bool = False,
    now: datetime | None = None,
) -> Verdict:  # fmt: skip
    """Copies the database, in use or not, into a file; looks through the copy; tells the record of it.

    The copy holds personal text sealed, and not the key. Raises :class:`InTheWay` where something stands at
    ``target`` and ``replace`` is not given, and :class:`~beds.domain.errors.StoreTrouble`.
    """
    permit(actor, "operate")
    file = Path(target)
    if file.exists() and not replace:
        raise InTheWay(_("%(file)s is there already. Replace it with: --yes", file=file))
    make_backup(settings, file)
    with looked_into(settings, file) as copy:
        verdict = _verdict(copy or store)
    with changing(store, actor, "operate", now=now) as work:
        work.tell("backed_up", file=file.name)
    return verdict


def restore(
    settings: Settings, user: str, backup: str | Path, *, replace: bool = False, now: datetime | None = None
) -> Restored:
    """Looks through a backup, puts it in the place of the database, and looks through that.

    Whoever asks must be an administrator of what is in place; where nothing can be opened there, of the backup. What is
    in place is copied aside first. Raises :class:`InTheWay` where anything is in place and ``replace`` is not given,
    and :class:`~beds.domain.errors.StoreTrouble` where either does not hold.
    """
    file = Path(backup)
    actor = _administrator(settings, user)
    with looked_into(settings, file) as copy:
        if copy is not None:
            _sound(_verdict(copy))
            actor = actor or _permitted(copy, user)
    if is_there(settings) and not replace:
        raise InTheWay(_("There is a database already. Put the backup in its place with: --yes"))
    before = put_back(settings, file)
    upgrade_store(settings)
    store = open_store(settings)
    try:
        verdict = _verdict(store)
        _sound(verdict)
        with changing(store, actor or _permitted(store, user), "operate", now=now) as work:
            work.tell("restored", file=file.name)
    finally:
        store.close()
    return Restored(before, verdict)


def _administrator(settings: Settings, user: str) -> Actor | None:
    try:
        store = open_store(settings)
    except StoreTrouble:
        return None
    try:
        return _permitted(store, user)
    finally:
        store.close()


def _permitted(store: Store, user: str) -> Actor:
    actor = who(store, user)
    permit(actor, "operate")
    return actor


def _verdict(store: Store) -> Verdict:
    with store.read() as books:
        return books.record.verify()


def _sound(verdict: Verdict) -> None:
    if verdict.broken is not None:
        raise StoreTrouble(
            _("The record does not hold at event %(seq)d: %(reason)s.", seq=verdict.broken, reason=verdict.reason)
        )
