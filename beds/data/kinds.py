"""The kinds of cells and policy values: from text to a value, or to a fault that says what is accepted; and back."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any

from beds.data.cells import EARLIEST, LATEST, LIST_SEPARATOR, CellValue, Kind, NotUnderstood, clean
from beds.data.likely import likely, probably
from beds.domain.messages import _

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?)?")
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL_DATE = re.compile(r"([0-9]{5})(\.[0-9]+)?")
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 73_051)
"""Day numbers of a spreadsheet from 1927 to the end of 2099. Smaller ones are rather years (1990) or slips."""
_WHOLE = re.compile(r"(-?)([0-9]{1,18})([.,]0*)?")
_DECIMAL = re.compile(r"(-?)([0-9]{1,9})([.,]([0-9]{1,9}))?")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]{1,9})?")
_SCIENTIFIC = re.compile(r"[0-9]+(\.[0-9]+)?[eE][-+]?[0-9]{1,2}")
_RATIO = re.compile(r"([0-9]{1,9})/([1-9][0-9]{0,8})")
_FLAGS = {
    "yes": True, "y": True, "true": True, "1": True, "1.0": True,
    "no": False, "n": False, "false": False, "0": False, "0.0": False,
}  # fmt: skip


@dataclass(frozen=True)
class Text(Kind):
    """Free text."""

    blank: Any = ""

    def read(self, text: str) -> str:
        return text

    def accepted(self) -> str:
        return _("any text")


@dataclass(frozen=True)
class Id(Kind):
    """An id: any text without the separator of lists."""

    blank: Any = ""

    def read(self, text: str) -> str:
        if LIST_SEPARATOR in text or text == "*":
            raise NotUnderstood(_("not an id"))
        return text

    def accepted(self) -> str:
        return _("an id: any text without “;”, and not “*” alone")


@dataclass(frozen=True)
class Date(Kind):
    """A day."""

    def read(self, text: str) -> date:
        day = self._spelled(text)
        if not EARLIEST <= day <= LATEST:
            raise NotUnderstood(
                _("an impossible date"),
                _("a date from %(earliest)s to %(latest)s", earliest=EARLIEST, latest=LATEST),
            )
        return day

    @staticmethod
    def _spelled(text: str) -> date:
        spelled = _ISO_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
        if spelled:
            try:
                return date(int(spelled[1]), int(spelled[2]), int(spelled[3]))
            except ValueError:
                raise NotUnderstood(_("there is no such day")) from None
        serial = _SERIAL_DATE.fullmatch(text)
        if serial and int(serial[1]) in _SERIALS:
            return _SERIAL_EPOCH + timedelta(days=int(serial[1]))
        raise NotUnderstood(_("not a date"))

    def cell(self, value: date | None) -> CellValue:
        return value

    def accepted(self) -> str:
        return _("a date as 2026-11-23")


@dataclass(frozen=True)
class Flag(Kind):
    """Yes, no, or not known."""

    def read(self, text: str) -> bool:
        value = _FLAGS.get(text.casefold())
        if value is None:
            raise NotUnderstood(_("neither yes nor no"))
        return value

    def write(self, value: bool | None) -> str:
        return "" if value is None else "yes" if value else "no"

    def accepted(self) -> str:
        return _("yes or no")


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from ``low`` to ``high``, both included."""

    low: int = 0
    high: int = 10**18 - 1

    def read(self, text: str) -> int:
        spelled = _WHOLE.fullmatch(text)
        if not spelled:
            raise NotUnderstood(_("not a whole number"))
        value = int(spelled[1] + spelled[2])
        if value < 0 <= self.low:
            raise NotUnderstood(_("a negative number"))
        if not self.low <= value <= self.high:
            raise NotUnderstood(_("out of range"))
        return value

    def cell(self, value: int | None) -> CellValue:
        return value

    def accepted(self) -> str:
        if self.high >= 10**9:
            return _("a whole number, %(low)d or more", low=self.low)
        return _("a whole number from %(low)d to %(high)d", low=self.low, high=self.high)


