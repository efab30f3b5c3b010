"""The use case behind ``beds sample``: an invented city of any size, written as an exchange folder or workbook."""

from datetime import date
from pathlib import Path

from beds.data.exchange import refuse_to_overwrite, write_exchange
from beds.data.sample import sample
from beds.domain.snapshot import Snapshot


def make_sample(directory: str | Path, candidates: int, beds: int, seed: int, on: date) -> Snapshot:
    """Writes a sample and answers with it; ``beds`` are vacant ones, and both numbers are at least 0.

    The name of a workbook ends in ``.xlsx``. Raises ``BadInput`` where anything stands there already.
    """
    refuse_to_overwrite(Path(directory))
    snapshot = sample(candidates, beds, seed, on)
    write_exchange(snapshot, directory)
    return snapshot
