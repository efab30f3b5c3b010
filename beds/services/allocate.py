"""The use case behind ``beds allocate``: read the facts, decide the week, write the answer; all of it or nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from beds.data.kept_file import read_kept
from beds.data.results import refuse_unfit_folder, summary, write_results
from beds.domain.allocation import Allocation
from beds.domain.errors import Finding
from beds.domain.messages import _
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.services.progress import Report, nobody
from beds.services.read import read_facts


@dataclass(frozen=True)
class Run:
    """A run that is done: the week as it was found, what was decided for it, and what was odd about the files."""

    source: Path
    """As it was asked for."""
    out: Path
    week: Week
    allocation: Allocation
    warnings: tuple[Finding, ...]


def allocate_folder(
    source: str | Path,
    on: date,
    out: str | Path,
    *,
    keep: str | Path = "",
    explain: bool = True,
    time_limit: float | None = None,
    progress: Report = nobody,
) -> Run:
    """Allocates the folder or workbook at ``source`` and writes the answer into the folder ``out``.

    ``time_limit`` in seconds is for the solving. ``keep``: a file of the beds that people were proposed before, which
    are kept among allocations equal in every tier (:mod:`beds.data.kept_file`). Raises the errors of
    :mod:`beds.domain.errors`; then nothing is written, and what stood in ``out`` stands.
    """
    refuse_unfit_folder(out)
    progress(_("Reading the files"), 0, 1)
    kept = read_kept(keep) if keep else {}
    facts = read_facts(source, on)
    allocation = allocate(
        facts.week.snapshot, on, explain=explain, time_limit=time_limit, progress=progress, keep=kept
    )  # fmt: skip
    progress(_("Writing the answer"), 0, 1)
    write_results(allocation, out, warnings=len(facts.warnings))
    return Run(Path(source), Path(out), facts.week, allocation, facts.warnings)


def summary_of(run: Run) -> dict[str, Any]:
    """What ``summary.json`` holds, as plain values."""
    return summary(run.allocation, len(run.warnings))