def _exact_decimal(text: str) -> Decimal:
    """A non-negative number as people and spreadsheets write it: 1200, 1200.50, 1,200.50, 450,5."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    spelled = _DECIMAL.fullmatch(text)
    if not spelled or ("," in text and len(spelled[4] or "") > 2):
        raise NotUnderstood(_("not a number"))
    value = Decimal(text.replace(",", "."))
    if value < 0:
        raise NotUnderstood(_("a negative number"))
    return value


def _as_float(value: Decimal | Fraction, text: str) -> CellValue:
    """The number as a workbook holds it, or its text where a float would not be exactly the same."""
    return float(value) if Fraction(repr(float(value))) == value else text


@dataclass(frozen=True)
class Money(Kind):
    """Pounds, exact."""

    def read(self, text: str) -> Decimal:
        return _exact_decimal(text.removeprefix("£").strip())

    def write(self, value: Decimal | None) -> str:
        return "" if value is None else format(value, "f")

    def cell(self, value: Decimal | None) -> CellValue:
        return None if value is None else _as_float(value, self.write(value))

    def accepted(self) -> str:
        return _("an amount as 450 or 450.50, not negative")


@dataclass(frozen=True)
class Points(Kind):
    """Caseload points, exact: 0.1 is one tenth, 1/3 one third."""

    def read(self, text: str) -> Fraction:
        ratio = _RATIO.fullmatch(text)
        return Fraction(int(ratio[1]), int(ratio[2])) if ratio else Fraction(_exact_decimal(text))

    def write(self, value: Fraction | None) -> str:
        if value is None:
            return ""
        tenths = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
        exact = _DECIMAL.fullmatch(tenths) and Fraction(tenths) == value
        return tenths if exact else f"{value.numerator}/{value.denominator}"

    def cell(self, value: Fraction | None) -> CellValue:
        return None if value is None else _as_float(value, self.write(value))

    def accepted(self) -> str:
        return _("a number as 8 or 0.5, not negative")


@dataclass(frozen=True)
class Number(Kind):
    """A number from ``low`` to ``high``, both included unless ``above_low``; inexact, for chances and rates."""

    low: float = 0
    high: float = inf
    above_low: bool = False

    def read(self, text: str) -> float:
        value = float(text) if _SCIENTIFIC.fullmatch(text) else float(_exact_decimal(text))
        if not self.low <= value <= self.high or (self.above_low and value == self.low):
            raise NotUnderstood(_("out of range"))
        return value

    def write(self, value: float | None) -> str:
        return "" if value is None else format(value, ".15g")

    def accepted(self) -> str:
        limits = {"low": format(self.low, "g"), "high": format(self.high, "g")}
        if self.above_low:
            return _("a number above %(low)s", **limits)
        if self.high == inf:
            return _("a number, %(low)s or more", **limits)
        return _("a number from %(low)s to %(high)s", **limits)


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words, in any case."""

    options: tuple[str, ...] = ()

    def read(self, text: str) -> str:
        for option in self.options:
            if option.casefold() == text.casefold():
                return option
        raise NotUnderstood(_("not one of the words for it") + probably(likely(text, self.options)))

    def accepted(self) -> str:
        return ", ".join(self.options)


@dataclass(frozen=True)
class ListOf(Kind):
    """Entries of one kind, separated by ``;``, in order, each once."""

    blank: Any = ()
    item: Kind = Text()
    also: tuple[str, ...] = ()
    """Words accepted beside the items themselves, such as ``*``."""

    def read(self, text: str) -> tuple[Any, ...]:
        entries = filter(None, (entry.strip() for entry in text.split(LIST_SEPARATOR)))
        return tuple(dict.fromkeys(entry if entry in self.also else self.item.read(entry) for entry in entries))

    def write(self, value: tuple[Any, ...]) -> str:
        return LIST_SEPARATOR.join(entry if entry in self.also else self.item.write(entry) for entry in value)

    def accepted(self) -> str:
        items = _("a list separated by “;” of: %(items)s", items=self.item.accepted())
        return items + _(", or “%(word)s”", word=self.also[0]) if self.also else items


@dataclass(frozen=True)
class Tag(Text):
    """One free word of a list: a feature, a group, an area."""

    def accepted(self) -> str:
        return _("free words")


@dataclass(frozen=True)
class Language(Kind):
    """A language, by its two letters in ISO 639-1."""

    blank: Any = ""

    def read(self, text: str) -> str:
        if not re.fullmatch("[A-Za-z]{2}", text):
            raise NotUnderstood(_("not a language code"))
        return text.lower()

    def accepted(self) -> str:
        return _("two letters of ISO 639-1, such as en or so")


def is_bare_number(text: str) -> bool:
    """Whether a date is written as the day number of a spreadsheet, which nobody recognises as a date."""
    return bool(_SERIAL_DATE.fullmatch(clean(text)))
