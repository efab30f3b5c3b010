"""Writing all or nothing: everything is written aside first and moved into place only when it is whole."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Has ``write`` write a file aside and moves it to ``path``. If it fails, what stood there stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=path.parent) as aside:
        written = Path(aside) / path.name
        write(written)
        written.replace(path)


def replace_files(folder: Path, files: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
    """Writes the files into the folder, in place of those of the same names and of those named in ``gone``.

    Everything else in the folder stays. If anything fails, the folder is as it was; a folder that was not there is not
    there.
    """

    def write(aside: Path) -> None:
        for name, content in files.items():
            (aside / name).write_bytes(content)

    replace_with(folder, write, gone)


def replace_with(folder: Path, write: Callable[[Path], None], gone: Iterable[str] = ()) -> None:
    """The same for files that ``write`` makes in the folder that it is given: large ones need not be held in memory."""
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as aside:
            new, old = Path(aside) / "new", Path(aside) / "old"
            new.mkdir()
            old.mkdir()
            write(new)
            _swap(folder, new, old, dict.fromkeys((*gone, *(file.name for file in sorted(new.iterdir())))))
    except BaseException:
        if not was_there:
            shutil.rmtree(folder)
        raise


def _swap(folder: Path, new: Path, old: Path, names: Iterable[str]) -> None:
    """Moves each named file out to ``old`` and its successor in from ``new``; moves all of it back on failure."""
    moved_out: list[str] = []
    moved_in: list[str] = []
    try:
        # Two rounds: where names differ only in case, some file systems take the new file for the old one.
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(old / name)
                moved_out.append(name)
        for file in sorted(new.iterdir()):
            file.replace(folder / file.name)
            moved_in.append(file.name)
    except BaseException:
        for name in moved_in:
            (folder / name).unlink()
        for name in moved_out:
            (old / name).replace(folder / name)
        raise
