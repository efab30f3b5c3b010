"""The use cases behind ``beds convert`` and ``beds template``: the same facts as another file; no facts, with help."""

from pathlib import Path

from beds.data.cells import LATEST
from beds.data.exchange import read_exchange, refuse_to_overwrite, write_exchange, write_template
from beds.domain.snapshot import Snapshot
from beds.services.shipped import locate


def convert(source: str | Path, target: str | Path) -> Snapshot:
    """Writes the folder or workbook at ``source`` as a folder, or as a workbook where ``target`` ends in ``.xlsx``.

    Raises :class:`~beds.domain.errors.BadInput` where the facts cannot be understood, or something else, or the
    source itself, stands at ``target``; then nothing is written. What is merely odd is not told here: much of it
    depends on a run date.
    """
    found = locate(source)
    if Path(target).resolve() == Path(found).resolve():
        refuse_to_overwrite(Path(target))
    # The last day there can be: facts of any week are converted, those of a week to come too.
    snapshot, _warnings = read_exchange(found, LATEST)
    write_exchange(snapshot, target)
    return snapshot


def template(target: str | Path) -> None:
    """Writes an empty folder, or an empty workbook, with help on every column. Overwrites nothing."""
    write_template(target)
