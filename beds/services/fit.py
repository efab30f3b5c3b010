"""The use case behind ``beds fit``: read a service's stays, estimate behaviour, write it as part of a scenario."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beds.data.behaviour_file import refuse_other_file, write_behaviour
from beds.domain.errors import Finding
from beds.domain.messages import _
from beds.domain.week import Week
from beds.services.progress import Report, nobody
from beds.services.read import read_facts
from beds.simulation.fitting.fit import Fit, fit

BASE = "baseline"
"""The scenario that a fitted one extends where no other is named."""


@dataclass(frozen=True)
class FittedFolder:
    """What was estimated, from what, and where it was written."""

    out: Path
    week: Week
    fit: Fit
    warnings: tuple[Finding, ...]
    """About the folder."""


def fit_folder(
    source: str | Path,
    on: date,
    out: str | Path,
    *,
    since: date | None = None,
    extends: str = BASE,
    progress: Report = nobody,
) -> FittedFolder:
    """Estimates behaviour from the stays of the folder or workbook at ``source`` up to ``on`` and writes it to ``out``.

    ``since`` leaves out what began before it. Raises :class:`~beds.domain.errors.BadInput`; then nothing is written.
    """
    out = Path(out)
    refuse_other_file(out)
    progress(_("Reading the files"), 0, 1)
    facts = read_facts(source, on)
    progress(_("Estimating"), 0, 1)
    found = fit(facts.week, since)
    write_behaviour(found, out, folder=facts.source.name, extends=extends)
    return FittedFolder(out, facts.week, found, facts.warnings)
