"""What a run gives out, as files (SPEC section 6): written aside first, moved into place only when all are whole."""

from collections.abc import Callable, Mapping
from pathlib import Path

from beds.data.all_or_nothing import replace_with
from beds.data.exchange import is_exchange_folder
from beds.data.results.csv_files import write_csv_files
from beds.data.results.summary import FILE as SUMMARY
from beds.data.results.summary import summary, summary_text
from beds.data.results.workbook import FILE as WORKBOOK
from beds.data.results.workbook import write_workbook
from beds.domain.allocation import Allocation
from beds.domain.errors import BadInput, BedsError, Finding
from beds.domain.messages import _

__all__ = ["CannotWrite", "refuse_unfit_folder", "summary", "write_files", "write_results"]


class CannotWrite(BedsError):
    """The results could not be written; what stood in the folder stands."""

    def __init__(self, folder: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(_("The results cannot be written to %(folder)s: %(reason)s.", folder=folder, reason=reason))


def refuse_unfit_folder(folder: str | Path) -> None:
    """Raises :class:`BadInput` where results must not be written: onto a file, or among the facts of a service.

    Asked before the work begins, so that nobody waits for an answer that has nowhere to go.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise _refusal(folder, _("a file stands here; a folder is to be written"))
    if folder.is_dir() and is_exchange_folder(folder):
        raise _refusal(folder, _("this is an exchange folder; results are not written among the facts they come from"))


def _refusal(folder: Path, message: str) -> BadInput:
    return BadInput([Finding(folder.name, 0, "", "", message, _("another place"))])


def write_results(allocation: Allocation, folder: str | Path, *, warnings: int | None = None) -> None:
    """Writes the five files and the workbook: all of them or nothing. Other files in the folder stay.

    Raises :class:`BadInput` where the folder is unfit, and :class:`CannotWrite`.
    """
    refuse_unfit_folder(folder)

    def write(aside: Path) -> None:
        write_csv_files(allocation, aside)
        (aside / SUMMARY).write_text(summary_text(allocation, warnings), encoding="utf-8", newline="\n")
        write_workbook(allocation, aside / WORKBOOK)

    _written(folder, write)


def write_files(files: Mapping[str, bytes], allocation: Allocation, folder: str | Path) -> None:
    """Writes the files of a stored answer as they are, and its workbook; raises what :func:`write_results` raises."""
    refuse_unfit_folder(folder)

    def write(aside: Path) -> None:
        for name, content in files.items():
            (aside / name).write_bytes(content)
        write_workbook(allocation, aside / WORKBOOK)

    _written(folder, write)


def _written(folder: str | Path, write: Callable[[Path], None]) -> None:
    try:
        replace_with(Path(folder), write)
    except OSError as error:
        raise CannotWrite(Path(folder), error) from error
