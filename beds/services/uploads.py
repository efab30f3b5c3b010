"""Files that somebody sent and that wait for her word: kept for one session, for a short time, then removed."""

import atexit
import hashlib
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from beds.domain.errors import BedsError
from beds.domain.messages import _

KEPT_SECONDS = 3600
MOST_FILES = 20
LARGEST_UNPACKED = 300 * 1024 * 1024
"""A workbook is a packed folder: what it says it unpacks to may be no more."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
FILES_OF_A_FOLDER = (".csv", ".yaml", ".yml")
CSV_FOLDER = "csv"
_STRANGE = re.compile(r"[^\w .()-]")


class UploadRefused(BedsError):
    """What was sent is not what is taken here; the sentence says what is."""


@dataclass(frozen=True)
class Upload:
    """What one session has sent last: a workbook, or a folder of CSV files."""

    source: Path
    names: tuple[str, ...]


def keep_upload(owner: str, files: Mapping[str, bytes]) -> Upload:
    """Keeps what was sent, in the place of whatever this session sent before. ``owner``: the token of the session.

    Raises :class:`UploadRefused` where it is neither one workbook nor one or several CSV files (and a policy.yaml).
    """
    sent = {_safe(name): content for name, content in files.items()}
    _refuse_others(files, sent)
    remove_upload(owner)
    _sweep()
    folder = _place(owner)
    folder.mkdir(mode=0o700)
    if len(sent) == 1 and Path(next(iter(sent))).suffix.lower() in WORKBOOKS:
        target = folder
    else:
        target = folder / CSV_FOLDER
        target.mkdir()
    for name, content in sent.items():
        (target / name).write_bytes(content)
    found = find_upload(owner)
    assert found is not None
    try:
        _refuse_bombs(found.source)
    except UploadRefused:
        remove_upload(owner)
        raise
    return found


def find_upload(owner: str) -> Upload | None:
    """What this session sent; None where it sent nothing, or too long ago."""
    folder = _place(owner)
    if not folder.is_dir() or _is_old(folder):
        return None
    source = next(iter(folder.iterdir()), None)
    if source is None:
        return None
    names = sorted(file.name for file in source.iterdir()) if source.is_dir() else [source.name]
    return Upload(source, tuple(names))


def remove_upload(owner: str) -> None:
    """Removes what this session sent, if anything."""
    shutil.rmtree(_place(owner), ignore_errors=True)


@cache
def _root() -> Path:
    """A folder that only this user of the machine may open; gone when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="beds-uploads-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _place(owner: str) -> Path:
    return _root() / hashlib.sha256(owner.encode()).hexdigest()


def _sweep() -> None:
    for folder in _root().iterdir():
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    return time.time() - folder.stat().st_mtime > KEPT_SECONDS


def _safe(name: str) -> str:
    """The last part of a name without what could lead elsewhere."""
    last = re.split(r"[\\/]", name)[-1]
    return _STRANGE.sub("_", last).lstrip(". ")[-100:] or "file"


def _refuse_others(files: Mapping[str, bytes], sent: Mapping[str, bytes]) -> None:
    if not sent:
        raise UploadRefused(_("Choose a workbook or one or several CSV files."))
    if len(files) > MOST_FILES:
        raise UploadRefused(_("Choose %(most)d files or fewer.", most=MOST_FILES))
    if len(sent) < len(files):
        raise UploadRefused(_("Two of the files have the same name. Choose each once."))
    kinds = [Path(name).suffix.lower() for name in sent]
    strange = [name for name, kind in zip(sent, kinds, strict=True) if kind not in (*WORKBOOKS, *FILES_OF_A_FOLDER)]
    if strange:
        raise UploadRefused(
            _("“%(name)s” is neither a workbook (%(workbooks)s) nor a CSV file nor policy.yaml.",
              name=strange[0], workbooks=", ".join(WORKBOOKS))
        )  # fmt: skip
    if len(kinds) > 1 and any(kind in WORKBOOKS for kind in kinds):
        raise UploadRefused(_("Choose one workbook, or CSV files, not both."))
    empty = [name for name, content in sent.items() if not content]
    if empty:
        raise UploadRefused(_("“%(name)s” is empty.", name=empty[0]))


def _refuse_bombs(source: Path) -> None:
    if source.is_dir() or not zipfile.is_zipfile(source):
        return
    with zipfile.ZipFile(source) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise UploadRefused(
            _("This workbook holds more than %(most)d MB once it is unpacked. Send CSV files, or leave out sheets "
              "that are not needed.", most=LARGEST_UNPACKED // 2**20)
        )  # fmt: skip
