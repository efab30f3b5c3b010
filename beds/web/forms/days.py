"""A day in a form: as browsers send it, 2026-11-23."""

from datetime import date
from typing import Any

from wtforms import Field

from beds.domain.messages import N_, _

FIRST_YEAR, LAST_YEAR = 1900, 2150
"""A year beyond these was mistyped, such as 0026 for 2026: no fact of a service lies there."""


class DayField(Field):  # type: ignore[misc]  # the library is untyped
    """A day, or None where nothing was filled in."""

    data: date | None
    no_day = N_("This is no day. Write it as 2026-11-23.")

    def __init__(self, label: str = "", **settings: Any) -> None:
        super().__init__(label, **settings)
        self.typed = ""

    def _value(self) -> str:
        return self.typed or (self.data.isoformat() if self.data else "")

    def process_formdata(self, values: list[str]) -> None:
        self.typed = values[0].strip() if values else ""
        self.data = None
        if self.typed:
            try:
                found = date.fromisoformat(self.typed)
            except ValueError:
                raise ValueError(_(self.no_day)) from None
            if not FIRST_YEAR <= found.year <= LAST_YEAR:
                years = {"first": FIRST_YEAR, "last": LAST_YEAR}
                raise ValueError(_("Check the year: it must lie between %(first)d and %(last)d", **years))
            self.data = found


class DayOrBlank(DayField):
    """A day that need not be told."""

    no_day = N_("Enter a day as in 2026-11-23, or leave it blank")
