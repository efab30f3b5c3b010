"""``kept.csv``: the bed that was proposed or offered to each person before, which a run keeps where that costs nothing.

An export writes it beside the tables; a run on files reads it, or the ``allocation.csv`` of an earlier answer.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _

KEPT = "kept.csv"
COLUMNS = ("person_id", "bed_id")


def kept_csv(kept: Mapping[str, str]) -> bytes:
    """The file of these people and beds."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *sorted(kept.items())])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def read_kept(path: str | Path) -> dict[str, str]:
    """Bed by person, of a file that has these two columns among its own; rows without a bed are left out.

    Raises :class:`~beds.domain.errors.BadInput`.
    """
    path = Path(path)
    accepted = _("a CSV file with the columns %(columns)s, as allocation.csv is", columns=", ".join(COLUMNS))
    try:
        rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise BadInput([Finding(path.name, 1, "", "", _("these columns are not here"), accepted)])
        return {row["person_id"]: row["bed_id"] for row in rows if row["bed_id"]}
    except (OSError, UnicodeError, csv.Error):
        raise BadInput([Finding(path.name, 0, "", "", _("this file cannot be read"), accepted)]) from None
