"""The door of the exchange format: from a folder or workbook to a snapshot, and back."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from beds.data.all_or_nothing import replace_file, replace_files
from beds.data.faults import Folder, find_faults
from beds.data.findings import Findings
from beds.data.kept_file import KEPT, kept_csv
from beds.data.likely import squeezed
from beds.data.oddities import find_oddities
from beds.data.policy_file import read_policy
from beds.data.reading import read_tables
from beds.data.sources import WORKBOOKS, read_source
from beds.data.tables import POLICY, TABLES
from beds.data.workbook_reader import sheet_names
from beds.data.writing import HELP_FILE, folder_files, template_help, write_book
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.snapshot import Snapshot

WRITTEN_WORKBOOK = ".xlsx"


def read_exchange(path: str | Path, on: date) -> tuple[Snapshot, tuple[Finding, ...]]:
    """The facts of an exchange folder or workbook as they stand on the run date, and every warning about them.

    Raises :class:`BadInput` with all faults and warnings at once.
    """
    findings = Findings()
    raw = read_source(Path(path), findings)
    if raw is None:
        raise BadInput(findings.faults, findings.warnings)
    tables = read_tables(raw, findings)
    policy = read_policy(raw, findings)
    folder = Folder(tables, on)
    find_faults(folder, findings)
    find_oddities(folder, findings)
    files = tuple(raw.files.values())
    findings.raise_faults(files)
    rows = {name: table.built() for name, table in tables.items()}
    return Snapshot(**rows, policy=policy), findings.in_order(findings.warnings, files)


def cells_of_people(path: str | Path, people: Collection[str]) -> Iterator[tuple[str, int, str, str]]:
    """File, row, column and id of each cell that names one of these people, in a folder or workbook without faults."""
    raw = read_source(Path(path), Findings())
    assert raw is not None, "it was read before"
    for table in read_tables(raw, Findings()).values():
        for column in table.table.columns:
            if column.refers_to == "people" or (table.table.name, column.name) == ("people", "person_id"):
                for position, who in table.rows(column.name):
                    if who in people:
                        yield table.file, table.numbers[position], column.name, who


def write_exchange(snapshot: Snapshot, path: str | Path, *, kept: Mapping[str, str] | None = None) -> None:
    """Writes the facts as a folder, or as a workbook where ``path`` ends in ``.xlsx``: all of it or nothing.

    ``kept``: the beds that a run keeps if it can, by person; a folder has them in a file of their own.

    An exchange folder or workbook that stands there is replaced; other files in the folder stay. Raises
    :class:`BadInput` where something else stands there.
    """
    path = Path(path)
    if path.suffix.lower() in WORKBOOKS:
        _refuse_foreign_workbook(path)
        replace_file(path, lambda aside: write_book(snapshot, aside))
    else:
        _refuse_foreign_folder(path)
        files = folder_files(snapshot)
        gone = [*_other_spellings(path, files), *([KEPT] if (path / KEPT).exists() else [])]
        replace_files(path, files | ({KEPT: kept_csv(kept)} if kept else {}), gone=gone)


def write_template(path: str | Path) -> None:
    """Writes an empty exchange folder with help on every column, or an empty workbook (``.xlsx``) with help on its
    headers. Raises :class:`BadInput` where anything stands there already."""
    path = Path(path)
    refuse_to_overwrite(path)
    if path.suffix.lower() in WORKBOOKS:
        write_exchange(Snapshot(), path)
    else:
        replace_files(path, {**folder_files(Snapshot()), HELP_FILE: template_help()})


def refuse_to_overwrite(path: Path) -> None:
    """Raises :class:`BadInput` where anything stands at ``path`` already; an empty folder is nothing."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise _refusal(path, _("something stands here already, and nothing is overwritten; name another place"))


def is_exchange_folder(path: Path) -> bool:
    """Whether every required table of the format has its file here."""
    names = {squeezed(file.stem) for file in path.iterdir() if file.suffix.lower() == ".csv"}
    return _required() <= names


def has_policy(path: str | Path) -> bool:
    """Whether the folder or workbook says what the policy is; without it every key has its default."""
    path = Path(path)
    if path.is_dir():
        return any(
            squeezed(file.stem) == POLICY and file.suffix.lower() in (".yaml", ".yml") for file in path.iterdir()
        )
    return any(squeezed(name) == POLICY for name in sheet_names(path))


def has_kept(path: str | Path) -> bool:
    """Whether ``kept.csv`` stands beside the tables."""
    return (Path(path) / KEPT).is_file()


def _required() -> set[str]:
    return {squeezed(table.name) for table in TABLES if table.required}


def _refuse_foreign_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise _refusal(path, _("a file stands here; a folder is to be written"))
    if path.exists() and any(path.iterdir()) and not is_exchange_folder(path):
        raise _refusal(path, _("this folder holds other things and is no exchange folder; nothing was written"))


def _refuse_foreign_workbook(path: Path) -> None:
    if path.suffix.lower() != WRITTEN_WORKBOOK:
        raise _refusal(path, _("this kind of workbook is read but not written"), _("a name that ends in .xlsx"))
    if path.exists() and not _required() <= {squeezed(name) for name in sheet_names(path)}:
        raise _refusal(path, _("something else stands here, no exchange workbook; nothing was written"))


def _refusal(path: Path, message: str, accepted: str = "") -> BadInput:
    return BadInput([Finding(path.name, 0, "", "", message, accepted or _("another place"))])


def _other_spellings(path: Path, files: dict[str, bytes]) -> list[str]:
    """Files that would be read as the same tables as the new ones: People.csv beside people.csv, policy.yml."""
    if not path.is_dir():
        return []
    names = {squeezed(Path(name).stem) for name in files}
    found = (file for file in path.iterdir() if file.is_file() and squeezed(file.stem) in names)
    return [file.name for file in found if file.suffix.lower() in (".csv", ".yaml", ".yml")]
