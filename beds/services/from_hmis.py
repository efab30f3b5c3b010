"""From an HMIS CSV export to an exchange folder: read as at a date, checked by reading it back, then written."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from beds.data.exchange import read_exchange, write_exchange
from beds.data.hmis.occupancy import Occupancy
from beds.data.hmis.world import read_hmis
from beds.domain.errors import Finding


@dataclass(frozen=True)
class HmisReport:
    """What was written, how full every project is, and what was odd about the export."""

    on: date
    out: Path
    schemes: int
    beds: int
    people: int
    stays: int
    candidates: int
    occupancy: tuple[Occupancy, ...]
    """A line a project that makes a scheme; see :class:`~beds.data.hmis.occupancy.Occupancy`."""
    warnings: tuple[Finding, ...]
    """About the export. What is odd about the folder itself, ``beds check`` tells."""


def from_hmis(directory: str | Path, on: date, out: str | Path) -> HmisReport:
    """Writes the export in ``directory``, as it stood at ``on``, as an exchange folder (or workbook, ``.xlsx``).

    Raises :class:`~beds.domain.errors.BadInput` with every fault of the export; then nothing is written.
    """
    world = read_hmis(Path(directory), on)
    snapshot = world.snapshot
    with TemporaryDirectory() as aside:
        # Nobody should learn from her next command that the folder which she was given cannot be read.
        write_exchange(snapshot, Path(aside) / "folder")
        read_exchange(Path(aside) / "folder", on)
    write_exchange(snapshot, out)
    return HmisReport(
        on=on,
        out=Path(out),
        schemes=len(snapshot.schemes),
        beds=len(snapshot.beds),
        people=len(snapshot.people),
        stays=len(snapshot.stays),
        candidates=sum(person.is_candidate for person in snapshot.people),
        occupancy=world.occupancy,
        warnings=world.warnings,
    )
