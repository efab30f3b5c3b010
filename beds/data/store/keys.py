"""The keys of personal text at rest: from the environment or a file beside the database, made with a new database."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from beds.data.settings import Settings, database_file
from beds.domain.errors import StoreTrouble
from beds.domain.messages import _

KEY_FILE = "beds.key"
SUFFIX = ".key"


class Keyring:
    """Seals and opens personal text. The first key seals, every key opens; so keys can be changed."""

    def __init__(self, keys: list[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise StoreTrouble(_("The key of the database is not a key: %(reason)s.", reason=error)) from None

    def seal(self, content: bytes) -> str:
        return self._fernet.encrypt(content).decode()

    def seal_again(self, sealed: str) -> str:
        """The same text under the first key. Raises :class:`StoreTrouble` where none of the keys opens it."""
        try:
            return self._fernet.rotate(sealed.encode()).decode()
        except InvalidToken:
            raise _does_not_fit() from None

    def open(self, sealed: str) -> bytes:
        """Raises :class:`StoreTrouble` where none of the keys fits or the text was tampered with."""
        try:
            return self._fernet.decrypt(sealed.encode())
        except InvalidToken:
            raise _does_not_fit() from None


def _does_not_fit() -> StoreTrouble:
    return StoreTrouble(
        _("Personal text cannot be opened: the key does not fit, or the text was changed outside the program.")
    )


def key_path(settings: Settings) -> Path:
    """Where the key is kept unless the environment holds it."""
    if settings.key_file:
        return Path(settings.key_file)
    file = database_file(settings.database_url)
    return file.with_name(file.name + SUFFIX) if file else Path(KEY_FILE)


def read_keyring(settings: Settings) -> Keyring | None:
    """The keys of the environment, else of the file; None where there are none yet."""
    if settings.keys:
        return Keyring([key.strip() for key in settings.keys.split(",") if key.strip()])
    path = key_path(settings)
    return Keyring(path.read_text("ascii").split()) if path.is_file() else None


def make_keyring(settings: Settings) -> Keyring:
    """A new key in a file that only its owner may read. Whoever was faster has made it: then it is hers."""
    path = key_path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _written_aside(path, [Fernet.generate_key().decode()])
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return Keyring(path.read_text("ascii").split())


def new_key_first(settings: Settings) -> None:
    """Puts a new key before those of the key file. From now on both open, and the new one seals."""
    path = key_path(settings)
    _written_aside(path, [Fernet.generate_key().decode(), *path.read_text("ascii").split()]).replace(path)


def first_key_only(settings: Settings, kept: Path) -> None:
    """Leaves the first key in the key file; the others go to ``kept``, for the backups that were sealed with them."""
    path = key_path(settings)
    first, *older = path.read_text("ascii").split()
    before = kept.read_text("ascii").split() if kept.exists() else []
    _written_aside(kept, list(dict.fromkeys([*older, *before]))).replace(kept)
    _written_aside(path, [first]).replace(path)


def _written_aside(path: Path, keys: list[str]) -> Path:
    """A file beside ``path`` that only its owner may read, safely on the disk."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123
        file.write("".join(f"{key}\n" for key in keys).encode())
        file.flush()
        os.fsync(file.fileno())
    return aside
