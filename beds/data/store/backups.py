"""Copies of the database: taken while it is in use, looked through, and put back whole or not at all.

SQLite is copied by its own online backup into one file. PostgreSQL is copied by ``pg_dump`` and put back by
``pg_restore``, which come with it.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import inspect, make_url

from beds.data.settings import Settings, database_file, full_url
from beds.data.store.engine import make_engine, troubles_told
from beds.data.store.keys import key_path, read_keyring
from beds.data.store.revision import REVISIONS
from beds.data.store.store import KEY_CHECK, Store, open_store, upgrade_store
from beds.domain.errors import StoreTrouble
from beds.domain.messages import _

BEFORE = ".before-restore"
"""What is added to the name of the copy of what a restore has replaced."""
_WAIT_SECONDS = 15


def make_backup(settings: Settings, target: Path) -> None:
    """A copy of the database as it is at one moment, in a file that only its owner may read; whole or not there."""
    with TemporaryDirectory(prefix=".backup-", dir=_folder_of(target)) as aside:
        copy = Path(aside) / target.name
        copy.touch(mode=0o600)
        file = database_file(settings.database_url)
        if file is None:
            _postgres("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", "--file", str(copy))
            _archived(settings, copy)
        else:
            _copied(file, copy)
        with copy.open("rb+") as written:
            os.fsync(written.fileno())
        copy.replace(target)


@contextmanager
def looked_into(settings: Settings, backup: Path) -> Iterator[Store | None]:
    """A backup, opened beside itself and not touched: for looking through it before it is put back.

    A copy of PostgreSQL cannot be opened; that it is whole, its schema and its key are looked at, and None is given.
    Raises :class:`~beds.domain.errors.StoreTrouble` where it is no backup, its schema newer than the program, or its
    key another one.
    """
    if not backup.is_file():
        raise StoreTrouble(_("There is no backup %(file)s.", file=backup))
    if database_file(settings.database_url) is None:
        _archived(settings, backup)
        yield None
        return
    with TemporaryDirectory(prefix=".backup-", dir=_folder_of(backup)) as aside:
        copy = Path(aside) / "beds.db"
        shutil.copy(backup, copy)
        upgrade_store(_elsewhere(settings, copy))
        store = open_store(_elsewhere(settings, copy))
        try:
            yield store
        finally:
            store.close()


def is_there(settings: Settings) -> bool:
    """Whether anything stands where a backup would be put back."""
    file = database_file(settings.database_url)
    if file is not None:
        return file.exists() and file.stat().st_size > 0
    engine = make_engine(settings.database_url, None)
    try:
        with troubles_told():
            return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def put_back(settings: Settings, backup: Path) -> Path | None:
    """Puts a backup in the place of the database; where the copy of what stood there before is, if anything did."""
    file = database_file(settings.database_url)
    if file is None:
        before = _free(backup) if is_there(settings) else None
        if before:
            make_backup(settings, before)
            if _column(before, "alembic_version") != _column(backup, "alembic_version"):
                # What only the newer schema has would be left standing.
                raise StoreTrouble(
                    _("The backup and the database in place have different schemas. Put it into an empty database.")
                )
        _postgres(
            "pg_restore", settings, "--clean", "--if-exists", "--no-owner", "--no-privileges", "--no-comments",
            "--single-transaction", "--exit-on-error", str(backup),
        )  # fmt: skip
        return before
    before = _free(file) if is_there(settings) else None
    if before is not None and not _kept(file, before):
        # Nobody can use what is there: the copy takes its name.
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    _copied(backup, file)
    return before


def _free(file: Path) -> Path:
    """A name for the copy of what is replaced; nothing stands there, least of all the backup that is put back."""
    names = (f"{file.name}{BEFORE}" + (f"-{number}" if number > 1 else "") for number in count(1))
    return next(path for name in names if not (path := file.with_name(name)).exists())


def _kept(file: Path, before: Path) -> bool:
    """Copies the database aside; where it is damaged, its file as it is, which is then out of the way."""
    try:
        before.touch(mode=0o600)
        _copied(file, before)
    except StoreTrouble:
        file.replace(before)
        return False
    return True


def _copied(source: Path, target: Path) -> None:
    """One database file into another, as one transaction: whoever has the other open sees the new one after it."""
    fresh = not target.exists() or target.stat().st_size == 0
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)) as old,
            closing(sqlite3.connect(target, timeout=_WAIT_SECONDS, isolation_level=None)) as new,
        ):
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not fresh:
                # A copy waits for nobody by itself.
                new.execute("BEGIN IMMEDIATE")
                new.execute("COMMIT")
            old.backup(new)
            if fresh:
                # One file, without companions.
                new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise StoreTrouble(_("The database cannot be copied: %(reason)s.", reason=error)) from None


def _elsewhere(settings: Settings, file: Path) -> Settings:
    keys = {"keys": settings.keys} if settings.keys else {"key_file": str(key_path(settings))}
    return settings.model_copy(update={"database_url": str(file), **keys})


def _folder_of(file: Path) -> Path:
    if not file.parent.is_dir():
        raise StoreTrouble(_("There is no folder %(folder)s.", folder=file.parent))
    return file.parent


# -------------------------------------------------------------------------------------------- PostgreSQL


def _archived(settings: Settings, backup: Path) -> None:
    """Whether the file is a whole copy of a database of this program that its key opens."""
    revision = _column(backup, "alembic_version")
    if not revision or revision[0][0] not in REVISIONS:
        raise StoreTrouble(_("%(file)s is no backup of this program, or of a newer one.", file=backup.name))
    ring = read_keyring(settings)
    if ring is None:
        raise StoreTrouble(_("The key of the database is missing; without it a backup is of no use."))
    for name, sealed in _column(backup, "service"):
        if name == KEY_CHECK[0]:
            ring.open(sealed)


def _column(backup: Path, table: str) -> list[list[str]]:
    """The rows of a small table in a backup."""
    said = _run("pg_restore", ["--data-only", f"--table={table}", "--file=-", str(backup)], {})
    lines = said.splitlines()
    begin = next((i for i, line in enumerate(lines) if line.startswith("COPY ")), None)
    if begin is None:
        return []
    return [line.split("\t") for line in lines[begin + 1 : lines.index("\\.", begin)]]


def _postgres(name: str, settings: Settings, *arguments: str) -> None:
    environment = {"PGCONNECT_TIMEOUT": str(_WAIT_SECONDS)}
    if password := make_url(full_url(settings.database_url)).password:
        # Not among the arguments, which everybody on the machine may read.
        environment["PGPASSWORD"] = str(password)
    _run(name, ["--dbname", _address(settings), "--no-password", *arguments], environment)


def _run(name: str, arguments: list[str], environment: dict[str, str]) -> str:
    program = shutil.which(name)
    if program is None:
        raise StoreTrouble(
            _(
                "%(program)s is not installed here. It comes with PostgreSQL (on Debian: postgresql-client), of the "
                "server's version or newer.",
                program=name,
            )
        )
    done = subprocess.run([program, *arguments], env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise StoreTrouble(_("%(program)s has failed: %(reason)s", program=name, reason=said[0]))
    return done.stdout


def _address(settings: Settings) -> str:
    """The address as PostgreSQL's own programs take it, without the password."""
    url = make_url(full_url(settings.database_url)).set(drivername="postgresql")
    # Setting it to None would leave it as it is.
    return url._replace(password=None).render_as_string(hide_password=False)
