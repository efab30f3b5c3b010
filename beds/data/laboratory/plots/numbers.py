"""Numbers as a reader sees them, by the unit of their measure."""

import math

from beds.domain.messages import _
from beds.simulation.measures.measure import Unit

MINUS = "\N{MINUS SIGN}"


def shown(value: float, unit: Unit) -> str:
    """A number of this unit, short; a dash for one that is not known."""
    if math.isnan(value):
        return "–"
    if unit == "share":
        return _("%(number)s %%", number=_fixed(100 * value, 1))
    if unit in ("gbp", "gbp_a_year"):
        return f"{'-' if round(value) < 0 else ''}£{abs(round(value)):,}".replace("-", MINUS)
    places = 2 if unit == "number" else 1 if abs(value) < 1000 else 0
    return _fixed(value, places)


def interval(low: float, high: float, unit: Unit) -> str:
    """``low to high``; blank where there is none."""
    if math.isnan(low):
        return ""
    if unit == "share":
        return _("%(low)s to %(high)s %%", low=_fixed(100 * low, 1), high=_fixed(100 * high, 1))
    return _("%(low)s to %(high)s", low=shown(low, unit), high=shown(high, unit))


def with_interval(mean: float, low: float, high: float, unit: Unit) -> str:
    """``mean (low to high)``."""
    between = interval(low, high, unit)
    return f"{shown(mean, unit)} ({between})" if between else shown(mean, unit)


def change(value: float, unit: Unit) -> str:
    """A difference with its sign; of shares in percentage points."""
    if math.isnan(value):
        return "–"
    size = shown(abs(value), unit)
    if unit == "share":
        size = _("%(number)s points", number=_fixed(abs(100 * value), 1))
    sign = "" if not any(digit in "123456789" for digit in size) else "+" if value > 0 else MINUS
    return sign + size


def change_interval(low: float, high: float, unit: Unit) -> str:
    """``low to high`` of a difference, the unit said once."""
    if unit != "share":
        return _("%(low)s to %(high)s", low=change(low, unit), high=change(high, unit))
    return _("%(low)s to %(high)s points", low=change(100 * low, "weeks"), high=change(100 * high, "weeks"))


def _fixed(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.replace("-", "") if not any(digit in "123456789" for digit in text) else text.replace("-", MINUS)
