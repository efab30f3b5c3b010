"""The exchange folder as raw text, in whichever dialect of CSV a spreadsheet saved it."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from beds.data.findings import Findings
from beds.data.kept_file import KEPT
from beds.data.likely import likely, probably, squeezed
from beds.data.raw_tables import HEADER_WITHIN, RawExchange, as_table, assigned, header_at, known_columns
from beds.data.tables import POLICY, POLICY_FILE, TABLE_NAMES
from beds.domain.messages import _

DELIMITERS = (",", ";", "\t")
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n')
_POLICY_SUFFIXES = (".yaml", ".yml")


class NotText(Exception):
    """The bytes of a file are not text in any encoding that a spreadsheet writes."""


def read_folder(path: Path, findings: Findings) -> RawExchange:
    """Every table file in the folder, and the policy's text. Other kinds of files are left alone."""
    raw = RawExchange(files={name: file_name(name) for name in (*TABLE_NAMES, POLICY)})
    visible = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith((".", "~")))
    by_name = {file.name: file for file in visible}
    labels = {name: name for name in by_name}
    # What a run keeps if it can is no fact: it is asked for by name (allocate --keep), and no stranger here.
    csv_files = [file for file in visible if file.suffix.lower() == ".csv" and file.name.lower() != KEPT]
    tables = {file.name: file.stem for file in csv_files if squeezed(file.stem) != POLICY}
    for table, name in assigned(tables, TABLE_NAMES, labels, findings).items():
        raw.files[table] = name
        text = _text_of(by_name[name], findings)
        rows = _rows(text, table, name, findings) if text is not None else None
        found = as_table(table, name, rows, findings) if rows is not None else None
        if found:
            raw.tables[table] = found
        else:
            raw.unreadable.add(table)
    _read_policy(raw, visible, findings)
    _tell_wrong_suffixes(raw, visible, findings)
    return raw


def file_name(table: str) -> str:
    """The file that holds a table, or the policy."""
    return POLICY_FILE if table == POLICY else f"{table}.csv"


def _read_policy(raw: RawExchange, visible: list[Path], findings: Findings) -> None:
    files = [file for file in visible if file.suffix.lower() in _POLICY_SUFFIXES]
    exact = [file for file in files if squeezed(file.stem) == POLICY]
    near = [file for file in files if likely(file.stem, [POLICY])]
    for other in exact[1:]:
        findings.fault(
            other.name, 0, "", "", _("the same table as %(other)s; only one can be right", other=exact[0].name)
        )
    if near and not exact:
        findings.fault(near[0].name, 0, "", "", _("this name is not known") + probably(POLICY_FILE), POLICY_FILE)
    for file in (exact or near)[:1]:
        raw.files[POLICY] = file.name
        raw.policy = _text_of(file, findings)
        if raw.policy is None:
            raw.unreadable.add(POLICY)


def _tell_wrong_suffixes(raw: RawExchange, visible: list[Path], findings: Findings) -> None:
    """A people.xlsx in place of people.csv is a slip, never a folder without people."""
    there = {*raw.tables, *raw.unreadable, *([POLICY] if raw.policy is not None else [])}
    spelled = {squeezed(name): name for name in {*TABLE_NAMES, POLICY} - there}
    for file in visible:
        table = spelled.get(squeezed(file.stem))
        if table:
            raw.unreadable.add(table)
            findings.fault(file.name, 0, "", "", _("this kind of file is not read here"), file_name(table))


def _text_of(file: Path, findings: Findings) -> str | None:
    try:
        text, encoding = decoded(file.read_bytes())
    except OSError as error:
        findings.fault(file.name, 0, "", "", _("this file cannot be opened (%(error)s)", error=error.strerror))
        return None
    except NotText:
        findings.fault(file.name, 0, "", "", _("this file is not text"), _("a file saved as “CSV UTF-8”"))
        return None
    if encoding == "cp1252":
        findings.warn(
            file.name, 0, "", "",
            _("not UTF-8, and read as Windows text (cp1252); accents may be wrong, better save it as “CSV UTF-8”"),
        )  # fmt: skip
    return text


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8 or UTF-16 by its mark, else UTF-8, else cp1252.

    Raises :class:`NotText` for anything else, a workbook that was renamed among them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data or data.startswith(b"PK\x03\x04"):
        raise NotText
    else:
        # A mark of UTF-8 before text that is not: the mark goes, and the warning speaks of the rest.
        data, encodings = data.removeprefix(b"\xef\xbb\xbf"), ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise NotText


def _rows(text: str, table: str, file: str, findings: Findings) -> list[list[str]] | None:
    told = _SEP_LINE.match(text)
    if told:
        # A line for the spreadsheet alone: it shows the next one as row 1.
        text, delimiter = text[told.end() :], told[1]
    else:
        delimiter = _delimiter(text, table)
    rows: list[list[str]] = []
    try:
        rows.extend(_reader(text, delimiter))
    except csv.Error as error:
        number = len(rows) + 1
        findings.fault(
            file, number, "", "", _("quotation marks do not match from this row on (%(error)s)", error=error),
            _("cells with quotation marks around the whole cell, or none"),
        )  # fmt: skip
        return None
    return rows


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str, table: str) -> str:
    """The delimiter that makes a header out of the file: spreadsheets of many countries write semicolons."""
    known = {squeezed(column) for column in known_columns(table)}

    def known_cells(delimiter: str) -> int:
        head: list[list[str]] = []
        try:
            for row in _reader(text, delimiter):
                head.append(row)
                if len(head) == HEADER_WITHIN:
                    break
        except csv.Error:
            return 0
        start = header_at(head, known_columns(table))
        return sum(squeezed(cell) in known for cell in head[start]) if start is not None else 0

    return max(DELIMITERS, key=known_cells)
