"""The waiting list as a file, CSV or a workbook: the lines that were seen, in their order."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from beds.data.cells import CellValue, guarded_for_csv, guarded_for_workbook
from beds.data.spreadsheet import Book, Sheet, SheetColumn
from beds.domain.messages import N_, _, ngettext
from beds.domain.words import route_name
from beds.services.restricted import rule_title
from beds.services.waiting_list import Line, WaitingList

HEADERS = (
    N_("Person"), N_("Band"), N_("Route"), N_("Waiting since"), N_("Waiting days"), N_("Seeks"), N_("Lives in"),
    N_("Beds open to her"), N_("Beds that suit her"), N_("In her way"), N_("Review by"), N_("Contact lost"),
    N_("Key worker"),
)  # fmt: skip


def waiting_csv(listed: WaitingList) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read it as such; days as 2026-11-23."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([_(header) for header in HEADERS])
    for line in listed.lines:
        rows.writerow([guarded_for_csv(cell) if isinstance(cell, str) else cell for cell in _cells(line, listed)])
    return text.getvalue().encode("utf-8-sig")


def waiting_xlsx(listed: WaitingList) -> bytes:
    """A workbook with one sheet, its header frozen, ready to filter and to print."""
    columns = [SheetColumn(_(header), wrap=header in (N_("In her way"), N_("Seeks"))) for header in HEADERS]
    guarded = [
        [guarded_for_workbook(cell) if isinstance(cell, str) else cell for cell in _cells(line, listed)]
        for line in listed.lines
    ]
    title = _("Waiting list on %(day)s", day=listed.week.on.isoformat())
    told = ngettext("%(count)d person", "%(count)d people", len(guarded))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "waiting.xlsx"
        with Book(path) as book:
            book.cover(
                _("About"),
                title,
                [told, _("People stand here by pseudonym only. Never write a name.")],
                [(_("Waiting"), "")],
            )
            book.sheet(Sheet(_("Waiting"), columns, guarded))
        return path.read_bytes()


def _cells(line: Line, listed: WaitingList) -> list[CellValue]:
    return [
        line.person.person_id,
        line.band,
        route_name(line.person.route),
        line.person.waiting_since,
        line.days,
        "; ".join(listed.week.policy.phase_name(phase) for phase in line.person.seeks),
        line.bed_id,
        line.sought.open_now,
        line.sought.suits,
        "; ".join(rule_title(rule) for rule in line.in_the_way),
        line.review_by,
        line.contact_lost_on,
        line.person.worker_id,
    ]
