"""One cell: its text without stray spaces and guards, and what every kind of cell can do with it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from beds.domain.messages import _

LIST_SEPARATOR = ";"
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""No date of a life, a stay or a scheme lies outside; a typing slip such as 0206 for 2026 does."""

CellValue = str | int | float | date | None
"""What a cell of a workbook may hold. None is an empty cell."""

_GUARD = "'"
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")
_ODD_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\ufeff": None, "\u200b": None})
NOT_CALCULATED = "#NOT CALCULATED!"
"""Stands for a formula that was saved without its result; no spreadsheet shows this text."""
BROKEN = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", NOT_CALCULATED}
)
"""What stands in a cell whose formula failed."""


def clean(text: str) -> str:
    """The text without stray spaces, of whichever sort, in composed letters and with plain line ends."""
    if text.isascii():
        return text.strip().replace("\r\n", "\n") if "\r" in text else text.strip()
    composed = unicodedata.normalize("NFC", text.translate(_ODD_SPACES))
    return composed.replace("\r\n", "\n").strip()


def guarded_for_csv(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula when it opens the CSV file."""
    return _GUARD + text if _FORMULA.match(text) else text


def guarded_for_workbook(text: str) -> str:
    """The text so that :func:`unguarded` gives it back; a workbook keeps text apart from formulas by itself."""
    return _GUARD + text if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Undoes :func:`guarded_for_csv` and :func:`guarded_for_workbook`."""
    return text[1:] if text.startswith(_GUARD) and _GUARDED.match(text) else text


class NotUnderstood(Exception):
    """A text that is not a value of its kind. Carries the sentence, and what would be accepted if not the usual."""

    def __init__(self, message: str, accepted: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.accepted = accepted


@dataclass(frozen=True)
class Kind:
    """What sort of value a column or a policy key holds. ``blank`` is the value of an empty cell."""

    blank: Any = None

    def read(self, text: str) -> Any:
        """The value of a cleaned, non-blank text; raises :class:`NotUnderstood`."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text that :meth:`read` understands as the value; blank for the blank value."""
        return "" if value is None else str(value)

    def cell(self, value: Any) -> CellValue:
        """The value as a workbook holds it: real dates and numbers, text for the rest, None where blank."""
        return self.write(value) or None

    def accepted(self) -> str:
        """What would be accepted, as the end of a sentence."""
        raise NotImplementedError

    def understand(self, text: str) -> Any:
        """The value of any raw text: stray spaces and our own guard fall away, blank is ``blank``."""
        cleaned = clean(text)
        if not cleaned:
            return self.blank
        if cleaned[0] == "#":
            refuse_broken(cleaned)
        return self.read(unguarded(cleaned))


def refuse_broken(text: str) -> None:
    """Raises :class:`NotUnderstood` for the error values of a spreadsheet: they are no text of anybody's."""
    if text == NOT_CALCULATED:
        raise NotUnderstood(
            _("the workbook holds a formula here without its result"),
            _("the value itself, or a workbook saved by the spreadsheet program"),
        )
    if text in BROKEN:
        raise NotUnderstood(_("the spreadsheet shows an error here"), _("the value itself in place of the formula"))
