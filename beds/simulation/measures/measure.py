"""What a measure is, said once for files, screens and docs: its id, title, unit, sense and definition."""

from dataclasses import dataclass
from typing import Literal

from beds.domain.messages import _

Key = tuple[str, str]
"""Id of the measure and its phase, ``0`` to ``9`` or ``all``. Of a group: ``wait_placed_mean:ethnicity=x``."""

NOT_KNOWN = "not known"
"""In place of the group of those of whom it is not known."""
Unit = Literal["people_a_year", "people", "weeks", "share", "bed_weeks_a_year", "number", "gbp", "gbp_a_year"]
Sense = Literal["higher", "lower", "neutral"]
ALL = "all"
YEAR = 52
"""Weeks that count as a year, as in "within 52 weeks"."""


@dataclass(frozen=True)
class Measure:
    """One number that a replication amounts to. The title and the definition are translated where they are shown."""

    id: str
    title: str
    unit: Unit
    better: Sense
    definition: str
    not_reached: bool = False
    """Whether "not a number" means "longer than could be seen", so that no mean may pass over it."""
    counts: tuple[str, ...] = ()
    """The counts of weekly.csv that it is a sum or a mean of."""


def unit_name(unit: Unit) -> str:
    """The unit as a reader sees it behind a number or in a header."""
    return {
        "people_a_year": _("people a year"),
        "people": _("people"),
        "weeks": _("weeks"),
        "share": _("share"),
        "bed_weeks_a_year": _("bed-weeks a year"),
        "number": _("number"),
        "gbp": _("GBP"),
        "gbp_a_year": _("GBP a year"),
    }[unit]


def sense_name(sense: Sense) -> str:
    return {"higher": _("more is better"), "lower": _("fewer or less is better"), "neutral": _("neither")}[sense]
