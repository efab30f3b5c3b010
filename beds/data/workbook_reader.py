"""A workbook as raw text: real dates and numbers become what they say, errors and lost formulas stay visible."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from beds.data.cells import NOT_CALCULATED
from beds.data.findings import Findings
from beds.data.raw_tables import RawExchange, as_table, assigned, column_position
from beds.data.tables import POLICY, TABLE_NAMES
from beds.domain.messages import _

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<c ([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_RESULT = re.compile(rb"<v[^>]*>([^<]+)</v>")


def read_workbook(path: Path, findings: Findings) -> RawExchange | None:
    """Every table sheet of the workbook and its policy sheet; None, with a fault, where it cannot be opened."""
    from python_calamine import CalamineError, load_workbook

    raw = RawExchange(files={name: sheet_label(path, name) for name in (*TABLE_NAMES, POLICY)})
    try:
        book = load_workbook(path)
    except (CalamineError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        findings.fault(
            path.name, 0, "", "", _("this workbook cannot be opened (%(error)s)", error=why),
            _("a workbook without a password, saved by a spreadsheet program"),
        )  # fmt: skip
        return None
    with book:
        labels = {sheet: sheet_label(path, sheet) for sheet in book.sheet_names}
        names = {sheet: sheet for sheet in book.sheet_names}
        broken = _broken_cells(path)
        for table, sheet in assigned(names, (*TABLE_NAMES, POLICY), labels, findings).items():
            raw.files[table] = labels[sheet]
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            rows = [[cell if type(cell) is str else text_of(cell) for cell in row] for row in cells]
            for (row, column), shown in broken.get(sheet, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = shown
            found = as_table(table, labels[sheet], rows, findings)
            if found is None:
                raw.unreadable.add(table)
            elif table == POLICY:
                raw.policy = found
            else:
                raw.tables[table] = found
    return raw


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook; none where it is no workbook."""
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(path) as book:
            return tuple(book.sheet_names)
    except (CalamineError, OSError):
        return ()


def sheet_label(path: Path, sheet: str) -> str:
    """How a sheet is named to people."""
    return _("%(book)s, sheet %(sheet)s", book=path.name, sheet=sheet)


def text_of(cell: Any) -> str:
    """What a typed cell says: 1.0 is 1, a date is ISO 8601, a midnight is a date."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.time().min else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _broken_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Errors and formulas without result, which calamine reads as blank: by sheet and (row, column), both from 0.

    A blank means «not known» here, so that a failed look-up would decide in silence.
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return {}
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(path) as parts:
        for sheet, part in _sheet_parts(parts).items():
            data = parts.read(part)
            if b't="e"' in data or b"<f" in data:
                found[sheet] = {
                    place: shown for match in _CELL.finditer(data) for place, shown in _shown_if_broken(match)
                }
    return found


def _shown_if_broken(cell: re.Match[bytes]) -> list[tuple[tuple[int, int], str]]:
    attributes, body = cell[1], cell[2] or b""
    place = _PLACE.search(attributes)
    result = _RESULT.search(body)
    is_error = b't="e"' in attributes
    is_lost = b"<f" in body and result is None and b't="str"' not in attributes
    if not place or not (is_error or is_lost):
        return []
    shown = result[1].decode() if is_error and result else NOT_CALCULATED
    return [((int(place[2]) - 1, column_position(place[1].decode())), shown)]


def _sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part of the package that holds each sheet."""
    names = set(parts.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {
        relation.get("Id"): relation.get("Target", "").removeprefix("/xl/")
        for relation in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter()
    related = {sheet.get("name", ""): sheet.get(_RELATION) for sheet in sheets if _RELATION in sheet.attrib}
    found = {sheet: "xl/" + targets.get(relation, "") for sheet, relation in related.items()}
    return {sheet: part for sheet, part in found.items() if part in names}
