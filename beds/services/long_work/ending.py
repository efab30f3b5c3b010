"""How a run ends without an answer: cancelled or failed; the replications that were kept of it go."""

from datetime import datetime

from beds.data.store.store import Books
from beds.data.store.tables.runs import RunRow
from beds.services.long_work.kept_parts import PARTS


def over(books: Books, row: RunRow, status: str, at: datetime, error: str = "") -> None:
    """Ends the run. ``error``: why it failed, in a sentence."""
    row.status, row.ended_at, row.error, row.lease_until = status, at, error, None
    books.run_files.drop(row.run_id, PARTS)
