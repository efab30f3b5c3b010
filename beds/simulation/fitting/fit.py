"""Everything that a service's stays tell of behaviour, phase by phase: the answer behind ``beds fit``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from beds.domain.week import Week
from beds.simulation.fitting.estimates import (
    Chance,
    LengthOfStay,
    length_of_stay,
    returned_within_a_year,
    weekly_chance,
)
from beds.simulation.fitting.spells import history


@dataclass(frozen=True)
class Fit:
    """Estimates from the stays of a folder as at a date."""

    on: date
    since: date | None
    stays: Mapping[int, LengthOfStay]
    leaving: Mapping[int, Chance]
    stepping_back: Mapping[int, Chance]
    """Only of phases that somebody stepped back from."""
    returns: Mapping[str, Chance]
    """After a ``planned`` and after an ``unplanned`` departure. Who was ready, no record tells."""


def fit(week: Week, since: date | None = None) -> Fit:
    """The estimates of every phase in which somebody has lived; ``since`` leaves out what began before it."""
    spells, departures = history(week, since)
    phases = sorted({spell.phase for spell in spells})
    of_phase = {phase: [spell for spell in spells if spell.phase == phase] for phase in phases}
    weeks = {phase: sum(spell.weeks for spell in lived) for phase, lived in of_phase.items()}
    ends = {
        ending: {phase: sum(spell.ending == ending for spell in lived) for phase, lived in of_phase.items()}
        for ending in ("unplanned", "stepped_back")
    }
    return Fit(
        on=week.on,
        since=since,
        stays={phase: length_of_stay(phase, lived) for phase, lived in of_phase.items()},
        leaving={phase: weekly_chance(ends["unplanned"][phase], weeks[phase]) for phase in phases},
        stepping_back={
            phase: weekly_chance(count, weeks[phase]) for phase, count in ends["stepped_back"].items() if count
        },
        returns={
            "planned": returned_within_a_year([gone for gone in departures if gone.planned]),
            "unplanned": returned_within_a_year([gone for gone in departures if not gone.planned]),
        },
    )
